"""The streams of a doc of Word 97–2003 → its text.

1. ``streams`` find what the head names: characters in pieces, and ``runs`` of them that share properties. Numbers and
   properties are read by ``binary``.
2. ``document`` says what is shown of the characters, by ``styles``, and puts in what ``lists`` and ``boxes`` add.
3. ``lines`` makes paragraphs and rows of that.
"""

from summarizer.reading.parsers.word97.lines import lines_of

__all__ = ["lines_of"]
