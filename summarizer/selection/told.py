"""What a text has told so far, by what its sentences are about: where a correction looks for what it takes back."""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Final

from summarizer.cleaning.dictionary import readings_of
from summarizer.patterns import pattern

MAX_HOLDERS: Final = 200  # sentences with a stem; one that more hold tells nothing of what is taken back
STEM_LETTERS: Final = 5  # of a dictionary form: «статью» is of «статье», «ограничение» of «ограничивается»
MIN_LETTERS: Final = 4  # of a stem that tells what a sentence is about; numbers may be shorter
MIN_SHARED: Final = 2  # stems with a claim: of «На самом деле…», and of a sentence that tells the same
RETOLD_SHARE: Final = 0.5  # of a sentence's stems that stand in the claim: it tells the same, as a heading does
_WORD: Final = pattern(r"[^\W_]+")


def stems_of(text: str) -> frozenset[str]:
    """The beginnings of its words' dictionary forms, and its numbers."""
    stems = (readings_of(word)[0].lemma[:STEM_LETTERS] for word in _WORD.findall(text))
    return frozenset(stem for stem in stems if len(stem) >= MIN_LETTERS or stem.isdigit())


class Told:
    """The sentences so far, by their stems."""

    def __init__(self) -> None:
        self.holders: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[int, frozenset[str]] = {}
        self._reported: set[int] = set()

    def add(self, place: int, stems: frozenset[str], is_reported: bool) -> None:
        self._stems[place] = stems
        for stem in stems:
            self.holders[stem].append(place)
        if is_reported:
            self._reported.add(place)

    def holds(self, place: int) -> bool:
        """Whether that sentence tells something itself, and takes nothing back."""
        return place in self._stems

    def claims(
        self, stems: frozenset[str], n_least: int, is_reported: bool = False, among: Collection[int] | None = None
    ) -> list[int]:
        """What shares most with these stems, what is told after others and what stands first before the rest.

        Args:
            stems: Of what takes back.
            n_least: Stems that the claim shares with it.
            is_reported: The claim is told after others.
            among: Places that the claim stands at one of; None for any.
        """
        shared = self._shared(stems)
        if among is not None:
            shared = Counter({place: n for place, n in shared.items() if place in among})
        if is_reported:
            shared = Counter({place: n for place, n in shared.items() if place in self._reported})
        claim = max(shared, key=lambda place: (shared[place] + (place in self._reported), -place), default=None)
        if claim is None or shared[claim] < n_least:
            return []
        return self.retold(claim)

    def counted(self, nouns: frozenset[str], places: range) -> list[int]:
        """Those of the places where one of these is counted in figures."""
        held = [place for place in places if nouns & self._stems.get(place, frozenset())]
        return [place for place in held if any(stem.isdigit() for stem in self._stems[place])]

    def retold(self, claim: int) -> list[int]:
        """A sentence and those that tell the same."""
        shared = self._shared(self._stems[claim])
        alike = [place for place, n in shared.items() if n >= max(MIN_SHARED, RETOLD_SHARE * len(self._stems[place]))]
        return [claim, *alike]

    def _shared(self, stems: Collection[str]) -> Counter[int]:
        lists = (self.holders[stem] for stem in stems if stem in self.holders)
        return Counter(place for places in lists if len(places) <= MAX_HOLDERS for place in places)
