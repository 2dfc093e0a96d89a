"""Dates of a summary against those of its source."""

from collections.abc import Sequence
from typing import Final

from summarizer.checking.facts import Held, Moment, Quantity, hold_alike, hold_by

WEEKEND: Final = 8  # after the seven days


def hold_moment(fact: Moment, source: Sequence[Moment], numbers: Sequence[Quantity]) -> Held:
    """How the source's dates hold one of the summary; «в понедельник» stays open where none tells."""
    if fact.is_open:
        return _hold_open(fact, source)
    if fact.season is not None:
        return _hold_season(fact, source, numbers)
    fitting = [other for other in source if _agrees(fact, other)]
    if fitting:
        full = [other for other in fitting if fact.year is None or other.year is not None]
        best = (full or fitting)[0]
        if full or fact.year in {other.year for other in source}:
            return hold_alike(fact, best, "другая запись")
        if any(other.year for other in source):
            return hold_by(fact, "absent", "в тексте другой год", best)
        return hold_by(fact, "open", "года в тексте нет", best)
    if fact.month is None and any(q.value == fact.year and not q.family for q in numbers):
        return Held(fact, "form", "число")
    return Held(fact, "absent")


def _agrees(fact: Moment, other: Moment) -> bool:
    """Whether every field that both say is equal, and the other says all but the year."""
    if other.is_open or (other.season is not None and fact.month is not None):
        return False
    if fact.is_decade or other.is_decade:
        is_within = fact.year is not None and other.year is not None and fact.year // 10 == other.year // 10
        return is_within and (fact.is_decade or fact.year == other.year)
    if fact.year is not None and other.year is not None and fact.year != other.year:
        return False
    if fact.month is None:
        return fact.year == other.year
    return fact.month == other.month and (fact.day is None or fact.day == other.day)


def _hold_open(fact: Moment, source: Sequence[Moment]) -> Held:
    same = [o for o in source if (o.weekday, o.relative) == (fact.weekday, fact.relative)]
    same = same or [o for o in source if _is_weekend(fact, o) or _is_weekend(o, fact)]
    if same:
        return hold_alike(fact, same[0], "")
    rivals = [o for o in source if (o.weekday is None) == (fact.weekday is None) and o.is_open]
    if rivals and fact.weekday != WEEKEND:  # days off may be any
        return hold_by(fact, "absent", "в тексте другой день", rivals[0])
    return Held(fact, "open", "день зависит от даты текста")


def _is_weekend(one: Moment, other: Moment) -> bool:
    """Whether one day is of the weekend that the other is."""
    return one.weekday in (6, 7) and other.weekday == WEEKEND


def _hold_season(fact: Moment, source: Sequence[Moment], numbers: Sequence[Quantity]) -> Held:
    same = [o for o in source if o.season == fact.season or (o.month and o.month % 12 // 3 + 1 == fact.season)]
    same = [o for o in same if fact.year is None or o.year is None or o.year == fact.year]
    if same:
        return hold_alike(fact, same[0], "время года")
    quarters = {
        season for q in numbers if q.noun == "квартал" and q.is_ordinal for season in (q.value, q.value % 4 + 1)
    }
    rivals = [o for o in source if o.season is not None or o.month is not None]
    if rivals and fact.season not in quarters:  # «осенью» for «в третьем квартале»
        return hold_by(fact, "absent", "в тексте другое время года", rivals[0])
    return Held(fact, "open", "время года")
