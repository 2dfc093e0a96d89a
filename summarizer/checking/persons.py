"""Whom a sentence names."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import Fact, FactKind
from summarizer.checking.forms import is_same_name
from summarizer.checking.ner import find_entities
from summarizer.index import WORD, IndexedText, Word, fold

PERSONS: Final[tuple[FactKind, ...]] = ("person",)


def find_named(text: IndexedText, at: int, kinds: Container[FactKind] = PERSONS) -> Iterator[Fact]:
    """The persons, or what else of some kinds, that sentence ``at`` names; offsets in the text."""
    sentence = text.sentences[at]
    for fact in find_entities(sentence.text):
        if fact.kind in kinds and WORD.search(fact.text):
            yield replace(fact, start=fact.start + sentence.start, stop=fact.stop + sentence.start)


def names_of(person: Fact) -> list[str]:
    """The words of a name in lower case, the last one mostly the surname."""
    return [fold(word) for word in WORD.findall(person.text)]


def is_named(names: Iterable[str], words: Iterable[Word]) -> bool:
    """Whether one of the names is among the words, in any form."""
    lowers = [word.lower for word in words]
    return any(is_same_name(name, lower) for name in names for lower in lowers if name[:2] == lower[:2])
