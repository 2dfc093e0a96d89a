"""Words that mix Russian and foreign letters: an ordered list of small rules decides how to read one.

The first rule with an opinion wins. These rules see the word alone; what its surroundings say is in
``homoglyphs.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise, product

from ..patterns import pattern
from .dictionary import is_known
from .look_alikes import OWN, RUSSIAN, LookAlike, close_twin, is_cyrillic, latin_twins, look_alikes
from .words import word_list

Verdict = str | None
LEAVE = ""  # a rule's verdict that the token stays; None is no opinion
_MAX_READINGS = 8  # far look-alikes such as β (в or ь) are tried in turn
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_MIN_LATIN = 4  # letters of a Latin word that may take a Russian ending
_ROMAN = pattern("(?=..)X{0,3}(?:IX|IV|V?I{0,3})")  # centuries; longer ones are no slip
_UNITS = frozenset({"кг", "мг"})  # «кr», «мr»: no Latin word is mixed into these
_MAX_WORD = 60  # longer runs of letters are no words


@dataclass(frozen=True)
class Word:
    """A mixed word with its possible readings."""

    letters: str

    @cached_property
    def _twins(self) -> list[tuple[LookAlike, ...]]:
        """For each letter its Russian readings; a Russian letter reads as itself."""
        return [(LookAlike(letter, "", True),) if letter in OWN else look_alikes(letter) for letter in self.letters]

    @cached_property
    def is_close(self) -> bool:
        """Whether every foreign letter differs from a Russian one by its code point alone."""
        return all(twins and twins[0].is_close for twins in self._twins)

    @cached_property
    def cyrillic(self) -> str | None:
        """The word in Russian letters, where each foreign letter has a twin; far twins must give a known word."""
        if self.is_close:
            return "".join(twins[0].target for twins in self._twins)
        options = ([twin.target for twin in twins] for twins in self._twins)
        readings = ("".join(letters) for letters in islice(product(*options), _MAX_READINGS))
        return next((reading for reading in readings if is_known(reading)), None)

    @cached_property
    def known(self) -> str:
        """The Russian reading where the dictionary knows it, else empty: the word stays."""
        return self.cyrillic if self.cyrillic and is_known(self.cyrillic) else LEAVE

    @cached_property
    def latin(self) -> str | None:
        """The word in Latin letters, where each Russian letter has a twin and the rest is Latin already."""
        twins = latin_twins()
        letters = [twins.get(letter, "") if letter in RUSSIAN else letter for letter in self.letters]
        word = "".join(letters)
        return word if all(letters) and word.isascii() else None

    @cached_property
    def n_foreign(self) -> int:
        """How many of its letters are not Russian."""
        return sum(letter not in OWN for letter in self.letters)

    @cached_property
    def n_russian(self) -> int:
        """How many are."""
        return len(self.letters) - self.n_foreign

    @property
    def halves(self) -> tuple[str, str]:
        """Where all foreign letters stand before the Russian ones these two parts."""
        return self.letters[: self.n_foreign], self.letters[self.n_foreign :]


def of_neighbour(word: Word) -> Verdict:
    """In a spoiled document a word with a letter of another Cyrillic alphabet has close twins, too: пoльськoї."""
    if not any(is_cyrillic(letter) and letter not in OWN for letter in word.letters):
        return None
    read = [LookAlike(letter, "", True) if is_cyrillic(letter) else close_twin(letter) for letter in word.letters]
    letters = [twin.target for twin in read if twin]
    return "".join(letters) if len(letters) == len(read) else LEAVE


def latin_name(word: Word) -> Verdict:
    """A well-known Latin name, however many of its letters are Russian: ВМW, Ехсеl."""
    return word.latin if word.latin in word_list("latin_names") else None


def roman_numeral(word: Word) -> Verdict:
    """A Roman numeral with a Latin letter in it: XХ, ХVIII."""
    return word.latin if word.latin and _ROMAN.fullmatch(word.latin) else None


def latin_with_ending(word: Word) -> Verdict:
    """A Latin word with a Russian case ending stays: Windowsе, Nautilusа."""
    letters = word.letters
    is_ended = word.n_foreign == len(letters) - 1 >= _MIN_LATIN and letters[-1] in "аеуыи" and word.cyrillic is None
    return LEAVE if is_ended else None


def subscript(word: Word) -> Verdict:
    """A Latin capital with a Russian letter as its subscript stays, unless both are a word: Uк, Rн, but Hа."""
    letters = word.letters
    is_pair = len(letters) == 2 and letters[0].isascii() and letters[0].isupper() and letters[1] in _CONSONANTS
    return LEAVE if is_pair and not (word.is_close and word.known) else None


def capitals_with_ending(word: Word) -> Verdict:
    """Latin capitals with a Cyrillic ending are a living way to build words, unless the whole is known."""
    head, tail = word.halves
    if len(head) < 2 or not (head.isascii() and head.isupper()) or not tail.islower():
        return None
    return word.known


def glued_words(word: Word) -> Verdict:
    """Two words of two scripts run together stay, unless the whole is known: вCOM, RousseauВсе."""
    letters = word.letters
    border = next((at for at, (a, b) in enumerate(pairwise(letters), 1) if a.islower() and b.isupper()), 0)
    head, tail = RUSSIAN.intersection(letters[:border]), RUSSIAN.intersection(letters[border:])
    is_split = border and len(head) in (0, len(set(letters[:border]))) and len(tail) in (0, len(set(letters[border:])))
    if not is_split:
        return None
    return word.known


def glued_letter(word: Word) -> Verdict:
    """A known Russian word with Latin letters before it stays, unless the whole is known: Aвосстанавливает."""
    head, tail = word.halves
    is_split = len(tail) > 4 and head.isascii()
    return LEAVE if is_split and not word.known and is_known(tail) else None


def glued_preposition(word: Word) -> Verdict:
    """A Latin word with a Russian preposition run on stays: partitionsс."""
    letters = word.letters
    is_run_on = len(letters) > 3 and letters[-1] in "скоу" and word.n_foreign == len(letters) - 1
    return LEAVE if is_run_on and not word.known else None


def only_reading(word: Word) -> Verdict:
    """The Russian reading of a word that has no Latin one; the word stays where it has neither: вYouTube, ї."""
    return (word.cyrillic or LEAVE) if word.latin is None else None


def both_readings(word: Word) -> Verdict:
    """Both readings: a known Russian word of close twins or a unit, else the majority of letters, else Russian."""
    if (word.is_close and word.known) or word.cyrillic in _UNITS:
        return word.cyrillic
    if not word.is_close:
        return word.latin if word.n_foreign >= word.n_russian else word.cyrillic
    return word.latin if word.n_foreign > word.n_russian else word.cyrillic


def close_twins(word: Word) -> Verdict:
    """In a spoiled document every word of close twins is Russian: Hадаль, Нycрa."""
    return word.cyrillic if word.is_close else None


Rule = Callable[[Word], Verdict]
RULES: tuple[Rule, ...] = (
    latin_name,
    roman_numeral,
    latin_with_ending,
    subscript,
    capitals_with_ending,
    glued_words,
    glued_letter,
    glued_preposition,
    only_reading,
    both_readings,
)

RULES_OF_SPOILED: tuple[Rule, ...] = (of_neighbour, *(close_twins if rule is glued_letter else rule for rule in RULES))


@lru_cache(maxsize=65536)
def read_mixed_word(letters: str, is_spoiled: bool = False) -> str:
    """The word that the first rule with an opinion gives; empty where the word stays.

    ``is_spoiled`` says that the document holds many words with look-alike letters.

    >>> read_mixed_word("сοвет"), read_mixed_word("Gооgle")
    ('совет', 'Google')
    >>> read_mixed_word("PRщик"), read_mixed_word("вYouTube"), read_mixed_word("Украïни")
    ('', '', '')
    """
    if len(letters) > _MAX_WORD:
        return LEAVE
    word = Word(letters)
    verdicts = (rule(word) for rule in (RULES_OF_SPOILED if is_spoiled else RULES))
    return next((verdict for verdict in verdicts if verdict is not None), LEAVE)
