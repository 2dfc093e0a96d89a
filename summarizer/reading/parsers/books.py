"""fb2 (also zipped) and epub."""

from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup import Grammar, lines_of, parse_guarded, read_paragraphs
from summarizer.reading.parsers.pages import decode_html, paragraphs_of
from summarizer.reading.parsers.parsed import Parsed

_FB2 = Grammar(
    paragraphs=frozenset({"p", "v", "subtitle", "text-author"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"td", "th"}),
    skipped=frozenset(
        {"binary", "stylesheet", "annotation", "genre", "author", "document-info", "publish-info", "date"}
    ),
    titles=frozenset({"book-title"}),
)
_PACKAGE = Grammar(paragraphs=frozenset(), titles=frozenset({"title"}))
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html")


def parse_fb2(data: bytes) -> Parsed:
    """The text of a FictionBook; of a zipped one the first book."""
    if data.startswith(b"PK"):
        archive = Archive(data)
        books = [name for name in archive.names if name.lower().endswith(".fb2")]
        if not books:
            raise InputError("в архиве нет файла .fb2.")
        data = archive.read(books[0])
    book = read_paragraphs(data, _FB2)
    return Parsed(lines_of([book]), book.title.strip() or None)


class _PackageHandler(ContentHandler):
    """The order of an epub's chapters."""

    def __init__(self) -> None:
        super().__init__()
        self.package = ""
        self.files: dict[str, str] = {}
        self.order: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes the elements that lead to the chapters."""
        local = name.rpartition(":")[2]
        if local == "rootfile":
            self.package = self.package or attrs.get("full-path", "")
        elif local == "item" and attrs.get("media-type") in _CHAPTER_TYPES:
            self.files[attrs.get("id", "")] = unquote(attrs.get("href", ""))
        elif local == "itemref":
            self.order.append(attrs.get("idref", ""))


def parse_epub(data: bytes) -> Parsed:
    """The chapters of an epub in reading order."""
    archive = Archive(data)
    if "META-INF/rights.xml" in archive.names:
        raise InputError("книга защищена (DRM). Нужен epub без защиты.")
    package = _read_package(archive.read("META-INF/container.xml")).package
    contents = _read_package(archive.read(package))
    paths = (contents.files[chapter] for chapter in dict.fromkeys(contents.order) if chapter in contents.files)
    chapters = (archive.read_if_there(normpath(join(dirname(package), path))) for path in paths)
    lines = [line for chapter in chapters if chapter for line in paragraphs_of(decode_html(chapter))]
    title = read_paragraphs(archive.read(package), _PACKAGE).title.strip()
    return Parsed("\n".join(lines), title or None)


def _read_package(data: bytes) -> _PackageHandler:
    handler = _PackageHandler()
    parse_guarded(data, handler)
    return handler
