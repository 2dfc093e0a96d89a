"""What every tab of the page is built with."""

from dataclasses import dataclass

from summarizer.page.shelf import ModelShelf
from summarizer.page.texts import Both, Language


@dataclass(frozen=True)
class House:
    """The models, and the language that the page speaks: each language has a page of its own, built alike."""

    shelf: ModelShelf
    language: Language = "ru"

    def say(self, text: Both) -> str:
        """A text of the page in its language."""
        return text.en if self.language == "en" else text.ru
