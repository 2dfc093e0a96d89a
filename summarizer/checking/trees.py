"""A sentence → its words, each with the word that it hangs on, by slovnet's parser."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.checking.networks import network
from summarizer.checking.tokens import SPACES
from summarizer.index import fold
from summarizer.patterns import pattern

MAX_TOKENS: Final = 80  # of a sentence that is parsed; a longer one is a table or a list
_TOKEN: Final = pattern(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)|\w+(?:[-.,]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Node:
    """A word of a parsed sentence; offsets in it, ``head`` is an index, −1 for the root."""

    text: str
    start: int
    stop: int
    head: int
    relation: str

    @property
    def lower(self) -> str:
        """In lower case, е for ё."""
        return fold(self.text)


def parse(sentence: str) -> list[Node]:
    """The words of a sentence, each with the word that it hangs on."""
    parser = network("Syntax")
    tokens = list(_TOKEN.finditer(sentence))
    if parser is None or not 1 < len(tokens) <= MAX_TOKENS:
        return []
    parsed = parser([token[0] for token in tokens]).tokens
    heads = without_cycles([int(found.head_id) - 1 for found in parsed])
    return [
        Node(token[0], token.start(), token.end(), head, str(found.rel))
        for token, head, found in zip(tokens, heads, parsed, strict=True)
    ]


def without_cycles(heads: Sequence[int]) -> list[int]:
    """The heads of words as a parser chose them, each for itself, so that going up from any word comes to a root.

    >>> without_cycles([1, -1, 3, 2, 3])
    [1, -1, 3, -1, 3]
    """
    found = list(heads)
    for i in range(len(found)):
        at, seen = i, {i}
        while found[at] >= 0:
            if found[at] in seen:
                found[at] = -1
                break
            at = found[at]
            seen.add(at)
    return found
