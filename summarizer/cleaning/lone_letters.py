"""Lone letters that stand as a preposition or a conjunction.

Such a letter is repaired on the strength of its neighbours and of the document's evidence, the
number of words that were repaired from the same script. Symbols stay: a letter that the text uses
as one anywhere (x = 5, вектор a, a и b) is one everywhere.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ..patterns import pattern
from .dictionary import cases_of
from .evidence import MIN_WORDS, Document, Evidence
from .language import is_other_cyrillic
from .look_alikes import close_twin
from .repairs import Edit
from .tokens import Token, lone_letters
from .words import takes_letter, word_before, word_list

MIN_HEAVY = 20  # repaired mixed words from which on a capital that opens a sentence before a Latin word is no article
_LONE = frozenset("аокусвАОКУСВ")
_NEAR = 60  # characters looked at on each side, less the words that this cuts
_FIRST_WORD = pattern(r"^\w+")
_LAST_WORD = pattern(r"\w+$")
_NUMERAL = r"[IVXLC]+[ \u00a0]|(?:[А-ЯЁ]\.[ \u00a0]?){1,2}"  # a century or initials before the governed word
_WORD_AFTER = pattern(rf"^[ \u00a0\n]+[«\"„(]?(?:{_NUMERAL})?(\w+)")
_NUMBER_AFTER = pattern(r"^[ \u00a0]+\d[\d \u00a0]*(?:-[а-яё]+)?[ \u00a0]+([а-яё]+)")
_NAME_BEFORE = pattern(r"(?<!\w)[A-Za-z][\w.+-]*[A-Za-z\d][»\"”)]?[ \u00a0]$")
_PARENTHESIS = pattern(r"^, [а-яё]{3}")
_MONTHS = frozenset("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
_PRICE_AFTER = pattern(r"^[ \u00a0]+[$€£¥₽№+−-]\d")
_SENTENCE_START = pattern(r"(?:^|\n|[.!?…:;—–-][»\"”)>]?[ \u00a0])[ \u00a0]*[«\"„(]?$")
_CLAUSE_START = pattern(r"(?:,|[—–])[ \u00a0]$")
_QUOTE_START = pattern(_SENTENCE_START.pattern + r"|[«\"„(]$")
_FORMULA_BEFORE = pattern(r"(?:[=*/×·^°&]|(?<![А-ЯЁ])\+|(?<![….])[<>]) ?$")
_FORMULA_AFTER = pattern(r"^(?: ?[=+*/<>×·^]|\()")
# A lone Latin letter that is no word in disguise, or one of a pair, is a symbol; so are its neighbours.
# I and V are numbers («Пётр I»), the P of S&P and the C of °C belong to their signs.
_STRANGE = pattern(r"(?<![\w.°&’'-])(?<!\d )[D-GJLNP-SUWXZbd-jl-np-xz](?![\w.&’'-])")
_PAIR_BEFORE = pattern(r"(?<![\w°&])[A-Za-z](?: (?:и|или)|,) $")
_PAIR_AFTER = pattern(r"^(?: (?:и|или)|,) [A-Za-z](?!\w)")
_SYMBOL = pattern(
    r"(?<!\w)([A-Za-z])(?= ?[=+*<>×·^]|\()|(?<=[=+*×·^])(?<![А-ЯЁ]\+)[ ]?([A-Za-z])(?!\w)"  # ОПЕК+ с соседями
    r"|(?<=[A-Za-z]\()([A-Za-z])(?!\w)"
)
_AFTER_NOUN = pattern(r"([а-яё]{3,})[ \u00a0]([A-Za-z])(?=[,.;:)]| (?:и|или|не|равн\w+|[—–])(?!\w)|$)", re.I)
_CASES = frozenset({"gent", "datv", "accs", "ablt", "loct", "gen2", "loc2"})
_SECOND_CASES = {"gen2": "gent", "loc2": "loct"}  # «в году», «в лесу»: of some words the form has a name of its own
_LATIN_WORD = pattern(r"[A-Za-z]")
_LATIN_ABBREVIATION = pattern(r"^[A-Z]{2,}$")
_CYRILLIC = pattern(r"[а-яё]", re.IGNORECASE)


def repair_lone_letters(text: str, evidence: Evidence) -> list[Edit]:
    """The edits for letters that stand alone, given the document's evidence.

    >>> repair_lone_letters("Он пришёл c соседом", Evidence())
    [Edit(rule='homoglyph', start=10, stop=11, after='с')]
    >>> repair_lone_letters("гепатит C у детей, κ как коэффициент, точки a и c", Evidence())
    []
    """
    letters = _LoneLetters(text, evidence)
    return [edit for token in lone_letters(text, evidence.n_words > 0) if (edit := letters.edit(token))]


@dataclass(frozen=True)
class _Place:
    """A letter in Russian with what stands around it."""

    letter: str
    before: str
    after: str

    @cached_property
    def leader(self) -> str:
        """The word before it."""
        return word_before(self.before)

    @cached_property
    def follower(self) -> str:
        """The word after it, behind a century or initials."""
        found = _WORD_AFTER.search(self.after)
        return found[1] if found else ""

    @cached_property
    def counted(self) -> str:
        """The word behind a number after it."""
        found = _NUMBER_AFTER.search(self.after)
        return found[1] if found else ""

    def is_symbol(self) -> bool:
        """Whether it stands in a formula, beside other symbols or behind a sign, as in «-o»."""
        if self.before and not self.before[-1].isspace() and self.before[-1] not in '«"„(':
            return True
        if _FORMULA_BEFORE.search(self.before) or _FORMULA_AFTER.search(self.after):
            return True
        if _PAIR_BEFORE.search(self.before) or _PAIR_AFTER.search(self.after):
            return True
        return bool(_STRANGE.search(self.before) or _STRANGE.search(self.after))

    def governs(self) -> bool:
        """Whether the next word, or the one behind a number, stands in a case that the preposition asks for."""
        if self.counted in _MONTHS:
            return self.letter in "сСкК"  # к 1 сентября
        if self.counted:
            return self.letter in "сС" or _can_govern(self.letter, self.counted)
        if self.follower[:1].isdigit():
            return self.letter in "сС"
        return bool(_CYRILLIC.match(self.follower)) and _can_govern(self.letter, self.follower)

    def joins_name(self) -> bool:
        """Whether it is «с» between a Latin name and Russian words that it governs: «ATI c 40-нанометровыми чипами»."""
        governed = self.counted or self.follower
        is_led = self.letter == "с" and _NAME_BEFORE.search(self.before) is not None
        return is_led and _CYRILLIC.match(governed) is not None and _can_govern("с", governed)

    def opens_sentence(self) -> bool:
        """Whether it is a capital at the start of a sentence that governs the next word."""
        return self.letter.isupper() and bool(_SENTENCE_START.search(self.before)) and self.governs()

    def goes_on(self) -> bool:
        """Whether it is «а» behind a comma before what no symbol stands before: «, а также», «, а потом»."""
        is_word = len(self.follower) > 2 and _CYRILLIC.match(self.follower) is not None
        return self.letter == "а" and self.before.endswith(", ") and is_word and not cases_of(self.follower)

    def is_led(self, start: re.Pattern[str]) -> bool:
        """A capital opens a sentence or stands among capitals; a small letter follows a word that can lead it."""
        if start.search(self.before):
            return True
        if self.letter.isupper():
            return len(self.leader) > 1 and self.leader.isupper()
        return self.before.endswith(", ") or _can_lead(self.leader)


class _LoneLetters(Document):
    """What the document says for its lone letters."""

    @cached_property
    def _symbols(self) -> frozenset[str]:
        """The letters that the text uses as symbols: beside an operator, or after a noun that takes one."""
        beside = {letter for pair in _SYMBOL.findall(self.text) for letter in pair if letter}
        named = {letter for noun, letter in _AFTER_NOUN.findall(self.text) if takes_letter(noun)}
        return frozenset(beside | named)

    def edit(self, token: Token) -> Edit | None:
        """The letter's repair, where a preposition or conjunction can stand."""
        twin = close_twin(token.word)
        if twin is None or twin.target not in _LONE:
            return None
        evidence = self.evidence.words[twin.script]
        if evidence < MIN_WORDS and not token.word.isascii() and token.word != "ο":
            return None
        place = _Place(twin.target, *_around(self.text, token))
        is_sure = evidence >= MIN_WORDS and (place.opens_sentence() or place.goes_on())
        if place.is_symbol() and not is_sure:
            return None
        if not (_fits_spoiled(place, evidence) if evidence >= MIN_WORDS else _fits_clean(place)):
            return None
        if (token.word in self._symbols and not place.opens_sentence()) or self.protect(token):
            return None
        return None if is_other_cyrillic(place.before + place.after) else token.becomes(twin.target)


