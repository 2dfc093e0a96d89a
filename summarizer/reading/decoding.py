"""Bytes → text: byte order mark, strict UTF-8, then the encoding in which the text reads most Russian."""

import codecs
import re
from dataclasses import dataclass

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.encodings import SAMPLE_BYTES, is_like_utf16, is_wide, likeliest_encoding
from summarizer.reading.signatures import refuse_binary

MAX_CONTROL_SHARE = 0.01  # control characters among all: more is no text
MAX_LETTER_BYTES = 4  # of a wide encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAIR = re.compile(rb"[\xd0\xd1][\x80-\xbf]")
_CONTROL = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
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
        if data.startswith(mark) and (codec == "utf-8-sig" or is_wide(data, codec)):
            return _decode_as(data, codec, name)
    refuse_binary(data, name)
    if not is_like_utf16(data):
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
    encoding = likeliest_encoding(data)
    if encoding is None:
        raise InputError(f"{name}: кодировка не распознана: ни в одной из известных это не русский текст. {_REMEDY}")
    return _decode_as(data, encoding, name)
