"""Names of a summary: entities of the tagger, capitalised words, abbreviations and designations."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import Fact, apart
from summarizer.checking.ner import find_entities
from summarizer.cleaning.dictionary import is_known, readings_of
from summarizer.patterns import pattern
from summarizer.split import split_sentences

_NAME: Final = pattern(
    r"(?<![\w.@/])(?:[А-ЯЁ][А-ЯЁа-яё]*|[A-Z][A-Za-z]*|[a-z]+[A-Z][A-Za-z]*)(?:-[А-ЯЁA-Zа-яёa-z]+)*(?:-?\d+)?(?![\w@])"
)
_FORMULA: Final = pattern(r"(?<!\w)\d*[A-Z][A-Za-z]*(?:[₀-₉]+[A-Za-z]*)+(?!\w)")  # SO₂
_OPENS: Final = pattern(r"(?:^|[.!?…:\n]\s*|[«„“\"(\[—–-]\s?)$")
_PROPER: Final = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"}
_OF_ONE: Final = {"Name", "Surn", "Patr", "Geox"}  # of these names no compound in lower case is made
_GENERIC: Final = frozenset({"СМИ", "ДТП", "ЧП", "ТВ", "ПО", "ТЦ"})  # common nouns in capitals
_OF_PLACES: Final = frozenset(
    "северный южный восточный западный центральный новый старый верхний нижний средний великий большой малый дальний "
    "ближний красный белый черный соединить".split()
)
_PREFIXES: Final = frozenset("экс вице пресс топ обер унтер".split())  # no words, before a hyphen
_ROMAN: Final = pattern(r"[IVXLCМХ]+")


def find_names(text: str) -> list[Fact]:
    """The names of a short text in order.

    >>> [(f.kind, f.text) for f in find_names("Глава МИД Иванов уехал. Поездка в Пермь удалась")]
    [('abbreviation', 'МИД'), ('person', 'Иванов'), ('place', 'Пермь')]
    >>> find_names("Погода хорошая")
    []
    """
    found: list[Fact] = []
    for sentence in split_sentences(text):
        spans = [_trim(part) for fact in find_entities(sentence.text) for part in _parts(fact)]
        entities = [fact for fact in spans if any(map(str.isupper, fact.text)) and not _ROMAN.fullmatch(fact.text)]
        entities = [f for f in entities if f.text not in _GENERIC and _is_whole(f, sentence.text)]
        entities = [fact for fact in entities if not _is_common(fact, sentence.text)]
        entities = [_without_opening(fact, sentence.text) for fact in entities]
        entities += apart(_capitalised(sentence.text), entities)
        found += [replace(f, start=f.start + sentence.start, stop=f.stop + sentence.start) for f in entities]
    return sorted((_as_abbreviation(fact) for fact in found), key=lambda fact: fact.start)


def _parts(fact: Fact) -> Iterator[Fact]:
    """«Международная федерация (МФ» as two names."""
    at = fact.text.find("(")
    if at < 0:
        yield fact
        return
    yield replace(fact, text=fact.text[:at], stop=fact.start + at)
    yield replace(fact, text=fact.text[at + 1 :], start=fact.start + at + 1)


def _trim(fact: Fact) -> Fact:
    """The entity without quotation marks at its ends and without «ТАСС» glued by a comma."""
    text = fact.text.strip("«»„“”\"' ,.()")
    start = fact.start + fact.text.find(text)
    if re.search(r"\b[А-ЯЁA-Z]\.$", fact.text):
        return fact
    return replace(fact, text=text, start=start, stop=start + len(text))


def _is_whole(fact: Fact, sentence: str) -> bool:
    """Whether an entity is no part of a word: «ИМ» of «0ИМ»."""
    around = sentence[max(0, fact.start - 1) : fact.start] + sentence[fact.stop : fact.stop + 1]
    return not re.search(r"\w", around)


def _is_common(fact: Fact, sentence: str) -> bool:
    """Whether an entity is a common noun that merely opens its sentence: «Бухгалтера оштрафовали»."""
    opens = bool(_OPENS.search(sentence[max(0, fact.start - 4) : fact.start]))
    first, *others = fact.text.split()
    if opens and not others and "-" in first:
        return is_common_compound(first)
    if not opens or not first.isalpha() or first.isupper() or not is_known(first) or any(map(_is_capital, others)):
        return False
    if others:  # «Открыт музей» is no name, «Центральный банк» is one
        return not readings_of(first)[0].grammemes & {"NOUN", "ADJF", "PRTF"}
    return not any(reading.grammemes & _PROPER for reading in readings_of(first))


def is_common_compound(word: str) -> bool:
    """«Страны-экспортёры», «Экс-директор», not «Москва-река» or «Алма-Ата»."""
    first, *others = word.split("-")
    words = others if first.lower() in _PREFIXES else [first, *others]
    if first.isupper() or not others or not all(map(str.islower, others)) or not all(map(is_known, words)):
        return False
    readings = [[reading.grammemes for reading in readings_of(part)] for part in words]
    return all("NOUN" in part[0] and not any(one & _OF_ONE for one in part) for part in readings)


def _is_capital(word: str) -> bool:
    return word.lstrip('«„“"(')[:1].isupper()


def _without_opening(fact: Fact, sentence: str) -> Fact:
    """«Саночник Альберт Демченко» without the common noun that opens the sentence."""
    first, _, rest = fact.text.partition(" ")
    opens = bool(_OPENS.search(sentence[max(0, fact.start - 4) : fact.start]))
    if not (opens and _is_capital(rest) and first.isalpha() and not first.isupper() and is_known(first)):
        return fact
    if any(reading.grammemes & _PROPER for reading in readings_of(first)) or _is_of_place(first, fact):
        return fact
    return replace(fact, text=rest, start=fact.stop - len(rest))


def _is_of_place(word: str, fact: Fact) -> bool:
    """Whether an adjective belongs to the name: «Северная Корея», not «Ночная Москва»."""
    return fact.kind == "place" and any(r.lemma in _OF_PLACES for r in readings_of(word))


def _as_abbreviation(fact: Fact) -> Fact:
    is_short = 2 <= len(fact.text) <= 6 and fact.text.isupper() and fact.text.isalpha()
    return replace(fact, kind="abbreviation") if is_short else fact


def _capitalised(sentence: str) -> Iterator[Fact]:
    """Capitalised words that do not merely begin a sentence or a quotation; designations like МиГ-21, formulas."""
    yield from (Fact("name", match[0], match.start(), match.end()) for match in _FORMULA.finditer(sentence))
    for match in _NAME.finditer(sentence):
        text = match[0]
        if len(text) == 1 or _ROMAN.fullmatch(text) or text in _GENERIC:
            continue
        opens = bool(_OPENS.search(sentence[max(0, match.start() - 4) : match.start()]))
        if not opens or text[1:] != text[1:].lower() or text[-1].isdigit() or _is_proper(text):
            yield Fact("name", text, match.start(), match.end())


def _is_proper(word: str) -> bool:
    """Whether a word that opens a sentence is a name all the same: the dictionary has no common word for it."""
    if is_common_compound(word):
        return False
    if not re.search("[а-яё]", word.lower()):
        return len(word) > 2
    return bool(readings_of(word)[0].grammemes & _PROPER)
