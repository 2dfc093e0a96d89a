"""What a summary tells as done, or as sure to come, where the source only expects, plans or thinks it possible.

«Купила» for «намерена купить», «закончится» for «может закончиться».
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.checking.facts import span_of
from summarizer.checking.findings import Finding
from summarizer.checking.forms import common_letters
from summarizer.checking.pairs import Pair
from summarizer.cleaning.dictionary import readings_of
from summarizer.index import IndexedText, Word

REACH: Final = 4  # words back from an infinitive where the word that governs it may stand
_OPEN: Final = frozenset(  # what they govern has not come about
    "мочь намерить намеренный собираться планировать пообещать обещать хотеть захотеть пригрозить грозить "
    "угрожать предложить предлагать потребовать требовать призвать призывать попросить просить "
    "рассчитывать надеяться готовиться рекомендовать порекомендовать советовать посоветовать намереваться "
    "мечтать задумать добиваться "
    "должный следовать".split()
)

_OF_DEEDS: Final = ("ение", "ание", "тие")  # nouns made of verbs
_OF_VERBS: Final = ("ить", "ать", "еть", "ять")
MIN_STEM: Final = 5  # letters that a verb shares with its noun
_MAY: Final = "мочь"
_UNSURE: Final = frozenset(  # lemmas that keep a future open, anywhere before it in its sentence
    "если мочь возможно возможный возможность вероятно вероятный вероятность вдруг вряд ли чтобы якобы "
    "предположительно предполагать предполагаться допускать допустить ожидать ожидаться ожидание прогноз "
    "прогнозировать план планироваться считать полагать мнение надеяться опасаться опасение риск угроза шанс "
    "уверенный".split()
).union(_OPEN)


def find_planned(pair: Pair) -> Iterator[Finding]:
    """Past verbs of a summary that are a future in the source, or hang on a word of wish, plan or possibility.

    A future counts only against what the source says may be.

    >>> from summarizer.index import index_text
    >>> def planned(summary, source):
    ...     return [(f.text, f.note) for f in find_planned(Pair(index_text(summary), index_text(source)))]
    >>> planned("Лукина купила козу.", "Лукина намерена купить козу.")
    [('купила', 'в тексте «намерена купить»')]
    >>> planned("Лукина купила козу.", "Лукина купила козу и хочет купить корову.")
    []
    """
    expected = {one.verb.lemma: one for one in _find_expected(pair.theirs)}
    for i, word in enumerate(pair.ours):
        one = expected.get(word.lemma) or _as_deed(word, expected)
        if one and not _is_auxiliary(pair.ours[i + 1 : i + 3]) and _is_sure(word, pair.ours[:i], one, pair.source):
            yield pair.against(span_of(word), span_of(one.first, one.verb), "not_done")


@dataclass(frozen=True)
class _Expected:
    """A verb, or a noun made of one, of what has not come about, with the word that says so."""

    verb: Word
    first: Word


def _as_deed(word: Word, expected: Mapping[str, "_Expected"]) -> "_Expected | None":
    """«добивается восстановления» for «восстановил»."""
    nouns = (lemma for lemma in expected if lemma.endswith(_OF_DEEDS) and word.lemma.endswith(_OF_VERBS))
    n_letters = max(MIN_STEM, len(word.lemma) - len("ить") - 1)
    return next((expected[lemma] for lemma in nouns if common_letters(lemma, word.lemma) >= n_letters), None)


def _is_auxiliary(behind: Sequence[Word]) -> bool:
    """Whether an infinitive among the words behind a verb tells what is done."""
    return any("INFN" in readings_of(word.lower)[0].grammemes for word in behind)


def _is_sure(word: Word, before: Sequence[Word], expected: _Expected, source: IndexedText) -> bool:
    """Whether a verb tells as done what is expected, or as coming what may be, and the source nowhere does."""
    if _is_done(word, before[-REACH:]) and not _is_told(word.lemma, "past", source):
        return True
    is_possible = expected.first.lemma == _MAY
    return is_possible and _is_coming(word, before) and not _is_told(word.lemma, "futr", source)


def _find_expected(words: Sequence[Word]) -> Iterator[_Expected]:
    for i, word in enumerate(words):
        grammemes = readings_of(word.lower)[0].grammemes
        before = words[max(0, i - REACH) : i]
        if grammemes >= {"VERB", "futr"} and "perf" in grammemes:
            yield _Expected(word, word)
        if grammemes & {"PRTS", "INFN"} and before and _is_will(before[-1]):
            yield _Expected(word, before[-1])
        elif "INFN" in grammemes:
            governing = [other for other in before if other.lemma in _OPEN]
            behind = [other for other in words[i + 1 : i + REACH] if other.lemma in _OPEN]  # «купить её намерена»
            yield from (_Expected(word, other) for other in governing[-1:] or behind[:1])
        elif word.lemma.endswith(_OF_DEEDS):
            yield from (_Expected(word, other) for other in before[-1:] if other.lemma in _OPEN)


def _is_will(word: Word) -> bool:
    """«будет»."""
    return word.lemma == "быть" and word.lower.startswith("буд")


def _is_done(word: Word, before: Sequence[Word]) -> bool:
    """Whether a form says that something came about: «купила», «был куплен», not «будет куплен», «купила бы»."""
    grammemes = readings_of(word.lower)[0].grammemes
    if grammemes >= {"PRTS", "past"}:
        return not any(map(_is_will, before))
    return grammemes >= {"VERB", "past", "perf"} and not any(other.lower in ("бы", "чтобы") for other in before)


def _is_coming(word: Word, before: Sequence[Word]) -> bool:
    """Whether a form says that something will come about for certain: «закончится», not «вряд ли закончится»."""
    grammemes = readings_of(word.lower)[0].grammemes
    return grammemes >= {"VERB", "futr", "perf"} and _UNSURE.isdisjoint(other.lemma for other in before)


def _is_told(lemma: str, tense: str, source: IndexedText) -> bool:
    return any(
        word.lemma == lemma and tense in readings_of(word.lower)[0].grammemes and not (at and _is_will(words[at - 1]))
        for words in (source.words[i] for i in source.postings.get(lemma, ()))
        for at, word in enumerate(words)
    )
