"""Texts cut into pieces, each with what is to be marked in it. The page's script shows pieces as plain text.

Offsets would not do: Python counts code points, a browser counts UTF-16.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from summarizer.checking import Finding
from summarizer.cleaning import CleanText, Repair
from summarizer.evidence import Evidence, original_span
from summarizer.excerpts import Span
from summarizer.page import finding_texts
from summarizer.page.changes import parts_of, visible
from summarizer.page.languages import Both

SHOWN_CHARS: Final = 150_000  # of a source: a browser shows so much without a pause; what is left out is said
# What a span of a summary is marked as, and in which colour.
CATEGORIES: Final[dict[str, tuple[Both, str]]] = {
    "unsupported_number": (finding_texts.NO_NUMBER, "absent"),
    "unsupported_date": (finding_texts.NO_DATE, "absent"),
    "unsupported_name": (finding_texts.NO_NAME, "absent"),
    "unsupported_quotation": (finding_texts.NO_QUOTATION, "absent"),
    "unknown_word": (finding_texts.NO_WORD, "absent"),
    "other_number": (finding_texts.OTHER_DEED, "other"),
    "other_date": (finding_texts.OTHER_DEED, "other"),
    "other_name": (finding_texts.OTHER_DEED, "other"),
    "swapped_roles": (finding_texts.OTHER_DEED, "other"),
    "negation": (finding_texts.NEGATION, "other"),
    "not_done": (finding_texts.NOT_DONE, "other"),
    "overstated": (finding_texts.PART_ONLY, "other"),
    "own_words": (finding_texts.OWN_WORDS, "other"),
    "broken_end": (finding_texts.BROKEN_END, "form"),
    "foreign_language": (finding_texts.FOREIGN, "form"),
    "sentence_replaced": (finding_texts.REPLACED, "taken"),
    "sentence_dropped": (finding_texts.REPLACED, "taken"),
    "sentence_left_out": (finding_texts.REPLACED, "taken"),
    "repetition": (finding_texts.REPEATED, "form"),
    "added_from_source": (finding_texts.ADDED, "taken"),
    "added_from_draft": (finding_texts.ADDED, "taken"),
}


@dataclass(frozen=True)
class SummaryPiece:
    """A part of a summary: ``sentence`` is its place among the sentences, ``finding`` among the findings; −1: none."""

    text: str
    sentence: int = -1
    finding: int = -1


@dataclass(frozen=True)
class SourcePiece:
    """A part of a source before and after cleaning, and the sentences of the summary that rest on it."""

    before: str
    after: str
    rule: str = ""
    sentences: tuple[int, ...] = ()
    is_read: bool = True

    def to_json(self) -> list[Any]:
        """The piece as short as it can be said: most of them are a plain text."""
        if not (self.rule or self.sentences) and self.is_read:
            return [self.before]
        return [self.before, self.after, self.rule, list(self.sentences), self.is_read]


def mark_summary(summary: str, findings: Sequence[Finding], evidence: Sequence[Evidence] = ()) -> list[SummaryPiece]:
    """The summary in pieces of one sentence and one finding each; where two findings overlap, the first one stands.

    >>> mark_summary("Их 7.", [Finding("unsupported_number", 3, 4, "7")], [Evidence(0, 5)])[1]
    SummaryPiece(text='7', sentence=0, finding=0)
    >>> mark_summary("Их 7.", [])
    [SummaryPiece(text='Их 7.', sentence=-1, finding=-1)]
    """
    doubts = _apart((f.start, f.stop, i) for i, f in enumerate(findings))
    sentences = _apart((item.start, item.stop, i) for i, item in enumerate(evidence))
    cuts = {0, len(summary)} | {cut for start, stop, _ in (*doubts, *sentences) for cut in (start, stop)}
    borders = sorted(cut for cut in cuts if cut <= len(summary))
    return [
        SummaryPiece(summary[start:stop], _at(sentences, start), _at(doubts, start))
        for start, stop in pairwise(borders)
    ]


def mark_source(
    source: str, cleaned: CleanText, evidence: Sequence[Evidence] = (), unread: Sequence[Span] = ()
) -> list[SourcePiece]:
    """The beginning of a source in pieces, each read or not, repaired or not, and under the same sentences.

    Args:
        source: The text as it came.
        cleaned: The same, cleaned.
        evidence: Of its summary's sentences.
        unread: What the model did not see, in offsets of ``cleaned.text``.
    """
    shown = min(len(source), SHOWN_CHARS)
    repairs = [part for repair in cleaned.repairs if repair.stop <= shown for part in parts_of(repair)]
    under = [(p.start, p.stop, i) for i, item in enumerate(evidence) for p in item.passages if p.start < shown]
    pale = _apart((*original_span(span.start, span.stop, cleaned), 0) for span in unread)
    borders = _borders(shown, repairs, (*under, *pale))
    made = {repair.start: repair for repair in repairs if repair.stop > repair.start}
    untold = cleaned.repairs[len(cleaned.told) :]
    inserted = {repair.start: repair for repair in repairs if repair.stop == repair.start}
    pieces: list[SourcePiece] = []
    for start, stop in pairwise(borders):
        sentences = tuple(sorted({i for first, last, i in under if first <= start < last}))
        is_read = _at(pale, start) < 0
        if start in inserted:
            pieces.append(SourcePiece("", inserted[start].after, inserted[start].rule, sentences, is_read))
        text = source[start:stop]
        repair = made.get(start)
        after, rule = (repair.after, "" if repair in untold else repair.rule) if repair else (text, "")
        pieces.append(SourcePiece(visible(text) if rule else text, after, rule, sentences, is_read))
    if shown in inserted:
        pieces.append(SourcePiece("", inserted[shown].after, inserted[shown].rule))
    return pieces


def _borders(stop: int, repairs: Sequence[Repair], spans: Sequence[tuple[int, int, int]]) -> list[int]:
    """Where pieces meet: at each repair's ends, and at each span's, but not within a repair."""
    cuts = {0, stop} | {cut for repair in repairs for cut in (repair.start, repair.stop)}
    starts = [repair.start for repair in repairs]
    for start, end, _ in spans:
        for cut in (start, min(end, stop)):
            place = bisect_right(starts, cut) - 1
            if place < 0 or not repairs[place].start < cut < repairs[place].stop:
                cuts.add(cut)
    return sorted(cut for cut in cuts if 0 <= cut <= stop)


def _apart(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The spans in order, without empty ones and those that overlap one before."""
    found: list[tuple[int, int, int]] = []
    for start, stop, place in sorted(spans):
        if start < stop and (not found or start >= found[-1][1]):
            found.append((start, stop, place))
    return found


def _at(spans: Sequence[tuple[int, int, int]], offset: int) -> int:
    """The place of the span over an offset, −1 if there is none."""
    i = bisect_right(spans, (offset, float("inf"), 0)) - 1
    return spans[i][2] if i >= 0 and offset < spans[i][1] else -1
