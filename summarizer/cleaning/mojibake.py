"""Text that was decoded with the wrong encoding, turned back where another reading is far more Russian."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .letter_pairs import russian_score
from .repairs import Edit

RULE = "mojibake"
MIN_GAIN = 1.5  # nats for each character of the repaired text: wrong repairs gain less than 1
MIN_LETTERS = 4  # repaired Russian letters on a line
_MAX_LINE = 4000  # characters scored together
_WRONG = ("cp1251", "cp1252", "latin-1", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_RIGHT = ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
# What no Russian text holds often: letters of other alphabets, boxes, Р or С before a sign, upper case inside words.
_ODD = re.compile(
    "[À-ÖØ-öø-ÿŒœŠšŽžŸƒˆ˜Ђ-ЏѐђѓєѕіїјљњћќѝўџҐґ\u2320\u2321─-▟√≈≤≥÷∙¤¦¬¶±µ†‡‰‹›\u0080-\u009f]"
    "|[РС][\u00a0-\u00bf‘’‚“”„†‡•…‰‹›€™]|[а-яё][А-ЯЁ]{2}|[а-яё][А-ЯЁ](?![а-яёА-ЯЁ])|[А-ЯЁ]{5}"
)
_RUSSIAN = re.compile("[а-яёА-ЯЁ]")
_MIN_ODD_SHARE = 0.08  # of the characters that are not ASCII


@lru_cache(maxsize=16)
def _byte_of(codec: str) -> dict[str, int]:
    """Each character's byte; a byte that the codec leaves undefined stands for the code point of its number."""
    table = {}
    for byte in range(256):
        try:
            character = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            character = chr(byte)
        table[character] = byte
    return table


def _reread(text: str, wrong: str, right: str) -> str | None:
    """``text`` encoded with ``wrong`` and decoded with ``right``; None where that cannot be."""
    table = _byte_of(wrong)
    try:
        return bytes([table[character] for character in text]).decode(right)
    except (KeyError, UnicodeDecodeError):
        return None


@dataclass(frozen=True)
class _Piece:
    start: int
    stop: int


def repair_mojibake(text: str) -> list[Edit]:
    """The edits that turn wrongly decoded lines back, one for each line.

    >>> repair_mojibake("РџСЂРёРІРµС‚, РјРёСЂ")
    [Edit(rule='mojibake', start=0, stop=20, after='Привет, мир')]
    >>> repair_mojibake("Привет, мир. Їжак і ґанок. Straße, café. Ђорђе.")
    []
    """
    if not _ODD.search(text):
        return []
    return [edit for piece in _suspicious_pieces(text) if (edit := _repair(text, piece))]


def _suspicious_pieces(text: str) -> Iterator[_Piece]:
    """Lines, the longest cut at white space, in which odd characters are frequent."""
    done = 0
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        piece = _line_around(text, odd.start(), done)
        done = piece.stop
        line = text[piece.start : piece.stop]
        n_foreign = sum(not character.isascii() for character in line)
        if len(_ODD.findall(line)) >= max(2, _MIN_ODD_SHARE * n_foreign):
            yield piece


def _line_around(text: str, at: int, done: int) -> _Piece:
    """The line around ``at``, from ``done`` on, cut to at most ``_MAX_LINE`` characters at a space."""
    start = max(text.rfind("\n", done, at) + 1, done)
    end = text.find("\n", at, at + _MAX_LINE)
    start = max(start, at - _MAX_LINE)
    if end < 0:
        end = min(len(text), at + _MAX_LINE)
        space = text.rfind(" ", at + 1, end) if end < len(text) else -1
        end = space if space > at else end
    return _Piece(start, end)


def _repair(text: str, piece: _Piece) -> Edit | None:
    line = text[piece.start : piece.stop]
    readings = {
        reading
        for wrong in _WRONG
        for right in _RIGHT
        if wrong != right and (reading := _reread(line, wrong, right)) is not None
    }
    before = russian_score(line)
    gains = sorted(((russian_score(reading) - before) / len(reading), reading) for reading in readings if reading)
    if not gains or gains[-1][0] < MIN_GAIN or len(_RUSSIAN.findall(gains[-1][1])) < MIN_LETTERS:
        return None
    return Edit(RULE, piece.start, piece.stop, gains[-1][1])
