"""Drafts → one summary: the best draft of a chunk, and a text out of several."""

import math
from collections.abc import Sequence
from typing import Final

from summarizer.checking import has_end, repetitions, unsupported_facts
from summarizer.engines import Draft
from summarizer.split import split_sentences

# Costs beside a draft's mean log-probability per token, which among the n best of a beam differs by less than 1.
UNSUPPORTED_COST: Final = 3.0  # each: an invented number outweighs any likelihood
REPETITION_COST: Final = 0.5  # each
BROKEN_END_COST: Final = 0.5


def best_draft(drafts: Sequence[Draft], source: str) -> Draft:
    """The draft that costs least: by likelihood, unsupported facts, repetitions and a broken end.

    >>> best_draft([Draft("Погибли 7 человек.", -0.1), Draft("Погибли 5 человек.", -0.3)], "Погибли 5 человек.").text
    'Погибли 5 человек.'
    """
    if len(drafts) == 1:
        return drafts[0]
    return min(drafts, key=lambda draft: draft_cost(draft, source))


def draft_cost(draft: Draft, source: str) -> float:
    """What speaks against a draft; an empty one costs infinitely much."""
    if not draft.text.strip():
        return math.inf
    return (
        -draft.score
        + UNSUPPORTED_COST * len(unsupported_facts(draft.text, source))
        + REPETITION_COST * len(repetitions(draft.text))
        + (0.0 if has_end(draft.text) else BROKEN_END_COST)
    )


def drop_unfinished(text: str) -> str:
    """The text up to its last whole sentence; a text without one stays as it is.

    >>> drop_unfinished("Матч отменён. Причиной стала")
    'Матч отменён.'
    >>> drop_unfinished("Матч отменён из-за погоды")
    'Матч отменён из-за погоды'
    """
    sentences = split_sentences(text)
    whole = [sentence for sentence in sentences if has_end(sentence.text)]
    return text[: whole[-1].stop].strip() if whole else text.strip()


def join_drafts(drafts: Sequence[str]) -> str:
    """The drafts of a text's chunks as one text, a paragraph or more each; a sentence that stood before is left out.

    >>> join_drafts(["Матч отменён.", "Матч отменён. Билеты вернут."])
    'Матч отменён.\\nБилеты вернут.'
    """
    seen: set[str] = set()
    paragraphs = []
    for draft in drafts:
        kept, stop = "", 0
        for sentence in split_sentences(draft):
            if sentence.text not in seen:
                kept += ("\n" if "\n" in draft[stop : sentence.start] else " ") + sentence.text
            seen.add(sentence.text)
            stop = sentence.stop
        if kept:
            paragraphs.append(kept.strip())
    return "\n".join(paragraphs)
