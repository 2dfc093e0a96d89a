"""What the sentences of a source say in other words: the facts that the checks found there, words of like meaning.

Both need the networks of the checks: asked only of sentences that those read as well.
"""

from collections.abc import Set
from typing import Final

from summarizer.checking import hold_facts
from summarizer.checking.facts import overlap
from summarizer.checking.networks import network
from summarizer.index import FUNCTION_WORDS, IndexedText
from summarizer.index.aligning import Likes

LEAST_COSINE: Final = 0.2  # of words without anything in common 9 of 10 pairs have less
LIKE_WEIGHT: Final = 0.8  # of a word with the cosine 1, to which the others are held
MAX_LEMMAS: Final = 10_000  # of a source: a book's vectors would take more memory than the book


def find_likes(summary: IndexedText, at: int, source: IndexedText) -> Likes:
    """How far each sentence of a source says the lemmas of sentence ``at`` of a summary in other words."""
    said: list[dict[str, float]] = [{} for _ in source.sentences]
    for lemma, other, share in _like_words(summary.lemmas[at], source):
        for i in source.postings[other]:
            if share > said[i].get(lemma, 0.0):
                said[i][lemma] = share
    for held in hold_facts(summary.text, source.text):
        if held.source_stop and not held.is_unsupported and summary.sentence_at(held.fact.start) == at:
            lemmas = [word.lemma for word in summary.words[at] if overlap(word, held.fact) and word.is_content]
            for place in (held.source_start, held.source_stop - 1):  # worked out of two numbers, it stands in two
                said[source.sentence_at(place)] |= dict.fromkeys(lemmas, 1.0)
    return said


def _like_words(lemmas: Set[str], source: IndexedText) -> list[tuple[str, str, float]]:
    """Lemmas of a sentence and of its source whose vectors are alike, with how far; numbers are like none."""
    vectors = network("Words") if len(source.postings) <= MAX_LEMMAS else None
    ours = sorted(lemma for lemma in lemmas if not lemma[0].isdigit())
    theirs = [lemma for lemma in source.postings if lemma not in FUNCTION_WORDS and not lemma[0].isdigit()]
    if not (vectors and ours and theirs):
        return []
    shares = LIKE_WEIGHT * (vectors((ours, theirs)) - LEAST_COSINE) / (1 - LEAST_COSINE)
    rows, columns = (shares > 0).nonzero()
    places = zip(rows.tolist(), columns.tolist(), shares[rows, columns].tolist(), strict=True)
    return [(ours[row], theirs[column], share) for row, column, share in places]
