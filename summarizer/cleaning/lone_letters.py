"""Words without any Russian letter: lone letters and words wholly in look-alikes (rules 7 to 10).

Such a word is repaired on the strength of its neighbours and of the document's evidence, the
number of mixed words that were repaired from the same script. Greek symbols stay without it.
"""

import re
from collections import Counter
from dataclasses import dataclass

from .dictionary import cases_of, is_known
from .language import is_other_cyrillic
from .look_alikes import look_alikes
from .repairs import Edit, apply_edits, compose_edits
from .tokens import Surroundings, Token, lone_letters, suspicious_tokens
from .words import takes_letter, word_list

RULE = "homoglyph"
MIN_EVIDENCE = 2  # repaired mixed words of the same script
MIN_WHOLE_LETTERS = 4  # shorter words only from the closed list
_MAX_WHOLE_LETTERS = 30
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
_LATIN_BEFORE = re.compile(r"[A-Za-z]{2,}[.,]? $")
_LATIN_AFTER = re.compile(r"^[.,]? [A-Za-z]{2,}")
_CASES = frozenset({"gent", "datv", "accs", "ablt", "loct"})
_LATIN_WORD = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def repair_pure_words(text: str, evidence: Counter[str]) -> list[Edit]:
    """The edits for words without a Russian letter, given the evidence by script.

    >>> repair_pure_words("Он пришёл c соседом", Counter())
    [Edit(rule='homoglyph', start=10, stop=11, after='с')]
    >>> repair_pure_words("гепатит C у детей, κ как коэффициент, точки a и c", Counter())
    []
    """
    whole = []
    if evidence:
        whole = [edit for token in suspicious_tokens(text) if (edit := _whole_word(text, token, evidence))]
    middle = apply_edits(text, whole) if whole else text
    lone = [edit for token in lone_letters(middle, bool(evidence)) if (edit := _lone_letter(middle, token, evidence))]
    return compose_edits(whole, lone, middle)


@dataclass(frozen=True)
class _Reading:
    """A word in Russian letters and the least evidence among the scripts it was written in."""

    word: str
    evidence: int


def _read(word: str, evidence: Counter[str]) -> _Reading | None:
    twins = [look_alikes(letter) for letter in word]
    if not all(one and one[0].is_close for one in twins):
        return None
    return _Reading("".join(one[0].target for one in twins), min(evidence[one[0].script] for one in twins))


def _whole_word(text: str, token: Token, evidence: Counter[str]) -> Edit | None:
    n_letters = token.stop - token.start
    if token.is_mixed or n_letters < 2 or n_letters > _MAX_WHOLE_LETTERS:
        return None
    reading = _read(token.word, evidence)
    if reading is None or reading.evidence < MIN_EVIDENCE or not _is_word(reading.word):
        return None
    before, after = text[max(0, token.start - _NEAR) : token.start], text[token.stop : token.stop + _NEAR]
    if _LATIN_BEFORE.search(before) or _LATIN_AFTER.search(after) or Surroundings(text).protect(token):
        return None
    return Edit(RULE, token.start, token.stop, reading.word)


def _is_word(word: str) -> bool:
    if len(word) >= MIN_WHOLE_LETTERS:
        return is_known(word)
    return word.lower() in word_list("short")


def _lone_letter(text: str, token: Token, evidence: Counter[str]) -> Edit | None:
    reading = _read(token.word, evidence)
    if reading is None or reading.word not in _LONE:
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
    return follower is not None and _fits_before(letter, before, _QUOTE_START)


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
