"""Numbers that say how a word stands in its text: what the chances of words are fitted on."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from summarizer.index import FUNCTION_WORDS
from summarizer.selection.around import PERSONAL, QUOTED
from summarizer.selection.features import FAR, LEAD
from summarizer.selection.traits import Candidate, stem

MAX_ABOVE: Final = 3  # lines above a text: a heading, who wrote it, when; more are a form
MAX_SPREAD: Final = 2.0  # sentences with a stem over the root of all: few news texts have more
_PLAIN: Final = "frequency spread in_first in_second in_lead first_place is_name is_number is_short is_once"
_LETTERS: Final = (2, 3, 4, 5)
_OF_SENTENCES: Final = "best_sentence best_above_mean mean_sentence"
_PAIRS: Final = (  # products: a name that comes late is not a common word that does
    ("frequency", "frequency"),
    ("spread", "spread"),
    ("first_place", "first_place"),
    ("first_place", "frequency"),
    ("first_place", "spread"),
    ("is_name", "frequency"),
    ("is_name", "first_place"),
    ("is_name", "spread"),
    ("is_number", "first_place"),
    ("is_function", "frequency"),
    ("is_function", "spread"),
    ("is_function", "first_place"),
    ("size", "frequency"),
    ("size", "spread"),
)
_NAMES: Final = (*_PLAIN.split(), "is_function", "size", "root_spread", *_OF_SENTENCES.split())
WORD_FEATURES: Final = (*_NAMES, *(f"letters_{n}" for n in _LETTERS), *(f"{one}_{other}" for one, other in _PAIRS))


@lru_cache(maxsize=1)
def function_stems() -> frozenset[str]:
    """The stems of words that say nothing by themselves."""
    return frozenset(map(stem, FUNCTION_WORDS))


def word_features(candidates: Sequence[Candidate], values: Sequence[float]) -> dict[str, list[float]]:
    """For each stem of the sentences a value for each of WORD_FEATURES.

    Args:
        candidates: The sentences.
        values: What each of them is worth by itself.
    """
    counts = Counter(stem for c in candidates for stem in c.stems)
    names = {stem for c in candidates for stem in c.names}
    holders: dict[str, list[int]] = {}
    for i, candidate in enumerate(candidates):
        for stem_ in dict.fromkeys(candidate.stems):
            holders.setdefault(stem_, []).append(i)
    size, n_above = len(candidates), count_above(candidates)
    firsts = {stem_: max(0, places[0] - n_above) for stem_, places in holders.items()}
    return {
        stem_: _features(stem_, n, [values[i] for i in holders[stem_]], firsts[stem_], size, stem_ in names)
        for stem_, n in counts.items()
    }


def count_above(candidates: Sequence[Candidate]) -> int:
    """How many headings and labels stand above the first sentence: it is the first of the text, with them or without.

    None where its author begins with himself: an essay comes to its matter later than news does.

    >>> from summarizer.selection.traits import find_candidates
    >>> count_above(find_candidates("Афиша\\nФото: архив\\nМост закрыт.")), count_above(find_candidates("Афиша"))
    (2, 0)
    >>> count_above(find_candidates("Мосты\\nМы привыкли к мостам. Но их не видим."))
    0
    """
    begun = candidates[: MAX_ABOVE + 1]
    first = next((i for i, one in enumerate(begun) if not (one.is_line or one.is_aside)), 0)
    is_personal = bool(begun) and bool(PERSONAL.search(QUOTED.sub("", begun[first].sentence.text)))
    return 0 if is_personal else first


def _features(stem_: str, n: int, values: Sequence[float], first: int, size: int, is_name: bool) -> list[float]:
    spread = min(len(values) / math.sqrt(size), MAX_SPREAD)
    places = [float(first == 0), float(first == 1), float(first < LEAD), math.log1p(min(first, FAR))]
    kinds = [float(is_name), float(stem_.isdigit()), float(len(stem_) < 4), float(n == 1)]
    function = float(stem_ in function_stems())
    best = max(values)
    sentences = [best, max(0.0, best), sum(values) / len(values)]
    row = [math.log(n), spread, *places, *kinds, function, math.log(size), math.sqrt(spread), *sentences]
    known = dict(zip(_NAMES, row, strict=True))
    letters = [float(len(stem_) == length) for length in _LETTERS]
    return [*row, *letters, *(known[one] * known[other] for one, other in _PAIRS)]
