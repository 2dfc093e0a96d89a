"""The languages of the page, and a text in both of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

Language = Literal["ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)  # the first stands at the page's root
PATHS: Final[dict[Language, str]] = {"ru": "/", "en": "/en"}


@dataclass(frozen=True)
class Both:
    """A text in both languages; ``House.say`` takes the one that the page speaks."""

    ru: str
    en: str


Say = Callable[[Both], str]  # takes the language that is spoken


def say_in(language: Language) -> Say:
    """What takes a text's words in one language."""
    return lambda both: both.en if language == "en" else both.ru
