"""Sentences of a text → those that tell most of it: shared by the extract engine and by long texts.

``around`` is what a text says of a sentence, ``traits`` what it is by itself, ``ranking`` what it is
worth among others by fitted weights; ``choose`` takes those that fill a room (a small one by
``best_set``), ``select`` does so for a text of any length.
"""

from summarizer.selection.matching import best_places
from summarizer.selection.room import Room
from summarizer.selection.select import count_one, n_words, select, texts_of
from summarizer.selection.telling import is_item
from summarizer.selection.traits import Candidate, find_candidates, make_candidate

__all__ = [
    "Candidate",
    "Room",
    "best_places",
    "count_one",
    "find_candidates",
    "is_item",
    "make_candidate",
    "n_words",
    "select",
    "texts_of",
]
