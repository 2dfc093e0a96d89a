"""The good and the bad of a thing told in two blocks: «Плюсы: …», «Минусы: …»."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.patterns import pattern
from summarizer.split import Sentence

MAX_BLOCK: Final = 12  # sentences between «Плюсы» and «Минусы»; more are a text of its own
_FORE: Final = r"(?:\W+|\d{1,2}[.)] )?"
_GOOD: Final = pattern(
    rf"{_FORE}(?:Достоинства|Плюсы|Преимущества|Из (?:достоинств|плюсов)|(?:Что )?(?:мне )?понравилось)\b ?"
    r"(?:[:.—–]|$)"
    r"|(?:(?:Сначала|Начну|Сперва) )?о (?:хорошем|плюсах|достоинствах)\b[^.!?]{0,20}[:.]",
    re.I,
)
_BAD: Final = pattern(
    rf"{_FORE}(?:Недостатки|Минусы|Из (?:недостатков|минусов)|(?:Что )?(?:мне )?не понравилось)\b ?(?:[:.—–]|$)"
    r"|(?:(?:Теперь|А теперь|Теперь же) )?о (?:плохом|минусах|недостатках)\b[^.!?]{0,20}[:.]",
    re.I,
)


def find_drawbacks(sentences: Sequence[Sentence], starts: Sequence[bool]) -> dict[int, int]:
    """For the places of what is good of a thing the place of what is bad of it.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line.

    >>> lines = ["Плюсы:", "- тихий;", "- лёгкий.", "Минусы:", "- дорогой."]
    >>> find_drawbacks([Sentence(line, 0, 0) for line in lines], [True] * 5)
    {0: 4, 1: 4, 2: 4}
    >>> find_drawbacks([Sentence(line, 0, 0) for line in lines[:3]], [True] * 3)
    {}
    """
    drawbacks: dict[int, int] = {}
    block: list[int] = []
    is_block = False
    for place, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        if starts_line and _GOOD.match(sentence.text):
            block, is_block = [], True
        elif starts_line and (bad := _BAD.match(sentence.text)):
            first = place if bad.end() < len(sentence.text) else place + 1
            if first < len(sentences) and len(block) <= MAX_BLOCK:
                drawbacks.update(dict.fromkeys(block, first))
            block, is_block = [], False
        if is_block:
            block.append(place)
    return drawbacks
