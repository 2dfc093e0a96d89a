"""Summary against source → findings."""

from summarizer.checking.check import find_facts, hold_facts, is_copied, unsupported_facts
from summarizer.checking.facts import Fact, Held
from summarizer.checking.findings import Finding, check_source
from summarizer.checking.networks import load_beside
from summarizer.checking.quality import Copying, check_text, has_end, is_unmarked, measure_copying, repetitions
from summarizer.checking.verdict import check_summary, fact_findings, find_doubts, find_faults

__all__ = [
    "Copying",
    "Fact",
    "Finding",
    "Held",
    "check_source",
    "check_summary",
    "check_text",
    "fact_findings",
    "find_doubts",
    "find_facts",
    "find_faults",
    "has_end",
    "hold_facts",
    "is_copied",
    "is_unmarked",
    "load_beside",
    "measure_copying",
    "repetitions",
    "unsupported_facts",
]
