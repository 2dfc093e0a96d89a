"""Bytes → text where lines of UTF-8 stand among others: files that were put together from several."""

from summarizer.errors import InputError
from summarizer.reading.decoding import Decoded, decode_best, decode_whole, n_pairs
from summarizer.reading.encodings import MIN_JUDGED

MAX_PAIRS_SHARE = 0.1  # of what is not ASCII in lines that are no UTF-8: more, and they are damaged UTF-8


def decode(data: bytes, encoding: str | None = None, name: str = "текст") -> Decoded:
    """Decodes ``data`` strictly; ``encoding`` forces one, ``name`` is what an error calls the input.

    Lines of UTF-8 among others, as files have that were put together, are read each as it is.

    Raises:
        InputError: the bytes are no text, or not in the encoding that was asked for.

    >>> decode("Съешь ещё булок".encode("koi8-r"))
    Decoded(text='Съешь ещё булок', encoding='koi8-r')
    >>> decode(b"PK\\x03\\x04\\x00\\x00")
    Traceback (most recent call last):
    summarizer.errors.InputError: текст: это не текст, а архив ZIP ...
    """
    try:
        return decode_whole(data, encoding, name)
    except InputError:
        lines = _decode_lines(data, name) if encoding is None else None
        if lines is None:
            raise
        return lines


def _decode_lines(data: bytes, name: str) -> Decoded | None:
    """The text of bytes whose lines are in UTF-8 or in one other encoding; None where they are not."""
    lines = data.splitlines(keepends=True)
    is_other = [_is_other(line) for line in lines]
    others = b"".join(line for line, other in zip(lines, is_other, strict=True) if other)
    n_damaged, n_high = n_pairs(others), sum(byte >= 0x80 for byte in others)
    has_both = n_high >= MIN_JUDGED and n_pairs(data) - n_damaged >= MIN_JUDGED
    if not has_both or 2 * n_damaged > MAX_PAIRS_SHARE * n_high or b"\0" in data:
        return None
    try:
        encoding = decode_best(others, name).encoding
    except InputError:
        return None
    texts = (line.decode(encoding if other else "utf-8") for line, other in zip(lines, is_other, strict=True))
    return Decoded("".join(texts).removeprefix("\ufeff"), f"utf-8, {encoding}")


def _is_other(line: bytes) -> bool:
    """Whether a line is not UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
