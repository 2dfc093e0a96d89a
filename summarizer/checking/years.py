"""Years of a text: «2014 год», «в 2014-м», «2014–2015 годы», «2020/21», «1990-е», «в девяностых»."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.checking.facts import Moment
from summarizer.checking.tokens import Token, calendar, token_at
from summarizer.cleaning.dictionary import readings_of

DASHES: Final = ("-", "–", "—")
_BEFORE_YEAR: Final = frozenset("в во с со до к ко на по от после около".split())
_DECADE_ENDS: Final = frozenset("х е ые ых ми".split())
_BEFORE_DECADE: Final = frozenset("в с начале середине конце начала середины конца".split())


def find_years(text: str, tokens: Sequence[Token], i: int, taken: set[int]) -> list[Moment]:
    """The years that begin at the number of token i; their tokens join those taken."""
    return _season_of_years(tokens, i, taken) or list(_years(text, tokens, i, taken))


def year_after(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """The year at token i and the index after it and its «года»."""
    year = token_at(tokens, i)
    if not _is_year(year):
        return None, i
    return int(year.text), i + 2 if follows_year(tokens, i + 1) else i + 1


def _years(text: str, tokens: Sequence[Token], i: int, taken: set[int]) -> Iterator[Moment]:
    """«2014 год», «в 2014-м», «2014–2015 годы», «1990-е», «в 2014»."""
    token = tokens[i]
    decade = _decade(text, tokens, i)
    if decade:
        taken.update(range(i, i + 3))
        yield decade
        return
    if not _is_year(token):
        return
    ending = token_at(tokens, i + 2)
    has_ending = token_at(tokens, i + 1).lower == "-" and ending.kind == "word" and len(ending.text) <= 3  # 2014-м
    after = i + 3 if has_ending else i + 1
    if _begins_range(tokens, i, after):
        taken.add(i)
        yield Moment("date", token.text, token.start, token.stop, int(token.text))
    elif follows_year(tokens, after) or _is_bare_year(tokens, i, after):
        taken.update(range(i, after))
        stop = tokens[after - 1].stop
        yield Moment("date", text[token.start : stop], token.start, stop, int(token.text))


def _begins_range(tokens: Sequence[Token], i: int, after: int) -> bool:
    """«2014–2015», «2014 и 2015 годы», «в 2014 или 2015»: whether the year at i leads to one behind a joint."""
    joint = token_at(tokens, after).lower
    if joint not in (*DASHES, "/", "и", "или", "до", "по") or not _is_year(token_at(tokens, after + 1)):
        return False
    return joint in (*DASHES, "/") or follows_year(tokens, after + 2) or _is_after_preposition(tokens, i)


def _season_of_years(tokens: Sequence[Token], i: int, taken: set[int]) -> list[Moment]:
    """«2020/21», «2020/2021 учебном году»: both years."""
    first, last = tokens[i], token_at(tokens, i + 2)
    if token_at(tokens, i + 1).text != "/" or not _is_year(first):
        return []
    next_year = str(int(first.text) + 1)
    if last.text not in (next_year, next_year[2:]):
        return []
    taken.update(range(i, i + 3))
    years = ((first, int(first.text)), (last, int(next_year)))
    return [Moment("date", token.text, token.start, token.stop, year) for token, year in years]


def _decade(text: str, tokens: Sequence[Token], i: int) -> Moment | None:
    """«1990-х», «90-е»: the suffix tells it from a number."""
    number, ending = tokens[i], token_at(tokens, i + 2)
    if token_at(tokens, i + 1).text not in DASHES or ending.start != number.stop + 1:
        return None
    if ending.lower not in _DECADE_ENDS or not re.fullmatch(r"\d{2}|\d{4}", number.text):
        return None
    value = int(number.text)
    if value % 10 or not (20 <= value <= 90 or 1000 <= value <= 2100):
        return None
    year = value if value > 99 else 1900 + value
    return Moment("date", text[number.start : ending.stop], number.start, ending.stop, year, is_decade=True)


def is_decade_alone(tokens: Sequence[Token], i: int) -> bool:
    """«в девяностых», not «в двадцатых числах» or «в шестидесятых широтах»."""
    behind = readings_of(token_at(tokens, i + 1).lower)[0].grammemes
    return token_at(tokens, i - 1).lower in _BEFORE_DECADE and behind.isdisjoint({"NOUN", "ADJF", "PRTF"})


def _is_year(token: Token) -> bool:
    return token.kind == "number" and token.text.isdigit() and len(token.text) == 4 and 1000 <= int(token.text) <= 2100


def follows_year(tokens: Sequence[Token], i: int) -> bool:
    """Whether «года» or the like stands at token i."""
    return calendar().get(token_at(tokens, i).lower, ("", 0))[0] == "year"


def _is_after_preposition(tokens: Sequence[Token], i: int) -> bool:
    return token_at(tokens, i - 1).lower in _BEFORE_YEAR


def _is_bare_year(tokens: Sequence[Token], i: int, after: int) -> bool:
    """A four-digit number like a year after a preposition, in brackets, or after a dash, that counts nothing."""
    if after > i + 1 and _is_after_preposition(tokens, i):
        return True  # «в 1595-м»
    if not 1800 <= int(tokens[i].text) <= 2100:
        return False
    if not (_is_after_preposition(tokens, i) or token_at(tokens, i - 1).text in ("(", *DASHES)):
        return False
    behind = token_at(tokens, after)
    if behind.lower in ("до", "по") and token_at(tokens, after + 1).kind == "number":
        return False  # «с 2100 до 3400 зрителей»
    if behind.kind != "word":
        return behind.text not in ("%", "°", "$", "€")
    readings = readings_of(behind.lower)
    return not ({"NOUN", "gent"} <= readings[0].grammemes or {"ADJF", "gent"} <= readings[0].grammemes)
