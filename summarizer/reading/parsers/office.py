"""docx and odt: paragraphs, tables row by row, footnotes behind the text."""

from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup import Grammar, lines_of, parse_guarded, read_paragraphs
from summarizer.reading.parsers.parsed import Parsed

_DOCX = Grammar(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    skipped=frozenset({"Fallback", "del", "moveFrom"}),  # Fallback repeats what Choice holds
    texts=frozenset({"t"}),
    breaks={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
)
_ODT = Grammar(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    notes=frozenset({"note-body"}),
    skipped=frozenset(
        "annotation tracked-changes note-citation scripts forms font-face-decls automatic-styles styles "
        "table-of-content title desc".split()  # title and desc are a picture's
    ),
    breaks={"tab": " ", "line-break": "\n", "s": " "},
)
_PROPERTIES = Grammar(
    paragraphs=frozenset(),
    properties={"title": "title", "creator": "author", "initial-creator": "author", "created": "date", "date": "date"},
)
_MAIN_PART = "/officeDocument"  # the end of its relationship's type


def parse_docx(archive: Archive) -> Parsed:
    """The text of a Word document with its tables, footnotes and endnotes."""
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    notes = (archive.read_if_there(f"{folder}/{name}.xml") for name in ("footnotes", "endnotes"))
    text = lines_of(read_paragraphs(part, _DOCX) for part in (archive.read(main), *notes) if part)
    return Parsed(text, **_properties(archive, "docProps/core.xml"))


class _Relationships(ContentHandler):
    """Finds the name of a document's main part."""

    main: str | None = None

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes the relationship that leads to the main part."""
        if str(attrs.get("Type", "")).endswith(_MAIN_PART):
            self.main = str(attrs.get("Target", "")).lstrip("/")


def _main_part(archive: Archive) -> str:
    relationships = archive.read_if_there("_rels/.rels")
    if relationships:
        handler = _Relationships()
        parse_guarded(relationships, handler)
        if handler.main in archive.names:
            return handler.main
    return "word/document.xml"


def parse_odt(archive: Archive) -> Parsed:
    """The text of an OpenDocument text with its tables and footnotes."""
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
    text = lines_of([read_paragraphs(archive.read("content.xml"), _ODT)])
    return Parsed(text, **_properties(archive, "meta.xml"))


def _properties(archive: Archive, name: str) -> dict[str, str]:
    part = archive.read_if_there(name)
    return read_paragraphs(part, _PROPERTIES).properties if part else {}
