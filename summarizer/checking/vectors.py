"""How like in meaning words are, by navec's vectors, which lie in memory beside the networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from summarizer.checking.word_list import WordList

_NONE: Final = -1  # the place of a word without a vector


@dataclass(frozen=True)
class WordVectors:
    """The vectors of words: each is put together of parts, which many words share."""

    codes: Any  # (n_parts, n_codes, part_len) float32
    indexes: Any  # (n_words, n_parts): which code each part of a word is
    words: WordList

    def __call__(self, words: tuple[Sequence[str], Sequence[str]]) -> Any:
        """The cosines of each word of one list with each of another, (n, m); 0 of a word without a vector."""
        one, other = words
        return self._unit(one) @ self._unit(other).T

    def _unit(self, words: Sequence[str]) -> Any:
        """Vectors of length 1, of length 0 for words without any."""
        import numpy as np

        ids = np.array([self.words.get(word, _NONE) for word in words])
        vectors = self.codes[range(len(self.codes)), self.indexes[ids]].reshape(len(words), -1)
        lengths = np.linalg.norm(vectors, axis=1)
        return vectors * ((ids != _NONE) / np.where(lengths > 0, lengths, 1))[:, None]
