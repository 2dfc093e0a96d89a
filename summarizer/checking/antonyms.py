"""Words that say the opposite of each other, by tables of two columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.checking.tokens import read_table
from summarizer.index import fold


@dataclass(frozen=True)
class Antonyms:
    """Words, е for ё, each with the rows that it stands in and its column there, 0 or 1."""

    places: dict[str, frozenset[tuple[int, int]]]

    def __contains__(self, word: str) -> bool:
        """Whether any row has the word."""
        return word in self.places

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two words are one, or stand in one column of a row."""
        return one == other or not self._places_of(one).isdisjoint(self._places_of(other))

    def are_opposite(self, one: str, other: str) -> bool:
        """Whether two words stand in the two columns of a row."""
        return any((row, 1 - column) in self._places_of(other) for row, column in self._places_of(one))

    def _places_of(self, word: str) -> frozenset[tuple[int, int]]:
        return self.places.get(word, frozenset())


def read_antonyms(name: str, more: Sequence[Iterable[str]] = ()) -> Antonyms:
    """The antonyms of a table of this room, and of one more row.

    >>> told = read_antonyms("comparisons.tsv")
    >>> told.are_opposite("дороже", "дешевле"), told.are_alike("позже", "позднее"), told.are_opposite("позже", "ниже")
    (True, True, False)
    """
    places: dict[str, frozenset[tuple[int, int]]] = {}
    for number, row in enumerate([more, *([words.split() for words in row] for row in read_table(name))]):
        for column, words in enumerate(row):
            for word in map(fold, words):
                places[word] = places.get(word, frozenset()) | {(number, column)}
    return Antonyms(places)
