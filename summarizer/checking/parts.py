"""Numbers that tell a part of another: «три склада из пяти», «8 из 10 пациентов»."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from summarizer.checking.facts import Quantity
from summarizer.patterns import pattern

_OF: Final = pattern(r"\s(?:[^\W\d]+\s){0,2}из\s(?:\w+\s)?")  # a word at most stands before the whole


def find_parts(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Each number with the next one that it is a part of.

    >>> from summarizer.checking.figures import find_figures
    >>> def parts(text):
    ...     return [(one.value, whole.value) for one, whole in find_parts(text, find_figures(text)[0])]
    >>> parts("Сгорели три склада из пяти"), parts("Три склада и пять домов")
    ([(3.0, 5.0)], [])
    """
    for one, other in pairwise(quantities):
        if one.value < other.value and _OF.fullmatch(text, one.stop, other.start):
            yield one, other
