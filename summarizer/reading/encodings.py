"""Which encoding bytes are in that do not say it: the one in which they read most Russian."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.cleaning.dictionary import is_known
from summarizer.cleaning.letter_pairs import russian_score
from summarizer.patterns import pattern

SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_RARE = {"mac-cyrillic": -2.0, "iso8859-5": -2.0}  # nats: of readings that differ in one letter the usual one
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
SAMPLE_BYTES = 40_000  # a multiple of 4; scored at most: 150 letters decide, more is for texts mostly Latin
MIN_SCORE = -7.0  # nats for each character that is not ASCII: Russian about -3, Ukrainian -5, noise below -8
MIN_JUDGED = 20  # characters that are not ASCII; fewer are never refused
TIE = 8.0  # nats between readings of which the dictionary decides: one quotation mark or one capital
TIE_CHARS = 1000  # looked up then
MIN_KNOWN_SHARE = 0.7  # Latin, Cyrillic and punctuation in UTF-16 without a byte order mark
MIN_WIDE_SHARE = 0.2  # of bytes 0 … 8: in UTF-16 every Cyrillic letter holds a 4, every Latin one a 0

_HIGH = re.compile(rb"(?:[A-Za-z,] ?)?[\x80-\xff][\x80-\xff ,.\-]*[A-Za-z]?")
_WORD = pattern("[а-яёА-ЯЁ]{2,}")
_NOT_ASCII = pattern("[^\x00-\x7f]+")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08]")


def likeliest_encoding(data: bytes) -> str | None:
    """The encoding whose sample scores highest as Russian; None where it is no Russian in any."""
    codecs_left = WIDE if is_like_utf16(data) else ("utf-8", *WIDE, *SINGLE_BYTE)
    scored = []
    for codec in codecs_left:
        sample = _sample(data, codec)
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        scored.append(_Reading(russian_score(text) + _RARE.get(codec, 0.0), len(sample), codec, text))
    if not scored:
        return None
    best = max(scored, key=lambda one: one.score / max(1, one.size_bytes))
    rivals = [one for one in scored if one.size_bytes == best.size_bytes and one.score > best.score - TIE]
    found = _of_known_words(rivals) if len(rivals) > 1 else best
    is_text = _is_plausible(found.text) and (found.codec not in WIDE or _is_mostly_known(found.text))
    return found.codec if is_text else None


def is_like_utf16(data: bytes) -> bool:
    """Whether control bytes are many; a few stand in spoiled text of any encoding."""
    n_control = len(_CONTROL_BYTES.findall(data, 0, SAMPLE_BYTES))
    return n_control > MIN_WIDE_SHARE * min(len(data), SAMPLE_BYTES)


def is_wide(data: bytes, codec: str) -> bool:
    """Whether the text behind a mark of two bytes is mostly known letters: in cp1251 «яю» is that mark, too."""
    return _is_mostly_known(_sample(data, codec).decode(codec, errors="replace"))


@dataclass(frozen=True)
class _Reading:
    """What one codec makes of the bytes that tell."""

    score: float
    size_bytes: int
    codec: str
    text: str


def _of_known_words(rivals: Sequence[_Reading]) -> _Reading:
    """Of readings that score alike the one with the most letters in dictionary words, then the likeliest."""

    def n_known(reading: _Reading) -> int:
        return sum(len(word) for word in _WORD.findall(reading.text, 0, TIE_CHARS) if is_known(word))

    return max(rivals, key=lambda one: (n_known(one), one.score))


def _is_plausible(text: str) -> bool:
    """Whether the words that are not ASCII read like words."""
    words = _NOT_ASCII.findall(text)
    n_letters = sum(map(len, words))
    return n_letters < MIN_JUDGED or russian_score(" ".join(words)) > MIN_SCORE * n_letters


def _sample(data: bytes, codec: str) -> bytes:
    """What tells the encodings apart: of single-byte text the runs that are not ASCII."""
    if codec.startswith(("utf-16", "utf-32")):
        return data[:SAMPLE_BYTES]
    runs, size = [], 0
    for match in _HIGH.finditer(data):
        runs.append(match[0])
        size += len(match[0])
        if size > SAMPLE_BYTES:
            break
    return b"\n".join(runs)[:SAMPLE_BYTES]


def _is_mostly_known(text: str) -> bool:
    """Whether Latin and Cyrillic are most of the text: any bytes can be read as two-byte characters."""
    n_known = sum(character < "\u0500" or "\u2000" < character < "\u2200" for character in text)
    return n_known >= MIN_KNOWN_SHARE * len(text)
