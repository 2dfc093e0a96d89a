"""odt: paragraphs, tables row by row, footnotes behind the text."""

from dataclasses import replace
from functools import partial

from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.paragraphs import lines_of
from summarizer.reading.parsers.markup.properties import read_properties
from summarizer.reading.parsers.odt.content import OPEN_DOCUMENT, OpenDocumentHandler, read_content

_ODT = replace(
    OPEN_DOCUMENT,
    notes=frozenset({"note-body"}),
    boxes=frozenset("text-box custom-shape rect ellipse circle polygon path".split()),
    skipped=OPEN_DOCUMENT.skipped | {"tracked-changes", "note-citation", "table-of-content"},
)


def parse_odt(archive: Archive) -> Parsed:
    """The text of an OpenDocument text with its tables and footnotes."""
    content = read_content(archive, partial(OpenDocumentHandler, grammar=_ODT))
    return Parsed(lines_of([content]), **read_properties(archive, "meta.xml"))
