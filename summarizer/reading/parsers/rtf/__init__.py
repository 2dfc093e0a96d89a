"""rtf → text.

``words``     its tokens, and what control words mean
``fonts``     what its bytes mean
``group``     what groups inherit: fonts, what is hidden, what is raised
``reader``    takes all three in one pass → the text, the notes, title and author
``document``  makes lines of these
"""

from summarizer.reading.parsers.rtf.document import parse_rtf

__all__ = ["parse_rtf"]
