"""What a parser returns."""

from dataclasses import dataclass
from typing import Final

MAX_CHARACTERS: Final = 20_000_000  # of a document's text; the longest novels have 4 million
MAX_TABLE_CHARACTERS: Final = 60_000_000  # of a spreadsheet's cells, which are many documents

Cell = str | int | float | None  # of a spreadsheet


@dataclass(frozen=True)
class Parsed:
    """A document's text, paragraphs as lines, and what it says of itself."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None  # as the document writes it
    format: str | None = None  # where the request left it open
