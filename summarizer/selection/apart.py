"""Lines that are no part of what a text tells: old mail, what stands below a press release, a list of sources."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.patterns import pattern
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


def find_apart(sentences: Sequence[Sentence], text: str) -> frozenset[int]:
    """The places of those sentences of a text, by index."""
    return _cited(sentences, text) | _below(sentences)


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
