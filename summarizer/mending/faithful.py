"""A summary that says only what its source holds: doubtful sentences are replaced, dropped or flagged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from summarizer.checking import Copying, Finding, check_summary, measure_copying
from summarizer.cleaning import CleanText
from summarizer.evidence import Evidence, find_evidence, in_original, original_span
from summarizer.index import index_text
from summarizer.mending.doubts import own_words
from summarizer.mending.mend import make_faithful
from summarizer.options import FaithfulName


@dataclass(frozen=True)
class Checked:
    """A finished summary with what checking found; offsets of sources are those of the original text."""

    text: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    copying: Copying = field(default_factory=Copying)


@dataclass(frozen=True)
class Repaired:
    """A text and what was done to make it faithful, with offsets in it."""

    text: str
    findings: Sequence[Finding] = ()

    def told_of(self, summary: str) -> Iterator[Finding]:
        """The findings, with offsets in a summary that was made of the text.

        Not those of sentences that it left out, nor of those that are gone from the text and came back there.

        >>> done = Repaired("Раз. Мост закрыт.", [Finding("sentence_replaced", 5, 17), Finding("sentence_dropped")])
        >>> [(f.kind, f.start, f.stop) for f in done.told_of("Мост закрыт.")]
        [('sentence_replaced', 0, 12), ('sentence_dropped', 0, 0)]
        >>> list(Repaired("Раз.", [Finding("sentence_replaced", 0, 4)]).told_of("Два."))
        []
        """
        if summary == self.text:
            yield from self.findings
            return
        copies = index_text(summary).copies
        for finding in self.findings:
            sentence = self.text[finding.start : finding.stop]
            place = copies.find(sentence or finding.text)
            if sentence and place:
                yield replace(finding, start=place[0], stop=place[1])
            elif not (sentence or place):  # what is gone, and did not come back where it belongs
                yield replace(finding, start=0, stop=0)


def check(
    text: str,
    cleaned: CleanText,
    faithful: FaithfulName,
    repaired: Sequence[Repaired] = (),
    is_trusted: bool = True,
) -> Checked:
    """The summary after the check that ``faithful`` asks for, with its evidence.

    Args:
        repaired: What the summary was made of, where that had to be repaired: its findings are told as well.
        is_trusted: See ``doubtful_sentences``.
    """
    if not text.strip():
        return Checked(text)
    source = cleaned.text
    text, replaced = make_faithful(text, source, is_trusted) if faithful == "repair" else (text, [])
    findings = [*(finding for one in repaired for finding in one.told_of(text)), *replaced]
    if faithful != "off":
        findings += check_summary(text, source)
        findings += () if is_trusted else own_words(text, source).values()
    return Checked(
        text,
        tuple(_in_original(finding, cleaned) for finding in sorted(findings, key=lambda f: (f.start, f.stop))),
        in_original(find_evidence(text, source, by_words=faithful == "off"), cleaned),
        measure_copying(index_text(text), index_text(source)),
    )


def _in_original(finding: Finding, cleaned: CleanText) -> Finding:
    start, stop = original_span(finding.source_start, finding.source_stop, cleaned)
    return replace(finding, source_start=start, source_stop=stop)
