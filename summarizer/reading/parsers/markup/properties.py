"""What zipped documents (docx, pptx, odt, odp) say of themselves."""

from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.paragraphs import read_paragraphs

_PROPERTIES = Grammar(
    paragraphs=frozenset(),
    properties={
        **{"title": "title", "creator": "author", "initial-creator": "author"},
        **{"created": "date", "creation-date": "date", "date": "date"},
    },
)


def read_properties(archive: Archive, name: str) -> dict[str, str]:
    """Title, author and date by the part that holds them."""
    part = archive.read_if_there(name)
    return read_paragraphs(part, _PROPERTIES).properties if part else {}