def _around(text: str, token: Token) -> tuple[str, str]:
    """What stands near the token, in whole words: half of one would pass for a lone letter."""
    before, after = token.before(text, _NEAR + 1), token.after(text, _NEAR + 1)
    if len(before) > _NEAR:
        before = _FIRST_WORD.sub("", before[1:]) if before[0].isalnum() else before[1:]
    if len(after) > _NEAR:
        after = _LAST_WORD.sub("", after[:-1]) if after[-1].isalnum() else after[:-1]
    return before, after


def _fits_clean(place: _Place) -> bool:
    """Whether a slip in a text without evidence is sure: the next word stands in the preposition's case."""
    if place.letter in "аА":
        return _joins_clauses(place)
    if not place.is_led(_SENTENCE_START):
        return place.joins_name()
    return place.governs() or (place.letter == "с" and _LATIN_ABBREVIATION.match(place.follower) is not None)


def _joins_clauses(place: _Place) -> bool:
    """Whether «а» can begin a clause here: after a comma or a dash, or before no noun as a sentence's first word."""
    if not _CYRILLIC.match(place.follower):
        return False
    if place.letter == "а":
        return bool(_CLAUSE_START.search(place.before))
    is_noun = len(place.follower) > 1 and "nomn" in cases_of(place.follower) and not place.follower.istitle()
    return bool(_SENTENCE_START.search(place.before)) and place.follower.islower() and not is_noun


