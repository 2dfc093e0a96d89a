"""Attributes of a summary whose opposite the source says of the same: «горячей водой» for «холодной водой»."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from summarizer.checking.antonyms import Antonyms, read_antonyms
from summarizer.checking.facts import span_of
from summarizer.checking.findings import Finding
from summarizer.checking.pairs import Pair
from summarizer.cleaning.dictionary import cases_of, is_known, readings_of
from summarizer.index import IndexedText, Word

REACH: Final = 3  # words between an attribute and its noun
MIN_LETTERS: Final = 4  # behind the «не» of an opposite
_NOT: Final = "не"
_MOST: Final = frozenset("самый самая самое самые самого самой самому самую самым самом самых самыми".split())
_SUPERLATIVE: Final = "самый"  # «самая низкая явка» and «самый высокий показатель» are of one thing
_LONG: Final = frozenset({"ADJF", "PRTF"})
_SHORT: Final = frozenset({"ADJS", "PRTS"})
_CASES: Final = frozenset("nomn gent datv accs ablt loct".split())


@lru_cache(maxsize=1)
def _antonyms() -> Antonyms:
    return read_antonyms("adjectives.tsv")


def are_opposite(one: str, other: str) -> bool:
    """Whether two dictionary forms say the opposite: by the table, or by a «не» of one of them.

    >>> are_opposite("завышенный", "заниженный"), are_opposite("довольный", "недовольный")
    (True, True)
    >>> are_opposite("делимый", "неделя")
    False
    """
    if _antonyms().are_opposite(one, other):
        return True
    short, long = sorted((one, other), key=len)
    return long == _NOT + short and len(short) >= MIN_LETTERS and is_known(short)


def find_attributes(pair: Pair) -> Iterator[Finding]:
    """Attributes of a summary to which the source has an opposite one beside the same noun.

    >>> from summarizer.index import index_text
    >>> source = index_text("Утром тренер недоволен: он обливается холодной водой.")
    >>> told = ("Утром он обливается горячей водой.", "Утром тренер доволен.", "Утром он пьёт тёплый чай.")
    >>> [[f.text for f in find_attributes(Pair(index_text(one), source))] for one in told]
    [['горячей'], ['доволен'], []]
    """
    theirs = list(_attributes(pair.theirs))
    said = {word.lemma for word in pair.theirs}
    for word, noun in _attributes(pair.ours):
        other = next((one for one, its in theirs if its == noun and are_opposite(word.lemma, one.lemma)), None)
        if other and word.lemma not in said and not _is_said(word.lemma, noun, pair.source):
            yield pair.against(span_of(word), span_of(other))


def _is_said(lemma: str, noun: str, source: IndexedText) -> bool:
    """Whether the source gives a noun an attribute anywhere."""
    places = source.postings.get(lemma, ())
    return any((word.lemma, its) == (lemma, noun) for i in places for word, its in _attributes(source.words[i]))


def _attributes(words: Sequence[Word]) -> Iterator[tuple[Word, str]]:
    """Each attribute with the lemma of its noun: the next one that agrees, of a short one what stands before it."""
    for i, word in enumerate(words):
        grammemes = readings_of(word.lower)[0].grammemes
        if i and words[i - 1].lower in _MOST and grammemes & _LONG:
            yield word, _SUPERLATIVE
        if word.lemma in _antonyms() and "NOUN" in grammemes:  # «запад области», «рост цен»
            yield from ((word, one.lemma) for one in words[i + 1 : i + 2] if "gent" in cases_of(one.lower))
        if grammemes & _LONG and not (i and words[i - 1].lower == _NOT):
            nouns = (one for one in words[i + 1 : i + 1 + REACH] if _agrees(word, one))
            yield from ((word, noun.lemma) for noun in list(nouns)[:1])
        elif grammemes & _SHORT and not (i and words[i - 1].lower == _NOT):
            before = [one for one in words[:i] if "NOUN" in readings_of(one.lower)[0].grammemes]
            yield from ((word, noun.lemma) for noun in before[:1])


def _agrees(attribute: Word, noun: Word) -> bool:
    """Whether a noun may stand in the case of an attribute."""
    nouns = [reading.grammemes for reading in readings_of(noun.lower) if "NOUN" in reading.grammemes]
    nouns = [one | {"loct"} if "loc2" in one else one for one in nouns]  # «на левом берегу»
    cases = [reading.grammemes & _CASES for reading in readings_of(attribute.lower) if reading.grammemes & _LONG]
    return any(one & case for one in nouns for case in cases)
