"""What the text around says of its sentences: lists, conversations, quotations, corrections, who tells it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.cleaning.dictionary import is_finite_verb
from summarizer.patterns import pattern
from summarizer.selection.apart import find_apart
from summarizer.selection.corrections import find_corrections
from summarizer.selection.decisions import find_decisions
from summarizer.selection.endings import find_end
from summarizer.selection.items import find_leads
from summarizer.selection.outcomes import find_outcomes
from summarizer.selection.quotes import find_quoted, with_guillemets
from summarizer.selection.sections import Section, find_findings, find_sections, needs_heading
from summarizer.selection.sides import find_drawbacks
from summarizer.selection.signs import END
from summarizer.selection.telling import MIN_CLAUSE_WORDS, WORD
from summarizer.selection.told import stems_of
from summarizer.selection.turns import NO_TURN, Turn, find_turns
from summarizer.split import Sentence

PERSONAL_SHARE: Final = 0.4  # of the sentences of a text that is told by its author
BEGUN_SHARE: Final = 0.2  # of those of a text whose first sentence is
MAX_TITLE_WORDS: Final = 16
MAX_POST: Final = 20  # sentences of a text whose title may tell the news alone
TOLD_SHARE: Final = 0.3  # of a title's stems, for a sentence to tell the same
_NO_NEWS: Final = pattern(r"[?«:]|\b(?:как|почему|что|кто|где|когда|зачем|сколько|чем)\b", re.IGNORECASE)
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
    is_title: bool = False  # in the line above an empty one that a text begins with
    section: Section | None = None  # of a scientific article
    rule: int | None = None  # the place of the rule that it is an exception to

    @property
    def is_decided(self) -> bool:
        """Whether a chat comes to it: it needs nothing before it."""
        return self.is_outcome and self.turn.is_labelled and not self.turn.in_interview


ALONE: Final = Around()


def find_arounds(sentences: Sequence[Sentence], starts: Sequence[bool], text: str) -> list[Around]:
    """For each sentence of a text, in order, what the text around says of it.

    Args:
        sentences: All of the text.
        starts: Whether each begins a line.
        text: The text.
    """
    turns, sections = find_turns(sentences, starts), find_sections(sentences, starts)
    leads = _leads(sentences, starts, turns, sections)
    own = [bool(PERSONAL.search(QUOTED.sub("", sentence.text))) for sentence in sentences]
    is_personal = _is_personal(own)
    corrections = find_corrections(sentences, starts)
    apart = find_apart(sentences, starts, text) | {i for i, one in enumerate(sections) if one is Section.SERVICE}
    is_interview = any(turn.in_interview for turn in turns)
    end = frozenset[int]() if is_interview else find_end(sentences, starts, own if is_personal else ())
    outcomes = _outcomes(sentences, starts, turns, sections) | corrections.outcomes | end
    counters, rules = find_drawbacks(sentences, starts) | corrections.counters, corrections.rules
    titles = _title(sentences, starts, text)
    quoted = find_quoted(_paragraphs(sentences, starts))
    introducing = frozenset(leads)
    news = corrections.news | _untold(titles, sentences)
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
            is_news=i in news,
            is_title=i in titles and i not in news,
            section=sections[i],
            rule=rules.get(i),
        )
        for i, (turn, lead) in enumerate(zip(turns, leads, strict=True))
    ]


def _title(sentences: Sequence[Sentence], starts: Sequence[bool], text: str) -> range:
    """The places of the first line, if it stands apart and has no end, or asks: «Выборы ректора. Хроника дня».

    >>> from summarizer.split import split_sentences
    >>> def find(text: str) -> range:
    ...     parts = [*split_sentences(text)]
    ...     return _title(parts, [not one.start or text[one.start - 1] == "\\n" for one in parts], text)
    >>> find("Выборы мэра. Хроника\\n\\nИдёт дождь."), find("Кто мэр?\\n\\nИдёт дождь."), find("Кто мэр?\\nИдёт дождь.")
    (range(0, 2), range(0, 1), range(0, 0))
    """
    n = next((i for i, starts_line in enumerate(starts) if starts_line and i), len(starts))
    if n == len(starts) or "\n\n" not in text[sentences[n - 1].stop : sentences[n].start]:
        return range(0)
    n_words = sum(len(one.text.split()) for one in sentences[:n])
    last = sentences[n - 1].text
    return range(n if n_words <= MAX_TITLE_WORDS and (last.endswith("?") or not END.search(last)) else 0)


def _untold(title: range, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The place of a title that tells what no sentence of a brief text tells: a post's «Мост перекрыли до субботы».

    >>> def find(*lines: str) -> frozenset[int]:
    ...     return _untold(range(1), [Sentence(line, 0, 0) for line in lines])
    >>> find("Мост перекрыли до субботы", "Ночью самосвал снёс ограду.")
    frozenset({0})
    >>> find("Мост перекрыли до субботы", "Мост в Туле перекрыли."), find("Ремонт моста в Туле", "Снесли ограду.")
    (frozenset(), frozenset())
    """
    text = sentences[title[0]].text if len(title) == 1 else ""
    words = WORD.findall(text)
    if len(words) < MIN_CLAUSE_WORDS or len(sentences) > MAX_POST or _NO_NEWS.search(text):
        return frozenset()
    if not any(map(is_finite_verb, words)):
        return frozenset()
    told = stems_of(text)
    is_told = any(len(told & stems_of(one.text)) >= TOLD_SHARE * len(told) for one in sentences[1:])
    return frozenset() if is_told else frozenset(title)


def _leads(
    sentences: Sequence[Sentence], starts: Sequence[bool], turns: Sequence[Turn], sections: Sequence[Section | None]
) -> list[int | None]:
    """The leads; what names a part of an article leads only a sentence that goes on from it."""
    leads = find_leads(sentences, starts)
    for i, turn in enumerate(turns):
        if turn.lead is not None or (turn.is_labelled and not turn.is_name):
            leads[i] = turn.lead
        lead = leads[i]
        if i and sections[i - 1] is Section.HEADING and needs_heading(sentences[i].text):
            leads[i] = i - 1
        elif lead is not None and sections[lead] is Section.HEADING:
            leads[i] = None
    return leads


def _outcomes(
    sentences: Sequence[Sentence], starts: Sequence[bool], turns: Sequence[Turn], sections: Sequence[Section | None]
) -> frozenset[int]:
    """What a text comes to; in the parts of an article only its findings, in a chat what is decided, not proposed."""
    decisions = find_decisions(sentences, turns)
    told = (i for i in find_outcomes(sentences, starts) if not (decisions and turns[i].is_labelled))
    return find_findings(sections) | decisions | {i for i in told if sections[i] is None}


def _paragraphs(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[list[str]]:
    """The sentences of each, with guillemets."""
    paragraphs: list[list[str]] = []
    for sentence, starts_line in zip(sentences, starts, strict=True):
        if starts_line:
            paragraphs.append([])
        paragraphs[-1].append(with_guillemets(sentence.text))
    return paragraphs


def _is_personal(own: Sequence[bool]) -> bool:
    """Whether most of a text is told by its author, or much of it where it begins so."""
    share = BEGUN_SHARE if any(own[:1]) else PERSONAL_SHARE
    return sum(own) >= share * len(own)
