"""Presentations as PowerPoint 97–2003 kept them, made here."""

from collections.abc import Sequence
from struct import pack


def record(kind: int, data: bytes, instance: int = 0, *, holds: bool = False) -> bytes:
    return pack("<HHI", instance << 4 | 0xF * holds, kind, len(data)) + data


def text97(text: str, kind: int = 4, *more: bytes) -> bytes:
    """A text of a kind: 0 is a title, 1 a body, 2 notes, 4 any other; in one byte a character where that is enough."""
    is_8_bit = text.isascii()
    data = text.encode("ascii" if is_8_bit else "utf-16-le")
    return record(3999, pack("<I", kind)) + record(4008 if is_8_bit else 4000, data) + b"".join(more)


def shape97(text: bytes, box: Sequence[int] = (), place: int | None = None) -> bytes:
    """A shape; ``box`` is its top, left, right and bottom, of a cell left, top, right and bottom."""
    parts = record(0xF00D, text, holds=True)
    if place is not None:
        parts = record(0xF011, record(3011, pack("<IBBH", 0, place, 0, 0)), holds=True) + parts
    if box:
        parts = record(0xF010, pack("<4h", *box)) + parts
    return record(0xF004, parts, holds=True)


def table97(*cells: tuple[str, Sequence[int]]) -> bytes:
    own = record(
        0xF004, record(0xF122, pack("<HI", 0x039F, 1), instance=1) + record(0xF010, pack("<4h", 0, 0, 9, 9)), holds=True
    )
    shapes = (record(0xF00F, pack("<4i", *box)) + record(0xF00D, text97(text), holds=True) for text, box in cells)
    return record(0xF003, own + b"".join(record(0xF004, shape, holds=True) for shape in shapes), holds=True)


def slide97(*shapes: bytes, notes: int = 0, is_hidden: bool = False) -> bytes:
    """A slide, or notes; ``notes`` is the id of those that belong to it."""
    drawing = record(1036, record(0xF002, record(0xF003, b"".join(shapes), holds=True), holds=True), holds=True)
    says = record(1007, bytes(16) + pack("<II", notes, 0)) + record(1017, bytes(10) + pack("<HI", 4 * is_hidden, 0))
    return record(1006, says + drawing, holds=True)


def ppt97(
    *slides: bytes,
    notes: Sequence[bytes] = (),
    outlines: Sequence[bytes] = (),
    older: bytes = b"",
    token: int = 0xE391C05F,
) -> dict[str, bytes]:
    """The streams of a presentation.

    Args:
        notes: The ids of the first ones are 1, 2, ….
        outlines: The texts of the slides' outlines, as the list of slides has them.
        older: What the first slide was before the last save.
        token: Whether it is locked.
    """
    n_slides = len(slides)
    listed = b"".join(
        record(1011, pack("<IIIII", 2 + i, 0, 0, 256 + i, 0)) + b"".join(outlines[i : i + 1]) for i in range(n_slides)
    )
    said = b"".join(record(1011, pack("<IIIII", 2 + n_slides + i, 0, 0, 1 + i, 0)) for i in range(len(notes)))
    document = record(1000, record(4080, listed, holds=True) + record(4080, said, 2, holds=True), holds=True)
    stream, edit = b"", 0
    for saved in ([document, older or slides[0]], [document, *slides, *notes]):
        places = []
        for part in saved:
            places.append(len(stream))
            stream += part
        directory = len(stream)
        stream += record(6002, pack(f"<I{len(places)}I", 1 | len(places) << 20, *places))
        before, edit = edit, len(stream)
        stream += record(4085, pack("<IIIIIII", 0, 0, before, directory, 1, 0, 0))
    return {"PowerPoint Document": stream, "Current User": bytes(12) + pack("<II", token, edit)}
