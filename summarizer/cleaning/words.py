"""The closed word lists of ``tables/words.tsv``."""

from functools import lru_cache

from ..patterns import pattern
from .dictionary import readings_of
from .rows import table_rows

_WORD_BEFORE = pattern(r"(\w+)[»\"”)]?,?:?[ \u00a0\n]+[«\"„(]?$")


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    split = (row.split("\t") for row in table_rows("words.tsv"))
    return {name: frozenset(words.split()) for name, words in split}


def word_list(name: str) -> frozenset[str]:
    """The words of one list.

    >>> "со" in word_list("short")
    True
    >>> "сок" in word_list("short")
    False
    """
    return _lists()[name]


def word_before(before: str) -> str:
    """The last word of what stands before a letter, a closing mark and an opening quotation mark left out.

    >>> word_before("гепатит («"), word_before("витамин ")
    ('', 'витамин')
    >>> word_before("дом, «")
    'дом'
    """
    found = _WORD_BEFORE.search(before)
    return found[1] if found else ""


def takes_letter(word: str) -> bool:
    """Whether a designating letter may follow this noun, as in «витамин C» or «план B».

    >>> takes_letter("витамина"), takes_letter("Точка"), takes_letter("разъёмы")
    (True, True, True)
    >>> takes_letter("совет")
    False
    """
    return not word_list("takes_letter").isdisjoint(reading.lemma for reading in readings_of(word))
