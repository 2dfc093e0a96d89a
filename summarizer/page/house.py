"""What every tab of the page is built with."""

from dataclasses import dataclass

from summarizer.page.languages import Both, Language, say_in
from summarizer.page.shelf import ModelShelf
from summarizer.page.telling import said


@dataclass(frozen=True)
class House:
    """The models, and the language that the page speaks: each language has a page of its own, built alike."""

    shelf: ModelShelf
    language: Language = "ru"

    def say(self, text: Both) -> str:
        """A text of the page in its language."""
        return say_in(self.language)(text)

    def said(self, sentence: str) -> str:
        """A Russian sentence of the library's in the page's language."""
        return said(sentence, self.say)

    def choices(self) -> list[tuple[str, str]]:
        """The models that can be chosen: what is shown, and the name."""
        notes = {name: located.entry.note for name, located in self.shelf.located.items()}
        return [
            (f"{name} — {self.said(notes[name])}" if notes.get(name) else label, name)
            for name, label in self.shelf.labels.items()
        ]
