"""The persons that a sentence names."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from summarizer.checking.facts import Fact
from summarizer.checking.forms import is_same_name
from summarizer.checking.ner import find_entities
from summarizer.index import WORD, IndexedText, Word, fold


def find_persons(text: IndexedText, at: int) -> Iterator[Fact]:
    """The persons of sentence ``at``, offsets in the text."""
    sentence = text.sentences[at]
    for fact in find_entities(sentence.text):
        if fact.kind == "person" and WORD.search(fact.text):
            yield replace(fact, start=fact.start + sentence.start, stop=fact.stop + sentence.start)


def names_of(person: Fact) -> list[str]:
    """The words of a name in lower case, the last one mostly the surname."""
    return [fold(word) for word in WORD.findall(person.text)]


def is_named(names: Iterable[str], words: Iterable[Word]) -> bool:
    """Whether one of the names is among the words, in any form."""
    lowers = [word.lower for word in words]
    return any(is_same_name(name, lower) for name in names for lower in lowers if name[:2] == lower[:2])
