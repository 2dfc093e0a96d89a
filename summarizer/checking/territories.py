"""Which words of a sentence belong to which of its facts: each to the nearest, borders of clauses in between cost."""

import math
from collections.abc import Sequence
from typing import Final

from summarizer.checking.facts import Fact, overlap
from summarizer.index import IndexedText, Word
from summarizer.patterns import pattern

MAX_WORDS: Final = 150  # of a sentence that is read so closely: a longer one is a table or a list
BORDER: Final = pattern(r"[,;:()]|\s(?:и|а|но)\s")
BORDER_COST: Final = 3  # in words


def find_territory(text: IndexedText, i: int, fact: Fact, peers: Sequence[Fact]) -> list[Word]:
    """The content words of sentence i that are nearer to the fact than to any of its peers."""
    sentence = text.sentences[i]
    borders = [sentence.start + match.start() for match in BORDER.finditer(sentence.text)]
    words = text.words[i]
    if len(words) > MAX_WORDS:
        return []
    spots = {id(one): _spot(words, one) for one in [fact, *peers]}
    found = []
    for at, word in enumerate(words):
        inside = any(overlap(one, word) for one in [fact, *peers])
        if inside or not word.is_content:
            continue
        costs = {key: _cost(at, word, spot, words, borders) for key, spot in spots.items()}
        same = [id(one) for one in peers if _is_joined(spots[id(one)], spots[id(fact)], words)]
        others = [cost for key, cost in costs.items() if key != id(fact) and key not in same]
        if not others or costs[id(fact)] <= min(others) or _is_between(word, fact, peers, borders):
            found.append(word)
    return found


def _is_between(word: Word, fact: Fact, peers: Sequence[Fact], borders: Sequence[int]) -> bool:
    """Whether a word stands in a part without any fact, next behind one: «84 человека, среди них дети, погибли,»."""
    start = max((border for border in borders if border < word.start), default=-1)
    stop = min((border for border in borders if border >= word.stop), default=math.inf)
    facts = [fact, *peers]
    if any(start < one.start < stop for one in facts):
        return False
    return fact is max((one for one in facts if one.start < word.start), key=lambda one: one.start, default=None)


def _is_joined(one: tuple[int, int], other: tuple[int, int], words: Sequence[Word]) -> bool:
    """Whether two facts are one, or ends of a range: «с 2017 по 2019 год»."""
    low, high = sorted((one, other))
    between = words[low[1] + 1 : high[0]]
    return len(between) <= 1 and not any(word.is_content for word in between)


def _spot(words: Sequence[Word], fact: Fact) -> tuple[int, int]:
    """The first and the last word of a fact in its sentence, by index."""
    inside = [n for n, word in enumerate(words) if overlap(fact, word)]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _cost(at: int, word: Word, spot: tuple[int, int], words: Sequence[Word], borders: Sequence[int]) -> int:
    """Words between a word and a fact, and the borders of clauses between them."""
    end = words[spot[0]] if at < spot[0] else words[spot[1]]
    low, high = sorted((word.start, end.start))
    n_borders = sum(low < border < high for border in borders)
    return (spot[0] - at if at < spot[0] else at - spot[1]) + BORDER_COST * n_borders
