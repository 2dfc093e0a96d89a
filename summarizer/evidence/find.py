"""What each sentence of a summary rests on: its source sentences, with offsets in the text as the user gave it.

The words that both have are looked at first (``aligning``); where those leave a doubt, also what the source says of
the sentence in other words (``retelling``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from summarizer.cleaning import CleanText
from summarizer.evidence.retelling import find_likes
from summarizer.index import IndexedText, index_text
from summarizer.index.aligning import Aligner
from summarizer.split import Sentence

CLEAR: Final = 0.5  # the score of a sentence that says the same in nearly the same words
MIN_LIKE: Final = 0.2  # of one that has hardly a word in common: like words are found anywhere
MAX_SENTENCES: Final = 100  # of a summary; of a longer one equal words alone are looked up, as each sentence costs


@dataclass(frozen=True)
class Passage:
    """A source sentence under a summary sentence; offsets in the source, score 0 … 1."""

    start: int
    stop: int
    score: float


@dataclass(frozen=True)
class Evidence:
    """A summary sentence, by its offsets, and what it rests on, best first; nothing if nothing is like it."""

    start: int
    stop: int
    passages: tuple[Passage, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The evidence as plain JSON values."""
        return asdict(self)


def find_evidence(summary: str, source: str, by_words: bool = False) -> tuple[Evidence, ...]:
    """The evidence of each sentence of a summary, in order, with offsets in ``source``.

    Args:
        summary: Anybody's, of the source.
        source: The text.
        by_words: Whether equal words are all that counts, so that the networks of the checks need not be loaded.

    >>> source = "Мост закрыли. Автобусы пойдут в объезд."
    >>> [source[p.start : p.stop] for e in find_evidence("Автобусы едут в объезд.", source) for p in e.passages]
    ['Автобусы пойдут в объезд.']
    >>> find_evidence("Кот спит.", source)[0].passages
    ()
    """
    return tuple(_align(index_text(summary), index_text(source), by_words))


def in_original(evidence: Sequence[Evidence], cleaned: CleanText) -> tuple[Evidence, ...]:
    """The same with offsets in the text as the user gave it, before cleaning."""
    return tuple(
        replace(item, passages=tuple(_moved(passage, cleaned) for passage in item.passages)) for item in evidence
    )


def _moved(passage: Passage, cleaned: CleanText) -> Passage:
    start, stop = original_span(passage.start, passage.stop, cleaned)
    return replace(passage, start=start, stop=stop)


def original_span(start: int, stop: int, cleaned: CleanText) -> tuple[int, int]:
    """A span of the clean text in the text as the user gave it; an empty span stays (0, 0)."""
    if stop <= start:
        return 0, 0
    return cleaned.source_offset(start), cleaned.source_stop(stop)


def _align(summary: IndexedText, source: IndexedText, by_words: bool) -> Iterator[Evidence]:
    """The evidence of each sentence of a summary."""
    aligner, last = Aligner(source), -1
    by_words = by_words or len(summary.sentences) > MAX_SENTENCES
    for at, sentence in enumerate(summary.sentences):
        ranked = aligner.rank(summary, at, last)
        is_clear = bool(ranked) and ranked[0][1] >= CLEAR
        if not (by_words or is_clear or source.holds(sentence.text)):
            likest = aligner.rank(summary, at, last, likes=find_likes(summary, at, source))
            ranked = likest if ranked or (likest and likest[0][1] >= MIN_LIKE) else ranked
        last = ranked[0][0] if ranked else last
        yield Evidence(
            sentence.start, sentence.stop, tuple(_passage(source.sentences[i], score) for i, score in ranked)
        )


def _passage(sentence: Sentence, score: float) -> Passage:
    return Passage(sentence.start, sentence.stop, min(1.0, score))
