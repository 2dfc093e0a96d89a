"""Lone letters that stand as a preposition, a conjunction, an initial or the ending of an ordinal (rules 8 and 10).

Such a letter is repaired on the strength of its neighbours and of the document's evidence, the
number of words that were repaired from the same script. Greek symbols stay without it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .dictionary import cases_of
from .language import is_other_cyrillic
from .look_alikes import RULE, look_alikes
from .repairs import Edit
from .tokens import FOREIGN, Surroundings, Token, lone_letters
from .words import takes_letter, word_list

MIN_EVIDENCE = 2  # repaired mixed words of the same script
_LONE = frozenset("аокусвАОКУСВ")
_COMMON_SLIPS = frozenset("сСоОВК")  # repaired without evidence; у, а, в, к are names of variables more often
_NEAR = 60  # characters looked at on each side
_WORD_BEFORE = re.compile(r"(\w+)[»\"”)]?,?:?[ \u00a0\n]+[«\"„(]?$")
_WORD_AFTER = re.compile(r"^[ \u00a0\n]+[«\"„(]?(\w+)")
_SENTENCE_START = re.compile(r"(?:^|\n|[.!?…:;—–-][»\"”)]?[ \u00a0])[ \u00a0]*[«\"„(]?$")
_LONE_LATIN = re.compile(r"(?<![\w.-])[A-Za-z](?!\w)")
_QUOTE_START = re.compile(_SENTENCE_START.pattern + r"|[«\"„(]$")
_FORMULA_BEFORE = re.compile(r"[=+*/<>×·^°&] ?$")
_FORMULA_AFTER = re.compile(r"^ ?[=+*/<>×·^]")
_STRANGE_BEFORE = re.compile(r"(?<!\w)[D-GIJLNQ-SU-WZbdf-jl-nq-wz],? $")  # lone letters that are no word in disguise
_STRANGE_AFTER = re.compile(r"^,? [D-GIJLNQ-SU-WZbdf-jl-nq-wz](?!\w)")
_ONE = FOREIGN.pattern[:-1]
_INITIAL = re.compile(rf"(?<![\w.-]){_ONE}(?=\.)|(?<=[А-ЯЁ]\.){_ONE}(?=\.)")
_INITIAL_BEFORE = re.compile(r"(?<!\w)[А-ЯЁ]\. ?$")
_INITIALS_AFTER = re.compile(r"\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]")
_SURNAME_AFTER = re.compile(r"\. ?(?:[А-ЯЁ]\. ?)?[А-ЯЁ][а-яё]")
_ORDINAL = re.compile(rf"(?<![\w.-])(\d{{1,4}})-({_ONE})(?![\w-])")
_ORDINAL_ENDINGS = frozenset("хемя")
_CASES = frozenset({"gent", "datv", "accs", "ablt", "loct"})
_LATIN_WORD = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def repair_lone_letters(text: str, evidence: Counter[str]) -> list[Edit]:
    """The edits for letters that stand alone, given the evidence by script.

    >>> repair_lone_letters("Он пришёл c соседом", Counter())
    [Edit(rule='homoglyph', start=10, stop=11, after='с')]
    >>> repair_lone_letters("гепатит C у детей, κ как коэффициент, точки a и c", Counter())
    []
    """
    tokens = lone_letters(text, bool(evidence))
    words = [edit for token in tokens if (edit := _lone_letter(text, token, evidence))]
    attached = [*_initials(text, evidence), *_ordinals(text, evidence)]
    return sorted({edit.start: edit for edit in words + attached}.values(), key=lambda edit: edit.start)


def _initials(text: str, evidence: Counter[str]) -> Iterator[Edit]:
    """Initials beside Russian ones and before a Russian surname: «C. А. Иванов»; in a spoiled document any."""
    for match in _INITIAL.finditer(text):
        reading = _read(match[0], evidence)
        if reading is None or not reading.word.isupper():
            continue
        before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
        is_beside = _INITIAL_BEFORE.search(before) or _INITIALS_AFTER.match(after)
        leader = _WORD_BEFORE.search(before)
        is_named = reading.evidence >= MIN_EVIDENCE and not (leader and takes_letter(leader[1]))
        if (is_beside or is_named) and _SURNAME_AFTER.match(after):
            yield Edit(RULE, *match.span(), reading.word)


def _ordinals(text: str, evidence: Counter[str]) -> Iterator[Edit]:
    """Endings of ordinals: «в 1990-x» always, «2017-м» and the like in a spoiled document."""
    for match in _ORDINAL.finditer(text):
        reading = _read(match[2], evidence)
        if reading is None:
            continue
        is_decade = reading.word == "х" and match[1].endswith("0") and len(match[1]) in (2, 4)
        if is_decade or (reading.evidence >= MIN_EVIDENCE and reading.word in _ORDINAL_ENDINGS):
            yield Edit(RULE, *match.span(2), reading.word)


@dataclass(frozen=True)
class _Reading:
    """A letter in Russian and the evidence of the script it was written in."""

    word: str
    evidence: int


def _read(letter: str, evidence: Counter[str]) -> _Reading | None:
    twins = look_alikes(letter)
    return _Reading(twins[0].target, evidence[twins[0].script]) if twins and twins[0].is_close else None


def _is_exotic(letter: str) -> bool:
    """Whether the letter is neither Latin nor Greek: alone it is no symbol of anything."""
    return not letter.isascii() and not "\u0370" <= letter <= "\u03ff"


def _lone_letter(text: str, token: Token, evidence: Counter[str]) -> Edit | None:
    reading = _read(token.word, evidence)
    if reading is None:
        return None
    if evidence.total() >= MIN_EVIDENCE and _is_exotic(token.word):
        return Edit(RULE, token.start, token.stop, reading.word)
    if reading.word not in _LONE:
        return None
    before, after = text[max(0, token.start - _NEAR) : token.start], text[token.stop : token.stop + _NEAR]
    is_spoiled = reading.evidence >= MIN_EVIDENCE
    if not is_spoiled and not token.word.isascii() and token.word != "ο":
        return None
    if not _stands_as_word(reading.word, before, after, is_spoiled) or Surroundings(text).protect(token):
        return None
    return None if is_other_cyrillic(before + after) else Edit(RULE, token.start, token.stop, reading.word)


def _stands_as_word(letter: str, before: str, after: str, is_spoiled: bool) -> bool:
    """Whether a preposition or conjunction can stand between these neighbours."""
    if _FORMULA_BEFORE.search(before) or _FORMULA_AFTER.search(after):
        return False
    if is_spoiled:
        return _fits_spoiled(letter, before, after)
    if letter not in _COMMON_SLIPS or _LONE_LATIN.search(before) or _LONE_LATIN.search(after):
        return False
    follower = _WORD_AFTER.search(after)
    if not follower or not _fits_before(letter, before, _SENTENCE_START):
        return False
    if follower[1][0].isdigit():
        return letter == "с"
    return bool(_CYRILLIC.match(follower[1])) and _can_govern(letter, follower[1])


def _fits_spoiled(letter: str, before: str, after: str) -> bool:
    """The same in a document with evidence: neighbours may be Latin words and spoiled lone letters."""
    if _STRANGE_BEFORE.search(before) or _STRANGE_AFTER.search(after):
        return False
    follower = _WORD_AFTER.search(after)
    if follower and _LATIN_WORD.match(follower[1]):
        leader = _WORD_BEFORE.search(before)
        return letter.islower() and leader is not None and _can_lead(leader[1]) and not leader[1].isdigit()
    if follower is None:
        return False
    return _fits_before(letter, before, _QUOTE_START) or _can_govern(letter, follower[1])


def _fits_before(letter: str, before: str, start: re.Pattern[str]) -> bool:
    """A capital opens a sentence or stands among capitals; a small letter follows a word that can lead it."""
    if start.search(before):
        return True
    leader = _WORD_BEFORE.search(before)
    if letter.isupper():
        return leader is not None and len(leader[1]) > 1 and leader[1].isupper()
    return before.endswith(", ") or (leader is not None and _can_lead(leader[1]))


def _can_lead(word: str) -> bool:
    """Whether a preposition or conjunction can follow this word."""
    if not (_CYRILLIC.match(word) or word.isdigit()):
        return False
    return not takes_letter(word) and word.lower() not in word_list("after_no_preposition")


def _can_govern(letter: str, follower: str) -> bool:
    """Whether the next word stands in a case that the preposition asks for."""
    return any(letter in word_list(case) for case in cases_of(follower) & _CASES)
