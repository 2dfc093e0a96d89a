"""Ways turned round: «из Ярославля в Ленинград» where the source has «из Ленинграда в Ярославль»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.checking.facts import span_of
from summarizer.checking.findings import Finding
from summarizer.checking.forms import is_same_name
from summarizer.checking.pairs import Pair
from summarizer.cleaning.dictionary import cases_of
from summarizer.index import IndexedText, Word

_FROM: Final = frozenset({"из", "с", "со", "от"})
_TO: Final = frozenset({"в", "во", "на", "до", "к", "ко"})
_TO_CASES: Final = {"в": "accs", "во": "accs", "на": "accs", "до": "gent", "к": "datv", "ко": "datv"}


@dataclass(frozen=True)
class _End:
    """A name behind «из» or «в»; offsets of both."""

    name: str
    is_start: bool
    start: int
    stop: int


def find_ways(pair: Pair) -> Iterator[Finding]:
    """Two names of a summary that are both at the other end of a way in the source.

    >>> from summarizer.index import index_text
    >>> source = index_text("Паром шёл из Петербурга в Хельсинки.")
    >>> told = ("Паром шёл из Хельсинки в Петербург.", "В Хельсинки паром шёл из Петербурга.")
    >>> [[f.text for f in find_ways(Pair(index_text(one), source))] for one in told]
    [['из Хельсинки в Петербург'], []]
    """
    theirs = list(_ends(pair.theirs, pair.source))
    turned = [one for one in _ends(pair.ours, pair.summary) if _is_turned(one, theirs)]
    if {one.is_start for one in turned} == {True, False}:
        there = [other for other in theirs if any(is_same_name(one.name, other.name) for one in turned)]
        yield pair.against(span_of(*turned), span_of(*there))


def _is_turned(one: _End, theirs: Sequence[_End]) -> bool:
    same = [other for other in theirs if is_same_name(one.name, other.name)]
    return bool(same) and all(other.is_start != one.is_start for other in same)


def _ends(words: Sequence[Word], text: IndexedText) -> Iterator[_End]:
    """The names of a sentence of a text that stand at an end of a way."""
    for i, word in enumerate(words[:-1]):
        name = words[i + 1]
        if text.text[name.start].isupper():
            if word.lower in _FROM and _may_be(name, "gent"):
                yield _End(name.lower, True, word.start, name.stop)
            if word.lower in _TO and _may_be(name, _TO_CASES[word.lower]):
                yield _End(name.lower, False, word.start, name.stop)


def _may_be(name: Word, case: str) -> bool:
    return case in cases_of(name.lower) or len(cases_of(name.lower)) == 0
