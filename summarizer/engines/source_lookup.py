"""The next tokens of a summary, guessed: where it copies, they stand in the source behind its last ones.

The prompt lookup of Saxena (2023) for the speculative decoding of Leviathan et al. (arXiv 2211.17192), where guesses
are called drafts. transformers looks only in what a decoder has read; here the source may be an encoder's input too.
"""

from collections.abc import Sequence


class SourceLookup:
    """What follows each n-gram of a source, where it stands first.

    Args:
        n_guessed: How many tokens to guess where the last one of the summary stands in the source, where the last two
            do, and so on: the longer the match, the longer the copying lasts.

    >>> lookup = SourceLookup([5, 6, 7, 8, 9, 6, 7, 1], n_guessed=(4, 8, 12))
    >>> lookup.guess([2, 6], 9)
    [7, 8, 9, 6]
    >>> lookup.guess([9, 6, 7], 9)
    [1]
    >>> lookup.guess([4], 9)
    []
    """

    def __init__(self, source_ids: Sequence[int], n_guessed: Sequence[int]) -> None:
        self._source_ids = list(source_ids)
        self._n_guessed = n_guessed
        self._next: dict[tuple[int, ...], int] = {}
        for n in range(1, len(n_guessed) + 1):
            for i in range(len(source_ids) - n):
                self._next.setdefault(tuple(source_ids[i : i + n]), i + n)

    def guess(self, ids: Sequence[int], n_most: int) -> list[int]:
        """At most ``n_most`` tokens that follow in the source after the longest end of ``ids`` that it holds."""
        for n in range(min(len(self._n_guessed), len(ids)), 0, -1):
            start = self._next.get(tuple(ids[-n:]))
            if start is not None:
                return self._source_ids[start : start + min(n_most, self._n_guessed[n - 1])]
        return []
