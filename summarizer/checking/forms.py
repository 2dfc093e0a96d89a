"""Forms of one name: case endings, adjectives of places, given names."""

import re
from functools import lru_cache
from typing import Final

from summarizer.cleaning.dictionary import readings_of

_ENDINGS: Final = sorted(
    "ами ями ого его ому ему ыми ими ою ею ой ый ий ая яя ое ее ые ие ых их ым им ом ем ей ую юю ах ях ам ям "
    "а у ы е и о ю я ь й".split(),
    key=lambda ending: -len(ending),
)


_NAMES: Final = frozenset({"Surn", "Name", "Patr"})


def stem(word: str) -> str:
    """A word in lower case without its case ending; three letters at least stay, of short ones two.

    >>> stem("иванову"), stem("покровского"), stem("цою")
    ('иванов', 'покровск', 'цо')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if len(word) > 4 else 2):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65536)
def is_same_name(one: str, other: str) -> bool:
    """Whether two lower-cased forms are cases of one name.

    >>> is_same_name("алтухову", "алтухова"), is_same_name("орла", "орел")
    (True, True)
    >>> is_same_name("медведевой", "медниковой")
    False
    """
    if stem(one) == stem(other) and min(len(one), len(other)) > 2:
        return True
    return not _singular_lemmas(one).isdisjoint(_singular_lemmas(other))


def _singular_lemmas(word: str) -> set[str]:
    """Dictionary forms, of what may be a name without the plural: «Ермаков» is not «Ермак», «Героев» are «Герой»."""
    readings = readings_of(word)
    is_name = any(reading.grammemes & _NAMES for reading in readings)
    return {r.lemma for r in readings if not is_name or "plur" not in r.grammemes or "Pltm" in r.grammemes}


def is_given_name(word: str) -> bool:
    return any("Name" in reading.grammemes for reading in readings_of(word)[:3])


def is_patronymic(word: str) -> bool:
    return any("Patr" in reading.grammemes for reading in readings_of(word)[:3])


def is_adjective_of(name: str, word: str) -> bool:
    """Whether a word is an adjective or a resident of a place, by its beginning.

    >>> is_adjective_of("саратов", "саратовский"), is_adjective_of("саратов", "сараевский")
    (True, False)
    """
    base = stem(name)
    shared = common_letters(base, word)
    return shared >= max(4, len(base) - 1) and bool(re.match(r"[а-я]{0,3}(?:ск|ц|ч)", word[shared:]))


def common_letters(one: str, other: str) -> int:
    """Letters that two words begin with in common."""
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n
