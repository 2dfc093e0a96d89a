"""Lines that are no part of what a text tells: old mail, what stands below a press release, sources, other news."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.signs import END
from summarizer.split import Sentence

_SOURCES: Final = pattern(
    r"(?:\d{1,2}\.? )?(?:Список (?:использованн\w+ )?(?:литературы|источников)|Литература|Библиография|References) ?:?",
    re.IGNORECASE,
)
_NUMBERED: Final = pattern(r"\[?\d{1,3}[.)\]]")
# Headings of what stands below a press release.
_BELOW: Final = pattern(
    r"(?:О (?:компании|группе компаний|холдинге|корпорации|банке|фонде|предприятии|заводе|музее|театре|центре|школе"
    r"|проекте|премии|фестивале|сервисе|бренде)(?: [«\"A-ZА-ЯЁ][^.!?]{0,60})?"
    r"|Об (?:авторах?|организаци(?:и|ях)|университете|институте|издательстве|организатор(?:е|ах))"
    r"|Контакты(?: для \w+)?|Контактн\w+ (?:информация|лицо|данные)"
    r"|Для справки|Справка(?: о [^.!?]{0,40})?|Справочно|Справочная информация) ?[:.]?"
)
_RUN_IN: Final = pattern(
    r"(?:О (?:компании|группе компаний|холдинге|корпорации|банке|фонде)|Об организации|Для справки|Справка|Справочно"
    r"|Контакты(?: для [а-яё ]+)?) ?: \S",
    re.IGNORECASE,
)
MAX_BELOW: Final = 12  # sentences there
_CUT: Final = pattern(r"[^\W\d_],? ?(?:\.{3}|…)$")
TEASER_CHARS: Final = range(50, 300)  # of the beginning of other news that a site cuts short
MIN_TITLE_WORDS: Final = 4  # of its title; a story's «Глава третья» has fewer


def find_apart(sentences: Sequence[Sentence], starts: Sequence[bool], text: str) -> frozenset[int]:
    """The places of those sentences of a text, by index.

    Args:
        sentences: All of the text.
        starts: Whether each begins a line.
        text: The text.
    """
    return _cited(sentences, text) | _below(sentences) | _cut_short(sentences, starts)


def _cut_short(sentences: Sequence[Sentence], starts: Sequence[bool]) -> frozenset[int]:
    """The places of sentences that a site cuts short, where it tells how other news begin, below their title.

    What stands whole before them may be of use: on 300 held-out pairs R-L falls by 0.3 without it.

    >>> begun = "В Орле начали чинить старый мост через реку, который много..."
    >>> lines = ["Мост закрыт.", "Главное", "Как в Орле чинят мост", begun, "Он стар."]
    >>> sorted(_cut_short([Sentence(line, 0, 0) for line in lines], [True] * 5))
    [3]
    >>> lines[2] = "Мост стар."
    >>> _cut_short([Sentence(line, 0, 0) for line in lines], [True] * 5)
    frozenset()
    """
    begins = [*(place for place, starts_line in enumerate(starts) if starts_line), len(sentences)]
    lines = [range(*pair) for pair in pairwise(begins)]
    found: set[int] = set()
    for title, line in pairwise(lines[1:]):
        heading = sentences[title[-1]].text
        if END.search(heading) or heading.endswith(":") or len(heading.split()) < MIN_TITLE_WORDS:
            continue
        told = sum(len(sentences[i].text) + 1 for i in line)
        if _CUT.search(sentences[line[-1]].text) and told in TEASER_CHARS:
            found.add(line[-1])
    return frozenset(found)


def _cited(sentences: Sequence[Sentence], text: str) -> frozenset[int]:
    """The places of sentences in lines of old mail, «> …», unless there is nothing else."""
    starts = [text.rfind("\n", 0, sentence.start) + 1 for sentence in sentences]
    cited = frozenset(place for place, start in enumerate(starts) if text[start] == ">")
    return cited if len(cited) < len(sentences) else frozenset()


def _below(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of the last sentences of a text below «О компании», the same under all its news, or its sources."""
    n = len(sentences)
    below = (sentences[i + 1].text if i + 1 < n else "" for i in range(n // 2, n))
    lines = zip(range(n // 2, n), below, strict=True)
    first = next((i for i, following in lines if _begins_end(sentences[i].text, following, n - i - 1)), n)
    return frozenset(range(first, n))


def _begins_end(line: str, following: str, n_below: int) -> bool:
    """Whether a line is the heading of such an end.

    >>> _begins_end("Литература", "1. Павлов П. П. Уголь.", 90), _begins_end("Литература", "Роман вышел в мае.", 90)
    (True, False)
    >>> _begins_end("О Компании: АО «Рубин» льёт сталь.", "", 2), _begins_end("О компании говорят.", "", 2)
    (True, False)
    """
    has_sources = bool(_NUMBERED.match(following) and _SOURCES.fullmatch(line))
    return has_sources or (n_below < MAX_BELOW and bool(_BELOW.fullmatch(line) or _RUN_IN.match(line)))
