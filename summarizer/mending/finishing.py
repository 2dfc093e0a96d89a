"""Joined drafts → a summary of the length asked for that says only what its source holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.checking import Finding
from summarizer.checking.findings import FindingKind
from summarizer.index import index_text
from summarizer.length import Budget, Fitted, fit
from summarizer.mending.doubts import doubtful_sentences
from summarizer.mending.faithful import Repaired
from summarizer.mending.mend import make_faithful
from summarizer.selection import Candidate


@dataclass(frozen=True)
class Finished:
    """A summary and how it came about: each time it was mended, and each time it was brought to its length."""

    text: str = ""
    repaired: tuple[Repaired, ...] = ()
    fitted: tuple[Fitted, ...] = ()

    def find_added(self, summary: str) -> Iterator[Finding]:
        """What was added to reach the length, with its place in what became of the text."""
        for fitted in self.fitted:
            yield from _added(fitted.from_drafts, "added_from_draft", summary)
            yield from _added(fitted.from_source, "added_from_source", summary)


def _added(sentences: Sequence[str], kind: FindingKind, summary: str) -> Iterator[Finding]:
    copies = index_text(summary).copies
    for sentence in sentences:
        if place := copies.find(sentence):
            yield Finding(kind, *place, sentence)


def finish(
    draft: str,
    spares: Sequence[str],
    text: str,
    source: Sequence[Candidate],
    budget: Budget,
    has_repair: bool,
    is_trusted: bool = True,
) -> Finished:
    """The draft, mended and at the length asked for.

    What the source does not hold is mended before the length is seen to, so that mending does not spoil it. Where
    sentences that were added have to be mended as well, what they leave open is filled from the source alone.

    Args:
        draft: The joined drafts.
        spares: Other drafts, whose sentences may fill it up; those with doubtful ones are passed over.
        text: The source, cleaned.
        source: Its sentences.
        budget: The length.
        has_repair: False to leave doubtful sentences as they are.
        is_trusted: See ``doubtful_sentences``.
    """

    def fitted(done: Finished, spares: Sequence[str]) -> Finished:
        repaired = Repaired(*make_faithful(done.text, text, is_trusted)) if has_repair else Repaired(done.text)
        found = fit(repaired.text, spares, source, budget)
        return Finished(found.text, (*done.repaired, repaired), (*done.fitted, found))

    done = fitted(Finished(draft), [spare for spare in spares if not doubtful_sentences(spare, text, is_trusted)])
    if has_repair and doubtful_sentences(done.text, text, is_trusted):
        return fitted(done, ())
    return done
