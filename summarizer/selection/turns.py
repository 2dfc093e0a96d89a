"""Lines of a conversation: who speaks by turns, which of them asks; «— Да.», «Орлов: Да.»."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from summarizer.split import Sentence

_DASH: Final = re.compile(r"[—–-] ?")
_LABEL: Final = re.compile(r"([А-ЯЁ][\w.]*(?: [\w.]+){0,2}): ")
_QUESTION: Final = re.compile(r"\?[»”\")]*$")
# Words before a colon that are no speakers, though they come again.
_NO_SPEAKERS: Final = frozenset(
    "миф факт фейк правда утверждение вердикт слушали выступили постановили постановил решили решил определил "
    "голосовали диагноз лечение анамнез жалобы пример вывод итог важно внимание примечание".split()
)
MIN_LINES: Final = 4  # of a conversation that tell which side asks: the other never does


@dataclass(frozen=True)
class Turn:
    """What a sentence is in a conversation; by default nothing."""

    begins: bool = False  # what one speaker says
    goes_on: bool = False  # in that, to the end of the line
    is_prompt: bool = False  # what the one says who asks


NO_TURN: Final = Turn()


def find_turns(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[Turn]:
    """For each sentence of a text, in order, its part in a conversation.

    A line that asks is a prompt. So is every line of the side that asks where lines go to and fro.

    Args:
        starts: Whether each begins a line.

    >>> lines = ["— Мост открыт?", "— Да.", "— Говорят, он стар.", "— Нет.", "— А дом?", "— Тоже."]
    >>> [turn.is_prompt for turn in find_turns([Sentence(line, 0, 0) for line in lines], [True] * 6)]
    [True, False, True, False, True, False]
    >>> find_turns([Sentence("Диагноз: инфаркт.", 0, 0)], [True])
    [Turn(begins=False, goes_on=False, is_prompt=False)]
    """
    lines = _lines(sentences, starts)
    speakers = _speakers([sentences[line.start].text for line in lines])
    turns = [NO_TURN] * len(sentences)
    stretches = groupby(lines, lambda line: _speaks(sentences[line.start].text, speakers))
    for talks, stretch in stretches:
        for line, is_prompt in _with_prompts(list(stretch), sentences) if talks else ():
            for i in line:
                turns[i] = Turn(i == line.start, i != line.start, is_prompt)
    return turns


def _lines(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[range]:
    """The indices of the sentences of each line."""
    begins = [i for i, begins_line in enumerate(starts) if begins_line or not i]
    return [range(start, stop) for start, stop in zip(begins, [*begins[1:], len(sentences)], strict=False)]


def _speakers(lines: Sequence[str]) -> frozenset[str]:
    """The labels of those who speak: none where no label comes again, as in a form."""
    labels = Counter(match[1] for line in lines if (match := _LABEL.match(line)))
    speakers = {label: n for label, n in labels.items() if label.split()[-1].lower() not in _NO_SPEAKERS}
    return frozenset(speakers) if max(speakers.values(), default=0) > 1 else frozenset()


def _speaks(line: str, speakers: frozenset[str]) -> bool:
    label = _LABEL.match(line)
    return bool(_DASH.match(line)) or (label is not None and label[1] in speakers)


def _with_prompts(stretch: Sequence[range], sentences: Sequence[Sentence]) -> list[tuple[range, bool]]:
    """Lines of a conversation, each with whether it asks, or is of the side that does."""
    asks = [bool(_QUESTION.search(sentences[line[-1]].text)) for line in stretch]
    side = asks.index(True) % 2 if any(asks) else 0
    has_sides = len(stretch) >= MIN_LINES and any(asks) and not any(asks[1 - side :: 2])
    return [
        (line, asked or (has_sides and i % 2 == side))
        for i, (line, asked) in enumerate(zip(stretch, asks, strict=True))
    ]
