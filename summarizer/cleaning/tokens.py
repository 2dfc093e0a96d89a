"""Runs of letters that hold a foreign letter, and what of a text must stay as typed."""

from collections.abc import Iterator
from typing import NamedTuple

from ..patterns import pattern
from .look_alikes import RUSSIAN, latin_twins
from .repairs import Edit

# Letters that could stand for a Russian one, whole alphabets at a time; µ (a unit), ª º are no part of it.
FOREIGN = pattern(
    "[A-Za-zÀ-ÖØ-öø-ʯͰ-ͽΆ-ϿԱ-֊סଠഠဝჿᎠ-ᏽᴀ-ᴫḀ-῾ℂ-ℽⅅ-ⅉⲀ-ⳣꓐ-ꓷꞫꬰ-ꮿＡ-Ｚａ-ｚ"
    "\U00010280-\U0001031f\U00010400-\U0001044f\U000104b0-\U000104fb\U0001d400-\U0001d7cb]+"
)
# What Russian text without foreign letters is written with is left out first: that is ten times as fast.
_MAYBE_FOREIGN = pattern("[^ \n!-@[-`{-~а-яёА-ЯЁ«»—–…№„“”\u00a0][^а-яёА-ЯЁ]*")
_LONE = pattern(rf"{FOREIGN.pattern[:-1]}(?<!\w\w)(?=\s|, [а-яё]|…|\.\.\.)")
_SLIP = pattern(r"[cCoοOBKkyYaA](?<![^\s«\"„(].)(?=[ \u00a0]{1,2}[«\"„(]?[а-яёА-ЯЁ\dA-Z])")
_LETTERS = pattern("[^\\W\\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089]*")
_LETTER = _LETTERS.pattern[:-1]
_SINGLE = pattern(rf"{FOREIGN.pattern[:-1]}(?<!{_LETTER}.)(?!{_LETTER})")
_WINDOW = 200  # characters looked at on each side of a token for what protects it: keeps the scan linear
_PROTECTED = pattern(
    r"://|www\.|@|\\|//[\w-]+\.|[=<>{}|]|^[~.]?/(?!/)|/[^/]+/"
    r"|[\w-]\.(?:ru|com|org|net|info|рф|su|io|ua|by|kz|me|tv|de|uk|eu|biz|edu|gov|html?|php|pdf|docx?|xlsx?|txt|exe|zip"
    r"|js|py|md|json|xml|jpe?g|png|cs|sh|css|ya?ml)(?![\w-])"
)
_CHESS_MOVE = pattern("(?:[КФЛС]|Кр)[a-h]{1,2}")  # with the digit behind it: Кf3, Лac8
_MAX_SHORT = 3  # letters
_MIN_RUSSIAN = 2  # letters of a longer word that is no address: those are in one alphabet
_BEFORE_IDENTIFIER = frozenset("#$%&_`~^")


class Token(NamedTuple):  # a text may hold a million
    """A run of letters; ``is_mixed`` when it holds Russian letters and foreign ones."""

    start: int
    stop: int
    word: str
    is_mixed: bool

    def before(self, text: str, n_chars: int) -> str:
        """What stands before it in its text."""
        return text[max(0, self.start - n_chars) : self.start]

    def after(self, text: str, n_chars: int) -> str:
        """What stands behind it in its text."""
        return text[self.stop : self.stop + n_chars]

    def becomes(self, word: str) -> Edit:
        """Its repair."""
        return Edit("homoglyph", self.start, self.stop, word)


def suspicious_tokens(text: str) -> Iterator[Token]:
    """The tokens with a foreign letter, in order; a hyphen, an apostrophe, a digit and ``_`` end a token.

    >>> [token.word for token in suspicious_tokens("В USB-кабель и сοвет")]
    ['USB', 'сοвет']
    >>> list(suspicious_tokens("Совет"))
    []
    """
    done = 0
    for maybe in _MAYBE_FOREIGN.finditer(text):
        for run in FOREIGN.finditer(text, maybe.start(), maybe.end()):
            start, stop = run.span()
            if start < done:
                continue
            while start > done and text[start - 1].isalpha():
                start -= 1
            if stop < len(text) and text[stop].isalpha() and (rest := _LETTERS.match(text, stop)):
                stop = rest.end()
            done = stop
            word = text[start:stop]
            is_mixed = stop - start > 1 and not RUSSIAN.isdisjoint(word)
            yield Token(start, stop, word, is_mixed)


