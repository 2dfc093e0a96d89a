"""Ways turned round: «из Ярославля в Ленинград» where the source has «из Ленинграда в Ярославль»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.checking.findings import Finding, set_against
from summarizer.checking.forms import is_same_name
from summarizer.cleaning.dictionary import cases_of
from summarizer.evidence import find_readable_counterparts
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


def find_ways(summary: IndexedText, source: IndexedText) -> list[Finding]:
    """A finding for each two names of a summary that are both at the other end of a way in their counterpart.

    >>> from summarizer.index import index_text
    >>> source = index_text("Паром шёл из Петербурга в Хельсинки.")
    >>> [f.text for f in find_ways(index_text("Паром шёл из Хельсинки в Петербург."), source)]
    ['из Хельсинки в Петербург']
    >>> find_ways(index_text("В Хельсинки паром шёл из Петербурга."), source)
    []
    """
    found = []
    for at, i in find_readable_counterparts(summary, source):
        ours, theirs = (list(_ends(text, n)) for text, n in ((summary, at), (source, i)))
        turned = [one for one in ours if _is_turned(one, theirs)]
        if {one.is_start for one in turned} == {True, False}:
            place = turned[0].start, turned[-1].stop
            there = [other for other in theirs if any(is_same_name(one.name, other.name) for one in turned)]
            its = there[0].start, there[-1].stop
            found.append(set_against("negation", summary.text, place, source.text, its))
    return found


def _is_turned(one: _End, theirs: Sequence[_End]) -> bool:
    same = [other for other in theirs if is_same_name(one.name, other.name)]
    return bool(same) and all(other.is_start != one.is_start for other in same)


def _ends(text: IndexedText, at: int) -> Iterator[_End]:
    """The names of a sentence that stand at an end of a way."""
    words = text.words[at]
    for i, word in enumerate(words[:-1]):
        name = words[i + 1]
        if text.text[name.start].isupper():
            if word.lower in _FROM and _may_be(name, "gent"):
                yield _End(name.lower, True, word.start, name.stop)
            if word.lower in _TO and _may_be(name, _TO_CASES[word.lower]):
                yield _End(name.lower, False, word.start, name.stop)


def _may_be(name: Word, case: str) -> bool:
    return case in cases_of(name.lower) or len(cases_of(name.lower)) == 0
