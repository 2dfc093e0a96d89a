"""html and mhtml → text; letters and chapters of epub are read by the same files.

1. ``pages`` decodes a page and makes it a tree, where ``formulas`` become text, ``chats`` who said what, and ``trees``
   drops and renames blocks so that an article is found.
2. ``shown`` says what it shows, by ``blocks`` ← ``lists`` (their numbers), and whether all of it is one text.
3. Where it is not, ``pages`` asks trafilatura for the article.
"""

from summarizer.reading.parsers.web.blocks import paragraphs_of
from summarizer.reading.parsers.web.pages import decode_html, parse_html, parse_mhtml, shown_text

__all__ = ["decode_html", "paragraphs_of", "parse_html", "parse_mhtml", "shown_text"]