def _is_parenthetical(place: _Place) -> bool:
    """Whether «а» stands before a parenthesis: «Цены не упали, а, наоборот, выросли»."""
    is_start = place.before.endswith(", ") or _SENTENCE_START.search(place.before)
    return place.letter in "аА" and bool(is_start) and _PARENTHESIS.match(place.after) is not None


def _fits_spoiled(place: _Place, evidence: int) -> bool:
    """The same in a document with evidence: neighbours may be Latin words and spoiled lone letters."""
    if _LATIN_WORD.match(place.follower):
        if place.letter in "ВСКО" and evidence >= MIN_HEAVY:
            return bool(_SENTENCE_START.search(place.before))
        if place.letter == "а" and len(place.follower) > 1 and _CLAUSE_START.search(place.before):
            return bool(_CYRILLIC.match(place.leader))
        return place.letter.islower() and _can_lead(place.leader) and not place.leader.isdigit()
    if place.after.startswith(","):
        return _is_parenthetical(place)
    if place.after[:1] in ("…", "."):
        return place.letter in "вокус" and _can_lead(place.leader)  # назвал заявления о...
    if not place.follower:
        return place.letter in "всокуВСОКУ" and _PRICE_AFTER.match(place.after) is not None
    return place.is_led(_QUOTE_START) or (place.letter.islower() and place.governs())


def _can_lead(word: str) -> bool:
    """Whether a preposition or conjunction can follow this word."""
    if not (_CYRILLIC.match(word) or word.isdigit()):
        return False
    return not takes_letter(word) and word.lower() not in word_list("after_no_preposition")


def _can_govern(letter: str, follower: str) -> bool:
    """Whether the next word stands in a case that the preposition asks for."""
    return any(letter in word_list(_SECOND_CASES.get(case, case)) for case in cases_of(follower) & _CASES)
