"""The lists of a document of Word 97–2003: how their levels write numbers."""

from typing import Final

from summarizer.reading.parsers.elements.numbering import MAX_LEVELS, Level, Numbering
from summarizer.reading.parsers.word97.binary import number_at

_LIST, _LEVEL, _USE = 28, 28, 16  # bytes of what is said of a list, a level, the use of a list
_IS_SIMPLE: Final = 1  # a list with one level
_STARTS_ANEW, _HAS_LEVEL = 0x10, 0x20
_MAX_LISTS: Final = 5000
_FORMATS: Final = {
    **{0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero"},
    **{23: "bullet", 58: "russianLower", 59: "russianUpper", 255: "none"},
}


def numbering_in(table: bytes, lists: tuple[int, int], uses: tuple[int, int]) -> Numbering:
    """The rules of all lists; a paragraph names a list by the number of its use, from 1.

    Args:
        table: The stream that holds them.
        lists: Where in it the lists stand, and how many bytes: their levels follow.
        uses: The same for the uses.
    """
    numbering = Numbering()
    if lists[1]:
        _read_lists(numbering, table[lists[0] :])
    if uses[1]:
        _read_uses(numbering, table[uses[0] : uses[0] + uses[1]])
    return numbering


def _read_lists(numbering: Numbering, data: bytes) -> None:
    n_lists = min(number_at(data, 0, 2), _MAX_LISTS)
    at = 2 + n_lists * _LIST
    for i in range(n_lists):
        start = 2 + i * _LIST
        name, flags = str(number_at(data, start, 4)), number_at(data, start + 26, 2)
        for level in range(1 if flags & _IS_SIMPLE else MAX_LEVELS):
            numbering.levels[name, level], at = _level(data, at)


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next one stands."""
    start, format, sizes = number_at(data, at, 4), number_at(data, at + 4, 2) & 0xFF, number_at(data, at + 24, 2)
    text_at = at + _LEVEL + (sizes & 0xFF) + (sizes >> 8)
    stop = text_at + 2 + 2 * number_at(data, text_at, 2)
    shown = data[text_at + 2 : stop].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(c) + 1}" if ord(c) < MAX_LEVELS else c for c in shown)
    return Level(_FORMATS.get(format, "decimal"), text, start if start < 100_000 else 1), stop


def _read_uses(numbering: Numbering, data: bytes) -> None:
    n_uses = min(number_at(data, 0, 4), _MAX_LISTS)
    at = 4 + n_uses * _USE
    for i in range(n_uses):
        start = 4 + i * _USE
        name, use = str(number_at(data, start, 4)), str(i + 1)
        numbering.abstract[use] = name
        at += 4
        for _ in range(number_at(data, start + 12, 2) & 0xFF):  # levels that are other than the list's
            begin, flags = number_at(data, at, 4), number_at(data, at + 4, 4)
            at += 8
            level = min(flags & 0xF, MAX_LEVELS - 1)
            if flags & _HAS_LEVEL:
                rule, at = _level(data, at)
                begin = rule.start
                numbering.abstract[use] = f"{name}/{use}"
                for n in range(MAX_LEVELS):
                    numbering.levels.setdefault((f"{name}/{use}", n), numbering.levels.get((name, n), Level("none")))
                numbering.levels[f"{name}/{use}", level] = rule
            elif flags & _STARTS_ANEW:
                numbering.starts[use, level] = begin if begin < 100_000 else 1
