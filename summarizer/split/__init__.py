"""Text → sentences, and parts of those that no window holds, each with its offsets."""

from summarizer.split.borders import has_place
from summarizer.split.kept import KEPT_TEXTS, Kept
from summarizer.split.parts import CountTokens, fitting_parts
from summarizer.split.sentences import MAX_PIECE_CHARS, Sentence, is_border, split_sentences

__all__ = [
    "KEPT_TEXTS",
    "MAX_PIECE_CHARS",
    "CountTokens",
    "Kept",
    "Sentence",
    "fitting_parts",
    "has_place",
    "is_border",
    "split_sentences",
]
