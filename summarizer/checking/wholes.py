"""«Все жильцы» where the source has «некоторые жильцы», «весь урожай» where it has half of it."""

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.checking.facts import span_of
from summarizer.checking.findings import Finding
from summarizer.checking.nouns import noun_behind
from summarizer.checking.pairs import Pair
from summarizer.checking.tokens import numerals
from summarizer.cleaning.dictionary import readings_of
from summarizer.index import IndexedText, Word

REACH: Final = 2  # words from «все» or «часть» to what it is said of
FAR_REACH: Final = 4  # «лишь каменная Никольская церковь»
_ONLY: Final = frozenset({"лишь", "только"})
_ALL: Final = frozenset("все всех всем всеми весь всю вся всего всей".split())
_HUNDRED: Final = frozenset({"100", "сто", "ста"})
_PARTLY: Final = frozenset({"не", "почти", "практически", "ни"})
_SOME: Final = frozenset(  # lemmas
    "некоторый часть большинство меньшинство многие многий половина треть четверть несколько отдельный большая".split()
)


def find_wholes(pair: Pair) -> Iterator[Finding]:
    """«Все» of a summary before a noun of which the source tells only a part.

    >>> from summarizer.index import index_text
    >>> source = index_text("Некоторые жильцы дома отказались от переезда.")
    >>> told = ("Все жильцы дома отказались от переезда.", "Не все жильцы дома отказались от переезда.")
    >>> [[f.text for f in find_wholes(Pair(index_text(one), source))] for one in told]
    [['Все жильцы'], []]
    """
    for first, noun in _wholes(pair.ours):
        part = next(_parts(pair.theirs, noun.lemma), None)
        if part and not _is_told_whole(noun.lemma, pair.source):
            yield pair.against(span_of(first, noun), span_of(*part), "overstated")


def _is_told_whole(lemma: str, source: IndexedText) -> bool:
    places = source.postings.get(lemma, ())
    return any(noun.lemma == lemma for i in places for _, noun in _wholes(source.words[i]))


def _wholes(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Each «все» with the noun that it is said of."""
    for i, word in enumerate(words):
        if word.lower in _ALL and not (i and words[i - 1].lower in _PARTLY):
            noun = _noun_or_person(words[i + 1 : i + 1 + REACH])
            if noun:
                yield word, noun


def _noun_or_person(words: Sequence[Word]) -> Word | None:
    """The noun that words lead to, or the first of them where that may be one: «больных», «раненые»."""
    first = next((word for word in words[:1] if "Subx" in readings_of(word.lower)[0].grammemes), None)
    return noun_behind(words) or first


def _parts(words: Sequence[Word], lemma: str) -> Iterator[tuple[Word, Word]]:
    """Each word for a part that is said of a noun with this lemma."""
    for i, word in enumerate(words):
        if word.lower in _ONLY:
            noun = _noun_or_person(words[i + 1 : i + 1 + FAR_REACH])
            if noun and noun.lemma == lemma and "sing" in readings_of(noun.lower)[0].grammemes:
                yield word, noun
        if word.lower == "из" and 0 < i < len(words) - 1:
            yield from _parts_of(words, i, lemma)
        if word.lemma in _SOME or (word.lemma == "процент" and i and words[i - 1].lower not in _HUNDRED):
            noun = _noun_or_person(words[i + 1 : i + 1 + REACH])
            if noun and noun.lemma == lemma:
                yield word, noun


def _parts_of(words: Sequence[Word], i: int, lemma: str) -> Iterator[tuple[Word, Word]]:
    """«три склада из пяти», «3 из 5 складов», with «из» at i."""
    whole = words[i + 1]
    for part, noun in (
        (words[i - 2] if i > 1 else None, words[i - 1]),
        (words[i - 1], noun_behind(words[i + 2 : i + 4])),
    ):
        if part and noun and noun.lemma == lemma and 0 < _value(part) < _value(whole):
            yield part, max(noun, whole, key=lambda word: word.start)


def _value(word: Word) -> float:
    numeral = numerals().get(word.lower)
    return float(word.lower) if word.lower.isdecimal() else numeral.value if numeral else 0.0
