"""Capitals that stand for their states: «Вашингтон против», «в Москве считают» of a source that names the country."""

from functools import lru_cache
from typing import Final

from summarizer.checking.facts import Fact
from summarizer.checking.forms import is_same_name
from summarizer.checking.tokens import read_table
from summarizer.cleaning.dictionary import cases_of, readings_of
from summarizer.index import WORD
from summarizer.patterns import pattern

_BEHIND: Final = pattern(r"(\w+)\s\Z")  # the word before, no sign between
_IN: Final = frozenset({"в", "во"})
_OF_PLACE: Final = frozenset("из под через около близ возле на по до над за".split())


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """The state of each capital, capitals in lower case."""
    return {capital.lower(): state for capital, state in read_table("capitals.tsv")}


def state_of(fact: Fact, text: str) -> str:
    """The state that a name in a text stands for, "" where it is no capital, or a town like any other.

    >>> text = "В Вашингтоне опасаются ответа."
    >>> state_of(Fact("place", "Вашингтоне", 2, 12), text)
    'США'
    >>> text = "В Вашингтоне прошёл марш."
    >>> state_of(Fact("place", "Вашингтоне", 2, 12), text)
    ''
    """
    lower = fact.text.lower()
    state = next((state for capital, state in _states().items() if is_same_name(capital, lower)), "")
    return state if state and _acts(fact, text) else ""


def _acts(fact: Fact, text: str) -> bool:
    """Whether a town says or does something, or something is done to it."""
    before = _BEHIND.findall(text[max(0, fact.start - 40) : fact.start].lower())
    behind = next(iter(WORD.findall(text[fact.stop : fact.stop + 40])), "")
    if before and before[0] in _IN:  # nobody is named who does it
        return readings_of(behind)[0].grammemes >= {"VERB", "plur"} if behind else False
    if before and before[0] in _OF_PLACE:
        return False
    is_part = bool(before) and "gent" in cases_of(fact.text) and "NOUN" in readings_of(before[0])[0].grammemes
    return not is_part  # «жители Москвы»
