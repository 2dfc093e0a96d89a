"""epub: its chapters in reading order, each a page."""

import re
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.reading.parsed import MAX_CHARACTERS, Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import parse_guarded
from summarizer.reading.parsers.markup.paragraphs import read_paragraphs
from summarizer.reading.parsers.web import decode_html, paragraphs_of

_PACKAGE = Grammar(paragraphs=frozenset(), properties={"title": "title", "creator": "author", "date": "date"})
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_FONT_CIPHERS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
_CIPHER = re.compile(rb"EncryptionMethod[^>]{0,200}?Algorithm\s*=\s*[\"']([^\"']{1,200})")


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
