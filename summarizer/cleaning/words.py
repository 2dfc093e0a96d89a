"""The closed word lists of ``tables/words.tsv``."""

from functools import lru_cache
from importlib.resources import files

from .dictionary import lemmas_of


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    rows = files(__package__).joinpath("tables/words.tsv").read_text(encoding="utf-8").splitlines()
    split = (row.split("\t") for row in rows if not row.startswith("#"))
    return {name: frozenset(words.split()) for name, words in split}


def word_list(name: str) -> frozenset[str]:
    """The words of one list.

    >>> "со" in word_list("short")
    True
    >>> "сок" in word_list("short")
    False
    """
    return _lists()[name]


def takes_letter(word: str) -> bool:
    """Whether a designating letter may follow this noun, as in «витамин C» or «план B».

    >>> takes_letter("витамина"), takes_letter("Точка")
    (True, True)
    >>> takes_letter("совет")
    False
    """
    return not lemmas_of(word).isdisjoint(word_list("takes_letter"))
