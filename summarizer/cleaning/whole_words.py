"""Words wholly in look-alikes, repaired on the document's evidence.

The evidence is the number of mixed words that were repaired from the same script. A word must also
be one: a known Russian word, a word of the closed list of short ones, or one that the document
holds in Russian letters elsewhere.
"""

from collections import Counter
from functools import cached_property

from ..patterns import pattern
from .dictionary import is_known, is_proper
from .evidence import MIN_SPOILED, MIN_WORDS, Document, Evidence, chance_of, explains
from .look_alikes import is_exotic, look_alikes
from .mixed_words import Word
from .repairs import Edit
from .tokens import Token, suspicious_tokens
from .words import word_list

MIN_WHOLE_LETTERS = 4  # shorter words only from the closed list, or from the document itself
MIN_CHANCE = 1e-3  # that all letters of a word were swapped: five letters where every third is
MIN_SHORT_CHANCE = 0.04  # the same of a short abbreviation: two letters where every fifth is
MIN_ABBREVIATION_CHANCE = 0.003  # the same of one in the closed list, which hardly stands for anything else
MOSTLY = 3  # times as often as in foreign letters: then a short abbreviation is Russian everywhere
_MAX_WHOLE_LETTERS = 30
_NEAR = 60  # characters looked at on each side
_LATIN_BEFORE = pattern(r"[A-Za-z]{2,}[.,]? $")
_LATIN_AFTER = pattern(r"^[.,]?\s[A-Za-z]{2,}")
_PREPOSITIONS = frozenset({"со", "ко", "во"})
_RUSSIAN_AFTER = pattern(r"[ \u00a0][«\"„(]?[а-яё]{3}")
_FORMULA_BEFORE = pattern(r"[=+<>×·] ?$")
_FORMULA_AFTER = pattern(r"^ ?[=+<>×·]")
_CAPITALS_BEFORE = pattern(r"(?<!\w)[А-ЯЁ]{2,}\W{1,3}$")
_CAPITALS_AFTER = pattern(r"^\W{1,3}[А-ЯЁ]{2,}(?!\w)")
_SENTENCE_START = pattern(r"(?:^|\n|[.!?…:–—][»\"”)]?\s)(?:- )?[«\"„(]?$")
_WORD = pattern(r"[а-яёА-ЯЁ]{2,}|[A-Z]{2,}|[Α-Ω]{2,}")
_NUMBER_AFTER = pattern(r"-\d")
_MAKE_BEFORE = pattern(r"(?<![\w-])[А-ЯЁ][А-ЯЁа-яё]{0,3}-\d{1,4}\Z")  # Ту-95МС
_SITE_BEFORE = pattern(r"[а-яё]\.\Z")  # Лента.Ру


def repair_whole_words(text: str, evidence: Evidence) -> list[Edit]:
    """The edits for words of two and more letters without a Russian one, given the document's evidence.

    >>> from collections import Counter
    >>> spoiled = Evidence(Counter(Latin=9), Counter("орсакс"))
    >>> text = "Летит copoka, но META и ATOM стоят"
    >>> repair_whole_words(text, spoiled)
    [Edit(rule='homoglyph', start=6, stop=12, after='сорока')]
    >>> repair_whole_words(text, Evidence())
    []
    """
    if not evidence.n_words:
        return []
    words = _WholeWords(text, evidence)
    return [edit for token in suspicious_tokens(text) if not token.is_mixed and (edit := words.edit(token))]


