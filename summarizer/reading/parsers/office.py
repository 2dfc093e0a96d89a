"""docx and odt: paragraphs, tables row by row, footnotes behind the text."""

from summarizer.errors import InputError
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup import Grammar, lines_of, read_paragraphs
from summarizer.reading.parsers.parsed import Parsed
from summarizer.reading.signatures import kind_of

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
    skipped=frozenset({"annotation", "tracked-changes", "note-citation", "scripts", "font-face-decls", "styles"}),
    breaks={"tab": " ", "line-break": "\n", "s": " "},
)
_PROPERTIES = Grammar(paragraphs=frozenset(), skipped=frozenset({"description"}), titles=frozenset({"title"}))
_MAX_TITLE = 300  # characters


def parse_docx(data: bytes) -> Parsed:
    """The text of a Word document with its tables, footnotes and endnotes."""
    _refuse_ole(data)
    archive = Archive(data)
    names = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    parts = [archive.read(names[0]), *(archive.read_if_there(name) for name in names[1:])]
    return Parsed(
        lines_of(read_paragraphs(part, _DOCX) for part in parts if part), _title(archive, "docProps/core.xml")
    )


def parse_odt(data: bytes) -> Parsed:
    """The text of an OpenDocument text with its tables and footnotes."""
    _refuse_ole(data)
    archive = Archive(data)
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
    return Parsed(lines_of([read_paragraphs(archive.read("content.xml"), _ODT)]), _title(archive, "meta.xml"))


def _title(archive: Archive, name: str) -> str | None:
    part = archive.read_if_there(name)
    return (read_paragraphs(part, _PROPERTIES).title.strip()[:_MAX_TITLE] or None) if part else None


def _refuse_ole(data: bytes) -> None:
    if kind_of(data) and not data.startswith(b"PK"):
        raise InputError(f"это {kind_of(data)}. Если документ под паролем, снимите пароль.")
