"""Each sentence of a summary beside the one of its source that says the same.

What a summary turns round is found by holding the two against each other: see the checks of ``verdict.py``.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.checking.facts import Span
from summarizer.checking.findings import TOLD, Finding, FindingKind, set_against
from summarizer.checking.territories import MAX_WORDS
from summarizer.index import IndexedText, Word, share_of
from summarizer.index.aligning import Aligner
from summarizer.split import KEPT_TEXTS

MIN_SHARED: Final = 0.5  # of the lemmas of a sentence that says the same as another


@dataclass(frozen=True)
class Pair:
    """Sentence ``at`` of a summary, and sentence ``source_at`` of its source."""

    summary: IndexedText
    source: IndexedText
    at: int = 0
    source_at: int = 0

    @property
    def ours(self) -> list[Word]:
        """The words of the summary's sentence."""
        return self.summary.words[self.at]

    @property
    def theirs(self) -> list[Word]:
        """The words of the source's sentence."""
        return self.source.words[self.source_at]

    @property
    def is_readable(self) -> bool:
        """Whether neither is a table or a list: what compares word with word takes too long there."""
        return max(len(self.ours), len(self.theirs)) <= MAX_WORDS

    def against(self, ours: Span, theirs: Span, kind: FindingKind = "negation", note: str = TOLD) -> Finding:
        """The finding that a place of the summary does not agree with one of the source."""
        return set_against(kind, self.summary.text, ours, self.source.text, theirs, note)


@lru_cache(maxsize=KEPT_TEXTS)
def find_pairs(summary: IndexedText, source: IndexedText) -> tuple[Pair, ...]:
    """The sentences of a summary that the source does not say word for word, each with the one that says the same.

    Those of which the best one shares too few lemmas are left out.
    """
    aligner = Aligner(source)
    told = [at for at, sentence in enumerate(summary.sentences) if not source.holds(sentence.text)]
    pairs = [Pair(summary, source, at, i) for at in told for i, _ in aligner.rank(summary, at, n_best=1)]
    return tuple(one for one in pairs if share_of(summary.lemmas[one.at], source.lemmas[one.source_at]) >= MIN_SHARED)
