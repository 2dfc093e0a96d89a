"""Files → text: one reader for each suffix."""

import stat
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from .decoding import decode
from .parsing import FOREIGN_SUFFIXES, parse_document

MAX_FILE_BYTES = 64 * 1024 * 1024  # about 35 M Russian characters in UTF-8: the longest novels take 6 MB
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
READABLE_SUFFIXES = TEXT_SUFFIXES | (FOREIGN_SUFFIXES - {".fb2.zip"})  # what a folder run picks up


@dataclass(frozen=True)
class Document:
    """The text of one file, with the encoding it was in and its title, where there are such."""

    text: str
    encoding: str | None = None
    title: str | None = None


def read_document(path: Path, encoding: str | None = None) -> Document:
    """The text of a file: plain, or in a foreign format that its suffix names; ``encoding`` forces one for plain text.

    Raises:
        InputError: the file cannot be read, is too large, or is no text; the message names it.
    """
    suffix = _suffix_of(path)
    data = read_bytes(path)
    if suffix in FOREIGN_SUFFIXES:
        parsed = parse_document(data, suffix, path.name)
        return Document(parsed.text, title=parsed.title)
    decoded = decode(data, encoding, path.name)
    return Document(decoded.text, decoded.encoding)


def _suffix_of(path: Path) -> str:
    name = path.name.lower()
    return ".fb2.zip" if name.endswith(".fb2.zip") else path.suffix.lower()


def read_bytes(path: Path, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a regular file of at most ``max_bytes``; pipes and devices are refused, not waited for."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "папка" if stat.S_ISDIR(status.st_mode) else "не обычный файл"
            raise InputError(f"{path.name}: {kind}, а нужен файл с текстом.")
        if status.st_size > max_bytes:
            raise InputError(_too_large(path, status.st_size, max_bytes))
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"{path.name}: файл не читается ({reason}). Проверьте имя и права доступа.") from error
    if len(data) > max_bytes:
        raise InputError(_too_large(path, len(data), max_bytes))
    return data


def _too_large(path: Path, size_bytes: int, max_bytes: int) -> str:
    mib = 1024 * 1024
    return f"{path.name}: {size_bytes / mib:.0f} МБ, а читается до {max_bytes / mib:.0f} МБ. Разделите файл на части."
