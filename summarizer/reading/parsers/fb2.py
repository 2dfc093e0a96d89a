"""fb2, also zipped: paragraphs, the notes behind them."""

from html import unescape
from typing import Any

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.mixed import decode
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import parse_guarded
from summarizer.reading.parsers.markup.paragraphs import ParagraphHandler, lines_of

_FB2 = Grammar(
    paragraphs=frozenset({"p", "v", "subtitle", "text-author", "date"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"td", "th"}),
    skipped=frozenset({"binary", "stylesheet", "description"}),
    marks=frozenset({"a"}),
    raised=frozenset({"sup"}),
    properties={"book-title": "title", "first-name": "first", "last-name": "last", "date": "date"},
    heads=frozenset({"description"}),  # a poem has a date, too
)
_HTML_ENTITY = pattern(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]{2,10};")
_NOTE_NUMBER = pattern(r"\s*(?:[\[(]?\d{1,4}[\])]?|\*{1,5})\s*")
_DECLARATION = pattern(r"\s*<\?xml[^>]{0,200}\?>")


class _BookHandler(ParagraphHandler):
    """A FictionBook, whose notes have their numbers as titles: one line with the note."""

    def __init__(self) -> None:
        super().__init__(_FB2)
        self._is_in_notes = False

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        if self.open[-1].name == "body":
            self._is_in_notes = attrs.get("name") == "notes"

    def endElement(self, name: str) -> None:
        """Closes an element; a paragraph with a note's number goes on in the note."""
        is_title = [element.name for element in self.open[-3:]] == ["section", "title", "p"]
        if self._is_in_notes and is_title and _NOTE_NUMBER.fullmatch("".join(self._flow.parts)):
            self._flow.parts.append(" ")
            self.goes_on = True
        super().endElement(name)


def parse_fb2(data: bytes) -> Parsed:
    """The text of a FictionBook, its notes behind it."""
    try:
        book = _read_book(data)
    except InputError:
        if b"<!ENTITY" in data:
            raise
        book = _read_careless(data)
    properties = book.properties
    author = f"{properties.get('first', '')} {properties.get('last', '')}"
    return Parsed(lines_of([book]), properties.get("title"), author, properties.get("date"))


def _read_careless(data: bytes) -> ParagraphHandler:
    """A book that does not name its encoding, or has entities of HTML, as many have."""
    text = _DECLARATION.sub("", decode(data, name="книга").text, count=1)
    text = _HTML_ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return _read_book(text.encode("utf-8", "replace"))


def _read_book(data: bytes) -> ParagraphHandler:
    handler = _BookHandler()
    parse_guarded(data, handler)
    return handler


def parse_zipped_fb2(archive: Archive) -> Parsed:
    """The text of the FictionBook in an archive that holds one."""
    books = [name for name in archive.names if name.lower().endswith(".fb2")]
    if len(books) > 1:
        raise InputError(f"в архиве {len(books)} книг .fb2. Распакуйте его и укажите папку.")
    return parse_fb2(archive.read(books[0]))
