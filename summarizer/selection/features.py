"""Numbers that say how a sentence stands in its text: what the ranking's weights are fitted on.

All are counted in one pass over at most ``MAX_SECTION`` sentences, so that they mean the same in a
note and in a book. Places beyond ``FAR`` are alike: the fit has seen few texts that are longer.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from summarizer.selection.around import PERSONAL, QUOTED
from summarizer.selection.traits import Candidate

Vector = dict[str, float]

MAX_SECTION: Final = 100  # sentences that are ranked together
FAR: Final = 50
SHRINK: Final = 5  # words added to a mean over a sentence: the mean of few words is mostly chance
LEAD: Final = 3  # sentences that say what a piece of news is about
SENTENCE_FEATURES: Final = tuple(
    "is_first is_second is_third place share_before starts_paragraph n_words is_short is_long frequency "
    "lead_similarity first_similarity centrality names has_number quoted starts_quoted asks is_personal news".split()
)


def sentence_features(candidates: Sequence[Candidate]) -> list[list[float]]:
    """For each sentence, of at most MAX_SECTION in order, a value for each of SENTENCE_FEATURES."""
    vectors, lead, first = _vectors(candidates)
    centre: Counter[str] = Counter()
    for vector in vectors:
        centre.update(vector)
    centrality = [cosine(vector, centre) for vector in vectors]
    most = max(centrality, default=0.0) or 1.0
    counts = Counter(stem for c in candidates for stem in c.stems)
    name_counts = Counter(stem for c in candidates for stem in c.names)
    seen: set[str] = set()
    rows = []
    for i, candidate in enumerate(candidates):
        stems = set(candidate.stems)
        n_stems = len(stems) or 1
        rows.append(
            [
                *_place(i, len(candidates), candidate),
                *_size(candidate),
                sum(math.log(counts[stem]) for stem in candidate.stems) / (len(candidate.stems) + SHRINK),
                cosine(vectors[i], lead),
                cosine(vectors[i], first) if i else 0.0,
                centrality[i] / most,
                sum(math.log(name_counts[stem]) for stem in candidate.names) / LEAD,
                *_surface(candidate),
                len(stems - seen) / n_stems,
            ]
        )
        seen |= stems
    return rows


def _place(i: int, n: int, candidate: Candidate) -> list[float]:
    return [
        float(i == 0),
        float(i == 1),
        float(i == 2),
        math.log1p(min(i, FAR)),
        i / n,
        float(candidate.starts_paragraph),
    ]


def _size(candidate: Candidate) -> list[float]:
    n = candidate.n_words
    return [min(n, 40) / 20, float(n < 8), max(0, min(n, 80) - 35) / 10]


def _surface(candidate: Candidate) -> list[float]:
    text = candidate.sentence.text
    return [
        float(any(map(str.isdigit, text))),
        sum(map(len, QUOTED.findall(text))) / len(text),
        float(text[0] in "«—–-"),
        float("?" in text),
        float(bool(PERSONAL.search(text))),
    ]


def _vectors(candidates: Sequence[Candidate]) -> tuple[list[Vector], Vector, Vector]:
    """TF-IDF of each sentence, of the lead and of the first sentence, all of unit length."""
    n = len(candidates)
    spread = Counter(stem for c in candidates for stem in set(c.stems))
    counted = [Counter(stem for stem in c.stems if len(stem) > 2) for c in candidates]
    idf = {stem: math.log(1 + n / spread[stem]) for stem in spread}
    vectors = [unit_vector(counts, idf) for counts in counted]
    lead = unit_vector(sum(counted[:LEAD], Counter()), idf)
    return vectors, lead, vectors[0] if vectors else {}


def unit_vector(counts: Mapping[str, int], idf: Mapping[str, float]) -> Vector:
    """Counts weighted by rarity, of length 1; of nothing, nothing."""
    vector = {stem: n * idf[stem] for stem, n in counts.items()}
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {stem: value / norm for stem, value in vector.items()}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The inner product of two sparse vectors: their cosine, if both have length 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[stem] for stem, value in a.items() if stem in b)
