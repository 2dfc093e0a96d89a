"""Summary sentences → the source sentences that they rest on, whoever wrote the summary.

``find`` goes by the words that both have; where those leave a doubt it asks ``retelling`` what the source says in
other words.
"""

from summarizer.evidence.find import Evidence, Passage, find_evidence, in_original, original_span

__all__ = ["Evidence", "Passage", "find_evidence", "in_original", "original_span"]
