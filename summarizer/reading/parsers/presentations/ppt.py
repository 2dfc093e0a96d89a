"""ppt (PowerPoint 97–2003): slides in their order, the title first, tables row by row, the speaker's notes behind each.

Microsoft describes the format as [MS-PPT], its drawings as [MS-ODRAW].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from summarizer.errors import InputError
from summarizer.reading.parsers.elements.table_rows import lines_of_row
from summarizer.reading.parsers.presentations.ppt_records import MAX_DEPTH, Record, record_at, saved_records
from summarizer.reading.parsers.presentations.reading_order import Block, Box, box_around, texts_in_order
from summarizer.reading.parsers.presentations.slides import Slide

_LOCKED: Final = 0xF3D1C4DF  # in the stream of the current user
_DOCUMENT, _SLIDE_LIST, _SLIDE_ENTRY = 1000, 4080, 1011
_SLIDE_SAYS, _SHOW_SAYS, _DRAWING, _PLACEHOLDER = 1007, 1017, 1036, 3011
_TEXT_KIND, _TEXT, _TEXT_8_BIT, _OUTLINE_REF = 3999, 4000, 4008, 3998
_FIELDS: Final = frozenset({4056, 4087, 4088, 4089, 4090, 4117})  # a number, a date, a footer at a place of a text
_GROUP, _SHAPE, _PLACE, _PLACE_IN_GROUP = 0xF003, 0xF004, 0xF010, 0xF00F
_MORE_PROPERTIES, _IS_TABLE = 0xF122, 0x039F
_TITLES: Final = frozenset({0, 6})  # kinds of texts
_FRAMES: Final = frozenset({7, 8, 9, 10})  # placeholders of a date, a number, a footer, a header
_IS_HIDDEN: Final = 4


@dataclass
class _Entry:
    """A slide as the document lists it: which record it is, and the texts of its outline, each with its kind."""

    number: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def slides_in(data: bytes, user: bytes) -> list[Slide]:
    """The slides that are shown.

    Args:
        data: The stream PowerPoint Document.
        user: The stream Current User, which says where the last save stands.

    Raises:
        InputError: The presentation is locked or damaged.
    """
    stream, said = memoryview(data), Record(0, 0, memoryview(user), is_container=False)
    if said.number(12) == _LOCKED:
        raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
    places, number = saved_records(stream, said.number(16))
    document = record_at(stream, places.get(number, len(stream)))
    if document is None or document.kind != _DOCUMENT:
        raise InputError("документ повреждён. Откройте его в редакторе и сохраните снова.")
    lists = {record.instance: _entries(record) for record in document.inner() if record.kind == _SLIDE_LIST}
    notes = {id: record_at(stream, places.get(entry.number, len(stream))) for id, entry in lists.get(2, {}).items()}
    slides = [(record_at(stream, places.get(entry.number, len(stream))), entry) for entry in lists.get(0, {}).values()]
    return [slide for record, entry in slides if record and (slide := _slide(record, entry, notes))]


def _entries(listed: Record) -> dict[int, _Entry]:
    """The slides of a list by their ids."""
    entries, kind = dict[int, _Entry](), 0
    for record in listed.inner():
        if record.kind == _SLIDE_ENTRY:
            entry = entries.setdefault(record.number(12), _Entry(record.number(0)))
        elif record.kind == _TEXT_KIND and entries:
            kind = record.number(0)
            entry.texts.append((kind, ""))
        elif record.kind in (_TEXT, _TEXT_8_BIT) and entries and entry.texts:
            entry.texts[-1] = (kind, _text(record))
    return entries


def _text(record: Record) -> str:
    return str(record.data, "utf-16-le" if record.kind == _TEXT else "latin-1", "replace")


def _slide(record: Record, entry: _Entry, notes: dict[int, Record | None]) -> Slide | None:
    says = {inner.kind: inner for inner in record.inner()}
    if _SHOW_SAYS in says and says[_SHOW_SAYS].number(10, "H") & _IS_HIDDEN:
        return None
    slide = Slide()
    slide.texts.extend(_Shapes(entry.texts, slide.title).texts_of(record))
    said = notes.get(says[_SLIDE_SAYS].number(16)) if _SLIDE_SAYS in says else None
    if said is not None:
        slide.notes.extend(_Shapes([], slide.notes).texts_of(said))
    return slide


class _Shapes:
    """The shapes of a slide, or of its notes; titles go where they belong."""

    def __init__(self, outline: Sequence[tuple[int, str]], titles: list[str]) -> None:
        self._outline, self._titles = outline, titles

    def texts_of(self, record: Record) -> list[str]:
        """What they say, in reading order."""
        drawings = (inner for inner in record.inner() if inner.kind == _DRAWING)
        groups = [group for drawing in drawings for inner in drawing.inner() for group in inner.inner()]
        return texts_in_order(block for group in groups for block in self._blocks(group))

    def _blocks(self, group: Record, depth: int = 0) -> list[Block]:
        """A block for each shape or group inside a group."""
        blocks = list[Block]()
        for record in group.inner() if group.kind == _GROUP and depth < MAX_DEPTH else ():
            if record.kind == _SHAPE:
                blocks.append(self._block(record))
            elif record.kind == _GROUP:
                inner = self._blocks(record, depth + 1)
                texts = _rows(inner) if _is_table(record) else texts_in_order(inner)
                own = (part for shape in record.inner()[:1] for part in shape.all())
                blocks.append(Block(_box(own) or box_around(block.box for block in inner if block.box), texts))
        return blocks

    def _block(self, shape: Record) -> Block:
        parts = list(shape.all())
        if any(part.kind == _PLACEHOLDER and part.number(4, "B") in _FRAMES for part in parts):
            return Block()
        block, kind = Block(_box(parts)), None
        for part in parts:
            if part.kind == _TEXT_KIND:
                kind = part.number(0)
            elif part.kind == _OUTLINE_REF and part.number(0) < len(self._outline):
                kind, text = self._outline[part.number(0)]
                self._take(block, kind, text)
            elif part.kind in (_TEXT, _TEXT_8_BIT):
                fields = {inner.number(0) for inner in parts if inner.kind in _FIELDS}
                self._take(block, kind, "".join(c for at, c in enumerate(_text(part)) if at not in fields))
        return block

    def _take(self, block: Block, kind: int | None, text: str) -> None:
        lines = (line.replace("\v", "\n").strip() for line in text.split("\r"))
        (self._titles if kind in _TITLES else block.texts).extend(filter(None, lines))


def _box(parts: Iterable[Record]) -> Box | None:
    """Where a shape stands, by the first of its records that says it."""
    part = next((part for part in parts if part.kind in (_PLACE, _PLACE_IN_GROUP)), None)
    if part is None:
        return None
    size, format = (2, "h") if len(part.data) < 16 else (4, "i")
    a, b, c, d = (float(part.number(at * size, format)) for at in range(4))
    return Box(((b, c), (a, d))) if part.kind == _PLACE else Box(((a, c), (b, d)))


def _is_table(group: Record) -> bool:
    """Whether a group's own shape says that the others are cells."""
    said = (part for shape in group.inner()[:1] for part in shape.inner() if part.kind == _MORE_PROPERTIES)
    return any(part.number(6 * i, "H") == _IS_TABLE for part in said for i in range(part.instance))


def _rows(cells: Sequence[Block]) -> list[str]:
    """The lines of a table, by the places of its cells; one that reaches down stands in each row."""
    placed = [(cell.box.spans, cell.texts) for cell in cells if cell.box and cell.texts]
    lefts = sorted({across[0] for (across, _), _ in placed})
    lines = list[str]()
    for top in sorted({down[0] for (_, down), _ in placed}):
        beside = [(across[0], texts) for (across, down), texts in placed if down[0] <= top < down[1]]
        lines += lines_of_row([next((texts for at, texts in beside if at == left), []) for left in lefts])
    return lines
