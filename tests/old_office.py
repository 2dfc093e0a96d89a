"""Files as the Office before 2007 kept them, made here: a container of streams, and what Word wrote into it."""

from collections.abc import Mapping, Sequence
from struct import pack

SECTOR = 512
LEAST = 4096  # bytes of a stream that stands in sectors of its own
Marked = tuple[str, bytes]  # a part of a text, and what is said of it
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT, _PIECES = 0x800, 0x1A2  # places: of the characters, and in the head, of where their pieces are listed
_CHARACTER_PAGES, _PARAGRAPH_PAGES = 0xFA, 0x102


def ole(streams: Mapping[str, bytes]) -> bytes:
    """The container; streams are filled up with zeros."""
    filled = {name: data.ljust(LEAST, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []

    def add(data: bytes) -> int:
        first, n_sectors = 1 + len(sectors), -(-len(data) // SECTOR)
        sectors.extend(data[i * SECTOR : (i + 1) * SECTOR].ljust(SECTOR, b"\0") for i in range(n_sectors))
        chain.extend([*range(first + 1, first + n_sectors), _END])
        return first

    places = {name: add(data) for name, data in filled.items()}
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for i, (name, data) in enumerate(filled.items(), start=1):
        entries.append(_entry(name, 2, start=places[name], size=len(data), right=i + 1 if i < len(filled) else _FREE))
    directory = add(b"".join(entries))
    table = b"".join(pack("<I", number) for number in (_TABLE, *chain)).ljust(SECTOR, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    head += pack("<IIIIIII", directory, 0, LEAST, _END, 0, _END, 0) + pack("<I", 0)
    return head.ljust(SECTOR, b"\xff") + table + b"".join(sectors)


def _entry(name: str, kind: int, *, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    shown = name.encode("utf-16-le")
    head = shown.ljust(64, b"\0") + pack("<HBBIII", len(shown) + 2, kind, 1, _FREE, right, child)
    return head.ljust(116, b"\0") + pack("<II4x", start, size)


def word97(
    *parts: str,
    characters: Sequence[Marked] = (),
    paragraphs: Sequence[Marked] = (),
    flags: int = 0x0200,
    ident: int = 0xA5EC,
    n_8_bit: int = 0,
    tables: Mapping[int, tuple[bytes, bytes]] | None = None,
) -> dict[str, bytes]:
    """The streams of a document.

    Args:
        parts: The main text, footnotes, running heads, macros, remarks, endnotes, boxes.
        characters: Which of them, in their order, have which properties, as they stand in the file.
        paragraphs: The same for paragraphs.
        n_8_bit: How many characters stand in a piece of one byte each.
        tables: Other tables by the place in the head that names them, each with what follows it.
    """
    parts = tuple(map(_in_units, parts))
    text = "".join(parts)
    data = text[:n_8_bit].encode("cp1252") + text[n_8_bit:].encode("utf-16-le", "surrogatepass")
    word = bytearray(_TEXT) + data + bytes(-len(data) % SECTOR)
    word[0:2], word[0x0A:0x0C] = pack("<H", ident), pack("<H", flags)
    for i, part in enumerate(parts):
        word[0x4C + 4 * i : 0x50 + 4 * i] = pack("<I", len(part))
    table = b""

    def list_at(place: int, data: bytes) -> None:
        nonlocal table
        word[place : place + 8] = pack("<II", len(table), len(data))
        table += data

    for at, (listed, behind) in (tables or {}).items():
        list_at(at, listed)
        table += behind
    pieces = [(n_8_bit, _TEXT * 2 | 1 << 30)] * bool(n_8_bit) + [(len(text), _TEXT + n_8_bit)]
    ends = pack("<I", 0) + b"".join(pack("<I", end) for end, _ in pieces)
    listed = ends + b"".join(pack("<HIH", 0, place, 0) for _, place in pieces)
    list_at(_PIECES, b"\x01\x02\x00\x00\x00" + b"\x02" + pack("<I", len(listed)) + listed)
    for place, marked, is_paragraph in (
        (_CHARACTER_PAGES, characters, False),
        (_PARAGRAPH_PAGES, paragraphs, True),
    ):
        list_at(place, pack("<III", _TEXT, len(word), len(word) // SECTOR))
        word += _page(text, marked, n_8_bit, is_paragraph)
    return {"WordDocument": bytes(word), "1Table": table, "0Table": b""}


def _in_units(text: str) -> str:
    """The text with two characters for each that Word counts as two."""
    units = memoryview(text.encode("utf-16-le")).cast("H")
    return "".join(map(chr, units))


def style_sheet(*styles: tuple[bytes, bytes]) -> bytes:
    """A style sheet: of each style what it says of paragraphs, and of characters; a first one that says nothing."""
    sheet = pack("<HHH", 18, 1 + len(styles), 10) + bytes(14)
    for paragraph, characters in ((b"", b""), *styles):
        said = (bytes(2) + paragraph, characters)
        parts = b"".join(pack("<H", len(part)) + part + bytes(len(part) % 2) for part in said)
        style = pack("<HHHHHHHH", 0, 1 | 0xFFF0, 2, 0, 0, 1, ord("А"), 0) + parts
        sheet += pack("<H", len(style)) + style
    return sheet


def lists97(*levels: tuple[int, str]) -> dict[int, tuple[bytes, bytes]]:
    """The tables of one list that is used twice: of each level its format, and its text, \\0 for the first number."""
    rules = b"".join(
        pack("<IBB", 1, format, 0) + bytes(22) + pack("<H", len(text)) + text.encode("utf-16-le")
        for format, text in (*levels, *[(255, "")] * (9 - len(levels)))
    )
    uses = pack("<I", 2) + pack("<I8xBxH", 7, 0, 0) + pack("<I8xBxH", 7, 1, 0)
    anew = bytes(4) + bytes(4) + pack("<II", 1, 0x10)
    return {0x2E2: (pack("<H", 1) + pack("<I24x", 7), rules), 0x2EA: (uses + anew, b"")}


def _page(text: str, marked: Sequence[Marked], n_8_bit: int, is_paragraph: bool) -> bytes:
    """What is said of each stretch of the text."""
    bounds, said = [0], list[bytes]()
    for part, properties in marked:
        at = text.index(part, bounds[-1])
        bounds += [at, at + len(part)]
        said += [b"", properties]
    bounds, said = [*bounds, len(text)], [*said, b""]
    places = [_TEXT + at + max(0, at - n_8_bit) for at in bounds]
    page = bytearray(SECTOR)
    page[: 4 * len(places)] = b"".join(pack("<I", place) for place in places)
    free = SECTOR - 2
    for i, properties in enumerate(said):
        if not properties:
            continue
        if is_paragraph:  # half the size of what follows, or 0 and the rest of it; the number of a style
            style = properties if properties[1:] == b"\0" else b"\0\0" + properties
            entry = b"\0" + bytes([len(style) // 2]) + style
        else:
            entry = bytes([len(properties)]) + properties
        free -= len(entry) + (len(entry) + free) % 2
        free -= free % 2
        page[free : free + len(entry)] = entry
        page[4 * len(places) + i * (13 if is_paragraph else 1)] = free // 2
    page[-1] = len(said)
    return bytes(page)
