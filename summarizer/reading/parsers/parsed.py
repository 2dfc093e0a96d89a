"""What a parser returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parsed:
    """A document's text, paragraphs as lines, and what it says of itself."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None  # as the document writes it
    format: str | None = None  # where the request left it open
