"""What a number counts: the unit or the noun after it, the sign and the hedge before it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import OCCASION, YEAR, Quantity
from summarizer.checking.tokens import Token, Unit, numerals, units
from summarizer.cleaning.dictionary import is_known, lemma_of, readings_of

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


def with_half(start: Quantity, i: int, tokens: Sequence[Token]) -> tuple[Quantity, int]:
    """«три с половиной», «три с половиной миллиона», «2 млн с половиной»."""
    if i + 1 >= len(tokens) or tokens[i].lower != "с" or tokens[i + 1].lower != "половиной":
        return start, i
    stop, after = tokens[i + 1].stop, i + 2
    start = replace(start, n_digits=start.n_digits + 1)
    before, behind = (numerals().get(tokens[at].lower) for at in (i - 1, min(after, len(tokens) - 1)))
    if before and before.kind == "scale":
        return replace(start, value=start.value + before.value / 2, stop=stop), after
    if behind and behind.kind == "scale":
        stop, after = tokens[after].stop, after_point(tokens, after)
        return replace(start, value=(start.value + 0.5) * behind.value, scale=behind.value, stop=stop), after
    return replace(start, value=start.value + 0.5, stop=stop), after


def after_point(tokens: Sequence[Token], i: int) -> int:
    """The index after a scale and the point that shortens it: «тыс.»."""
    is_short = i + 1 < len(tokens) and tokens[i + 1].text == "." and tokens[i].lower in POINTED
    return i + 2 if is_short else i + 1


def with_counted(start: Quantity, tokens: Sequence[Token], i: int, taken: set[int]) -> tuple[Quantity, int]:
    """The unit or the noun after a number; the quantity's text reaches to the end of a unit."""
    if i >= len(tokens) or tokens[i].kind == "number":
        return start, i
    for n_words in (3, 2, 1):
        unit = _unit_at(tokens, i, n_words)
        if unit and i not in taken:
            found, after = unit
            stop = tokens[after - 1].stop
            if _is_uncounted(start, tokens[i].lower):
                return start, i
            if _is_year_of_life(start, tokens, i):
                return replace(
                    start, value=(start.value - 1) * YEAR, factor=YEAR, family="month", is_ordinal=False
                ), i + 1
            if start.is_ordinal or _is_numbered(start, tokens[i].lower):  # «на 89-й минуте», «в 17 веке»: no measure
                return replace(start, noun=lemma_of(tokens[i].lower), is_animate=False, is_ordinal=True), i + 1
            return replace(
                start, family=found.family, value=start.value * found.factor, factor=found.factor, stop=stop
            ), after
    substantive = ""
    if i < len(tokens) and tokens[i - 1].text == "." and tokens[i].text[0].isupper():
        return start, i  # «8 тыс. Последний раз»: a new sentence
    for j in range(i, min(i + 4, len(tokens))):
        token = tokens[j]
        if token.kind != "word" or j in taken or token.lower in numerals():
            break
        if not readings_of(token.lower)[0].grammemes & _NOMINAL or token.lower in _HEDGES:
            break
        readings = [r for r in readings_of(token.lower) if r.grammemes & _NOMINAL]
        unit_word = units().get(lemma_of(token.lower)) if j > i else None
        if unit_word:
            stop = token.stop  # «12 рабочих дней»
            return replace(
                start, family=unit_word.family, value=start.value * unit_word.factor, factor=unit_word.factor, stop=stop
            ), j + 1
        if "NOUN" in readings[0].grammemes:
            is_vague = readings[0].lemma in _WHOLES or not is_known(token.lower)
            is_animate = None if is_vague else "anim" in readings[0].grammemes
            return replace(start, noun=readings[0].lemma, is_animate=is_animate), i
        substantive = substantive or readings[0].lemma
    if not substantive and start.is_collective:
        substantive = "человек"
    if substantive:  # «семь раненых», «трое погибших»
        return replace(start, noun=substantive, is_animate=None if start.is_ordinal else True), i
    return start, i


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
    counted, before = tokens[first - 2], tokens[first - 3].lower if first > 2 else ""
    reading = readings_of(counted.lower)[0]
    is_told = before in numerals() or before in _MANY or before[:1].isdigit()
    if is_told or not reading.grammemes >= {"plur", "gent"}:
        return start
    unit = units().get(reading.lemma)
    if not unit or unit.family == "times":
        return start
    return replace(start, family=unit.family, value=start.value * unit.factor, factor=unit.factor, has_hedge=True)


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
            if tokens[j].lower in "сг" and n_words == 1 and not (j + 1 < len(tokens) and tokens[j + 1].text == "."):
                return None  # «5 с половиной», «8 г»: too short to be sure
            words.append(tokens[j].lower if tokens[j].lower in units() else lemma_of(tokens[j].lower))
        j += 1
    unit = units().get("+".join(words)) or units().get("+".join(token.lower for token in tokens[i:j]))
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
