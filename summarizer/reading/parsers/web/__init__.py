"""HTML and mhtml → text; letters and chapters of epub are read by the same files.

``pages``        bytes → the page, and its article where it has one
``chats``        a messenger's bubbles → who said what
``trees``        the page, shaped so that its article is found
``blocks``       all that any HTML says, block by block ← ``list_labels`` (numbers of lists)
``shown``        that, and whether there is anything around the article
"""

from summarizer.reading.parsers.web.blocks import paragraphs_of
from summarizer.reading.parsers.web.pages import decode_html, parse_html, parse_mhtml, shown_text

__all__ = ["decode_html", "paragraphs_of", "parse_html", "parse_mhtml", "shown_text"]
