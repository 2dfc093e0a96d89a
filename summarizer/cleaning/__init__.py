"""Text → clean text with every repair: ``clean(text)`` runs the steps of ``clean.py`` in order."""

from .clean import CLEANER_VERSION, clean
from .language import is_russian, russian_share
from .lost import Lost, find_lost
from .repairs import RULE_NAMES, CleanText, Repair

__all__ = [
    "CLEANER_VERSION",
    "RULE_NAMES",
    "CleanText",
    "Lost",
    "Repair",
    "clean",
    "find_lost",
    "is_russian",
    "russian_share",
]
