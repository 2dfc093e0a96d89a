"""Numbers of a text, in digits and in words, with what they count."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from summarizer.checking.counted import is_ago, with_context, with_counted
from summarizer.checking.facts import Quantity
from summarizer.checking.tokens import Numeral, Token, Unit, numerals, prefixes, read_table, unit_stems, units

_JOINTS: Final = frozenset("- – — до и или из по".split())  # «5–10 домов»: the first number counts houses too
_ORDINAL_END: Final = re.compile(r"(?:й|го|му|м|я|ю|е|х|ми|ая|ое|ый|ой|ые|ых|ую|ого|ому)$")
_ROMAN: Final = re.compile(r"[IVXХ]+")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "Х": 10}
_TENS: Final = frozenset({("collective", 10.0), ("collective", 12.0)})  # «десяток», «дюжина»
_POINTED: Final = ("тыс", "млн", "млрд", "трлн")
_LOOSE: Final = frozenset({("unit", 1.0), ("ordinal", 1.0), ("collective", 12.0), ("collective", 100.0)})


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
    i, last = 0, -9
    while i < len(tokens):
        if i in taken:
            i += 1
            continue
        read = _read_at(tokens, i, taken)
        if read is None:
            i += 1
            continue
        quantity, after = read
        if not (quantity.is_loose and any(a <= quantity.start < b for a, b in idioms)):
            between = tokens[last:i] if last >= 0 else []
            links.append(bool(between) and len(between) <= 2 and all(t.lower in _JOINTS for t in between))
            ago = quantity.family in ("month", "day", "hour") and is_ago(tokens, after)
            quantity = _as_share(quantity)
            found.append(replace(quantity, text=text[quantity.start : quantity.stop], is_ago=ago))
            last = after
        i = after
    return _share_units(found, links)


def _as_share(quantity: Quantity) -> Quantity:
    """«пятая часть» is 20 %."""
    if not quantity.is_ordinal or quantity.noun not in ("часть", "доля") or quantity.value < 3:
        return quantity
    return replace(
        quantity, family="percent", noun="", value=100 / quantity.value, is_ordinal=False, is_loose=True, n_digits=1
    )


def _share_units(found: list[Quantity], links: list[bool]) -> list[Quantity]:
    """A bare number takes the unit, the noun and the scale of the one that a joint leads to."""
    for i in range(len(found) - 1, 0, -1):
        left, right = found[i - 1], found[i]
        if links[i] and left.is_bare and not right.is_bare:
            scale = right.value / _plain(right.text) if right.family and _plain(right.text) else 1.0
            value = left.value * (scale if right.family else 1.0)
            found[i - 1] = replace(left, value=value, family=right.family, noun=right.noun, is_animate=right.is_animate)
    return found


def _plain(text: str) -> float:
    """The number that a quantity's text begins with, 0 if it begins with a word."""
    match = re.match(r"[\d    ]+(?:[.,]\d+)?", text)
    return _to_float(match[0]) if match else 0.0


def _to_float(text: str) -> float:
    return float(re.sub(r"\s", "", text).replace(",", ".") or 0)


