"""docx → text.

``styles``     which styles hide or raise their text
``numbering``  by which rules lists write their numbers
``document``   feeds both, then the text part by part
"""

from summarizer.reading.parsers.docx.document import parse_docx

__all__ = ["parse_docx"]
