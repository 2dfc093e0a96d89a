"""What a summary tells as done, or as sure to come, where the source only expects, plans or thinks it possible.

«Купила» for «намерена купить», «закончится» for «может закончиться».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.checking.findings import Finding, set_against
from summarizer.cleaning.dictionary import readings_of
from summarizer.evidence import find_counterparts
from summarizer.index import IndexedText, Word

REACH: Final = 4  # words back from an infinitive where the word that governs it may stand
_OPEN: Final = frozenset(  # what they govern has not come about
    "мочь намерить намеренный собираться планировать пообещать обещать хотеть захотеть пригрозить грозить "
    "угрожать предложить предлагать потребовать требовать призвать призывать попросить просить "
    "рассчитывать надеяться готовиться рекомендовать порекомендовать советовать посоветовать намереваться "
    "мечтать задумать "
    "должный следовать".split()
)

_MAY: Final = "мочь"
_UNSURE: Final = frozenset(  # lemmas that keep a future open, anywhere before it in its sentence
    "если мочь возможно возможный возможность вероятно вероятный вероятность вдруг вряд ли чтобы якобы "
    "предположительно предполагать предполагаться допускать допустить ожидать ожидаться ожидание прогноз "
    "прогнозировать план планироваться считать полагать мнение надеяться опасаться опасение риск угроза шанс "
    "уверенный".split()
).union(_OPEN)


def find_planned(summary: IndexedText, source: IndexedText) -> list[Finding]:
    """Past verbs whose counterpart in the source is a future, or hangs on a word of wish, plan or possibility.

    A future counts only against what the source says may be.

    >>> from summarizer.index import index_text
    >>> source = index_text("Лукина намерена купить козу.")
    >>> [(f.text, f.note) for f in find_planned(index_text("Лукина купила козу."), source)]
    [('купила', 'в тексте «намерена купить»')]
    >>> find_planned(index_text("Лукина купила козу."), index_text("Лукина купила козу и хочет купить корову."))
    []
    """
    return [
        finding
        for at, i in find_counterparts(summary, source)
        for finding in _compare(summary.words[at], source.words[i], summary.text, source)
    ]


@dataclass(frozen=True)
class _Expected:
    """A verb of what has not come about, with the word that says so."""

    verb: Word
    first: Word


def _compare(ours: Sequence[Word], theirs: Sequence[Word], text: str, source: IndexedText) -> Iterator[Finding]:
    expected = {one.verb.lemma: one for one in _find_expected(theirs)}
    for i, word in enumerate(ours):
        one = expected.get(word.lemma)
        is_auxiliary = any("INFN" in readings_of(other.lower)[0].grammemes for other in ours[i + 1 : i + 3])
        before = ours[max(0, i - REACH) : i]
        if not one or is_auxiliary:
            continue
        is_done = _is_done(word, before) and not _is_told(word.lemma, "past", source)
        is_coming = one.first.lemma == _MAY and _is_coming(word, ours[:i]) and not _is_told(word.lemma, "futr", source)
        if is_done or is_coming:
            place, its = (word.start, word.stop), (one.first.start, one.verb.stop)
            yield set_against("not_done", text, place, source.text, its)


def _find_expected(words: Sequence[Word]) -> Iterator[_Expected]:
    for i, word in enumerate(words):
        grammemes = readings_of(word.lower)[0].grammemes
        if grammemes >= {"VERB", "futr"} and "perf" in grammemes:
            yield _Expected(word, word)
        if "INFN" in grammemes:
            governing = [other for other in words[max(0, i - REACH) : i] if other.lemma in _OPEN]
            yield from (_Expected(word, other) for other in governing[-1:])


def _is_done(word: Word, before: Sequence[Word]) -> bool:
    """Whether a form says that something came about: «купила», «был куплен», not «будет куплен», «купила бы»."""
    grammemes = readings_of(word.lower)[0].grammemes
    if grammemes >= {"PRTS", "past"}:
        return not any(other.lower.startswith("буд") and other.lemma == "быть" for other in before)
    return grammemes >= {"VERB", "past", "perf"} and not any(other.lower in ("бы", "чтобы") for other in before)


def _is_coming(word: Word, before: Sequence[Word]) -> bool:
    """Whether a form says that something will come about for certain: «закончится», not «вряд ли закончится»."""
    grammemes = readings_of(word.lower)[0].grammemes
    return grammemes >= {"VERB", "futr", "perf"} and _UNSURE.isdisjoint(other.lemma for other in before)


def _is_told(lemma: str, tense: str, source: IndexedText) -> bool:
    return any(
        word.lemma == lemma and tense in readings_of(word.lower)[0].grammemes
        for i in source.postings.get(lemma, ())
        for word in source.words[i]
    )
