"""fb2 (also zipped) and epub."""

import re
from html import unescape
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.mixed import decode
from summarizer.reading.parsed import MAX_CHARACTERS, Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.paragraphs import (
    Grammar,
    ParagraphHandler,
    lines_of,
    parse_guarded,
    read_paragraphs,
)
from summarizer.reading.parsers.web import decode_html, paragraphs_of

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
_PACKAGE = Grammar(paragraphs=frozenset(), properties={"title": "title", "creator": "author", "date": "date"})
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_FONT_CIPHERS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
_CIPHER = re.compile(rb"EncryptionMethod[^>]{0,200}?Algorithm\s*=\s*[\"']([^\"']{1,200})")
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
        outside = [element.name for element in self.open[-3:]]
        if self._is_in_notes and outside == ["section", "title", "p"] and _NOTE_NUMBER.fullmatch("".join(self._parts)):
            self._parts.append(" ")
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


class _PackageHandler(ContentHandler):
    """The order of an epub's chapters."""

    def __init__(self) -> None:
        super().__init__()
        self.package = ""
        self.files: dict[str, str] = {}
        self.order: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes the elements that lead to the chapters; the table of contents is none."""
        local = name.rpartition(":")[2]
        if local == "rootfile":
            self.package = self.package or attrs.get("full-path", "")
        elif local == "item" and attrs.get("media-type") in _CHAPTER_TYPES:
            if "nav" not in attrs.get("properties", "").split():
                self.files[attrs.get("id", "")] = unquote(attrs.get("href", ""))
        elif local == "itemref":
            self.order.append(attrs.get("idref", ""))
        elif local == "reference" and attrs.get("type") == "toc":
            contents = unquote(attrs.get("href", "")).partition("#")[0]
            self.files = {chapter: file for chapter, file in self.files.items() if file != contents}


def parse_epub(archive: Archive) -> Parsed:
    """The chapters of an epub in reading order."""
    _refuse_locked(archive)
    package = _read_package(archive.read("META-INF/container.xml")).package
    contents = _read_package(archive.read(package))
    files = dict.fromkeys(contents.files[chapter] for chapter in contents.order if chapter in contents.files)
    lines, n_characters = list[str](), 0
    for file in files:
        chapter = paragraphs_of(decode_html(archive.read(normpath(join(dirname(package), file)))))
        n_characters += sum(map(len, chapter))
        if n_characters > MAX_CHARACTERS:
            raise InputError(f"в книге больше {MAX_CHARACTERS // 1_000_000} млн знаков. Разделите её.")
        lines += chapter
    return Parsed("\n".join(lines), **read_paragraphs(archive.read(package), _PACKAGE).properties)


def _refuse_locked(archive: Archive) -> None:
    """Raises where the chapters are enciphered; fonts may be."""
    ciphers = set(_CIPHER.findall(archive.read_if_there("META-INF/encryption.xml") or b""))
    if "META-INF/rights.xml" in archive.names or ciphers - set(_FONT_CIPHERS):
        raise InputError("книга защищена (DRM). Нужен epub без защиты.")


def _read_package(data: bytes) -> _PackageHandler:
    handler = _PackageHandler()
    parse_guarded(data, handler)
    return handler
