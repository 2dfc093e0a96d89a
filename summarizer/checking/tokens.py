"""Tokens for numbers and dates, and the tables that say what they mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from summarizer.patterns import pattern

SPACES: Final = " \u00a0\u2009\u202f"  # between thousands
_TOKEN: Final = pattern(
    rf"(?P<number>\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?![\d.]*\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:[-·*/][^\W\d_]+)*[²³]?)|(?P<sign>[^\w\s])"
)
_ENDINGS: Final = "ый ая ое ые ого ой ому ую ым ом ых ыми ий".split()


@dataclass(frozen=True)
class Token:
    """A number, a word or a sign; ``lower`` has е kept apart from ё, as the tables have both."""

    kind: str
    text: str
    lower: str
    start: int
    stop: int


NO_TOKEN: Final = Token("", "", "", -9, -9)  # touches no other


def token_at(tokens: Sequence[Token], i: int) -> Token:
    """Token ``i``, NO_TOKEN before the first and behind the last."""
    return tokens[i] if 0 <= i < len(tokens) else NO_TOKEN


def tokenize(text: str) -> list[Token]:
    """The tokens of a text; spaces between thousands belong to the number.

    >>> [token.text for token in tokenize("из 1 500 домов — 12,5%")]
    ['из', '1 500', 'домов', '—', '12,5', '%']
    >>> [token.text for token in tokenize("три-четыре кресла-качалки")]
    ['три', '-', 'четыре', 'кресла-качалки']
    """
    return [
        Token(kind, part[0], part[0].lower(), match.start() + part.start(), match.start() + part.end())
        for match in _TOKEN.finditer(text)
        for kind, part in _parts(str(match.lastgroup), match[0])
    ]


def _parts(kind: str, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """A token whole, or «три-четыре» as two number words and their hyphen."""
    is_range = kind == "word" and "-" in text and all(part in numerals() for part in text.lower().split("-"))
    for part in re.finditer(r"-|[^-]+" if is_range else r"(?s).+", text):
        yield ("sign" if is_range and part[0] == "-" else kind), part


def read_table(name: str) -> Iterator[list[str]]:
    """The rows of a table of this room, split at tabs, without comments."""
    for row in files(__package__).joinpath("tables", name).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row.split("\t")


@dataclass(frozen=True)
class Numeral:
    """What a number word means: its class in numerals.tsv, and its value."""

    kind: str
    value: float


@lru_cache(maxsize=1)
def numerals() -> dict[str, Numeral]:
    """Number words, by form; those of the class ``prefix`` are apart."""
    found: dict[str, Numeral] = {}
    for kind, value, forms in read_table("numerals.tsv"):
        if kind != "prefix":
            found.update({form: Numeral(kind, float(value)) for item in forms.split() for form in _expand(item)})
    return found


def _expand(form: str) -> list[str]:
    return [form[:-1] + ending for ending in _ENDINGS] if form.endswith("*") else [form]


@lru_cache(maxsize=1)
def prefixes() -> list[tuple[str, float]]:
    """The first halves of «двухлетний», «пятиэтажный», longest first."""
    rows = [
        (form, float(row[1])) for row in read_table("numerals.tsv") if row[0] == "prefix" for form in row[2].split()
    ]
    return sorted(rows, key=lambda row: -len(row[0]))


@dataclass(frozen=True)
class Unit:
    """A unit's family and its factor to the family's first unit."""

    family: str
    factor: float


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Units by lemma, abbreviation or sign; words of one unit are parted by a plus."""
    rows = [row for row in read_table("units.tsv") if row[0] != "stem"]
    return {form: Unit(family, float(factor)) for family, factor, forms in rows for form in forms.split()}


@lru_cache(maxsize=1)
def unit_stems() -> dict[str, Unit]:
    """Units by the beginning of the second half of «45-летний»."""
    found: dict[str, Unit] = {}
    for _, unit, stems in (row for row in read_table("units.tsv") if row[0] == "stem"):
        family, factor = unit.split(":")
        found.update({stem: Unit(family, float(factor)) for stem in stems.split()})
    return found


@lru_cache(maxsize=1)
def calendar() -> dict[str, tuple[str, int]]:
    """Months, weekdays, seasons, decades and «вчера» by form: their class and value."""
    rows = ((kind, int(value), forms.split()) for kind, value, forms in read_table("calendar.tsv"))
    return {form: (kind, value) for kind, value, forms in rows for item in forms for form in _expand(item)}
