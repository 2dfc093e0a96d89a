"""Sentences with the name that their paragraph begins with: «Байкал. Площадь 31 722 км².»"""

from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import cases_of, readings_of
from summarizer.patterns import pattern
from summarizer.selection.telling import WORD, has_predicate, is_item
from summarizer.split import Sentence

_NAME: Final = pattern(r"^[A-ZА-ЯЁ«].*(?:[A-Za-z\d]| [«(]?[А-ЯЁ])")
MAX_NAME_WORDS: Final = 8
MIN_ENTRIES: Final = 3  # paragraphs that begin with a name of up to MAX_ENTRY_WORDS make a text one of entries
MAX_ENTRY_WORDS: Final = 3


def find_name_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    """The names that paragraphs begin with: «Tefor K10 (1990 руб.). Корпус пластиковый.»; none where only one does.

    What is said of an entry («Байкал. Площадь 31 722 км².») needs its name only if it does not say of what.
    """
    begins = [i for i, goes_on in enumerate(starts[1:]) if starts[i] and not goes_on]
    names = {i for i in begins if _is_name(sentences[i].text)}
    names = names if len(names) > 1 else set()
    entries = {i for i in begins if _is_entry(sentences[i].text)} - names
    n_texts = len({sentences[i].text for i in entries})  # who speaks in a play comes again
    entries = entries if n_texts == len(entries) >= max(MIN_ENTRIES, len(begins) / 2) else set()
    leads: list[int | None] = []
    name: int | None = None
    for i, starts_line in enumerate(starts):
        text = sentences[i].text
        is_free = starts_line or (name in entries and has_predicate(text) and _names_subject(text))
        leads.append(None if is_free else name)
        if starts_line:
            name = i if i in names | entries else None
    return leads


def _names_subject(text: str) -> bool:
    """Whether a noun is most likely what is told of: «Озеро лежит за кругом», but «Лежит за кругом»."""
    return any({"NOUN", "nomn"} <= readings_of(word)[0].grammemes for word in WORD.findall(text))


def _is_entry(text: str) -> bool:
    """Whether a sentence is a name that what follows is about: «Ладожское озеро.»"""
    is_short = len(text.split()) <= MAX_ENTRY_WORDS and text.endswith(".") and text[0].isupper()
    return is_short and not has_predicate(text) and any("nomn" in cases_of(word) for word in WORD.findall(text))


def _is_name(text: str) -> bool:
    """Whether a sentence names a thing and says nothing of it."""
    is_short = len(text.split()) <= MAX_NAME_WORDS and not is_item(text)
    return is_short and bool(_NAME.search(text)) and not has_predicate(text)
