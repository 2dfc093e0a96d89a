"""Text that was decoded with the wrong encoding, turned back where another reading is far more Russian."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .letter_pairs import russian_score
from .repairs import Edit

RULE = "mojibake"
MIN_GAIN = 1.5  # nats for each character of the repaired text: wrong repairs gain less than 1
MIN_LETTERS = 4  # repaired Russian letters on a line
MIN_GAIN_KNOWN = 0.7  # the same where the codecs are known from other lines
MIN_SCORE = -4.5  # nats for each character of the repaired text: Russian about -3
_SAMPLE = 400  # characters that decide
_MAX_FAILED = 30_000  # suspicious characters without a reading, after which a text is no mojibake
_MAX_LINE = 4000  # characters scored together
_WRONG = ("cp1251", "cp1252", "latin-1", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_RIGHT = ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_PAIRS = tuple((wrong, right) for wrong in _WRONG for right in _RIGHT if wrong != right)
_USUAL = ("utf-8", "cp1251")
_USUAL_BONUS = 3.0  # nats: of readings that differ in a letter's case the usual encoding
# What no Russian text holds often: letters of other alphabets, boxes, Р or С before a sign, upper case inside words.
_LETTERS_AND_SIGNS = "À-ÖØ-öø-ÿŒœŠšŽžŸƒˆ˜Ђ-ЏѐђѓєѕіїјљњћќѝўџҐґ\u2320\u2321─-▟√≈≤≥÷∙¤¦¬¶±µ†‡‰‹›\u0080-\u009f"
_ODD = re.compile(
    f"[{_LETTERS_AND_SIGNS}А-Я](?:(?<=[{_LETTERS_AND_SIGNS}])"
    "|(?<=[РС])[\u00a0-\u00bf‘’‚“”„†‡•…‰‹›€™]"
    "|(?<=[а-яё][А-Я])(?:[А-ЯЁ]|(?![а-яё]))"
    "|(?<=[А-Я])[А-ЯЁ]{4})"
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
        data = bytes([table[character] for character in text])
        return data.decode(right)
    except KeyError:
        return None
    except UnicodeDecodeError as error:
        is_cut = right == "utf-8" and len(text) == _SAMPLE and error.start >= len(data) - 3
        return data[: error.start].decode(right) if is_cut else None


@dataclass(frozen=True)
class _Piece:
    start: int
    stop: int
    text: str


def repair_mojibake(text: str) -> list[Edit]:
    """The edits that turn wrongly decoded lines back, one for each line.

    Lines that are plain mojibake tell the codecs; these then are enough for lines too short to tell.

    >>> repair_mojibake("РџСЂРёРІРµС‚, РјРёСЂ")
    [Edit(rule='mojibake', start=0, stop=20, after='Привет, мир')]
    >>> repair_mojibake("Привет, мир. Їжак і ґанок. Straße, café. Ђорђе.")
    []
    """
    if not _ODD.search(text):
        return []
    repaired: dict[int, Edit] = {}
    left: list[_Piece] = []
    pairs: Counter[tuple[str, str]] = Counter()
    n_failed = 0
    for piece in _suspicious_pieces(text):
        found = _best_pair(piece.text, [pair for pair, _ in pairs.most_common()]) if n_failed < _MAX_FAILED else None
        if found is None:
            n_failed += len(piece.text)
            left.append(piece)
            continue
        pairs[found] += 1
        repaired[piece.start] = Edit(RULE, piece.start, piece.stop, _reread(piece.text, *found) or "")
    for piece in left if pairs else ():
        reading = _reread(piece.text, *pairs.most_common(1)[0][0])
        if reading and russian_score(reading) - russian_score(piece.text) > MIN_GAIN_KNOWN * len(reading):
            repaired[piece.start] = Edit(RULE, piece.start, piece.stop, reading)
    return [repaired[start] for start in sorted(repaired)]


def _suspicious_pieces(text: str) -> Iterator[_Piece]:
    """Lines, the longest cut at white space, in which odd characters are frequent."""
    done = 0
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        start, stop = _line_around(text, odd.start(), done)
        done, line = stop, text[start:stop]
        n_foreign = sum(not character.isascii() for character in line)
        if len(_ODD.findall(line)) >= max(1, _MIN_ODD_SHARE * n_foreign):
            yield _Piece(start, stop, line)


def _line_around(text: str, at: int, done: int) -> tuple[int, int]:
    """The line around ``at``, from ``done`` on, cut to at most ``_MAX_LINE`` characters at a space."""
    start = max(text.rfind("\n", max(done, at - _MAX_LINE), at) + 1, done, at - _MAX_LINE)
    end = text.find("\n", at, at + _MAX_LINE)
    if end < 0:
        end = min(len(text), at + _MAX_LINE)
        space = text.rfind(" ", at + 1, end) if end < len(text) else -1
        end = space if space > at else end
    return start, end


def _best_pair(line: str, seen: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The codecs that make ``line`` most Russian; those that were right before are tried first."""
    sample = line[:_SAMPLE]
    for pair in seen:
        reading = _reread(sample, *pair)
        if reading and _is_good(sample, reading) and (len(line) <= _SAMPLE or _reread(line, *pair)):
            return pair
    readings = {pair: reading for pair in _PAIRS if (reading := _reread(sample, *pair))}
    if not readings:
        return None
    best = max(readings, key=lambda pair: russian_score(readings[pair]) + (pair[1] in _USUAL) * _USUAL_BONUS)
    return best if _is_good(sample, readings[best]) and _reread(line, *best) else None


def _is_good(line: str, reading: str) -> bool:
    if len(_RUSSIAN.findall(reading)) < MIN_LETTERS:
        return False
    score = russian_score(reading)
    return score > MIN_SCORE * len(reading) and score - russian_score(line) > MIN_GAIN * len(reading)
