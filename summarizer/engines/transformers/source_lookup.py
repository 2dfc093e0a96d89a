"""The next tokens of a summary, guessed: where it copies, they stand in the source behind its last ones.

The prompt lookup of Saxena (2023) for the speculative decoding of Leviathan et al. (arXiv 2211.17192), where guesses
are called drafts. transformers looks only in what a decoder has read; here the source may be an encoder's input too.
"""

from collections.abc import Sequence
from typing import Final

LONGEST_MATCH: Final = 3  # tokens of the summary's end that are looked up; a fourth won nothing with compact
GUESSED_PER_MATCHED: Final = 4  # the longer the match, the longer the copying lasts


class SourceLookup:
    """What follows each n-gram of a source, where it stands first.

    >>> lookup = SourceLookup([5, 6, 7, 8, 9, 6, 7, 1])
    >>> lookup.guess([2, 6], 9)
    [7, 8, 9, 6]
    >>> lookup.guess([9, 6, 7], 9)
    [1]
    >>> lookup.guess([4], 9)
    []
    """

    def __init__(self, source_ids: Sequence[int]) -> None:
        self._source_ids = list(source_ids)
        self._next: dict[tuple[int, ...], int] = {}
        for n in range(1, LONGEST_MATCH + 1):
            for i in range(len(source_ids) - n):
                self._next.setdefault(tuple(source_ids[i : i + n]), i + n)

    def guess(self, ids: Sequence[int], n_most: int) -> list[int]:
        """At most ``n_most`` tokens that follow in the source after the longest end of ``ids`` that it holds."""
        for n in range(min(LONGEST_MATCH, len(ids)), 0, -1):
            start = self._next.get(tuple(ids[-n:]))
            if start is not None:
                return self._source_ids[start : start + min(n_most, GUESSED_PER_MATCHED * n)]
        return []
