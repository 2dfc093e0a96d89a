"""Years of a text: «2014 год», «в 2014-м», «2014–2015 годы», «2020/21», «1990-е», «в девяностых»."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.checking.facts import Moment
from summarizer.checking.tokens import Token, calendar
from summarizer.cleaning.dictionary import readings_of

DASHES: Final = ("-", "–", "—")
_BEFORE_YEAR: Final = frozenset("в во с со до к ко на по от после около".split())
_BEFORE_DECADE: Final = frozenset("в с начале середине конце начала середины конца".split())


def find_years(text: str, tokens: Sequence[Token], i: int, taken: set[int]) -> list[Moment]:
    """The years that begin at the number of token i; their tokens join those taken."""
    return _season_of_years(tokens, i, taken) or list(_years(text, tokens, i, taken))


def year_after(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """The year at token i and the index after it and its «года»."""
    if i < len(tokens) and tokens[i].text == "," and i + 1 < len(tokens):
        return None, i
    if i < len(tokens) and _is_year(tokens[i]):
        after = i + 1
        if after < len(tokens) and _kind(tokens[after]) == "year":
            after += 1
        return int(tokens[i].text), after
    return None, i


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
    after = i + 1
    if (
        after + 1 < len(tokens)
        and tokens[after].lower == "-"
        and len(tokens[after + 1].text) <= 3
        and tokens[after + 1].kind == "word"
    ):
        after += 2  # 2014-м
    if (
        after + 1 < len(tokens)
        and tokens[after].lower in (*DASHES, "/", "и", "или", "до", "по")
        and _is_year(tokens[after + 1])
    ):
        follows = follows_year(tokens, after + 2)
        if follows or tokens[after].lower in (*DASHES, "/") or _is_after_preposition(tokens, i):
            taken.add(i)
            yield Moment("date", token.text, token.start, token.stop, int(token.text))
            return
    if (
        follows_year(tokens, after)
        or (i - 1 in taken and i > 1 and tokens[i - 1].kind == "number")
        or _is_bare_year(tokens, i, after)
    ):
        taken.update(range(i, after))
        yield Moment(
            "date", text[token.start : tokens[after - 1].stop], token.start, tokens[after - 1].stop, int(token.text)
        )


def _season_of_years(tokens: Sequence[Token], i: int, taken: set[int]) -> list[Moment]:
    """«2020/21», «2020/2021 учебном году»: both years."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != "/" or not _is_year(tokens[i]):
        return []
    first, last = tokens[i], tokens[i + 2]
    next_year = str(int(first.text) + 1)
    if last.text not in (next_year, next_year[2:]):
        return []
    taken.update(range(i, i + 3))
    years = ((first, int(first.text)), (last, int(next_year)))
    return [Moment("date", token.text, token.start, token.stop, year) for token, year in years]


def _decade(text: str, tokens: Sequence[Token], i: int) -> Moment | None:
    """«1990-х», «90-е»: the suffix tells it from a number."""
    if (
        i + 2 >= len(tokens)
        or tokens[i + 1].text not in DASHES
        or tokens[i + 2].lower not in ("х", "е", "ые", "ых", "м", "ми")
    ):
        return None
    if not re.fullmatch(r"\d{2}|\d{4}", tokens[i].text) or tokens[i + 2].start != tokens[i].stop + 1:
        return None
    value = int(tokens[i].text)
    is_plural = tokens[i + 2].lower not in ("м", "е") or (tokens[i + 2].lower == "е" and value % 10 == 0)
    if not is_plural or value % 10 or not (20 <= value <= 90 or 1000 <= value <= 2100):
        return None
    year = value if value > 99 else 1900 + value
    stop = tokens[i + 2].stop
    return Moment("date", text[tokens[i].start : stop], tokens[i].start, stop, year, is_decade=True)


def is_decade_alone(tokens: Sequence[Token], i: int) -> bool:
    """«в девяностых», not «в двадцатых числах» or «в шестидесятых широтах»."""
    behind = readings_of(tokens[i + 1].lower)[0].grammemes if i + 1 < len(tokens) else frozenset()
    return i > 0 and tokens[i - 1].lower in _BEFORE_DECADE and behind.isdisjoint({"NOUN", "ADJF", "PRTF"})


def _is_year(token: Token) -> bool:
    return token.kind == "number" and token.text.isdigit() and len(token.text) == 4 and 1000 <= int(token.text) <= 2100


def _kind(token: Token) -> str:
    return calendar().get(token.lower, ("", 0))[0]


def follows_year(tokens: Sequence[Token], i: int) -> bool:
    """Whether «года» or the like stands at token i."""
    return i < len(tokens) and _kind(tokens[i]) == "year"


def _is_after_preposition(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].lower in _BEFORE_YEAR


def _is_bare_year(tokens: Sequence[Token], i: int, after: int) -> bool:
    """A four-digit number like a year after a preposition, in brackets, or after a dash, that counts nothing."""
    if after > i + 1 and _is_after_preposition(tokens, i):
        return True  # «в 1595-м»
    if not 1800 <= int(tokens[i].text) <= 2100:
        return False
    before = tokens[i - 1] if i else None
    if before is None or not (before.lower in _BEFORE_YEAR or before.text in ("(", *DASHES)):
        return False
    if after >= len(tokens) or tokens[after].kind != "word":
        return after >= len(tokens) or tokens[after].text not in "%°$€"
    readings = readings_of(tokens[after].lower)
    return not ({"NOUN", "gent"} <= readings[0].grammemes or {"ADJF", "gent"} <= readings[0].grammemes)
