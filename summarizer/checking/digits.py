"""Numbers in digits: scales, endings, units written together, scores, rounding."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.counted import after_point, in_unit, with_context, with_counted, with_more
from summarizer.checking.facts import EXACT, Quantity
from summarizer.checking.tokens import Token, Unit, numerals, token_at, unit_stems, units
from summarizer.patterns import pattern

_ORDINAL_END: Final = pattern(r"(?:й|го|му|м|я|ю|е|х|ми|ая|ое|ый|ой|ые|ых|ую|ого|ому)$")


def read_digits(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    """The quantity that begins at the digits of token i, and the index after it; None in a designation."""
    token = tokens[i]
    if _is_designation(tokens, i):
        return None
    score = _score(tokens, i)
    if score:
        return score
    start, after = Quantity("number", token.text, token.start, token.stop, _to_float(token.text)), i + 1
    start = replace(start, n_digits=_n_digits(token.text))
    suffix = _suffix(tokens, i)
    if suffix:
        unit, scale, is_ordinal = _meaning_of_suffix(suffix.lower)
        start = replace(start, value=start.value * scale, stop=suffix.stop, is_ordinal=is_ordinal)
        after = i + 3
        if unit:
            return with_context(in_unit(start, unit), tokens, i), after
    elif after not in taken and _is_glued(tokens, after):
        return None  # 5G
    start, after = with_more(*_with_scales(start, tokens, after, taken), tokens)
    counted, after = with_counted(start, tokens, after, taken)
    return with_context(counted, tokens, i), after


def _is_designation(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is glued to the digits, or tied by a hyphen: A19, МиГ-21; that is a name."""
    before = token_at(tokens, i - 1)
    n_between = 1 if before.lower == "-" else 0
    word = token_at(tokens, i - 1 - n_between)
    return word.kind == "word" and word.stop == tokens[i].start - n_between


def _is_glued(tokens: Sequence[Token], i: int) -> bool:
    """Whether token i is a word that touches the number before it and is no unit."""
    word = token_at(tokens, i)
    is_unit = word.lower in units() or word.lower in numerals()
    return word.kind == "word" and word.start == tokens[i - 1].stop and not is_unit


def _suffix(tokens: Sequence[Token], i: int) -> Token | None:
    """«летний» of «45-летний», «й» of «89-й»."""
    hyphen, word = token_at(tokens, i + 1), token_at(tokens, i + 2)
    is_tied = hyphen.lower in ("-", "–") and tokens[i].stop == hyphen.start and hyphen.stop == word.start
    return word if is_tied and word.kind == "word" and word.text[0].islower() else None


def _meaning_of_suffix(suffix: str) -> tuple[Unit | None, float, bool]:
    """The unit, the factor of a scale, and whether it is an ordinal's ending."""
    for stem, scale in (("тысячн", 1e3), ("миллионн", 1e6), ("миллиардн", 1e9)):
        if suffix.startswith(stem):
            return None, scale, False
    for stem, unit in unit_stems().items():
        if suffix.startswith(stem):
            return unit, 1.0, False
    return None, 1.0, len(suffix) <= 3 and bool(_ORDINAL_END.match(suffix))


def _score(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """«3:2» as one quantity whose noun is the pair itself, the larger number first."""
    left, sign, right = tokens[i], token_at(tokens, i + 1), token_at(tokens, i + 2)
    is_tied = left.stop == sign.start and sign.stop == right.start
    if sign.text not in (":", "/") or right.kind != "number" or not is_tied:
        return None
    pair = sorted((_to_float(left.text), _to_float(right.text)), reverse=True)
    value = pair[0] * 1000 + pair[1]
    return Quantity("number", "", left.start, right.stop, value, family="pair", n_digits=EXACT), i + 3


def _with_scales(start: Quantity, tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int]:
    """«12,5 млрд», «2 млн 300 тыс.»: scales after digits."""
    total, group, scale = 0.0, start.value, 1.0
    is_long, stop = False, start.stop
    while i < len(tokens) and i not in taken:
        token = tokens[i]
        numeral = numerals().get(token.lower)
        if numeral and numeral.kind == "scale":
            total, group, scale, stop = total + (group or 1) * numeral.value, 0.0, numeral.value, token.stop
            i = after_point(tokens, i)
        elif scale > 1 and not group and token.kind == "number" and _is_scale(tokens, i + 1, total):
            group, i = _to_float(token.text), i + 1
            is_long = True
        else:
            break
    value = total + group
    n_digits = n_digits_of(value) if is_long else start.n_digits
    return replace(start, value=value, scale=1.0 if is_long else scale, n_digits=n_digits, stop=stop), i


def _is_scale(tokens: Sequence[Token], i: int, below: float) -> bool:
    numeral = numerals().get(token_at(tokens, i).lower)
    return bool(numeral and numeral.kind == "scale" and numeral.value < below)


def _n_digits(text: str) -> int:
    """Significant digits: 1 500 has two."""
    digits = re.sub(r"\D", "", text)
    return len(digits.lstrip("0")) if re.search("[.,]", text) else len(digits.strip("0")) or 1


def n_digits_of(value: float) -> int:
    """Significant digits of a number that was told in words, or in several scales.

    >>> n_digits_of(2000.0), n_digits_of(2_350_000.0), n_digits_of(1.5)
    (1, 3, 2)
    """
    return _n_digits(f"{value:.9f}".rstrip("0").rstrip("."))


def rounds_to(exact: float, rounded: float, n_digits: int) -> bool:
    """Whether a number, rounded to so many significant digits, gives the other.

    >>> rounds_to(1487, 1500, 2), rounds_to(1487, 1600, 2)
    (True, False)
    """
    if not exact or not rounded or n_digits > 8 or math.isinf(exact):
        return False
    unit = round_step(exact, n_digits)
    return math.isclose(round(exact / unit) * unit, rounded, rel_tol=1e-6)


def round_step(value: float, n_digits: int) -> float:
    """How far one number of so many significant digits is from the next: 100 for 1 500 with two of them."""
    return float(10 ** (math.floor(math.log10(abs(value))) - n_digits + 1))


def _to_float(text: str) -> float:
    text = text.replace(".", "") if text.count(".") > 1 else text  # 1.234.567
    return float(re.sub(r"\s", "", text).replace(",", ".") or 0)