class _WholeWords(Document):
    """What the document says for its words."""

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        """How often the document holds each word in Russian letters, or in Latin ones."""
        return Counter(_WORD.findall(self.text))

    def edit(self, token: Token) -> Edit | None:
        """The token's repair, where there is evidence enough for it."""
        if not 2 <= len(token.word) <= _MAX_WHOLE_LETTERS:
            return None
        scripts = {twins[0].script for letter in token.word if (twins := look_alikes(letter))}
        is_of_two = len(scripts) > 1 or any(map(is_exotic, token.word))  # a word of two scripts is none in either
        evidence = self.evidence.n_words if is_of_two else self.evidence.words[next(iter(scripts), "")]
        if evidence < MIN_WORDS:
            return None
        if self.evidence.n_words >= MIN_SPOILED and self._is_part_of_name(token):
            return token.becomes(str(Word(token.word).cyrillic))
        reading = Word(token.word).cyrillic if is_of_two else self._in_one_script(token)
        if reading is None or (not is_of_two and self.protect(token)):
            return None
        return token.becomes(reading)

    def _is_part_of_name(self, token: Token) -> bool:
        """Whether it is part of a name that is written in these letters: Су-27, Ту-95МС, Лента.Ру."""
        reading, before = Word(token.word).cyrillic or "", token.before(self.text, _NEAR)
        if reading in ("ру", "Ру") and _SITE_BEFORE.search(before):
            return True
        if reading.isupper() and _MAKE_BEFORE.search(before):
            return True
        return reading in word_list("makes") and _NUMBER_AFTER.match(self.text, token.stop) is not None

    def _in_one_script(self, token: Token) -> str | None:
        """The Russian reading of close twins, if it is a word here and no other words of its script are near."""
        word = Word(token.word)
        reading = word.cyrillic if word.is_close else None
        if reading is None or token.word in word_list("latin") or not self._is_word(reading, token.word):
            return None
        before, after = token.before(self.text, _NEAR), token.after(self.text, _NEAR)
        is_preposition = reading in _PREPOSITIONS and _RUSSIAN_AFTER.match(after)
        if (_LATIN_BEFORE.search(before) and not is_preposition) or _LATIN_AFTER.search(after):
            return None
        if _FORMULA_BEFORE.search(before) or _FORMULA_AFTER.search(after):
            return None
        return reading if reading in self._vocabulary or _fits_case(reading, before, after) else None

    def _is_word(self, reading: str, typed: str) -> bool:
        """Whether it is a word that can have been swapped letter for letter, as far as the document tells."""
        if reading in word_list("abbreviations") and chance_of(reading, self.rates) >= MIN_ABBREVIATION_CHANCE:
            return True
        if reading in self._vocabulary:
            return len(reading) >= MIN_WHOLE_LETTERS or not reading.isupper() or self._is_explained(reading, typed)
        if len(reading) < MIN_WHOLE_LETTERS:
            return reading.lower() in word_list("short") or (not typed.isascii() and self._is_short_word(reading))
        if reading.islower() or is_proper(reading):
            return is_known(reading)
        return chance_of(reading, self.rates) >= MIN_CHANCE and is_known(reading)

    def _is_explained(self, reading: str, typed: str) -> bool:
        """Whether the swaps explain how often it is typed in other letters: BBC beside one ВВС is no look-alike."""
        n_typed, n_russian = self._vocabulary[typed], self._vocabulary[reading]
        if typed not in word_list("latin") and n_russian >= MOSTLY * n_typed:
            return True
        chance = min(0.5, chance_of(reading, self.rates))
        return explains(n_typed, n_russian, chance)

    def _is_short_word(self, reading: str) -> bool:
        """Whether it is an abbreviation or a word of three letters, swapped as often as other letters are."""
        chance = chance_of(reading, self.rates)
        is_word = len(reading) == MIN_WHOLE_LETTERS - 1 and reading.islower() and is_known(reading)
        return (is_proper(reading) and chance >= MIN_SHORT_CHANCE) or (is_word and chance >= MIN_CHANCE)


def _fits_case(reading: str, before: str, after: str) -> bool:
    """Whether its capitals can stand here: all among capitals, the first at a sentence's start or in a long word."""
    is_short_word = reading.lower() in word_list("short")
    if reading in word_list("abbreviations") or reading.lower() in word_list("stressed"):
        return True
    if is_proper(reading) and not is_short_word:
        return True
    if reading.isupper():
        return bool(_CAPITALS_BEFORE.search(before) or _CAPITALS_AFTER.search(after))
    return reading.islower() or len(reading) >= MIN_WHOLE_LETTERS or bool(_SENTENCE_START.search(before))
