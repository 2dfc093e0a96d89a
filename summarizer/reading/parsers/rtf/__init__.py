"""rtf → text: ``document`` reads it in one pass; ``words`` says what its control words mean."""

from summarizer.reading.parsers.rtf.document import parse_rtf

__all__ = ["parse_rtf"]
