"""The entry of an encyclopaedia: what it is about stands before its dates, or before a definition."""

from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import is_finite_verb, readings_of
from summarizer.headline.heading import TITLE_WORDS
from summarizer.headline.shortening import shorten
from summarizer.patterns import pattern
from summarizer.selection import Candidate

MAX_ENTRY_WORDS: Final = 6  # «Вилькицкий Андрей Ипполитович», «Закон сохранения энергии»
# «Вилькицкий Андрей Ипполитович (1858—1913) — гидрограф», «Самовар — устройство для…», «КОТОВ Лев [7(19).6.1841 —
# 3.11.1912], географ».
_ENTRY: Final = pattern(
    r"([А-ЯЁ][^()\[\].!?:;«»—–]*?) (?P<dates>[(\[](?:[^()\[\]]|\([^()]*\))*[)\]])?(?P<mark>,| ?[—–]) (?=[а-яё])"
)
_YEAR: Final = pattern(r"\d{4}")
_LIFE: Final = pattern(r"\d{4}.*[—–]")
# A line of its own; the first year is looked for once, as many figures without a dash would be tried each with each.
_LIVED: Final = pattern(r"([А-ЯЁ][^()\[\].!?:;«»]*?) [(\[](?=([^()]*?\d{4}))\2(?=[^()—–-]*[—–-])[^()]*[)\]]")


def entry_word(source: Sequence[Candidate]) -> str:
    """What an encyclopaedia's entry is about: what stands before its dates, or before a definition beyond a headline.

    >>> from summarizer.selection import find_candidates
    >>> entry_word(find_candidates("Котова Анна Львовна (1858—1913) — географ. Жила в Туле."))
    'Котова Анна Львовна'
    >>> entry_word(find_candidates("Ремонт моста — главная забота города. Он стар."))
    ''
    """
    text = source[0].sentence.text if source else ""
    if lived := _LIVED.fullmatch(text):
        return lived[1] if len(lived[1].split()) <= MAX_ENTRY_WORDS else ""
    entry = _ENTRY.match(text)
    if not entry or any(map(is_finite_verb, entry[1].split())):
        return ""
    has_term = len(shorten(text).split()) > TITLE_WORDS and "PREP" not in _kinds(entry[1])
    has_dates = bool((_LIFE if entry["mark"] == "," else _YEAR).search(entry["dates"] or ""))
    is_definition = has_dates or (has_term and entry["mark"] != ",")
    return entry[1] if is_definition and len(entry[1].split()) <= MAX_ENTRY_WORDS else ""


def _kinds(text: str) -> set[str]:
    """What the words of a text most likely are, as grammemes."""
    return {kind for word in text.split() for kind in readings_of(word)[0].grammemes}
