"""A text → a headline in its own words.

``find`` takes the ``heading`` among the text's first ``lines``, or what an encyclopaedia's ``entry`` is about; else
one of its sentences, which ``shortening`` brings down to what a headline needs.
"""

from summarizer.headline.find import find_headline
from summarizer.headline.heading import TITLE_WORDS

__all__ = ["TITLE_WORDS", "find_headline"]
