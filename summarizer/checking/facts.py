"""Numbers and capitalised names of a summary that its source does not hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+(?:[   ]\d{3})*(?:[.,]\d+)?")
_NAME = re.compile(r"(?<!\w)(?:[А-ЯЁ][А-ЯЁа-яё]+|[A-Z][A-Za-z]+)(?:-[А-ЯЁA-Z]?[А-ЯЁа-яёA-Za-z]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]\s*|[«„“\"(\[—–-]\s?)$")


@dataclass(frozen=True)
class Fact:
    """A number or a name in a text, with its offsets."""

    kind: str  # "number" or "name"
    text: str
    start: int
    stop: int


def find_numbers(text: str) -> Iterator[Fact]:
    """Numbers written in digits, with spaces between thousands and a decimal part.

    >>> [fact.text for fact in find_numbers("Из 1 500 домов 12,5 % — новые")]
    ['1 500', '12,5']
    >>> list(find_numbers("сто рублей"))
    []
    """
    for match in _NUMBER.finditer(text):
        yield Fact("number", match[0], match.start(), match.end())


def find_names(text: str) -> Iterator[Fact]:
    """Capitalised words that do not merely begin a sentence or a quotation, and abbreviations.

    >>> [fact.text for fact in find_names("Глава МИД Иванов уехал. Поездка в Пермь удалась")]
    ['МИД', 'Иванов', 'Пермь']
    """
    for match in _NAME.finditer(text):
        is_abbreviation = match[0].isupper()
        if is_abbreviation or not _SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()]):
            yield Fact("name", match[0], match.start(), match.end())


def _number_key(number: str) -> str:
    return re.sub(r"[   ]", "", number).replace(",", ".")


def _stem(name: str) -> str:
    """A name without its case ending, in lower case; abbreviations have none."""
    lower = name.lower().replace("ё", "е")
    if name.isupper():
        return lower
    n_ending = 0 if len(name) <= 3 else 1 if len(name) == 4 else 2 if len(name) <= 6 else 3
    return lower[: len(lower) - n_ending]


def _prefixes(text: str) -> set[str]:
    """All beginnings, of two letters and more, of the words of a text and of the parts of hyphenated ones."""
    words = {word.lower().replace("ё", "е") for word in _WORD.findall(text)}
    words |= {part for word in words if "-" in word for part in word.split("-")}
    return {word[:n] for word in words for n in range(2, len(word) + 1)}


def unsupported_facts(summary: str, source: str) -> list[Fact]:
    """The summary's numbers and names that the source does not hold, in order.

    A name is held if a word of the source begins with the name less its ending, so that
    cases agree; a number must stand in the source digit for digit.

    >>> [f.text for f in unsupported_facts("Иванова наградили в 2014 году", "В 2015 году Иванов ушёл")]
    ['2014']
    """
    numbers = {_number_key(fact.text) for fact in find_numbers(source)}
    prefixes = _prefixes(source)
    unknown = [fact for fact in find_numbers(summary) if _number_key(fact.text) not in numbers]
    unknown += [
        fact
        for fact in find_names(summary)
        if not all(_stem(part) in prefixes for part in fact.text.split("-") if part)
    ]
    return sorted(unknown, key=lambda fact: fact.start)
