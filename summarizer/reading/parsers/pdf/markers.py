"""Numbers and bullets of lists that a PDF holds apart from their items."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.patterns import pattern
from summarizer.reading.parsers.pdf.line import Line

_MARKER = pattern(r"(?:[•▪◦●■□‣⁃\uf000-\uf0ff–-]|\(?(?:\d{1,3}|[a-zа-я])[.)])")
_MAX_GAP = 4.0  # of the font size, between a marker and its item
_SAME_BASE = 0.3  # of the font size


def join_markers(lines: Sequence[Line]) -> list[Line]:
    """The lines with each marker that stands alone put before the item to the right of it."""
    found = {at: line for at, line in enumerate(lines) if _MARKER.fullmatch(line.text)}
    if not found:
        return list(lines)
    joined = list(lines)
    for at, marker in found.items():
        beside = next((n for n, line in enumerate(joined) if n not in found and _is_beside(marker, line)), None)
        if beside is not None:
            item = joined[beside]
            joined[beside] = replace(item, text=f"{marker.text} {item.text}", is_item=True)
            joined[at] = replace(marker, text="")
    return [line for line in joined if line.text]


def _is_beside(marker: Line, line: Line) -> bool:
    gap = line.left - marker.right
    return 0 <= gap < _MAX_GAP * line.size and abs(marker.base - line.base) < _SAME_BASE * line.size
