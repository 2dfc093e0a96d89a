"""What every tab of the page is built with."""

from dataclasses import dataclass

from summarizer.page.shelf import ModelShelf
from summarizer.page.texts import Both, Language, Say


def say_in(language: Language) -> Say:
    """What takes a text's words in one language."""
    return lambda both: both.en if language == "en" else both.ru


@dataclass(frozen=True)
class House:
    """The models, and the language that the page speaks: each language has a page of its own, built alike."""

    shelf: ModelShelf
    language: Language = "ru"

    def say(self, text: Both) -> str:
        """A text of the page in its language."""
        return say_in(self.language)(text)
