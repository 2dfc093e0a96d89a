"""Single letters that a spoiled document holds in Russian in the same surroundings: С-400, 72Б3М, А. С., 15 °С."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from ..patterns import pattern
from .evidence import MIN_SPOILED, MIN_WORDS, Document, Evidence, explains
from .look_alikes import close_twin, latin_twins
from .repairs import Edit
from .tokens import Token, single_letters
from .words import takes_letter, word_before, word_list

_NEAR = 60  # characters looked at before a letter
_LONE = pattern(rf"(?<![^\W\d_])[{''.join(latin_twins())}](?![^\W\d_])")
_DIGIT = pattern(r"\d")
_SMALL, _CAPITAL = pattern(r"[^\W\d_A-ZА-ЯЁ]"), pattern(r"[A-ZА-ЯЁ]")
_CHUNK_BEFORE, _CHUNK_AFTER = pattern(r"[^\W_]{1,8}\Z"), pattern(r"[^\W_]{1,8}")
_RUSSIAN_LETTER = pattern(r"[а-яёА-ЯЁ]")
_BREAKS = frozenset(["", *' «»"„“”(),;:!?…—–'])
_LONE_FOREIGN = pattern(r"(?<![^\W\d_])[^\W\d_а-яёА-ЯЁ](?![^\W\d_])")
_INDEX_BEFORE, _INDEX_AFTER = pattern(r"(?<!\d)\d\Z"), pattern(r"\d{2,3}(?!\d)")
_NUMBER_AFTER = pattern(r"-\d{1,3}(?!\d)")
_MIXED_DESIGNATION = pattern(r"(?<![\w-])([^\W\d_а-яё]-\d{1,3})[А-ЯЁ]{1,2}(?!\w)")
_NAME_AFTER = pattern(r"-[А-ЯЁ][а-яё]{2}")
_HEAD_BEFORE = pattern(r"(?<![\w-])[А-ЯЁа-яё]+-(?:\d{1,4}(?:\.\d)?-?\d?)\Z")  # Ту-22М3, Союз-2.1а, ЕР-3Е
_NAME_BEFORE = pattern(r"(?<![\w-])([А-ЯЁ][а-яё]{2,})-\d?\Z")  # Сосна-У, Печора-2Д
_TAIL_AFTER = pattern(r"-\d{1,4}[А-ЯЁ]")  # В-92С2
_OPERATOR = pattern(r"[=+*<>×·^]")
Key = tuple[str, str, str]  # before, the letter in Russian, behind


def repair_held_letters(text: str, evidence: Evidence) -> list[Edit]:
    """The edits for letters beside signs and digits, given the document's evidence.

    >>> spoiled = Evidence(Counter(Latin=9), Counter("СоеС"))
    >>> text = "С-300 и C-400, Т-72Б3M, витамин C, B-2"
    >>> [(edit.start, edit.after) for edit in repair_held_letters(text, spoiled)]
    [(8, 'С'), (21, 'М')]
    >>> repair_held_letters(text, Evidence())
    []
    """
    letters, is_spoiled = _HeldLetters(text, evidence), evidence.n_words >= MIN_SPOILED
    repair = letters.edit if is_spoiled else letters.edit_designation
    return [edit for token in single_letters(text) if (edit := repair(token))]


class _HeldLetters(Document):
    """How often the document holds each letter in each surrounding, in Russian and in look-alikes."""

    def edit(self, token: Token) -> Edit | None:
        """The letter's repair, where the document's swaps explain it."""
        twin = close_twin(token.word)
        if twin is None or self.evidence.words[twin.script] < MIN_WORDS:
            return None
        if self.is_in_address(token) or self._is_symbol(token):
            return None
        is_russian = (
            self._is_in_russian_run(token)
            or self._is_in_russian_name(token)
            or self._is_index(token, twin.target)
            or self._is_held(token, twin.target)
        )
        return token.becomes(twin.target) if is_russian else None

    def edit_designation(self, token: Token) -> Edit | None:
        """The repair of the letter of a designation that the text ends in Russian somewhere: C-125, C-125М."""
        number = _NUMBER_AFTER.match(self.text, token.stop)
        twin = close_twin(token.word) if number else None
        is_mixed = number is not None and token.word + number[0] in self._mixed_designations
        return token.becomes(twin.target) if twin and is_mixed else None

    @cached_property
    def _mixed_designations(self) -> frozenset[str]:
        return frozenset(_MIXED_DESIGNATION.findall(self.text))

    def _is_symbol(self, token: Token) -> bool:
        near = token.before(self.text, 2) + token.after(self.text, 2)
        leader = word_before(token.before(self.text, _NEAR))
        is_numbered = _NUMBER_AFTER.match(self.text, token.stop) is not None
        return bool(_OPERATOR.search(near)) or (takes_letter(leader) and not is_numbered)  # модель Т-80

    def _is_in_russian_run(self, token: Token) -> bool:
        """Whether it is part of a run of letters and digits with a Russian letter, as in 72Б3М."""
        before = _CHUNK_BEFORE.search(token.before(self.text, _NEAR))
        after = _CHUNK_AFTER.match(self.text, token.stop)
        return any(part and _RUSSIAN_LETTER.search(part[0]) for part in (before, after))

    def _is_in_russian_name(self, token: Token) -> bool:
        """Whether it is joined by a hyphen to a designation or a name in Russian: Ту-22М3, Сосна-У, В-92С2."""
        before = token.before(self.text, _NEAR)
        if _HEAD_BEFORE.search(before) or (not before[-1:].isalnum() and _TAIL_AFTER.match(self.text, token.stop)):
            return True
        name = _NAME_BEFORE.search(before)
        return name is not None and token.word.isupper() and not takes_letter(name[1])

    def _is_index(self, token: Token, letter: str) -> bool:
        """Whether it is part of a designation that is written in Russian: 2С35, 9М729, Т-90, Р-Спорт."""
        before, after = token.before(self.text, 2), token.after(self.text, 5)
        if letter in word_list("index_letters") and _INDEX_BEFORE.search(before) and _INDEX_AFTER.match(after):
            return True
        number, is_first = _NUMBER_AFTER.match(after), not before[-1:].isalnum()
        if is_first and letter in word_list("index_letters") and _NAME_AFTER.match(after):
            return True
        return number is not None and is_first and letter + number[0] in word_list("designations")

    def _is_held(self, token: Token, letter: str) -> bool:
        key = _key(self.text, token.start, letter)
        rate = min(0.9, self.rates.get(letter, 0.0))
        n_russian = self._n_russian[key]
        if key is not None and key[0] == "°" and n_russian > 0:
            return True  # degrees are the same in either letter
        return key is not None and n_russian > 0 and explains(self._n_foreign[key], n_russian, rate)

    @cached_property
    def _n_russian(self) -> Counter[Key | None]:
        return Counter(_key(self.text, at.start(), at[0]) for at in _LONE.finditer(self.text))

    @cached_property
    def _n_foreign(self) -> Counter[Key | None]:
        return Counter(self._foreign())

    def _foreign(self) -> Iterator[Key | None]:
        for at in _LONE_FOREIGN.finditer(self.text):
            twin = close_twin(at[0])
            if twin:
                yield _key(self.text, at.start(), twin.target)


def _key(text: str, at: int, letter: str) -> Key | None:
    """The letter with what stands beside it, all digits, small letters and capitals alike; None among words alone."""
    n_after = 3 if text[at + 1 : at + 2] == "." else 2  # behind a full stop the next letter tells
    before, after = _class(text[at - 1] if at else " "), _class(text[at + 1 : at + 1 + n_after])
    if before not in "0а А" and before not in _BREAKS:
        return before, letter, ""  # °С: the sign tells
    if before == "0" and not after[:1].isalnum():
        return before, letter, ""  # 15С, 188М
    is_among_words = before in _BREAKS and (after[:1] in _BREAKS)
    return None if is_among_words else (before, letter, after)


def _class(near: str) -> str:
    near = _DIGIT.sub("0", near.replace("\u00a0", " ").replace("\n", " "))
    return _CAPITAL.sub("А", _SMALL.sub("а", near))
