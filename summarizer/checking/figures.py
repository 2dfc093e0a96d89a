"""The numbers and the dates of a text."""

from summarizer.checking.dates import find_dates
from summarizer.checking.facts import Moment, Quantity
from summarizer.checking.numbers import find_numbers
from summarizer.checking.tokens import tokenize


def find_figures(text: str) -> tuple[list[Quantity], list[Moment]]:
    """The numbers and the dates of a text, each in order; a number in a date is no other.

    >>> numbers, dates = find_figures("5 мая 2014 года купили 7 домов")
    >>> [one.text for one in numbers], [one.text for one in dates]
    (['7'], ['5 мая 2014 года'])
    """
    tokens = tokenize(text)
    moments, taken = find_dates(text, tokens)
    return find_numbers(text, tokens, taken), moments
