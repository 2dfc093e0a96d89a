"""All sets of a few sentences that fill a small room → the one that tells most of the text.

Taking one best sentence after another misses pairs that only together fill the room well, and has
no say about the set as a whole. A set is worth the chances of its different words, what its
sentences are worth as parts, and how much of the room it fills, each for its length; the weights
were fitted on what sets have in common with summaries that people wrote.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from summarizer.selection.ranking import Ranked
from summarizer.selection.words import function_stems

N_POOL: Final = 18  # groups that sets are made of; some hundred sets of them fit a room for three sentences
MAX_MEMBERS: Final = 6  # sentences of mean size that the room holds; sets of more are too many to try
MIN_WORDS: Final = 8  # a mean over fewer words is mostly chance


@dataclass(frozen=True)
class Tally:
    """What is counted of a set of sentences."""

    n_words: int = 0
    size: float = 0.0
    content: float = 0.0  # chances of its different words, those that say something
    function: float = 0.0  # of the others
    repeated: int = 0  # words that stood before
    parts: float = 0.0  # worth of its sentences as parts, each times its words

    def features(self, target_words: float) -> tuple[float, ...]:
        """Values for SET_FEATURES."""
        n = max(self.n_words, MIN_WORDS)
        return self.content / n, self.function / n, self.repeated / n, self.n_words / target_words

    def density(self, weights: Sequence[float]) -> float:
        """What the set is worth for its length, whatever room there is."""
        n = max(self.n_words, MIN_WORDS)
        return sum(map(float.__mul__, weights[:-1], self.features(1.0))) + self.parts / n

    def score(self, weights: Sequence[float], target_words: float) -> float:
        """What the set is worth in a room for so many words."""
        return self.density(weights) + weights[-1] * self.n_words / target_words


@dataclass(frozen=True)
class Found:
    """A set of sentences, by their indices among the ranked ones, and what is counted of it."""

    members: tuple[int, ...] = ()
    said: Set[str] = frozenset()
    tally: Tally = Tally()


@dataclass(frozen=True)
class Search:
    """Ranked sentences with their sizes in the unit of the room."""

    ranked: Sequence[Ranked]
    sizes: Sequence[float]
    weights: Sequence[float]  # of SET_FEATURES

    def find_sets(self, groups: Sequence[Sequence[int]], least: float, most: float) -> Iterator[Found]:
        """Every set of the best groups whose size is within the two.

        Args:
            groups: Indices of sentences that come together, in order.
            least: Size of a set, at least.
            most: Size of a set, at most.
        """
        alone = {tuple(group): self.add(Found(), group).tally for group in groups}
        best = sorted(alone, key=lambda group: -alone[group].density(self.weights))[:N_POOL]
        yield from self._grow(sorted(best), Found(), least, most)

    def _grow(self, pool: Sequence[Sequence[int]], found: Found, least: float, most: float) -> Iterator[Found]:
        for k, group in enumerate(pool):
            grown = self.add(found, group)
            if found.tally.size < grown.tally.size <= most:
                if grown.tally.size >= least:
                    yield grown
                yield from self._grow(pool[k + 1 :], grown, least, most)

    def add(self, found: Found, group: Sequence[int]) -> Found:
        """A set with one more group; sentences that both hold count once."""
        fresh = [i for i in group if i not in found.members]
        new: dict[str, float] = {}
        for i in fresh:
            new.update((stem, chance) for stem, chance in self.ranked[i].chances.items() if stem not in found.said)
        candidates = [self.ranked[i].candidate for i in fresh]
        function = sum(chance for stem, chance in new.items() if stem in function_stems())
        before = found.tally
        tally = Tally(
            before.n_words + sum(candidate.n_words for candidate in candidates),
            before.size + sum(self.sizes[i] for i in fresh),
            before.content + sum(new.values()) - function,
            before.function + function,
            before.repeated + sum(len(candidate.stems) for candidate in candidates) - len(new),
            before.parts + sum(self.ranked[i].part * self.ranked[i].candidate.n_words for i in fresh),
        )
        return Found((*found.members, *fresh), found.said | new.keys(), tally)
