"""What cleaning changed: edits of one step, their composition, and the way back to the source."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


@dataclass(frozen=True)
class Edit:
    """One change that one step makes to its own input: ``[start, stop)`` becomes ``after``."""

    rule: str
    start: int
    stop: int
    after: str


@dataclass(frozen=True)
class Repair:
    """One change, in offsets (code points) of the source; ``before == source[start:stop]``."""

    rule: str
    start: int
    stop: int
    before: str
    after: str


@dataclass(frozen=True)
class CleanText:
    """The clean text and what was changed: applying ``repairs`` to the source gives exactly ``text``.

    The repairs are sorted and do not overlap.
    """

    text: str
    repairs: tuple[Repair, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        """Where each repair begins in ``text``."""
        growth = accumulate((len(r.after) - len(r.before) for r in self.repairs), initial=0)
        return [repair.start + grown for repair, grown in zip(self.repairs, growth, strict=False)]

    def source_offset(self, offset: int) -> int:
        """The offset in the source of the character at ``offset`` in ``text``.

        Inside a repair the letters are counted from its start, never past its end.

        >>> cleaned = CleanText("и кот", (Repair("whitespace", 1, 4, "   ", " "),))
        >>> [cleaned.source_offset(offset) for offset in range(5)]
        [0, 1, 4, 5, 6]
        >>> CleanText("кот").source_offset(2)
        2
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        repair, inside = self.repairs[index], offset - self._starts[index]
        if inside < len(repair.after):
            return repair.start + min(inside, len(repair.before))
        return repair.stop + inside - len(repair.after)


def apply_edits(text: str, edits: Iterable[Edit | Repair], origin: int = 0) -> str:
    """``text`` with sorted, non-overlapping changes made; offsets count from ``origin``.

    >>> apply_edits("мοст", [Edit("homoglyph", 1, 2, "о")])
    'мост'
    >>> apply_edits("мост", [])
    'мост'
    """
    parts, done = [], 0
    for edit in edits:
        parts.append(text[done : edit.start - origin])
        parts.append(edit.after)
        done = edit.stop - origin
    parts.append(text[done:])
    return "".join(parts)


def compose_edits(first: Sequence[Edit], second: Sequence[Edit], middle: str) -> list[Edit]:
    """The changes from a source to ``second``'s result, where ``first`` leads from the source to ``middle``.

    Changes that touch the same characters become one change, named after the earlier step.

    >>> compose_edits([Edit("invisible", 1, 2, "")], [Edit("homoglyph", 0, 2, "мо")], "мο")
    [Edit(rule='invisible', start=0, stop=3, after='мо')]
    >>> compose_edits([], [Edit("whitespace", 3, 5, " ")], "мо   ст")
    [Edit(rule='whitespace', start=3, stop=5, after=' ')]
    """
    if not first:
        return list(second)
    composed = []
    for group in _overlapping(_in_middle(first), second):
        composed.append(_merge(group, middle))
    return composed


@dataclass(frozen=True)
class _Placed:
    """An edit beside its place in the middle text; ``shift`` leads from there back to the source."""

    start: int
    stop: int
    edit: Edit
    is_second: bool
    shift: int


def _in_middle(first: Iterable[Edit]) -> list[_Placed]:
    placed, grown = [], 0
    for edit in first:
        start = edit.start + grown
        placed.append(_Placed(start, start + len(edit.after), edit, False, grown))
        grown += len(edit.after) - (edit.stop - edit.start)
    return placed


def _overlapping(first: list[_Placed], second: Sequence[Edit]) -> Iterable[list[_Placed]]:
    """Both lists in one order, cut into groups that share characters of the middle text."""
    groups: list[list[_Placed]] = []
    stop, shift, i, j = -1, 0, 0, 0
    while i < len(first) or j < len(second):
        if j == len(second) or (i < len(first) and first[i].start <= second[j].start):
            placed = first[i]
            shift = placed.shift + (placed.stop - placed.start) - (placed.edit.stop - placed.edit.start)
            i += 1
        else:
            placed = _Placed(second[j].start, second[j].stop, second[j], True, shift)
            j += 1
        if groups and (placed.start < stop or (placed.start == stop and _touches(groups[-1], placed))):
            groups[-1].append(placed)
        else:
            groups.append([placed])
        stop = max(stop, placed.stop)
    return groups


def _touches(group: list[_Placed], placed: _Placed) -> bool:
    """Whether neighbours of different steps meet at a place where one of them is empty."""
    last = group[-1]
    return last.is_second != placed.is_second and (last.start == last.stop or placed.start == placed.stop)


def _merge(group: list[_Placed], middle: str) -> Edit:
    start, stop = group[0].start, max(placed.stop for placed in group)
    firsts = [placed for placed in group if not placed.is_second]
    rule = (firsts or group)[0].edit.rule
    last_shift = group[0].shift
    for placed in firsts:
        last_shift = placed.shift + (placed.stop - placed.start) - (placed.edit.stop - placed.edit.start)
    seconds = [placed.edit for placed in group if placed.is_second]
    after = apply_edits(middle[start:stop], seconds, origin=start)
    return Edit(rule, start - group[0].shift, stop - last_shift, after)


def repairs_of(source: str, edits: Iterable[Edit]) -> tuple[Repair, ...]:
    """The edits as repairs of the source, without those that change nothing."""
    made = (Repair(edit.rule, edit.start, edit.stop, source[edit.start : edit.stop], edit.after) for edit in edits)
    return tuple(repair for repair in made if repair.before != repair.after)
