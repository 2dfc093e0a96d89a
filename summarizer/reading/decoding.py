"""Bytes → text: byte order mark, strict UTF-8, then the encoding in which the text reads most Russian."""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.cleaning.dictionary import is_known
from summarizer.cleaning.letter_pairs import russian_score
from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.signatures import refuse_binary

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
MAX_CONTROL_SHARE = 0.01  # control characters among all: more is no text
MAX_LETTER_BYTES = 4  # of a wide encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"(?:[A-Za-z,] ?)?[\x80-\xff][\x80-\xff ,.\-]*[A-Za-z]?")
_PAIR = re.compile(rb"[\xd0\xd1][\x80-\xbf]")
_WORD = pattern("[а-яёА-ЯЁ]{2,}")
_NOT_ASCII = pattern("[^\x00-\x7f]+")
_CONTROL = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08]")
_REMEDY = "Укажите кодировку ключом --encoding или сохраните файл в UTF-8."
_REMEDY_FOR_GIVEN = "Уберите --encoding, тогда она определится сама, или укажите в нём другую."


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding that its bytes were in."""

    text: str
    encoding: str


def decode_whole(data: bytes, encoding: str | None = None, name: str = "текст") -> Decoded:
    """Decodes ``data`` strictly; ``encoding`` forces one, ``name`` is what an error calls the input.

    Raises:
        InputError: the bytes are no text, or not in the encoding that was asked for.
    """
    data = _without_padding(data)
    if encoding is not None:
        return _decode_as(data, encoding, name, _REMEDY_FOR_GIVEN)
    for mark, codec in _MARKS:
        if data.startswith(mark) and (codec == "utf-8-sig" or _is_wide(data, codec)):
            return _decode_as(data, codec, name)
    refuse_binary(data, name)
    if not _is_like_utf16(data):
        try:
            return Decoded(_as_text(data.decode("utf-8"), name), "utf-8")
        except UnicodeDecodeError as error:
            _refuse_damaged_utf8(data, error, name)
    return decode_best(data, name)


def _without_padding(data: bytes) -> bytes:
    """``data`` without the zeros that fill up its last block, but for those that a wide encoding may need.

    >>> [len(_without_padding(b"ab" + bytes(n))) for n in (3, 4, 1000)]
    [5, 4, 4]
    """
    size = len(data.rstrip(b"\0"))
    is_filled = size and len(data) - size >= MAX_LETTER_BYTES
    return data[: size + -size % MAX_LETTER_BYTES] if is_filled else data


def n_pairs(data: bytes) -> int:
    """Russian letters, if the bytes are UTF-8."""
    return len(_PAIR.findall(data))


def is_encoding(name: str) -> bool:
    """Whether a text can be decoded by that name.

    >>> is_encoding("CP1251"), is_encoding("foo"), is_encoding("hex"), is_encoding("a\\0")
    (True, False, False, False)
    """
    try:
        bytes(4).decode(name)  # of none at all any name would do
    except (LookupError, ValueError):
        return False
    return True


def _is_like_utf16(data: bytes) -> bool:
    """Whether control bytes are many; a few stand in spoiled text of any encoding."""
    n_control = len(_CONTROL_BYTES.findall(data, 0, SAMPLE_BYTES))
    return n_control > MIN_WIDE_SHARE * min(len(data), SAMPLE_BYTES)


def _is_wide(data: bytes, codec: str) -> bool:
    """Whether the text behind a mark of two bytes is mostly known letters: in cp1251 «яю» is that mark, too."""
    return _is_mostly_known(_sample(data, codec).decode(codec, errors="replace"))


def _decode_as(data: bytes, encoding: str, name: str, remedy: str = _REMEDY) -> Decoded:
    try:
        return Decoded(_as_text(data.decode(encoding), name), encoding)
    except LookupError as error:
        raise InputError(f"{name}: кодировка «{encoding}» неизвестна. Например: utf-8, cp1251, koi8-r.") from error
    except UnicodeDecodeError as error:
        message = f"{name}: байт {error.start} (0x{data[error.start]:02x}) не читается в кодировке {encoding}. {remedy}"
        raise InputError(message) from error


def _as_text(text: str, name: str) -> str:
    """``text`` without the mark and what fills up the file, if it is text: control characters are rare in it."""
    text = text.rstrip("\0\x1a") or text  # the rest of a block, and the end of a file of DOS
    n_control = len(_CONTROL.findall(text[:SAMPLE_BYTES]))
    if n_control > max(2, MAX_CONTROL_SHARE * len(text[:SAMPLE_BYTES])):
        raise InputError(f"{name}: это не текст: управляющих символов {n_control}. Нужен текстовый файл.")
    return text.removeprefix("\ufeff")


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raises where the bytes are UTF-8 but for a few: no other encoding would read them."""
    sample = data[:SAMPLE_BYTES]
    if 2 * n_pairs(sample) > 0.9 * sum(byte >= 0x80 for byte in sample):
        place = f"байт {error.start} (0x{data[error.start]:02x})"
        raise InputError(f"{name}: {place} не читается в UTF-8, файл повреждён или обрезан. {_REMEDY}") from error


def decode_best(data: bytes, name: str) -> Decoded:
    """The decoding whose sample scores highest as Russian."""
    codecs_left = WIDE if _is_like_utf16(data) else ("utf-8", *WIDE, *SINGLE_BYTE)
    scored = []
    for codec in codecs_left:
        sample = _sample(data, codec)
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        scored.append(_Reading(russian_score(text) + _RARE.get(codec, 0.0), len(sample), codec, text))
    if scored:
        best = max(scored, key=lambda one: one.score / max(1, one.size_bytes))
        rivals = [one for one in scored if one.size_bytes == best.size_bytes and one.score > best.score - TIE]
        found = _of_known_words(rivals) if len(rivals) > 1 else best
        codec, text = found.codec, found.text
        if _is_plausible(text) and (codec not in WIDE or _is_mostly_known(text)):
            return _decode_as(data, codec, name)
    raise InputError(f"{name}: кодировка не распознана: ни в одной из известных это не русский текст. {_REMEDY}")


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
