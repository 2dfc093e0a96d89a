"""Single letters that belong to what they stand beside: initials, endings of ordinals, abbreviations."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .look_alikes import RULE, look_alikes
from .repairs import Edit
from .tokens import FOREIGN
from .words import takes_letter

MIN_EVIDENCE = 2  # repaired mixed words of the same script
_NEAR = 60  # characters looked at on each side
_ONE = FOREIGN.pattern[:-1]
_INITIAL = re.compile(rf"(?<![\w.-]){_ONE}(?=\.)|(?<=[А-ЯЁ]\.){_ONE}(?=\.)")
_WORD_BEFORE = re.compile(r"(\w+)[»\"”)]?,?:?[ \u00a0\n]+$")
_INITIAL_BEFORE = re.compile(r"(?<!\w)[А-ЯЁ]\. ?$")
_INITIALS_AFTER = re.compile(r"\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]")
_SURNAME_AFTER = re.compile(r"\. ?(?:[А-ЯЁ]\. ?)?[А-ЯЁ][а-яё]")
_TWO_AFTER_SURNAME = re.compile(rf"(?<=[А-ЯЁ])([а-яё]+) ({_ONE})\. ?({_ONE})\.(?= [а-яё(—–]|[,;)\n]|$)")
_ORDINAL = re.compile(rf"(?<![\w.-])(\d{{1,4}})-({_ONE})(?![\w-])")
_ORDINAL_ENDINGS = frozenset("хемя")
# м/с, т. е., т.к., «прибыл(а)», 90-е годы
_ABBREVIATED = re.compile(
    r"(?<=\bм/)c\b|(?<=[а-яё]{2}\()a(?=\))|(?<=\bт\.)[ek](?=\.)|(?<=\bт\. )[ek](?=\.)|(?<=\d0-)e(?= (?:год|гг))"
)


def repair_attached_letters(text: str, evidence: Counter[str]) -> list[Edit]:
    """The edits for letters that are part of a name, a date or an abbreviation, given the evidence by script.

    >>> [edit.after for edit in repair_attached_letters("C. А. Иванов родился в 1990-x, т. e. позже.", Counter())]
    ['С', 'х', 'е']
    >>> repair_attached_letters("Витамин C. Это важно. Сеть 802.11-x.", Counter())
    []
    """
    found = [*_initials(text, evidence), *_ordinals(text, evidence), *_abbreviations(text)]
    return sorted({edit.start: edit for edit in found}.values(), key=lambda edit: edit.start)


@dataclass(frozen=True)
class _Reading:
    """A letter in Russian and the evidence of the script it was written in."""

    letter: str
    evidence: int


def _read(letter: str, evidence: Counter[str]) -> _Reading | None:
    twins = look_alikes(letter)
    return _Reading(twins[0].target, evidence[twins[0].script]) if twins and twins[0].is_close else None


def _initials(text: str, evidence: Counter[str]) -> Iterator[Edit]:
    """Initials beside Russian ones or a Russian surname: «C. А. Иванов», «Петрова O. B.»; in a spoiled document any."""
    for match in _INITIAL.finditer(text):
        reading = _read(match[0], evidence)
        if reading is None or not reading.letter.isupper():
            continue
        before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
        is_beside = _INITIAL_BEFORE.search(before) or _INITIALS_AFTER.match(after)
        leader = _WORD_BEFORE.search(before)
        is_named = reading.evidence >= MIN_EVIDENCE and not (leader and takes_letter(leader[1]))
        if (is_beside or is_named) and _SURNAME_AFTER.match(after):
            yield Edit(RULE, *match.span(), reading.letter)
    for match in _TWO_AFTER_SURNAME.finditer(text):
        readings = [_read(match[group], evidence) for group in (2, 3)]
        if all(reading and reading.letter.isupper() for reading in readings):
            yield from (Edit(RULE, *match.span(at), one.letter) for at, one in enumerate(readings, 2) if one)


def _ordinals(text: str, evidence: Counter[str]) -> Iterator[Edit]:
    """Endings of ordinals: «в 1990-x» always, «2017-м» and the like in a spoiled document."""
    for match in _ORDINAL.finditer(text):
        reading = _read(match[2], evidence)
        if reading is None:
            continue
        is_decade = reading.letter == "х" and match[1].endswith("0") and len(match[1]) in (2, 4)
        if is_decade or (reading.evidence >= MIN_EVIDENCE and reading.letter in _ORDINAL_ENDINGS):
            yield Edit(RULE, *match.span(2), reading.letter)


def _abbreviations(text: str) -> Iterator[Edit]:
    for match in _ABBREVIATED.finditer(text):
        yield Edit(RULE, *match.span(), look_alikes(match[0])[0].target)
