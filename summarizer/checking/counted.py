"""What a number counts: the unit or the noun after it, the sign and the hedge before it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import OCCASION, YEAR, Quantity
from summarizer.checking.tokens import Token, Unit, numerals, token_at, units
from summarizer.cleaning.dictionary import is_known, lemma_of, readings_of

_MORE: Final = {"половиной": 0.5, "лишним": 0.0, "небольшим": 0.0}  # what stands behind «с»
_HEDGES: Final = frozenset("около почти примерно порядка приблизительно более свыше больше менее меньше до".split())
_WHOLES: Final = frozenset(
    "голос подпись случай место мандат семья команда экипаж пара группа житель".split()
)  # people or not
POINTED: Final = ("тыс", "млн", "млрд", "трлн")
ERAS: Final = frozenset({"век", "столетие"})
_SOFTENED: Final = frozenset({*_HEDGES, "чем", "не"}) - {"до"}
_BEFORE_TIMES: Final = frozenset("в во на — – - до или и".split())  # «в 2–3 раза»
_TURNED: Final = frozenset("на за через в до с под".split())  # between a unit and its number: «минут на двадцать»
_MANY: Final = frozenset("несколько много мало сколько столько пара пару".split())
_NOMINAL: Final = frozenset({"NOUN", "ADJF", "PRTF"})


def with_more(start: Quantity, i: int, tokens: Sequence[Token]) -> tuple[Quantity, int]:
    """«три с половиной», «три с половиной миллиона», «2 млн с половиной», «полтора с лишним»."""
    more = _MORE.get(token_at(tokens, i + 1).lower) if token_at(tokens, i).lower == "с" else None
    if more is None:
        return start, i
    stop, after = tokens[i + 1].stop, i + 2
    start = replace(start, n_digits=start.n_digits + (more > 0), bound=int(not more))
    before, behind = (numerals().get(token_at(tokens, at).lower) for at in (i - 1, after))
    if before and before.kind == "scale":
        return replace(start, value=start.value + before.value * more, stop=stop), after
    if behind and behind.kind == "scale":
        stop, after = tokens[after].stop, after_point(tokens, after)
        return replace(start, value=(start.value + more) * behind.value, scale=behind.value, stop=stop), after
    return replace(start, value=start.value + more, stop=stop), after


def after_point(tokens: Sequence[Token], i: int) -> int:
    """The index after a scale and the point that shortens it: «тыс.»."""
    is_short = token_at(tokens, i + 1).text == "." and tokens[i].lower in POINTED
    return i + 2 if is_short else i + 1


def in_unit(quantity: Quantity, unit: Unit, stop: int = 0) -> Quantity:
    """A number that counts in a unit, which may end behind it, at ``stop``."""
    value = quantity.value * unit.factor
    return replace(quantity, value=value, factor=unit.factor, family=unit.family, stop=stop or quantity.stop)


def with_counted(start: Quantity, tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int]:
    """A number with the unit or the noun at token i, and the index after it; its text reaches to the end of a unit."""
    token = token_at(tokens, i)
    if token.kind in ("", "number"):
        return start, i
    for n_words in (3, 2, 1):
        unit = _unit_at(tokens, i, n_words)
        if unit and i not in taken:
            return _with_unit(start, tokens, i, unit)
    if tokens[i - 1].text == "." and token.text[0].isupper():
        return start, i  # «8 тыс. Последний раз»: a new sentence
    return _with_noun(start, tokens, i, taken)


def _with_unit(start: Quantity, tokens: Sequence[Token], i: int, unit: tuple[Unit, int]) -> tuple[Quantity, int]:
    """A number with the unit at token i, which comes with the index after it: «5 км», no «89-я минута»."""
    found, after = unit
    if _is_uncounted(start, tokens[i].lower):
        return start, i
    if _is_year_of_life(start, tokens, i):
        return in_unit(replace(start, value=start.value - 1, is_ordinal=False), Unit("month", YEAR)), i + 1
    if start.is_ordinal or _is_numbered(start, tokens[i].lower):  # «на 89-й минуте», «в 17 веке»: no measure
        return replace(start, noun=lemma_of(tokens[i].lower), is_animate=False, is_ordinal=True), i + 1
    return in_unit(start, found, tokens[after - 1].stop), after


def _with_noun(start: Quantity, tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int]:
    """A number with the noun that stands from token i on, adjectives before it, or with people that one names."""
    substantive = ""
    for j in range(i, min(i + 4, len(tokens))):
        token = tokens[j]
        reading = readings_of(token.lower)[0]
        if token.kind != "word" or j in taken or token.lower in numerals() or token.lower in _HEDGES:
            break
        if not reading.grammemes & _NOMINAL:
            break
        unit = units().get(lemma_of(token.lower)) if j > i else None
        if unit:
            return in_unit(start, unit, token.stop), j + 1  # «12 рабочих дней»
        if "NOUN" in reading.grammemes:
            is_vague = reading.lemma in _WHOLES or not is_known(token.lower)
            is_animate = None if is_vague else "anim" in reading.grammemes
            return replace(start, noun=reading.lemma, is_animate=is_animate), i
        substantive = substantive or (reading.lemma if _may_be_people(token.lower) else "")
    substantive = substantive or ("человек" if start.is_collective else "")
    if substantive:  # «семь раненых», «трое погибших»
        return replace(start, noun=substantive, is_animate=None if start.is_ordinal else True), i
    return start, i


def _may_be_people(word: str) -> bool:
    """«раненых», «пострадавших», not «собственных»."""
    return any(reading.grammemes & {"NOUN", "PRTF", "Subx"} for reading in readings_of(word))


def _is_year_of_life(start: Quantity, tokens: Sequence[Token], i: int) -> bool:
    """«на 88-м году жизни»: at the age of 87."""
    behind = [lemma_of(token.lower) for token in tokens[i : i + 2]]
    return start.is_ordinal and start.value > 1 and behind == ["год", "жизнь"]


def with_unit_before(start: Quantity, tokens: Sequence[Token], first: int) -> Quantity:
    """«минут на двадцать», «лет через пять»: a number that counts nothing else takes the unit before it, about so many.

    >>> from summarizer.checking.tokens import tokenize
    >>> told = ("минут на двадцать", "пять минут на двадцать", "минуту на двадцать")
    >>> [with_unit_before(Quantity("number", "", 0, 0, 20.0), tokenize(t), len(t.split()) - 1).family for t in told]
    ['hour', '', '']
    """
    if first < 2 or not start.is_bare or start.is_ordinal or tokens[first - 1].lower not in _TURNED:
        return start
    counted, before = tokens[first - 2], token_at(tokens, first - 3).lower
    reading = readings_of(counted.lower)[0]
    is_told = before in numerals() or before in _MANY or before[:1].isdigit()
    if is_told or not reading.grammemes >= {"plur", "gent"}:
        return start
    unit = units().get(reading.lemma)
    if not unit or unit.family == "times":
        return start
    return replace(in_unit(start, unit), has_hedge=True)


def with_occasion(quantity: Quantity, tokens: Sequence[Token], first: int) -> Quantity:
    """«6 раз», not «в 6 раз», «в более чем 6 раз» or «вдвое»."""
    before = next((token.lower for token in tokens[:first][::-1] if token.lower not in _SOFTENED), "")
    is_counted = quantity.family == "times" and " " in quantity.text and before not in _BEFORE_TIMES
    return replace(quantity, noun=OCCASION) if is_counted else quantity


def _is_numbered(start: Quantity, unit: str) -> bool:
    """«в 17 веке», «2 веком» against «17 веков», «2 века»: a singular that no number counts by."""
    readings = [reading.grammemes for reading in readings_of(unit) if reading.lemma in ERAS]
    return any("sing" in one for one in readings) and (start.value > 4 or not any("gent" in one for one in readings))


def _is_uncounted(start: Quantity, unit: str) -> bool:
    """«9 годом ранее»: no number but one counts by a singular in the instrumental."""
    readings = [reading.grammemes for reading in readings_of(unit)]
    return start.value % 10 != 1 and not start.is_ordinal and all(one >= {"sing", "ablt"} for one in readings)


def _unit_at(tokens: Sequence[Token], i: int, n_words: int) -> tuple[Unit, int] | None:
    """A unit of n_words words at token i, points of abbreviations left out."""
    words: list[str] = []
    j = i
    while len(words) < n_words and j < len(tokens):
        if tokens[j].text != "." or not words:
            if tokens[j].lower in "сг" and n_words == 1 and token_at(tokens, j + 1).text != ".":
                return None  # «5 с половиной», «8 г»: too short to be sure
            words.append(tokens[j].lower if tokens[j].lower in units() else lemma_of(tokens[j].lower))
        j += 1
    unit = units().get("+".join(words))
    return (unit, j) if unit and len(words) == n_words else None


def with_context(quantity: Quantity, tokens: Sequence[Token], i: int) -> Quantity:
    """Hedges and money signs that stand before a number."""
    before = [token.lower for token in tokens[max(0, i - 2) : i]]
    if before and before[-1] == "№" and not quantity.family:
        return replace(quantity, family="label", noun="")
    sign = units().get(before[-1]) if before and before[-1] in "$€£" else None
    hedged = replace(quantity, has_hedge=not _HEDGES.isdisjoint(before))
    return replace(hedged, family=sign.family, noun="") if sign and not hedged.family else hedged


def is_ago(tokens: Sequence[Token], i: int) -> bool:
    """«два года назад»: reckoned from the day of writing."""
    return any(token.lower == "назад" for token in tokens[i : i + 2])
