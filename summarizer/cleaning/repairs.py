"""What cleaning changed: edits of one step, their composition, and the way back to the source."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple


class Edit(NamedTuple):  # a text may need a million
    """One change that one step makes to its own input: ``[start, stop)`` becomes ``after``."""

    rule: str
    start: int
    stop: int
    after: str


_SPACES: Final = "whitespace"
SENTENCE_MARK: Final = "sentence_mark"  # the one rule that guesses
# The rules as a reader would call them.
RULE_NAMES: Final[dict[str, str]] = {
    "homoglyph": "чужая буква вместо русской",
    "mojibake": "неверно прочитанная кодировка",
    "invisible": "невидимый знак",
    "hyphenation": "перенос внутри слова",
    "line_break": "разрыв строки внутри абзаца",
    "boilerplate": "служебная строка сайта",
    "note_mark": "номер сноски или пометка редакторов",
    "time_code": "номер и время субтитра",
    "html_entity": "код HTML",
    "html_tag": "разметка HTML",
    "font_sign": "знак нестандартного шрифта",
    "composition": "буква из двух знаков",
    "spaced_letters": "слово вразрядку",
    "stress": "знак ударения",
    SENTENCE_MARK: "знак препинания, которого не было",
    "whitespace": "лишние пробелы",
}


class Repair(NamedTuple):
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

    @property
    def told(self) -> tuple[Repair, ...]:
        """The repairs that a person is told of: not that of the line end with which every file ends.

        >>> [len(CleanText("кот", (Repair("whitespace", 3, 3 + len(end), end, ""),)).told) for end in ("\\n", " ")]
        [0, 1]
        """
        last = self.repairs[-1:]
        is_line_end = bool(last) and last[0].before in ("\n", "\r\n") and self._starts[-1] == len(self.text)
        return self.repairs[: len(self.repairs) - is_line_end]

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

    def source_stop(self, offset: int) -> int:
        """The offset in the source behind the character that ends at ``offset`` in ``text``; 0 for the text's start.

        >>> ligature = CleanText("график и", (Repair("font_sign", 3, 4, "ﬁ", "фи"),))
        >>> [ligature.source_stop(offset) for offset in range(3, 7)]
        [3, 4, 4, 5]
        """
        stop = self.source_offset(offset - 1) + 1 if offset else 0
        return min(stop, self.source_offset(offset))


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

    Changes that touch the same characters become one, named after the earlier that is about more than spaces.

    >>> compose_edits([Edit("invisible", 1, 2, "")], [Edit("homoglyph", 0, 2, "мо")], "мο")
    [Edit(rule='invisible', start=0, stop=3, after='мо')]
    >>> invisible = [Edit("invisible", 0, 1, ""), Edit("invisible", 5, 6, "")]
    >>> compose_edits(invisible, [Edit("homoglyph", 0, 1, "м")], "mост")
    [Edit(rule='invisible', start=0, stop=2, after='м'), Edit(rule='invisible', start=5, stop=6, after='')]
    >>> compose_edits([Edit("whitespace", 4, 6, " ")], [Edit("boilerplate", 4, 10, "")], "мост ещё:")
    [Edit(rule='boilerplate', start=4, stop=11, after='')]
    >>> compose_edits([], [Edit("whitespace", 3, 5, " ")], "мо   ст")
    [Edit(rule='whitespace', start=3, stop=5, after=' ')]
    """
    if not first or not second:
        return list(first or second)
    composed, grown, i, j = [], 0, 0, 0
    while i < len(first) and j < len(second):
        start = first[i].start + grown
        stop = start + len(first[i].after)
        if _is_before(start, stop, second[j].start, second[j].stop):
            composed.append(first[i])
            grown += _growth(first[i])
            i += 1
        elif _is_before(second[j].start, second[j].stop, start, stop):
            composed.append(_moved(second[j], grown))
            j += 1
        else:
            group = _Group(first, second, i, j, grown)
            composed.append(group.merge(middle))
            i, j, grown = group.i, group.j, group.grown
    composed.extend(first[i:])
    composed.extend(_moved(edit, grown) for edit in second[j:])
    return composed


def _is_before(start: int, stop: int, other_start: int, other_stop: int) -> bool:
    """Whether a span ends before the other; an empty one that touches the other belongs to it."""
    return stop < other_start or (stop == other_start and start < stop and other_start < other_stop)


def _growth(edit: Edit) -> int:
    return len(edit.after) - (edit.stop - edit.start)


def _moved(edit: Edit, grown: int) -> Edit:
    return Edit(edit.rule, edit.start - grown, edit.stop - grown, edit.after)


class _Group:
    """Edits of both steps from ``first[i]`` and ``second[j]`` on that share characters of the middle text."""

    def __init__(self, first: Sequence[Edit], second: Sequence[Edit], i: int, j: int, grown: int) -> None:
        self.firsts, self.seconds = i, j
        self.start = min(first[i].start + grown, second[j].start)
        self.source_start = self.start - grown
        self.stop, self.i, self.j, self.grown = self.start, i, j, grown
        self.first, self.second = first, second
        self._take_first()
        self._take_second()
        while True:  # what touches that, and what touches this in turn
            if self.i < len(first) and self._touches(*self._place_of_first()):
                self._take_first()
            elif self.j < len(second) and self._touches(second[self.j].start, second[self.j].stop):
                self._take_second()
            else:
                break

    def _touches(self, start: int, stop: int) -> bool:
        return not _is_before(self.start, self.stop, start, stop)

    def _place_of_first(self) -> tuple[int, int]:
        edit = self.first[self.i]
        return edit.start + self.grown, edit.start + self.grown + len(edit.after)

    def _take_first(self) -> None:
        self.stop = max(self.stop, self._place_of_first()[1])
        self.grown += _growth(self.first[self.i])
        self.i += 1

    def _take_second(self) -> None:
        self.stop = max(self.stop, self.second[self.j].stop)
        self.j += 1

    def merge(self, middle: str) -> Edit:
        """The group as one edit of the source."""
        changes = self.second[self.seconds : self.j]
        after = apply_edits(middle[self.start : self.stop], changes, origin=self.start)
        rules = [edit.rule for edit in (*self.first[self.firsts : self.i], *changes)]
        rule = next((rule for rule in rules if rule != _SPACES), _SPACES)
        return Edit(rule, self.source_start, self.stop - self.grown, after)


def repairs_of(source: str, edits: Iterable[Edit]) -> tuple[Repair, ...]:
    """The edits as repairs of the source, without those that change nothing."""
    made = (Repair(edit.rule, edit.start, edit.stop, source[edit.start : edit.stop], edit.after) for edit in edits)
    return tuple(repair for repair in made if repair.before != repair.after)
