"""docx → text.

``styles``    which styles hide or raise their text
``document``  reads them and the rules of lists, then the text part by part
"""

from summarizer.reading.parsers.docx.document import parse_docx

__all__ = ["parse_docx"]
