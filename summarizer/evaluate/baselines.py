"""What costs nothing, and what cannot be beaten by choosing: the rows that others are judged by."""

from typing import Final

from summarizer.evaluate.measures import rouge_n, words
from summarizer.evaluate.pairs import Pair
from summarizer.split import split_sentences

ORACLE_SENTENCES: Final = 80  # of a text that the oracle looks at; what is beyond rarely matters and costs much


def lead(text: str, n_sentences: int) -> str:
    """The first sentences of a text."""
    return " ".join(s.text for s in split_sentences(text)[:n_sentences])


def lead_of_words(text: str, n_words: int) -> str:
    """The first whole sentences nearest to n_words."""
    taken: list[str] = []
    used = 0
    for sentence in split_sentences(text):
        size = len(sentence.text.split())
        if taken and used + size / 2 > n_words:
            break
        taken.append(sentence.text)
        used += size
    return " ".join(taken)


def oracle(pair: Pair) -> str:
    """The sentences that raise ROUGE-1 plus ROUGE-2 with the reference, taken greedily, in source order."""
    sentences = [(s.text, words(s.text)) for s in split_sentences(pair.text)[:ORACLE_SENTENCES]]
    reference = words(pair.reference)
    taken: list[int] = []
    best = 0.0
    while True:
        scored = [
            (_score([w for j in sorted([*taken, i]) for w in sentences[j][1]], reference), -i)
            for i in range(len(sentences))
            if i not in taken
        ]
        score, minus_i = max(scored, default=(0.0, 0))
        if score <= best:
            return " ".join(sentences[i][0] for i in sorted(taken))
        best = score
        taken.append(-minus_i)


def _score(candidate: list[str], reference: list[str]) -> float:
    return rouge_n(candidate, reference, 1) + rouge_n(candidate, reference, 2)
