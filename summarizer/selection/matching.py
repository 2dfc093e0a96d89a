"""Which sentence says most nearly the same as another, by shared stems; near linear for a book."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from summarizer.selection.traits import Candidate

MAX_POSTINGS: Final = 200  # a stem that more sentences hold tells nothing about likeness


class StemIndex:
    """Sentences by their stems; the likeness of two is the cosine of their sets of stems, 0 … 1."""

    def __init__(self) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: dict[int, int] = {}

    def add(self, key: int, stems: Iterable[str]) -> None:
        """Remembers a sentence under a key of its own."""
        distinct = set(stems)
        self._sizes[key] = len(distinct)
        for stem in distinct:
            self._holders[stem].append(key)

    def nearest(self, stems: Iterable[str]) -> tuple[int | None, float]:
        """Key and likeness of the sentence most like these stems; none and 0 where none shares a stem.

        >>> index = StemIndex()
        >>> index.add(7, ["мост", "закрыт"])
        >>> index.nearest(["мост", "закрыт"]), index.nearest(["кот"])
        ((7, 1.0), (None, 0.0))
        """
        distinct = set(stems)
        lists = (self._holders.get(stem, ()) for stem in distinct)
        shared = Counter(key for keys in lists if len(keys) <= MAX_POSTINGS for key in keys)
        likeness = {key: n / math.sqrt(len(distinct) * self._sizes[key]) for key, n in shared.items()}
        best = max(likeness, key=lambda key: (likeness[key], -key), default=None)
        return best, 0.0 if best is None else round(likeness[best], 6)


def best_places(candidates: Sequence[Candidate], source: Sequence[Candidate]) -> list[int | None]:
    """For each sentence the place of the source sentence most like it, if there is one."""
    index = StemIndex()
    for candidate in source:
        index.add(candidate.place, candidate.stems)
    return [index.nearest(candidate.stems)[0] for candidate in candidates]