def single_letters(text: str) -> Iterator[Token]:
    """The tokens of one letter.

    >>> [token.start for token in single_letters("T-90 и USB, 1990-x")]
    [0, 17]
    """
    return (Token(*match.span(), match[0], False) for match in _SINGLE.finditer(text))


def lone_letters(text: str, is_spoiled: bool) -> Iterator[Token]:
    """The foreign letters that stand alone; of a text without evidence only the usual slips before a Russian word.

    >>> [token.start for token in lone_letters("дом c окном, A4, c.", False)]
    [4]
    """
    return (Token(*match.span(), match[0], False) for match in (_LONE if is_spoiled else _SLIP).finditer(text))


class Surroundings:
    """What stands around the tokens of a text; asked from left to right, each place is read once."""

    def __init__(self, text: str, is_spoiled: bool = False) -> None:
        self.text = text
        self._is_spoiled = is_spoiled
        self._stop = -1
        self._is_protected = False

    def protect(self, token: Token) -> bool:
        """Whether the token belongs to an address, a path, an identifier, a flag, a hashtag or a code.

        >>> text = "почта cοм@mail.ru и cοвет"
        >>> surroundings = Surroundings(text)
        >>> [surroundings.protect(token) for token in suspicious_tokens(text) if token.is_mixed]
        [True, False]
        """
        start, stop = token.start, token.stop  # asked of each token: slices are faster than its methods
        before, after = self.text[max(0, start - 1) : start], self.text[stop : stop + 1]
        if self._is_spoiled and token.is_mixed and after != "_" and _is_russian_word(token.word):
            return False  # a hashtag or a site's name in Russian
        if (before and before in _BEFORE_IDENTIFIER) or after == "_":
            return True
        if after.isdigit() and _CHESS_MOVE.fullmatch(token.word):
            return True
        if is_designation(self.text, token) and not (self._is_spoiled and token.is_mixed):
            return True
        return self.is_in_address(token)

    def is_in_address(self, token: Token) -> bool:
        """Whether the token belongs to an address, a path or markup.

        >>> Surroundings("www.a.ru a").is_in_address(Token(4, 5, "a", False))
        True
        >>> Surroundings("www.a.ru a").is_in_address(Token(9, 10, "a", False))
        False
        """
        if token.stop > self._stop:
            self._read(token)
        return self._is_protected

    def _read(self, token: Token) -> None:
        """Reads from the token to white space on both sides, at most ``_WINDOW`` characters each."""
        before, after = token.before(self.text, _WINDOW), token.after(self.text, _WINDOW)
        left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
        right = after.split(None, 1)[0] if after and not after[0].isspace() else ""
        self._stop = token.stop + len(right)
        self._is_protected = bool(_PROTECTED.search(left + token.word + right))


def _is_russian_word(word: str) -> bool:
    """Whether some of its letters are Russian; a short word tells nothing."""
    return len(word) > _MAX_SHORT and sum(letter in RUSSIAN for letter in word) >= _MIN_RUSSIAN


def is_designation(text: str, token: Token) -> bool:
    """Whether one letter, or two capitals, stand with digits, as in A4 or C-300; «2017-го» is no designation.

    A letter that is Russian alone makes the word Russian: «PД-180» is a rocket engine.

    >>> text = "лист AМ4 и лист AМ"
    >>> [is_designation(text, token) for token in suspicious_tokens(text)]
    [True, False]
    """
    if len(token.word) > 2 or (token.is_mixed and not token.word.isupper()):
        return False
    if any(letter in RUSSIAN and letter not in latin_twins() for letter in token.word):
        return False
    before, after = token.before(text, 2), token.after(text, 2)
    near = before[-1:] if before[-1:] != "-" else before[:1]
    next_to = after[:1] if after[:1] != "-" else after[1:]
    return near.isdigit() or next_to.isdigit()
