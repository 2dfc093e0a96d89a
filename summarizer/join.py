"""Drafts → one summary: the best draft of a chunk, and a text out of several."""

import re
from collections.abc import Sequence

from summarizer.checking.facts import unsupported_facts
from summarizer.engines import Draft
from summarizer.split import split_sentences

_END = re.compile(r"[.!?…][»”\")\]]*$")


def best_draft(drafts: Sequence[Draft], source: str) -> Draft:
    """The draft with the fewest unsupported facts; among equals the one the model likes best.

    >>> best_draft([Draft("Погибли 7 человек.", -0.1), Draft("Погибли 5 человек.", -0.3)], "Погибли 5 человек.").text
    'Погибли 5 человек.'
    """
    return min(drafts, key=lambda draft: (len(unsupported_facts(draft.text, source)), -draft.score))


def drop_unfinished(text: str) -> str:
    """The text up to its last whole sentence; a text without one stays as it is.

    >>> drop_unfinished("Матч отменён. Причиной стала")
    'Матч отменён.'
    >>> drop_unfinished("Матч отменён из-за погоды")
    'Матч отменён из-за погоды'
    """
    sentences = split_sentences(text)
    whole = [sentence for sentence in sentences if _END.search(sentence.text)]
    return text[: whole[-1].stop].strip() if whole else text.strip()


def join_drafts(drafts: Sequence[str]) -> str:
    """The drafts of a text's chunks as one text, a paragraph each; a sentence that stood before is left out.

    >>> join_drafts(["Матч отменён.", "Матч отменён. Билеты вернут."])
    'Матч отменён.\\nБилеты вернут.'
    """
    seen: set[str] = set()
    paragraphs = []
    for draft in drafts:
        fresh = [s.text for s in split_sentences(draft) if s.text not in seen]
        seen.update(fresh)
        if fresh:
            paragraphs.append(" ".join(dict.fromkeys(fresh)))
    return "\n".join(paragraphs)
