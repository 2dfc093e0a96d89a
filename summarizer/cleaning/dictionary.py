"""What the Russian dictionary knows (pymorphy3, OpenCorpora): the only file that loads it, on first use."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

PREDICATES = frozenset({"VERB", "INFN", "PRTS", "ADJS", "PRED"})  # OpenCorpora's marks of what says something
_FINITE = PREDICATES - {"INFN"}
_PROPER = frozenset({"Abbr", "Geox", "Orgn", "Name", "Surn", "Patr"})  # OpenCorpora's marks
_CASES = frozenset("nomn gent gen1 gen2 datv accs acc2 ablt loct loc1 loc2 voct".split())


@dataclass(frozen=True)
class Reading:
    """One way to read a word form: the dictionary form and OpenCorpora's grammemes (NOUN, anim, Surn, gent …)."""

    lemma: str  # lower case, е for ё
    grammemes: frozenset[str]


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """Whether ``word`` is a form of a dictionary word; е stands for ё, upper case for lower.

    >>> is_known("сельди"), is_known("Ёлки")
    (True, True)
    >>> is_known("селдь")
    False
    """
    return bool(_analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=16384)
def is_proper(word: str) -> bool:
    """Whether the dictionary has ``word`` as an abbreviation or as a name of a place, a person or an organisation.

    >>> is_proper("СССР"), is_proper("Москва")
    (True, True)
    >>> is_proper("атом")
    False
    """
    readings = readings_of(word) if is_known(word) else ()
    return any(_PROPER & reading.grammemes for reading in readings)


@lru_cache(maxsize=16384)
def cases_of(word: str) -> frozenset[str]:
    """The cases (OpenCorpora: nomn gent datv accs ablt loct …) that a form can stand in.

    >>> "ablt" in cases_of("соседом")
    True
    >>> cases_of("бежит")
    frozenset()
    """
    return frozenset(case for reading in readings_of(word) for case in reading.grammemes & _CASES)


def readings_of(word: str) -> tuple[Reading, ...]:
    """The ways to read a word form, likeliest first.

    >>> [reading.lemma for reading in readings_of("Ёлками")]
    ['елка']
    >>> readings_of("12")[0].grammemes.isdisjoint({"NOUN", "VERB"})
    True
    """
    return _readings(word.lower())


@lru_cache(maxsize=65536)
def _readings(lower: str) -> tuple[Reading, ...]:
    found = [(str(parse.normal_form), parse.tag.grammemes) for parse in _parses(lower)] or [(lower, ())]
    return tuple(Reading(lemma.replace("ё", "е"), frozenset(grammemes)) for lemma, grammemes in found)


def _parses(lower: str) -> list[Any]:
    """The dictionary's answers; none for a word of letters that Unicode has no name for, on which it fails."""
    try:
        return list(_analyzer().parse(lower))
    except ValueError:  # "𗀀": unicodedata.name in pymorphy3.shapes
        return []


@lru_cache(maxsize=262144)
def lemma_of(word: str) -> str:
    """The likeliest dictionary form, е for ё; what is not Cyrillic comes back in lower case.

    >>> lemma_of("автобусов"), lemma_of("iPhone")
    ('автобус', 'iphone')
    >>> lemma_of("2014"), lemma_of("Мая-𗀀")
    ('2014', 'мая-𗀀')
    """
    lower = word.lower()
    if not any("а" <= letter <= "я" for letter in lower):
        return lower
    return _readings(lower)[0].lemma


@lru_cache(maxsize=16384)
def is_finite_verb(word: str) -> bool:
    """Whether a form is most likely a verb that can be a sentence's predicate, or a short participle.

    >>> is_finite_verb("обыграла"), is_finite_verb("закрыт")
    (True, True)
    >>> is_finite_verb("сборная"), is_finite_verb("𗀀")
    (False, False)
    """
    return bool(_FINITE & readings_of(word)[0].grammemes)
