"""Numbers of a text, in digits and in words, with what they count."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from summarizer.checking.clock import read_spoken_time, with_clock
from summarizer.checking.counted import is_ago, with_occasion, with_unit_before
from summarizer.checking.digits import read_digits
from summarizer.checking.directions import with_directions
from summarizer.checking.facts import EXACT, Quantity
from summarizer.checking.number_words import read_compound, read_roman, read_words
from summarizer.checking.tokens import Token, numerals, read_table, token_at, units
from summarizer.cleaning.dictionary import lemma_of, readings_of
from summarizer.patterns import pattern

MAX_LIKE: Final = 100  # times as large as the end of a range its beginning may be: «с 90 до 3 млн»
_GAP: Final = pattern(r"[^.!?:;\n—–]*,([^.!?:;\n,—–]+)\s[—–]\s(?:\w+\s)?")  # between two numbers
_JOINTS: Final = frozenset("- – — до и или из по".split())  # «5–10 домов»: the first number counts houses too


@lru_cache(maxsize=1)
def _idioms() -> re.Pattern[str]:
    """Phrases whose number words count nothing."""
    phrases = "|".join(row[0] for row in read_table("idioms.tsv"))
    return re.compile(rf"(?<!\w)(?:{phrases})", re.IGNORECASE)


def find_numbers(text: str, tokens: Sequence[Token], taken: set[int]) -> list[Quantity]:
    """The quantities of a text in order.

    Args:
        text: The text that the tokens are of.
        tokens: From ``tokenize``.
        taken: Indices of tokens that belong to dates.
    """
    idioms = [match.span() for match in _idioms().finditer(text)]
    found: list[Quantity] = []
    links: list[bool] = []  # whether a joint leads from the quantity before
    i, first, last = 0, 0, -9
    while i < len(tokens):
        read = None if i in taken else _read_at(tokens, i, taken)
        if read is None:
            i += 1
            continue
        quantity, after = read
        if not (quantity.is_loose and any(a <= quantity.start < b for a, b in idioms)):
            between = tokens[last:i] if last >= 0 else []
            ago = quantity.family in ("month", "day", "hour") and is_ago(tokens, after)
            said = text[quantity.start : quantity.stop]
            quantity = replace(_as_share(quantity, token_at(tokens, i - 1).lower), text=said, is_ago=ago)
            if last == i and _goes_on(found[-1], quantity):
                quantity = _join(found.pop(), quantity, text)
            else:
                links.append(bool(between) and len(between) <= 2 and all(t.lower in _JOINTS for t in between))
                first = i
            quantity = with_unit_before(quantity, tokens, first)
            quantity = with_directions(quantity, tokens, first, after)
            quantity = with_occasion(quantity, tokens, first)
            around = token_at(tokens, first - 1).lower, token_at(tokens, after).lower
            found.append(with_clock(quantity, *around))
            last = after
        i = after
    return _fill_gaps(_share_units(found, links), text)


def _goes_on(whole: Quantity, rest: Quantity) -> bool:
    """Whether a number tells the smaller units of the one before it: «56 рублей» «40 копеек»."""
    return bool(whole.family) and whole.family == rest.family and rest.value < whole.factor


def _join(whole: Quantity, rest: Quantity, text: str) -> Quantity:
    """«56 рублей 40 копеек»: 56,4 рубля."""
    parts = (*(whole.parts or (whole,)), rest)
    said = text[whole.start : rest.stop]
    return replace(whole, text=said, stop=rest.stop, value=whole.value + rest.value, n_digits=EXACT, parts=parts)


def _as_share(quantity: Quantity, before: str) -> Quantity:
    """«пятая часть» and «каждый пятый житель» are 20 %; «каждый пятый год» is none."""
    is_part = quantity.noun in ("часть", "доля") and quantity.value > 2
    is_each = lemma_of(before) == "каждый" and 1 < quantity.value <= 20 and quantity.noun not in units()
    if not quantity.is_ordinal or not (is_part or is_each):
        return quantity
    return replace(
        quantity, family="percent", noun="", value=100 / quantity.value, is_ordinal=False, is_loose=True, n_digits=1
    )


def _share_units(found: list[Quantity], links: list[bool]) -> list[Quantity]:
    """A bare number takes the unit, the noun and the scale of the one that a joint leads to."""
    for i in range(len(found) - 1, 0, -1):
        left, right = found[i - 1], found[i]
        is_counted = not right.is_bare or right.scale > 1  # «с 6,2 до 3,3 миллиарда»
        if links[i] and left.is_bare and is_counted and not right.is_clock:
            written = right.value / right.factor / right.scale
            has_own = left.scale > 1 or left.value >= MAX_LIKE * written  # «от 800 до 2 тыс.»
            scale = 1.0 if has_own else right.scale
            told = replace(left, value=left.value * scale * right.factor, scale=left.scale * scale, factor=right.factor)
            found[i - 1] = replace(told, family=right.family, noun=right.noun, is_animate=right.is_animate)
    return found


def _fill_gaps(found: list[Quantity], text: str) -> list[Quantity]:
    """A bare number behind a dash that stands for a verb counts what the one before it does: «Ему 5 мест, ей — 3»."""
    for i in range(1, len(found)):
        left, right = found[i - 1], found[i]
        is_open = right.is_bare and not (right.is_ordinal or right.is_clock or left.is_bare or left.is_ordinal)
        gap = _GAP.fullmatch(text, left.stop, right.start) if is_open else None
        if gap and not any(map(_is_measured, gap[1].split())):
            told = replace(right, value=right.value * left.factor, factor=left.factor, family=left.family)
            found[i] = replace(told, noun=left.noun, is_animate=left.is_animate, is_gapped=True)
    return found


def _is_measured(word: str) -> bool:
    """Whether a word says what a number is of: «20 человек, цена билета — 300»."""
    return word.islower() and readings_of(word)[0].grammemes >= {"NOUN", "nomn"}


def _read_at(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    """The quantity that begins at token i, and the index after it."""
    token = tokens[i]
    if token.kind == "number":
        return read_digits(tokens, i, taken)
    if token.kind == "word" and (time := read_spoken_time(tokens, i)):
        return time
    if token.kind == "word" and token.lower in numerals():
        return read_words(tokens, i, taken)
    if token.kind == "word":
        return read_compound(tokens, i) or read_roman(tokens, i)
    return None
