"""The shapes of a slide in the order in which a person reads them: by their places, not as the file has them."""

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

MIN_SHARED = 0.5  # of the smaller of two shapes, for them to stand side by side, or one below the other
_ACROSS, _DOWN = 0, 1


@dataclass(frozen=True)
class Box:
    """Where a shape stands, in any unit: from where to where across the slide, and down it."""

    spans: tuple[tuple[float, float], tuple[float, float]]

    def shares(self, other: "Box", axis: int) -> bool:
        """Whether two boxes lie beside each other on an axis."""
        (a, b), (c, d) = self.spans[axis], other.spans[axis]
        return min(b, d) - max(a, c) > MIN_SHARED * min(b - a, d - c)


@dataclass
class Block:
    """A shape, or a group of shapes, and what it says."""

    box: Box | None = None
    texts: list[str] = field(default_factory=list)


def box_around(boxes: Iterable[Box]) -> Box | None:
    """The box of a group."""
    found = list(boxes)
    if not found:
        return None
    across, down = (
        (min(box.spans[axis][0] for box in found), max(box.spans[axis][1] for box in found)) for axis in (0, 1)
    )
    return Box((across, down))


def texts_in_order(blocks: Iterable[Block]) -> list[str]:
    """What the shapes say: those side by side column by column, from the left, else from top to bottom.

    Where one of them does not say where it stands, all keep the file's order.

    >>> right, left, low = Box(((6, 9), (1, 5))), Box(((1, 4), (1, 6))), Box(((1, 9), (7, 8)))
    >>> texts_in_order([Block(low, ["в"]), Block(right, ["б"]), Block(left, ["а"])])
    ['а', 'б', 'в']
    >>> texts_in_order([Block(right, ["б"]), Block(None, ["?"]), Block(left, ["а"]), Block()])
    ['б', '?', 'а']
    """
    shown = [block for block in blocks if block.texts]
    placed = [(block.box, block) for block in shown if block.box]
    if len(placed) == len(shown):
        columns = (column for band in _lined(placed, _DOWN) for column in _lined(band, _ACROSS))
        shown = [block for column in columns for _, block in _down(column)]
    return [text for block in shown for text in block.texts]


_Placed = tuple[Box, Block]


def _lined(placed: Sequence[_Placed], axis: int) -> list[list[_Placed]]:
    """The blocks that lie beside one another on an axis, together."""
    lines: list[list[_Placed]] = []
    reached: list[tuple[int, Box]] = []  # boxes that later ones may lie beside, each with its line, lines in order
    for box, block in sorted(placed, key=lambda found: found[0].spans[axis][0]):
        line = next((at for at, other in reached if box.shares(other, axis)), len(lines))
        if line == len(lines):
            lines.append([])
            reached = [(at, other) for at, other in reached if other.spans[axis][1] > box.spans[axis][0]]
        lines[line].append((box, block))
        insort(reached, (line, box), key=itemgetter(0))
    return lines


def _down(column: Sequence[_Placed]) -> list[_Placed]:
    return sorted(column, key=lambda found: found[0].spans[_DOWN][0])
