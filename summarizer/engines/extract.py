"""An engine without weights: the sentences nearest to the text's centre, in source order.

LexRank (Erkan and Radev 2004) with a weight for position: on news it is level with the lead,
and beats it where the lead is only atmosphere.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from summarizer.engines import Draft, Request
from summarizer.split import Sentence, split_sentences

_WORD = re.compile(r"[^\W_]+")
_LEANS_BACK = re.compile(  # such a sentence means nothing without the one before it
    r"(?:Он|Она|Оно|Они|Это|Этот|Эта|Эти|Однако|Но|А|И|Также|Кроме того|При этом|Поэтому|Тем не менее|"
    r"Впрочем|Зато|Затем|Потом|Его|Её|Ее|Их|Такой|Такая|Такие|По его словам|По её словам|По ее словам|По их словам)\b"
)
STEM_LETTERS = 6  # Russian case endings fall away; a real lemma changes the ranking little
DAMPING = 0.85  # as in the paper
POSITION_WEIGHT = 2.0  # how much more the first sentence counts than the last
LEAN_PENALTY = 0.7
TORN_QUOTE_PENALTY = 0.5  # half of a quotation: its words, alone, would pass for the author's
MAX_OVERLAP = 0.6  # cosine above which a sentence repeats one that is already chosen
N_STEPS = 30  # of the power iteration: the ranking no longer changes
MAX_SENTENCES = 400  # the similarity matrix is square; what is beyond is ranked in windows
MAX_WORDS = 60_000  # what one request may hold: a long report; books come in chunks

Vector = dict[str, float]


class ExtractEngine:
    """Chooses sentences of the source; counts words as tokens."""

    name = "extract"
    max_source_tokens = MAX_WORDS

    def count_tokens(self, text: str) -> int:
        """Words of the text."""
        return len(text.split())

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """One draft for each request."""
        return [[Draft(extract(request.source, request.target_words), 0.0)] for request in requests]


def extract(text: str, target_words: int) -> str:
    """The most central sentences of a text, together about target_words words, in source order.

    >>> extract("Кот спит дома. Кот спит дома весь день. Погода хорошая.", 4)
    'Кот спит дома.'
    >>> extract("", 10)
    ''
    """
    sentences = split_sentences(text)
    vectors = _tf_idf([s.text for s in sentences])
    scores = [
        score
        for first in range(0, len(sentences), MAX_SENTENCES)
        for score in _centrality(vectors[first : first + MAX_SENTENCES])
    ]
    weights = [score * _prior(i, sentences) for i, score in enumerate(scores)]
    chosen = _choose(sentences, vectors, weights, target_words)
    return " ".join(sentences[i].text for i in chosen)


def _tf_idf(texts: Sequence[str]) -> list[Vector]:
    """Unit vectors of stems, rare ones heavier."""
    counts = [Counter(w.lower()[:STEM_LETTERS] for w in _WORD.findall(text) if len(w) > 2) for text in texts]
    n_with = Counter(stem for count in counts for stem in count)
    vectors = []
    for count in counts:
        vector = {stem: n * math.log(1 + len(texts) / n_with[stem]) for stem, n in count.items()}
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({stem: value / norm for stem, value in vector.items()})
    return vectors


def _cosine(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[stem] for stem, value in a.items() if stem in b)


def _centrality(vectors: Sequence[Vector]) -> list[float]:
    """LexRank by power iteration over the cosines; the scores sum to 1."""
    n = len(vectors)
    links: list[dict[int, float]] = [{} for _ in range(n)]
    for i in range(n):
        for j in range(i):
            cosine = _cosine(vectors[i], vectors[j])
            if cosine:
                links[i][j] = links[j][i] = cosine
    totals = [sum(link.values()) for link in links]
    scores = [1 / n] * n
    for _ in range(N_STEPS):
        lost = sum(score for score, total in zip(scores, totals, strict=True) if not total) / n
        scores = [
            (1 - DAMPING) / n + DAMPING * (lost + sum(scores[j] * w / totals[j] for j, w in link.items()))
            for link in links
        ]
    return scores


def _prior(i: int, sentences: Sequence[Sentence]) -> float:
    """How a sentence's place and first word change its weight."""
    position = 1 + POSITION_WEIGHT / (1 + i)
    text = sentences[i].text
    leans = i > 0 and _LEANS_BACK.match(text)
    is_torn = text.count("«") != text.count("»")
    return position * (LEAN_PENALTY if leans else 1.0) * (TORN_QUOTE_PENALTY if is_torn else 1.0)


def _choose(
    sentences: Sequence[Sentence], vectors: Sequence[Vector], weights: Sequence[float], target_words: int
) -> list[int]:
    """Indices of the chosen sentences in source order: at least one, near target_words in all."""
    chosen: list[int] = []
    n_words = 0
    for i in sorted(range(len(sentences)), key=lambda i: -weights[i]):
        size = len(sentences[i].text.split())
        repeats = any(_cosine(vectors[i], vectors[j]) > MAX_OVERLAP for j in chosen)
        if chosen and (repeats or n_words + size > target_words * 1.15):
            continue
        chosen.append(i)
        n_words += size
        if n_words >= target_words * 0.85:
            break
    return sorted(chosen)
