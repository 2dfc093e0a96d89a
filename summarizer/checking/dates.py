"""Dates and periods of a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.bare_days import find_bare_days
from summarizer.checking.facts import Moment
from summarizer.checking.tokens import Token, calendar, numerals, token_at
from summarizer.checking.years import DASHES, find_years, follows_year, is_decade_alone, year_after
from summarizer.patterns import pattern

_NUMERIC: Final = pattern(
    r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.]*\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"
)
_SHORT: Final = pattern(r"\d{2}\.\d{2}")
_BEFORE_WEEKDAY: Final = frozenset(
    "в во с со до к ко на по вечером утром днем днём ночью каждый каждую этот эту".split()
)
_BEFORE_SUMMER: Final = frozenset(  # «до лета», not «лета 1645 года», «многая лета»
    "до после с от начало начала началу начале середина середины середину середине конец конца концу конце "
    "этого прошлого нынешнего будущего следующего".split()
)


def find_dates(text: str, tokens: Sequence[Token]) -> tuple[list[Moment], set[int]]:
    """The dates of a text in order, and the indices of the tokens that they take.

    >>> from summarizer.checking.tokens import tokenize
    >>> t = "С 5 по 10 мая 2014 года и в 2016–2017 годах"
    >>> [(m.day, m.month, m.year) for m in find_dates(t, tokenize(t))[0]]
    [(5, 5, 2014), (10, 5, 2014), (None, None, 2016), (None, None, 2017)]
    """
    found: list[Moment] = []
    taken: set[int] = set()
    for moment in filter(None, map(_numeric, _NUMERIC.finditer(text))):
        found.append(moment)
        taken.update(i for i, token in enumerate(tokens) if moment.start <= token.start < moment.stop)
    for i, token in enumerate(tokens):
        kind, value = calendar().get(token.lower, ("", 0))
        if kind == "month" and token.text[0].islower() and i not in taken:
            found += _month(text, tokens, i, value, taken)
        elif kind == "decade" and (follows_year(tokens, i + 1) or is_decade_alone(tokens, i)):
            taken.update((i, i + 1) if follows_year(tokens, i + 1) else (i,))
            found.append(Moment("date", token.text, token.start, token.stop, value, is_decade=True))
        elif kind == "monthly" and token.text[0].islower() and i not in taken:
            taken.add(i)
            found.append(Moment("date", token.text, token.start, token.stop, month=value))
        elif kind in ("weekday", "season", "relative") and i not in taken:
            found += _simple(tokens, i, kind, value, taken)
    for i, token in enumerate(tokens):
        if token.kind == "number" and i not in taken:
            found += find_years(text, tokens, i, taken)
    found.sort(key=lambda moment: moment.start)
    found += find_bare_days(tokens, found, taken)
    return sorted(found, key=lambda moment: moment.start), taken


def _numeric(match: re.Match[str]) -> Moment | None:
    """«18.12.2014», «18.12.14», «2014-12-18»; None where there is no such day."""
    groups = match.groups()
    day, month, year = (int(g) for g in (groups[:3] if groups[0] else (groups[5], groups[4], groups[3])))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    full = year if year > 99 else year + (1900 if year > 50 else 2000)
    return Moment("date", match[0], match.start(), match.end(), full, month, day)


def read_short_date(text: str) -> Moment | None:
    """«18.12» as a date of any year; as well may be a number, so that only a source that has the date can tell.

    >>> read_short_date("18.12").day, read_short_date("1.5"), read_short_date("18.32")
    (18, None, None)
    """
    match = _NUMERIC.fullmatch(f"{text}.2000") if _SHORT.fullmatch(text) else None
    moment = _numeric(match) if match else None
    return replace(moment, text=text, year=None) if moment else None


def _month(text: str, tokens: Sequence[Token], i: int, month: int, taken: set[int]) -> Iterator[Moment]:
    """The dates around a month: «5 мая 2014 года», «с 5 по 10 мая», «пятого мая», «в мае»."""
    year, after = year_after(tokens, i + 1)
    taken.update(range(i, after))
    days = list(_days_before(tokens, i))
    taken.update(j for _, first, last in days for j in range(first, last))
    stop = tokens[after - 1].stop
    if not days:
        yield Moment("date", text[tokens[i].start : stop], tokens[i].start, stop, year, month)
    for n, (day, first, last) in enumerate(sorted(days, key=lambda d: d[1])):
        end = stop if n == len(days) - 1 else tokens[last - 1].stop
        start = tokens[first].start
        yield Moment("date", text[start:end], start, end, year, month, day)


def _days_before(tokens: Sequence[Token], i: int) -> Iterator[tuple[int, int, int]]:
    """Days before a month, nearest first: day, first and last token index of each."""
    j = i
    while day := _day_at(tokens, j):
        value, first = day
        yield value, first, j
        j = first - 1
        if token_at(tokens, j).lower not in (*DASHES, "и", "по", "до", ",", "или"):
            return


def _day_at(tokens: Sequence[Token], j: int) -> tuple[int, int] | None:
    """The day that ends before token j, and the index of its first token."""
    k = j - 1
    if token_at(tokens, k).kind == "word" and len(tokens[k].text) <= 3 and token_at(tokens, k - 1).lower in DASHES:
        k -= 2  # 5-го мая
    token = token_at(tokens, k)
    if token.kind == "number" and re.fullmatch(r"\d{1,2}", token.text) and 1 <= int(token.text) <= 31:
        return int(token.text), k
    numeral, tens = (numerals().get(token_at(tokens, at).lower) for at in (k, k - 1))
    if not numeral or numeral.kind != "ordinal" or numeral.value > 30:
        return None
    if tens and tens.kind == "ten" and tens.value in (20, 30) and numeral.value < 10:
        return int(tens.value + numeral.value), k - 1
    return int(numeral.value), k


def _simple(tokens: Sequence[Token], i: int, kind: str, value: int, taken: set[int]) -> Iterator[Moment]:
    """Weekdays after a preposition, seasons and «вчера»."""
    token = tokens[i]
    before = token_at(tokens, i - 1)
    if kind == "weekday" and not (before.lower in _BEFORE_WEEKDAY or token.lower not in ("среду", "среды", "средам")):
        return
    is_of_years = token.lower == "лета" and before.lower not in _BEFORE_SUMMER
    if kind == "season" and (is_of_years or before.kind == "number"):
        return
    taken.add(i)
    moment = Moment("date", token.text, token.start, token.stop)
    if kind == "weekday":
        yield replace(moment, weekday=value)
    elif kind == "season":
        year, after = year_after(tokens, i + 1)
        taken.update(range(i, after))
        yield replace(moment, season=value, year=year)
    else:
        yield replace(moment, relative=value)
