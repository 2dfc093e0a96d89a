"""Summary against source → findings.

The way of a summary through the room, with the files that tell each step; behind ← those that only they need.

1. What can be held against a source is found, with offsets: ``facts`` has the records.
   - ``tokens``: numbers, words and signs of a text, and what ``tables/`` says they mean.
   - ``figures``: numbers and dates that keep out of each other's way.
     ``numbers`` ← ``digits``, ``number_words``; ``counted`` (units and nouns), ``directions`` (up or down, more or
     less), ``clock`` (times of day). ``dates`` ← ``years``, ``bare_days``.
   - ``names`` ← ``ner`` (the tagger, which ``networks`` loads with its ``vectors``); ``quotations`` and titles.
2. ``check`` looks each fact up in the source, which keeps what was found of it.
   - ``compare_numbers``, ``compare_dates``; ``matching`` of names ← ``word_matching``, ``forms``
     (cases, adjectives); ``capitals`` that stand for their states.
   - What was found is looked at again: ``deeds`` finds what the source says of something else, by the words nearest to
     it (← ``territories``); what was not: ``derived`` works it out of the source's numbers ← ``arithmetic``.
     Both know ``parts``, as in «3 из 5».
3. ``verdict`` makes findings of these, and of what is right by itself and said of somebody else: ``posts``, ``lands``,
   ``speakers`` and ``attributions`` (← ``persons``), ``roles`` ← ``syntax`` ← ``trees`` (the parser), ``participants``;
   and of ``unknown_words``.
4. Each sentence is held against the one of the source that says the same, a pair of ``pairs``: ``negation``, and, where
   the sentence has no finding yet, ``opposites``, ``planned``, ``year_parts``, ``attributes``, ``comparisons``
   (← ``antonyms``), ``orders``, ``wholes`` (← ``nouns``), ``ways`` and ``crossed`` numbers.
5. ``quality`` looks at the text alone: repeats, a broken end, its language.

What comes out are ``findings``; ``summarizer/mending`` mends what they name.
"""

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
