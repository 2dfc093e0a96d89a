"""A small network that says which mark stands behind each word of speech that was taken down without any.

Its weights, ``tables/sentence_marks.npz``, are made by ``training/sentence_marks.py``: four layers of convolutions over
what a word is, how it ends and how it begins. Only ``sentence_marks.py`` asks it, and imports it when it must: to
import numpy takes longer than to clean most texts.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .sentence_marks import MARKS

N_WORDS: Final = 16384  # rows of the three tables: the first word is any that is not known
N_ENDS: Final = 8192
N_FRAMES: Final = 1024
WEIGHTS: Final = "sentence_marks.npz"
TABLES: Final = ("words", "ends", "frames")
DILATIONS: Final = (1, 2, 4, 8)  # of the layers: they see sixteen words before and behind
_REACH: Final = 17  # words to each side that decide on a mark
_CHUNK: Final = 4096  # words at once: few megabytes

Floats = NDArray[np.float32]


def word_ids(word: str, known: Mapping[str, int]) -> tuple[int, int, int]:
    """The rows of a word, in small letters, in the tables of words, of ends, and of frames (two letters at each end).

    Numbers count by how many digits they have.

    >>> word_ids("2024", {}) == word_ids("1987", {}), word_ids("город", {"город": 7})[0]
    (True, 7)
    """
    word = word.replace("ё", "е")
    if word[0].isdigit():
        shape = "#" + "0" * min(len(word), 4) + "x" * (not word.isdigit())
        return 0, _bucket(shape, N_ENDS), _bucket("#", N_FRAMES)
    return known.get(word, 0), _bucket(word[-4:], N_ENDS), _bucket(f"{word[-2:]}|{word[:2]}", N_FRAMES)


def _bucket(letters: str, n: int) -> int:
    return zlib.crc32(letters.encode()) % n


@dataclass(frozen=True)
class MarksNetwork:
    """The weights as arrays.

    Attributes:
        known: words → their rows.
        tables: of words, ends and frames, each (rows, d), float32.
        layers: kernels (width, d in, d out) and biases (d out), in order; each but the first adds to what it is given.
        decision: (2 d, 4) and (4): from a word and the next one to the marks.
    """

    known: Mapping[str, int]
    tables: tuple[Floats, Floats, Floats]
    layers: tuple[tuple[Floats, Floats], ...]
    decision: tuple[Floats, Floats]

    def knows(self, word: str) -> bool:
        """Whether a word stands in the table of words."""
        return word.lower().replace("ё", "е") in self.known

    def likelihoods(self, words: Sequence[str]) -> Floats:
        """How likely each of ``MARKS`` stands behind each word: (words, 4), each row sums to 1."""
        found = [np.empty((0, len(MARKS)), np.float32)]
        for start in range(0, len(words), _CHUNK):
            before = max(0, start - _REACH)
            seen = self._of_chunk(words[before : start + _CHUNK + _REACH])
            found.append(seen[start - before : start - before + _CHUNK])
        return np.concatenate(found)

    def _of_chunk(self, words: Sequence[str]) -> Floats:
        ids = np.array([word_ids(word.lower(), self.known) for word in words])
        state = np.zeros((len(words), self.tables[0].shape[1]), np.float32)
        for table, rows in zip(self.tables, ids.T, strict=True):
            state += table[rows]
        for at, ((kernel, bias), dilation) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            found = np.maximum(_convolve(state, kernel, dilation) + bias, 0)
            state = state + found if at else found
        after = np.concatenate((state[1:], np.zeros_like(state[:1])))
        kernel, bias = self.decision
        scores = np.concatenate((state, after), axis=1) @ kernel + bias
        odds: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        return odds


def _convolve(rows: Floats, kernel: Floats, dilation: int) -> Floats:
    """Each row with its neighbours at steps of ``dilation``: (n, d in) → (n, d out); beyond the ends stand zeros."""
    reach = len(kernel) // 2 * dilation
    padded = np.pad(rows, ((reach, reach), (0, 0)))
    found = np.zeros((len(rows), kernel.shape[2]), np.float32)
    for at, weights in enumerate(kernel):
        found += padded[at * dilation : at * dilation + len(rows)] @ weights
    return found


@cache
def load_network(path: Path | None = None) -> MarksNetwork:
    """The network of a file, or the one that comes with the program; the first call takes some 0.05 s."""
    source = path or files(__package__).joinpath("tables", WEIGHTS)
    with source.open("rb") as file:
        arrays: Mapping[str, Any] = dict(np.load(file, allow_pickle=False))
    known = {word: at for at, word in enumerate(bytes(arrays["vocabulary"]).decode().split("\n")) if word}
    words, ends, frames = (arrays[name].astype(np.float32) * arrays[f"{name}_scale"] for name in TABLES)
    layers = tuple(_floats(arrays, f"layer{at}") for at in range(len(DILATIONS)))
    return MarksNetwork(known, (words, ends, frames), layers, _floats(arrays, "decision"))


def _floats(arrays: Mapping[str, Any], name: str) -> tuple[Floats, Floats]:
    return arrays[name].astype(np.float32), arrays[f"{name}_bias"].astype(np.float32)
