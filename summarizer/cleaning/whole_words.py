"""Words wholly in look-alikes, repaired on the document's evidence (rule 9).

The evidence is the number of mixed words that were repaired from the same script. A word must also
be one: a known Russian word, a word of the closed list of short ones, or one that the document
holds in Russian letters elsewhere.
"""

import re
from collections import Counter
from functools import cached_property

from .dictionary import is_known
from .look_alikes import RULE, look_alikes
from .mixed_words import Word
from .repairs import Edit
from .tokens import Surroundings, Token, suspicious_tokens
from .words import word_list

MIN_EVIDENCE = 2  # repaired mixed words of the same script
MIN_WHOLE_LETTERS = 4  # shorter words only from the closed list, or from the document itself
_MAX_WHOLE_LETTERS = 30
_NEAR = 60  # characters looked at on each side
_LATIN_BEFORE = re.compile(r"[A-Za-z]{2,}[.,]?\s$")
_LATIN_AFTER = re.compile(r"^[.,]?\s[A-Za-z]{2,}")
_WORD = re.compile(r"[а-яёА-ЯЁ]{2,}")


def repair_whole_words(text: str, evidence: Counter[str]) -> list[Edit]:
    """The edits for words of two and more letters without a Russian one, given the evidence by script.

    >>> repair_whole_words("Он не HAH и не TAKCИ, а TAK", Counter(Latin=3))
    [Edit(rule='homoglyph', start=24, stop=27, after='ТАК')]
    >>> repair_whole_words("Он не TAK", Counter())
    []
    """
    if not evidence:
        return []
    words = _WholeWords(text, evidence)
    return [edit for token in suspicious_tokens(text) if not token.is_mixed and (edit := words.edit(token))]


class _WholeWords:
    """What the document says for its words."""

    def __init__(self, text: str, evidence: Counter[str]) -> None:
        self._text = text
        self._evidence = evidence
        self._surroundings = Surroundings(text)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """The words that the document holds in Russian letters."""
        return frozenset(_WORD.findall(self._text))

    def edit(self, token: Token) -> Edit | None:
        """The token's repair, where there is evidence enough for it."""
        if not 2 <= len(token.word) <= _MAX_WHOLE_LETTERS:
            return None
        scripts = {twins[0].script for letter in token.word if (twins := look_alikes(letter))}
        is_of_two = len(scripts) > 1  # a word in two foreign scripts is none in either
        evidence = self._evidence.total() if is_of_two else self._evidence[next(iter(scripts), "")]
        if evidence < MIN_EVIDENCE:
            return None
        reading = Word(token.word).cyrillic if is_of_two else self._in_one_script(token)
        if reading is None or self._surroundings.protect(token):
            return None
        return Edit(RULE, token.start, token.stop, reading)

    def _in_one_script(self, token: Token) -> str | None:
        """The Russian reading of close twins, if it is a word and no other words of its script are near."""
        word = Word(token.word)
        reading = word.cyrillic if word.is_close else None
        return reading if reading and self._is_word(reading) and not self._is_among_latin(token) else None

    def _is_word(self, reading: str) -> bool:
        if reading in self._vocabulary:
            return True
        if len(reading) >= MIN_WHOLE_LETTERS:
            return is_known(reading)
        return reading.lower() in word_list("short")

    def _is_among_latin(self, token: Token) -> bool:
        before, after = (
            self._text[max(0, token.start - _NEAR) : token.start],
            self._text[token.stop : token.stop + _NEAR],
        )
        return bool(_LATIN_BEFORE.search(before) or _LATIN_AFTER.search(after))
