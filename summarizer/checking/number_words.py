"""Numbers in words, in the first half of a compound, and in Roman letters."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.counted import after_point, with_context, with_counted, with_half
from summarizer.checking.digits import n_digits_of
from summarizer.checking.facts import Quantity
from summarizer.checking.tokens import Numeral, Token, Unit, numerals, prefixes, unit_stems

_ROMAN: Final = re.compile(r"[IVXХ]+")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "Х": 10}
_LOOSE: Final = frozenset({("unit", 1.0), ("ordinal", 1.0), ("lot", 12.0), ("lot", 100.0)})


def read_words(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    table = numerals()
    parts: list[Numeral] = []
    after = i
    while after < len(tokens) and after not in taken and tokens[after].lower in table:
        numeral = table[tokens[after].lower]
        if len(parts) == 1 and parts[0].value < 10 and numeral.kind in ("lot", "lots"):  # «два десятка», «пять сотен»
            parts[0] = Numeral("unit", parts[0].value * numeral.value)
            after += 1
            break
        if parts and not _continues(parts, numeral):
            break  # also «три четверти», below
        parts.append(numeral)
        after += 1
        if numeral.kind in ("ordinal", "times", "share"):
            break
    if parts[0].kind == "lots" or (parts[0].kind == "scale" and not _is_one_scale(tokens[i].lower, parts)):
        return None
    value = _sum(parts)
    last = parts[-1].kind
    if after < len(tokens) and last == "unit" and tokens[after].lower in table:
        share = table[tokens[after].lower]  # «три четверти»
        value, last, after = (
            (value * share.value, "share", after + 1) if share.kind == "share" else (value, last, after)
        )
    loose = len(parts) == 1 and ((last, value) in _LOOSE or last in ("share", "times"))
    n_digits = 9 if last == "ordinal" else n_digits_of(value)
    start = Quantity("number", "", tokens[i].start, tokens[after - 1].stop, value, n_digits=n_digits)
    start = replace(start, scale=parts[-1].value if last == "scale" else 1.0)
    is_collective = last in ("collective", "lot") and 2 <= value <= 10
    start = replace(start, is_ordinal=last == "ordinal", is_loose=loose, is_collective=is_collective)
    if last in ("times", "share"):
        start = replace(start, stop=tokens[after - 1].stop, family="times" if last == "times" else "percent")
        return with_context(start, tokens, i), after
    start, after = with_half(start, after, tokens)
    counted, after = with_counted(start, tokens, after_point(tokens, after - 1), taken)
    return with_context(counted, tokens, i), after


def _continues(parts: Sequence[Numeral], numeral: Numeral) -> bool:
    """Whether a number word goes on with the number before it: «двадцать» «пять», not «пять» «двадцать»."""
    rank = {"unit": 1, "teen": 1, "collective": 1, "lot": 1, "ten": 2, "hundred": 3}
    before = parts[-1]
    if numeral.kind == "scale":
        return before.kind != "ordinal"
    if numeral.kind == "ordinal":  # «двадцать пятый», not «четыре первых»
        return before.kind in ("ten", "hundred", "scale") and numeral.value < before.value
    if before.kind == "scale":
        return numeral.kind in rank and numeral.value < before.value
    return rank.get(numeral.kind, 9) < rank.get(before.kind, 0) and not (
        before.kind == "ten" and numeral.kind == "teen"
    )


def _is_one_scale(form: str, parts: Sequence[Numeral]) -> bool:
    """«миллион рублей» is a number, «миллионы» and «тысяч» alone are none."""
    return len(parts) > 1 or form in ("тысяча", "тысячу", "миллион", "миллиард", "триллион")


def _sum(parts: Sequence[Numeral]) -> float:
    total = group = 0.0
    for part in parts:
        if part.kind == "scale":
            total += (group or 1) * part.value
            group = 0.0
        else:
            group += part.value
    return total + group


def read_compound(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """«двухлетний», «пятиэтажный», «полгода»."""
    token = tokens[i]
    lower = token.lower
    if lower in ("полгода", "полугода", "полчаса", "получаса") or lower.startswith("полугоди"):
        unit, value = (Unit("month", 12), 0.5) if "год" in lower else (Unit("hour", 1), 0.5)
        half = Quantity(
            "number", "", token.start, token.stop, value * unit.factor, unit.factor, unit.family, n_digits=9
        )
        return replace(half, is_loose=True), i + 1
    total, rest = 0.0, lower
    for _ in range(2):  # сорока-пяти-летний
        for prefix, value in prefixes():
            if rest.startswith(prefix) and (not total or value < 10):
                total, rest = total + value, rest[len(prefix) :]
                break
    if not total:
        return None
    for stem, unit in unit_stems().items():
        if rest.startswith(stem):
            value = total * unit.factor
            return Quantity("number", "", token.start, token.stop, value, unit.factor, unit.family, n_digits=9), i + 1
    return None


def read_roman(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """«XIX век»: Roman numerals before a noun in lower case."""
    token = tokens[i]
    if not _ROMAN.fullmatch(token.text) or i + 1 >= len(tokens) or not tokens[i + 1].text[0].islower():
        return None
    digits = [_ROMAN_VALUES[letter] for letter in token.text]
    value = sum(-d if d < max(digits[k:]) else d for k, d in enumerate(digits))
    start = Quantity("number", "", token.start, token.stop, float(value), is_ordinal=True, n_digits=9)
    return with_counted(start, tokens, i + 1, set())
