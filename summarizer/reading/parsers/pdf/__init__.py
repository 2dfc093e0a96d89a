"""pdf → text, in the order in which ``document`` asks.

``text_page``  the characters of a page, by PDFium → lines (``line``) with their places
``heads``      running heads and page numbers go
``markers``    numbers and bullets that stand apart join their items
``flow``       lines → paragraphs, notes behind them
``hyphens``    words that a line's end cut are whole again
"""

from summarizer.reading.parsers.pdf.document import parse_pdf

__all__ = ["parse_pdf"]
