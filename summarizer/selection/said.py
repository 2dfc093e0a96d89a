"""What is said already, so that it is not said again."""

from collections.abc import Iterator
from typing import Final

from summarizer.selection.matching import StemIndex
from summarizer.selection.traits import Candidate

MAX_LIKENESS: Final = 0.6  # with a sentence that is taken; above it the same is said again
REPEATED_WORDS: Final = 4  # a run of so many that was said is heard as a repetition


class Said:
    """The sentences so far."""

    def __init__(self) -> None:
        self.stems: set[str] = set()
        self.n_sentences = 0
        self._runs: set[tuple[str, ...]] = set()
        self._index = StemIndex()

    def add(self, candidate: Candidate) -> None:
        """Counts a sentence as said."""
        self._index.add(self.n_sentences, candidate.stems)
        self.n_sentences += 1
        self.stems.update(candidate.stems)
        self._runs.update(_runs_of(candidate))

    def holds(self, candidate: Candidate) -> bool:
        """Whether a sentence says the same as one of them, or repeats a run of its words."""
        is_alike = self._index.nearest(candidate.stems)[1] > MAX_LIKENESS
        return is_alike or not self._runs.isdisjoint(_runs_of(candidate))


def _runs_of(candidate: Candidate) -> Iterator[tuple[str, ...]]:
    """Its stems, REPEATED_WORDS in a row."""
    stems = candidate.stems
    return zip(*(stems[i:] for i in range(REPEATED_WORDS)), strict=False)
