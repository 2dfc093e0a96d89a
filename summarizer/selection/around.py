"""What the text around says of its sentences: lists, conversations, quotations, corrections, who tells it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.apart import find_apart
from summarizer.selection.corrections import find_corrections
from summarizer.selection.items import find_leads
from summarizer.selection.outcomes import find_outcomes
from summarizer.selection.quotes import find_quoted, with_guillemets
from summarizer.selection.sides import find_drawbacks
from summarizer.selection.turns import NO_TURN, Turn, find_turns
from summarizer.split import Sentence

PERSONAL_SHARE: Final = 0.4  # of the sentences of a text that is told by its author
BEGUN_SHARE: Final = 0.2  # of those of a text whose first sentence is
QUOTED: Final = pattern(r"«[^»]*»?")
PERSONAL: Final = pattern(
    r"(?<!\d[-–])\b(?:я|мне|меня|мной|мы|нам|нас|нами|ты|тебе|тебя|тобой|вы|вам|вас|вами|мо[йюяеё]|моего|моей|моих|"
    r"тво[йюяеё]|твоего|твоей|[нв]аш(?:[аеу]|его|ему|ей|ем|ими?|их)?)\b",  # no «нашли», «Вашингтон», «4-я»
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Around:
    """What the text around says of a sentence."""

    turn: Turn = NO_TURN
    lead: int | None = None  # the place of what introduces the list that it is an item of
    is_lead: bool = False  # it introduces others
    is_apart: bool = False  # old mail, or what stands below a press release about its firm
    is_personal: bool = False  # most of the text is told by its author: «я», «мы»
    is_outcome: bool = False  # a ruling, a conclusion, a correction
    is_quoted: bool = False  # in the midst of a quotation
    counter: int | None = None  # the place of what takes it back further on, or of the drawbacks beside it
    is_news: bool = False  # a correction of what the text begins with
    rule: int | None = None  # the place of the rule that it is an exception to


ALONE: Final = Around()


def find_arounds(sentences: Sequence[Sentence], starts: Sequence[bool], text: str) -> list[Around]:
    """For each sentence of a text, in order, what the text around says of it.

    Args:
        sentences: All of the text.
        starts: Whether each begins a line.
        text: The text.
    """
    turns, leads = find_turns(sentences, starts), find_leads(sentences, starts)
    leads = [
        turn.lead if turn.lead is not None or (turn.is_labelled and not turn.is_name) else lead
        for turn, lead in zip(turns, leads, strict=True)
    ]
    is_personal = _is_personal(sentences)
    corrections = find_corrections(sentences, starts)
    apart, outcomes = find_apart(sentences, text), find_outcomes(sentences, starts) | corrections.outcomes
    counters, rules = find_drawbacks(sentences, starts) | corrections.counters, corrections.rules
    quoted = find_quoted(_paragraphs(sentences, starts))
    introducing = frozenset(leads)
    return [
        Around(
            turn,
            lead,
            is_lead=i in introducing,
            is_apart=i in apart,
            is_personal=is_personal,
            is_outcome=i in outcomes,
            is_quoted=quoted[i],
            counter=counters.get(i),
            is_news=i in corrections.news,
            rule=rules.get(i),
        )
        for i, (turn, lead) in enumerate(zip(turns, leads, strict=True))
    ]


def _paragraphs(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[list[str]]:
    """The sentences of each, with guillemets."""
    paragraphs: list[list[str]] = []
    for sentence, starts_line in zip(sentences, starts, strict=True):
        if starts_line:
            paragraphs.append([])
        paragraphs[-1].append(with_guillemets(sentence.text))
    return paragraphs


def _is_personal(sentences: Sequence[Sentence]) -> bool:
    """Whether most of a text is told by its author, or much of it where it begins so."""
    personal = [bool(PERSONAL.search(QUOTED.sub("", sentence.text))) for sentence in sentences]
    share = BEGUN_SHARE if any(personal[:1]) else PERSONAL_SHARE
    return sum(personal) >= share * len(sentences)
