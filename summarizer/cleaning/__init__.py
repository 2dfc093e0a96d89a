"""Text → clean text with every repair: ``clean(text)`` runs the steps of ``clean.py`` in order."""

from .clean import CLEANER_VERSION, CleanOptions, clean
from .language import is_russian, russian_share
from .repairs import CleanText, Repair

__all__ = ["CLEANER_VERSION", "CleanOptions", "CleanText", "Repair", "clean", "is_russian", "russian_share"]
