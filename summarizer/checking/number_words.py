"""Numbers in words, in the first half of a compound, and in Roman letters."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.counted import after_point, in_unit, with_context, with_counted, with_more
from summarizer.checking.digits import n_digits_of
from summarizer.checking.facts import EXACT, Quantity
from summarizer.checking.forms import is_given_name
from summarizer.checking.tokens import Numeral, Token, Unit, numerals, prefixes, token_at, unit_stems
from summarizer.patterns import pattern

_ROMAN: Final = pattern(r"[IVXХ]{1,9}")  # «XXXVIII»; the last sign is Cyrillic
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "Х": 10}
_OVER: Final = frozenset("более больше свыше около менее меньше порядка".split())  # «больше сотни», «около миллиона»
_LOOSE: Final = frozenset({("unit", 1.0), ("ordinal", 1.0), ("lot", 12.0), ("lot", 100.0)})


def read_words(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int] | None:
    """The quantity of the number words from token i on, and the index after it; None for «тысячи» and «десятки»."""
    parts, after = _parts_at(tokens, i, taken)
    is_one = _is_one_scale(tokens[i].lower, parts) or token_at(tokens, i - 1).lower in _OVER
    if parts[0].kind in ("lots", "scale") and not is_one:
        return None
    value, kind = _sum(parts), parts[-1].kind
    share = _share_at(tokens, after) if kind == "unit" else 0.0
    if share and value * share < 100:  # «три четверти», «двух пятых»
        value, kind, after = value * share, "share", after + 1
    is_loose = len(parts) == 1 and ((kind, value) in _LOOSE or kind in ("share", "times"))
    n_digits = EXACT if kind == "ordinal" else n_digits_of(value)
    start = Quantity("number", "", tokens[i].start, tokens[after - 1].stop, value, n_digits=n_digits, is_loose=is_loose)
    if kind in ("times", "share"):
        return with_context(replace(start, family="times" if kind == "times" else "percent"), tokens, i), after
    is_collective = kind in ("collective", "lot") and 2 <= value <= 10
    start = replace(start, is_ordinal=kind == "ordinal", is_collective=is_collective)
    start = replace(start, scale=parts[-1].value if kind == "scale" else 1.0)
    start, after = with_more(start, after, tokens)
    counted, after = with_counted(start, tokens, after_point(tokens, after - 1), taken)
    return with_context(counted, tokens, i), after


def _share_at(tokens: Sequence[Token], i: int) -> float:
    """How many per cent token i is: «четверти», «пятых», not in «два пятых класса»."""
    numeral = numerals().get(token_at(tokens, i).lower)
    if not numeral or numeral.kind == "share":
        return numeral.value if numeral else 0.0
    is_part = numeral.kind == "ordinal" and numeral.value > 2 and tokens[i].lower.endswith(("ых", "ьих"))
    return 100 / numeral.value if is_part and tokens[i - 1].lower != "два" else 0.0


def _parts_at(tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[list[Numeral], int]:
    """The number words from token i on that make one number, and the index after them."""
    parts: list[Numeral] = []
    for after in range(i, len(tokens)):
        numeral = numerals().get(tokens[after].lower)
        if not numeral or after in taken:
            return parts, after
        if len(parts) == 1 and parts[0].value < 10 and numeral.kind in ("lot", "lots"):  # «два десятка», «пять сотен»
            return [Numeral("unit", parts[0].value * numeral.value)], after + 1
        if parts and not _continues(parts[-1], numeral):
            return parts, after
        parts.append(numeral)
        if numeral.kind in ("ordinal", "times", "share"):
            return parts, after + 1
    return parts, len(tokens)


def _continues(before: Numeral, numeral: Numeral) -> bool:
    """Whether a number word goes on with the number before it: «двадцать» «пять», not «пять» «двадцать»."""
    rank = {"unit": 1, "teen": 1, "collective": 1, "lot": 1, "ten": 2, "hundred": 3}
    if numeral.kind == "scale":
        return before.kind != "ordinal"
    if numeral.kind == "ordinal":  # «двадцать пятый», not «четыре первых»
        return before.kind in ("ten", "hundred", "scale") and numeral.value < before.value
    if before.kind == "scale":
        return numeral.kind in rank and numeral.value < before.value
    is_less = rank.get(numeral.kind, 9) < rank.get(before.kind, 0)
    return is_less and (before.kind, numeral.kind) != ("ten", "teen")


def _is_one_scale(form: str, parts: Sequence[Numeral]) -> bool:
    """«миллион рублей» is a number, «миллионы» and «тысяч» alone are none."""
    is_lots = parts[0].kind == "lots"
    return not is_lots and (len(parts) > 1 or form in ("тысяча", "тысячу", "миллион", "миллиард", "триллион"))


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
        half = Quantity("number", "", token.start, token.stop, value, n_digits=EXACT, is_loose=True)
        return in_unit(half, unit), i + 1
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
            return in_unit(Quantity("number", "", token.start, token.stop, total, n_digits=EXACT), unit), i + 1
    return None


def read_roman(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """«XIX век», «Екатерина II»: Roman numerals before a noun in lower case, or behind a given name."""
    token = tokens[i]
    is_ruler = token.text != "Х" and is_given_name(token_at(tokens, i - 1).lower)  # «Иван Х. Котов»
    if not _ROMAN.fullmatch(token.text) or not (is_ruler or token_at(tokens, i + 1).text[:1].islower()):
        return None
    digits = [_ROMAN_VALUES[letter] for letter in token.text]
    value = sum(-d if d < max(digits[k:]) else d for k, d in enumerate(digits))
    start = Quantity("number", "", token.start, token.stop, float(value), is_ordinal=True, n_digits=EXACT)
    if is_ruler:
        return start, i + 1
    return with_counted(start, tokens, i + 1, set())
