"""A text as checks, selection and evidence read it, looked up once and kept.

``text`` has its sentences, their words and lemmas, and where each lemma stands; ``copies`` finds where it says a
sentence word for word, ``aligning`` which of its sentences share most with one that it does not.
"""

from summarizer.index.text import (
    FUNCTION_WORDS,
    WORD,
    IndexedText,
    Word,
    fold,
    index_text,
    n_letters,
    share_of,
)

__all__ = ["FUNCTION_WORDS", "WORD", "IndexedText", "Word", "fold", "index_text", "n_letters", "share_of"]