def _read_at(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    """The quantity that begins at token i, and the index after it."""
    token = tokens[i]
    if token.kind == "number":
        return _read_digits(tokens, i, taken)
    if token.kind == "word" and token.lower in numerals():
        return _read_words(tokens, i, taken)
    if token.kind == "word":
        return _read_compound(tokens, i) or _read_roman(tokens, i)
    return None


def _read_digits(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    token = tokens[i]
    if i and tokens[i - 1].kind == "word" and tokens[i - 1].stop == token.start:
        return None  # A19: a designation, which is a name
    if i > 1 and tokens[i - 1].lower == "-" and tokens[i - 2].kind == "word" and tokens[i - 2].stop == token.start - 1:
        return None  # МиГ-21
    value, after, is_ordinal = _to_float(token.text), i + 1, False
    score = _score(tokens, i)
    if score:
        return score
    start = Quantity("number", token.text, token.start, token.stop, value, n_digits=_n_digits(token.text))
    suffix = _suffix(tokens, i)
    if suffix:
        unit, scale, is_ordinal = _meaning_of_suffix(suffix.lower)
        start = replace(start, value=value * scale, stop=suffix.stop, is_ordinal=is_ordinal)
        after = i + 3 if tokens[i + 1].lower in "-–" else i + 2
        if unit:
            start = replace(start, family=unit.family, value=start.value * unit.factor, factor=unit.factor)
            return with_context(start, tokens, i), after
    elif (
        (
            after < len(tokens)
            and tokens[after].start == token.stop
            and tokens[after].kind == "word"
            and after not in taken
        )
        and tokens[after].lower not in units()
        and tokens[after].lower not in numerals()
    ):
        return None  # 5G
    start, after = _with_half(*_with_scales(start, tokens, after, taken), tokens)
    counted, after = with_counted(start, tokens, after, taken)
    return with_context(counted, tokens, i), after


def _suffix(tokens: Sequence[Token], i: int) -> Token | None:
    """«летний» of «45-летний», «й» of «89-й»."""
    if i + 2 < len(tokens) and tokens[i + 1].lower in ("-", "–") and tokens[i + 1].start == tokens[i].stop:
        word = tokens[i + 2]
        if word.kind == "word" and word.start == tokens[i + 1].stop and word.text[0].islower():
            return word
    return None


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
    if i + 2 >= len(tokens) or tokens[i + 1].text not in (":", "/") or tokens[i + 2].kind != "number":
        return None
    left, right = tokens[i], tokens[i + 2]
    if tokens[i + 1].start != left.stop or right.start != tokens[i + 1].stop:
        return None
    pair = sorted((_to_float(left.text), _to_float(right.text)), reverse=True)
    value = pair[0] * 1000 + pair[1]
    return Quantity("number", "", left.start, right.stop, value, family="pair", n_digits=9), i + 3


def _read_words(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    table = numerals()
    parts: list[Numeral] = []
    after = i
    while after < len(tokens) and after not in taken and tokens[after].lower in table:
        numeral = table[tokens[after].lower]
        if parts and parts[-1].kind == "unit" and (numeral.kind, numeral.value) in _TENS:  # «два десятка»
            parts[-1] = Numeral("unit", parts[-1].value * numeral.value)
            after += 1
            break
        if parts and not _continues(parts, numeral):
            break  # also «три четверти», below
        parts.append(numeral)
        after += 1
        if numeral.kind in ("ordinal", "times", "share"):
            break
    if parts[0].kind == "scale" and not _is_one_scale(tokens[i].lower, parts):
        return None
    value = _sum(parts)
    last = parts[-1].kind
    if after < len(tokens) and last == "unit" and tokens[after].lower in table:
        share = table[tokens[after].lower]  # «три четверти»
        value, last, after = (
            (value * share.value, "share", after + 1) if share.kind == "share" else (value, last, after)
        )
    loose = len(parts) == 1 and ((last, value) in _LOOSE or last in ("share", "times"))
    start = Quantity("number", "", tokens[i].start, tokens[after - 1].stop, value, n_digits=9)
    is_collective = last == "collective" and 2 <= value <= 10
    start = replace(start, is_ordinal=last == "ordinal", is_loose=loose, is_collective=is_collective)
    if last in ("times", "share"):
        start = replace(start, stop=tokens[after - 1].stop)
        return replace(start, family="times" if last == "times" else "percent"), after
    start, after = _with_half(start, after, tokens)
    if tokens[after - 1].lower in _POINTED and after < len(tokens) and tokens[after].text == ".":
        after += 1
    counted, after = with_counted(start, tokens, after, taken)
    return with_context(counted, tokens, i), after


def _continues(parts: Sequence[Numeral], numeral: Numeral) -> bool:
    """Whether a number word goes on with the number before it: «двадцать» «пять», not «пять» «двадцать»."""
    rank = {"unit": 1, "teen": 1, "collective": 1, "ten": 2, "hundred": 3}
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


def _read_compound(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
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


def _read_roman(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """«XIX век»: Roman numerals before a noun in lower case."""
    token = tokens[i]
    if not _ROMAN.fullmatch(token.text) or i + 1 >= len(tokens) or not tokens[i + 1].text[0].islower():
        return None
    digits = [_ROMAN_VALUES[letter] for letter in token.text]
    value = sum(-d if d < max(digits[k:]) else d for k, d in enumerate(digits))
    start = Quantity("number", "", token.start, token.stop, float(value), is_ordinal=True, n_digits=9)
    return with_counted(start, tokens, i + 1, set())


def _with_scales(start: Quantity, tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int]:
    """«12,5 млрд», «2 млн 300 тыс.»: scales after digits."""
    total, group, is_scaled = 0.0, start.value, False
    stop = start.stop
    while i < len(tokens) and i not in taken:
        token = tokens[i]
        numeral = numerals().get(token.lower)
        if numeral and numeral.kind == "scale":
            total, group, is_scaled, stop = total + (group or 1) * numeral.value, 0.0, True, token.stop
            i += 2 if i + 1 < len(tokens) and tokens[i + 1].text == "." and token.lower in _POINTED else 1
        elif is_scaled and not group and token.kind == "number" and _is_scale(tokens, i + 1, total):
            group, i = _to_float(token.text), i + 1
        else:
            break
    return replace(start, value=total + group, stop=stop), i


def _with_half(start: Quantity, i: int, tokens: Sequence[Token]) -> tuple[Quantity, int]:
    """«три с половиной»."""
    if i + 1 < len(tokens) and tokens[i].lower == "с" and tokens[i + 1].lower == "половиной":
        last = tokens[i - 1].lower
        numeral = numerals().get(last)
        unit = numeral.value if numeral and numeral.kind == "scale" else 1.0
        return replace(start, value=start.value + unit / 2, stop=tokens[i + 1].stop), i + 2
    return start, i


def _is_scale(tokens: Sequence[Token], i: int, below: float) -> bool:
    numeral = numerals().get(tokens[i].lower) if i < len(tokens) else None
    return bool(numeral and numeral.kind == "scale" and numeral.value < below)


def _n_digits(text: str) -> int:
    """Significant digits: 1 500 has two."""
    digits = re.sub(r"\D", "", text)
    return len(digits.lstrip("0")) if re.search("[.,]", text) else len(digits.strip("0")) or 1


def rounds_to(exact: float, rounded: float, n_digits: int) -> bool:
    """Whether a number, rounded to so many significant digits, gives the other.

    >>> rounds_to(1487, 1500, 2), rounds_to(1487, 1600, 2)
    (True, False)
    """
    if not exact or not rounded or n_digits > 8 or math.isinf(exact):
        return False
    unit = 10 ** (math.floor(math.log10(abs(exact))) - n_digits + 1)
    return math.isclose(round(exact / unit) * unit, rounded, rel_tol=1e-6)
