"""Summary against source → findings."""

from summarizer.checking.facts import Fact, unsupported_facts
from summarizer.checking.findings import Finding, check_source, check_summary

__all__ = ["Fact", "Finding", "check_source", "check_summary", "unsupported_facts"]
