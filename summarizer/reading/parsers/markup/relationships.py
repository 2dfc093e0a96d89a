"""How the parts of an Office document (docx, pptx) lead to one another."""

from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.guarded import parse_guarded

_MAIN_PART = "officeDocument"


@dataclass(frozen=True)
class Relationship:
    """A way from one part to another."""

    kind: str  # the end of its type: «slide», «notesSlide»
    part: str


@dataclass
class Relationships(ContentHandler):
    """The ways from one part ("" is the whole document), by their ids."""

    source: str
    by_id: dict[str, Relationship] = field(default_factory=dict)

    def startElement(self, _name: str, attrs: Any) -> None:
        """Takes a relationship."""
        if "Target" in attrs:
            part = normpath(join("/", dirname(self.source), attrs["Target"])).lstrip("/")
            kind = str(attrs.get("Type", "")).rpartition("/")[2]
            self.by_id[str(attrs.get("Id", ""))] = Relationship(kind, part)

    def first(self, kind: str) -> str | None:
        """The first part of a kind."""
        return next((way.part for way in self.by_id.values() if way.kind == kind), None)


def read_relationships(archive: Archive, source: str) -> Relationships:
    """The ways that lead from a part to others."""
    ways = Relationships(source)
    if part := archive.read_if_there(join(dirname(source), "_rels", f"{basename(source)}.rels")):
        parse_guarded(part, ways)
    return ways


def main_part(archive: Archive, usual: str) -> str:
    """The part that the document's text begins in; ``usual`` where the archive names none that is there."""
    main = read_relationships(archive, "").first(_MAIN_PART)
    return main if main and archive.has(main) else usual
