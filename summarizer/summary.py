"""The record that a summary is."""

from dataclasses import dataclass, field

from summarizer.checking import Copying, Finding
from summarizer.cleaning import CleanText
from summarizer.evidence import Evidence
from summarizer.excerpts import Span
from summarizer.options import SummaryOptions


@dataclass(frozen=True)
class Summary:
    """A summary and what a reader needs to trust it."""

    text: str
    findings: tuple[Finding, ...]
    coverage: float  # share of the source's characters that the model saw, 0 to 1; the rest was only scored
    cleaned: CleanText
    model: str
    options: SummaryOptions
    elapsed_s: float  # of this text alone, its share of common batches included
    evidence: tuple[Evidence, ...] = ()  # one for each sentence, with offsets in the text as it was given
    copying: Copying = field(default_factory=Copying)  # how near it is to the source's own words
    title: str = ""  # a headline, if one was asked for
    read: tuple[Span, ...] = ()  # what the model saw, in offsets of ``cleaned.text``, in order

    @property
    def is_empty(self) -> bool:
        """True where there was nothing to summarize; the first finding says why."""
        return not self.text

    @property
    def is_fully_read(self) -> bool:
        """True where the model saw every character of the source."""
        return self.coverage >= 1.0

    @property
    def points(self) -> tuple[str, ...]:
        """The theses, if they were asked for."""
        return tuple(self.text.split("\n")) if self.options.points and self.text else ()

    @property
    def scored(self) -> tuple[Span, ...]:
        """What the model did not see: weighed by the selection only; in offsets of ``cleaned.text``."""
        starts = [0, *(span.stop for span in self.read)]
        stops = [*(span.start for span in self.read), len(self.cleaned.text)]
        gaps = (Span(start, stop) for start, stop in zip(starts, stops, strict=True))
        return tuple(gap for gap in gaps if self.cleaned.text[gap.start : gap.stop].strip())
