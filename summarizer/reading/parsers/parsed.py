"""What a parser returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parsed:
    """A document's text, paragraphs as lines, and its title."""

    text: str
    title: str | None = None
