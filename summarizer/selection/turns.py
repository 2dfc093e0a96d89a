"""Lines of a conversation: what one speaker says by turns, which of them asks, what answers need their questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from summarizer.cleaning.dictionary import cases_of, readings_of
from summarizer.patterns import pattern
from summarizer.selection.answers import WORD, is_elliptic
from summarizer.selection.labels import is_label, label_of
from summarizer.selection.speakers import begins_with_dash, speakers_of, speaks, speaks_with_hyphens
from summarizer.split import Sentence

_ATTRIBUTED: Final = pattern(r"[,!?…] [—–-] [а-яё]+")  # «— Да, — сказал он»
# Who speaks in the lines below: «marina.k:», «Олег писал(а):».
_POSTER: Final = pattern(r"(?:[\w.-]+ (?:писала?|написала?)(?:\(а\))?|[A-Za-z][\w.-]{1,30}) ?:$")
_NEXT_POSTER: Final = pattern(r"[\w.-]{2,31} ?:$")  # behind the first one: «Степаныч:», «Олег_72:»
_QUESTION: Final = pattern(r"\?[»”\")*]*$")  # «**Когда откроют мост?**»
_END: Final = pattern(r"[.!…][»”\")]*$")
MIN_PAIRS: Final = 2  # of a question and what stands below it that make a text one of questions and answers
MAX_QUESTION: Final = 3  # sentences of a question in such a text: «Вы писали семь лет. Почему?»
MIN_TOLD_WORDS: Final = 5  # of what an answer goes on with, for it to tell something by itself
MAX_SAID: Final = 3  # sentences of a speaker that each need the first; in a speech each tells something by itself
MIN_PROMPTS: Final = 3  # questions of an interview
PROMPT_SHARE: Final = 0.25  # of its lines from the first question on; a story asks less often
MIN_LINES: Final = 4  # of a conversation that tell which side asks: the other never does


@dataclass(frozen=True)
class Turn:
    """What a sentence is in a conversation; by default nothing."""

    begins: bool = False  # what one speaker says
    goes_on: bool = False  # in that, to the end of the line
    is_prompt: bool = False  # what the one says who asks
    is_name: bool = False  # who speaks, and nothing else
    is_labelled: bool = False  # in a line that says who speaks, of a text of such lines: «Орлов: …»
    in_interview: bool = False  # no question in a text where one asks and another answers: «я» is who was asked
    line: int | None = None  # the place where it begins
    lead: int | None = None  # the place of the question or of the speaker that it says nothing without


NO_TURN: Final = Turn()


def find_turns(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[Turn]:
    """For each sentence of a text, in order, its part in a conversation.

    A line that asks is a prompt. So is every line of the side that asks where lines go to and fro.

    Args:
        starts: Whether each begins a line.

    >>> lines = ["— Мост открыт?", "— Да.", "— Говорят, он стар.", "— Нет.", "— А дом?", "— Тоже."]
    >>> [turn.is_prompt for turn in find_turns([Sentence(line, 0, 0) for line in lines], [True] * 6)]
    [True, False, True, False, True, False]
    >>> find_turns([Sentence("Диагноз: инфаркт.", 0, 0)], [True]) == [NO_TURN]
    True
    """
    lines = _lines(sentences, starts)
    speakers = speakers_of([sentences[line.start].text for line in lines])
    has_hyphens = speaks_with_hyphens(lines, sentences)
    is_chat = 2 * sum(label_of(sentences[line.start].text) in speakers for line in lines) >= len(lines)
    turns = [NO_TURN] * len(sentences)
    stretches = groupby(lines, lambda line: speaks(sentences[line.start].text, speakers, has_hyphens))
    for talks, stretch in stretches:
        for line, is_prompt in _with_prompts(list(stretch), sentences) if talks else ():
            is_labelled = is_chat and not begins_with_dash(sentences[line.start].text)
            for i in line:
                is_name = i == line.start and is_label(sentences[i].text)
                is_told = is_labelled and not is_prompt and len(line) > MAX_SAID and _is_told(sentences[i].text)
                goes_on = i != line.start and not is_told
                turns[i] = Turn(i == line.start, goes_on, is_prompt, is_name, is_labelled, line=line.start)
    for question, answer in _questions_and_answers(lines, sentences, turns):
        for i in question:
            turns[i] = Turn(begins=i == question.start, goes_on=i > question.start, is_prompt=True)
        for i in answer:
            turns[i] = Turn(begins=i == answer.start, goes_on=i > answer.start and not _is_told(sentences[i].text))
    if _is_interview(lines, sentences, turns):
        asked = [turn.is_prompt for turn in turns].index(True)  # what stands before is its editor's
        texts = [one.text for one in sentences[asked:]]
        turns[asked:] = map(_in_interview, turns[asked:], texts)
    _find_leads(turns, lines, sentences)
    return turns


def _is_interview(lines: Sequence[range], sentences: Sequence[Sentence], turns: Sequence[Turn]) -> bool:
    """Whether one asks and another answers at length; in a story somebody tells who says what: «— Да, — сказал он»."""
    asked = next((i for i, line in enumerate(lines) if turns[line.start].is_prompt), len(lines))
    others = [line for line in lines[asked:] if not turns[line.start].is_prompt]
    n_lines, n_prompts = len(lines) - asked, len(lines) - asked - len(others)
    n_begun = n_prompts + sum(turns[line.start].begins for line in others)
    if n_prompts < MIN_PROMPTS or n_prompts < PROMPT_SHARE * n_lines or 2 * n_begun < n_lines:
        return False
    answers = {label_of(sentences[line.start].text) for line in others if turns[line.start].is_labelled}
    is_story = any(turn.begins and _ATTRIBUTED.search(one.text) for turn, one in zip(turns, sentences, strict=True))
    return sum(map(len, others)) >= 2 * n_prompts and len(answers) <= 1 and not is_story


def _in_interview(turn: Turn, text: str) -> Turn:
    """The turn of who answers: what goes on in it at length tells something by itself; a question stays as it is."""
    if turn.is_prompt:
        return turn
    return replace(turn, goes_on=turn.goes_on and not _is_told(text), in_interview=True)


def _questions_and_answers(
    lines: Sequence[range], sentences: Sequence[Sentence], turns: Sequence[Turn]
) -> list[tuple[range, range]]:
    """Lines that end with a question, each with the line below that answers; none where only one asks nothing else."""
    names = _names_alone(lines, sentences)
    pairs = [
        (line, below)
        for line, below in pairwise(lines)
        if len(line) <= MAX_QUESTION
        and _QUESTION.search(sentences[line[-1]].text)
        and _END.search(sentences[below[-1]].text)
        and sentences[below[0]].text not in names
        and not any(
            turns[i] is not NO_TURN or (i in below and _QUESTION.search(sentences[i].text)) for i in (*line, *below)
        )
    ]
    return pairs if sum(len(question) == 1 for question, _ in pairs) >= MIN_PAIRS else []


def _names_alone(lines: Sequence[range], sentences: Sequence[Sentence]) -> frozenset[str]:
    """Lines that are a name and come again: they tell who speaks below, as in a play, and answer nothing."""
    alone = Counter(sentences[line.start].text for line in lines if len(line) == 1)
    return frozenset(text for text, n in alone.items() if n > 1 and _is_noun(text))


def _is_noun(text: str) -> bool:
    """Whether a text is one noun, capitalised, that may do something: «Алексей.», but not «Нет.»."""
    words = WORD.findall(text)
    is_noun = len(words) == 1 and "NOUN" in readings_of(words[0])[0].grammemes
    return is_noun and text[0].isupper() and "nomn" in cases_of(words[0])


def _find_leads(turns: list[Turn], lines: Sequence[range], sentences: Sequence[Sentence]) -> None:
    """Notes what answers say nothing without their questions, and whose lines stand below «Олег писал(а):»."""
    poster: int | None = None
    for before, line in pairwise([range(0), *lines]):
        text = sentences[line.start].text
        answer = " ".join(sentences[i].text for i in line[: 1 + turns[line.start].is_name])  # «ЭЛЕКТРИК. Воды нет.»
        if _POSTER.match(text) or (poster is not None and _NEXT_POSTER.match(text)):
            poster = line.start
            turns[poster] = Turn(is_name=True)
        elif poster is not None:
            for i in line:
                turns[i] = replace(turns[i], lead=poster)
        elif before and not turns[line.start].is_prompt and is_elliptic(answer):
            asked = _question_in(before, turns, sentences)
            if asked is not None:
                turns[asked] = replace(turns[asked], is_prompt=True)
                turns[line.start] = replace(turns[line.start], lead=asked)


def _question_in(line: range, turns: Sequence[Turn], sentences: Sequence[Sentence]) -> int | None:
    """The place of what a line asks; in a chat it may go on: «Страховка есть? В прошлый раз разбили стекло.»"""
    if turns[line[-1]].is_prompt:
        return line[-1]
    is_chat = turns[line.start].is_labelled and len(line) <= MAX_QUESTION
    return next((i for i in line if is_chat and _QUESTION.search(sentences[i].text)), None)


def _is_told(text: str) -> bool:
    """Whether a sentence that goes on in what one says may tell something by itself."""
    return len(text.split()) >= MIN_TOLD_WORDS


def _lines(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[range]:
    """The indices of the sentences of each line."""
    begins = [i for i, begins_line in enumerate(starts) if begins_line or not i]
    return [range(start, stop) for start, stop in zip(begins, [*begins[1:], len(sentences)], strict=False)]


def _with_prompts(stretch: Sequence[range], sentences: Sequence[Sentence]) -> list[tuple[range, bool]]:
    """Lines of a conversation, each with whether it asks, or is of the side that does."""
    asks = [bool(_QUESTION.search(sentences[line[-1]].text)) for line in stretch]
    side = asks.index(True) % 2 if any(asks) else 0
    askers, others = ({label_of(sentences[line.start].text) for line in stretch[k::2]} - {""} for k in (side, 1 - side))
    is_fair = len(askers) <= 1 and askers.isdisjoint(others)  # more than two speak in a parliament
    has_sides = is_fair and len(stretch) >= MIN_LINES and any(asks) and not any(asks[1 - side :: 2])
    return [
        (line, asked or (has_sides and i % 2 == side))
        for i, (line, asked) in enumerate(zip(stretch, asks, strict=True))
    ]
