"""Files → text: plain text is decoded here, other formats are parsed in a child process."""

import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.errors import InputError, why_unreadable
from summarizer.patterns import pattern
from summarizer.reading.columns import unfold_columns
from summarizer.reading.formats import FORMATS, format_of, suffix_of
from summarizer.reading.mixed import decode
from summarizer.reading.parsing import parse_document

MIB = 1024 * 1024
MAX_FILE_BYTES = 64 * MIB  # about 35 M Russian characters in UTF-8: the longest novels take 6 MB
_FRONT_MATTER = pattern(r"---[ \t]*\r?\n((?:[^\n]{0,1000}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_MARKUP = pattern(r"^ {0,3}(?:#{1,6} |>|```|~~~|===|---|\|)|[*_`<]|\][(\[:]|^.*\|.*\n[ |:-]+$", re.MULTILINE)
_FIELD = pattern(r"^(title|author|date)[ \t]*:[ \t]*[\"']?(.+?)[\"']?[ \t\r]*$", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """The text of one file, and what the file says of itself."""

    text: str
    encoding: str | None = None  # of plain text
    title: str | None = None
    author: str | None = None
    date: str | None = None  # as the file writes it
    format: str = "text"  # found by the file's first bytes, whatever its name says


def read_document(path: Path, encoding: str | None = None) -> Document:
    """The text of a file in any readable format; ``encoding`` forces one for plain text and web pages.

    Raises:
        InputError: the file cannot be read, is too large, or is no text; the message names it.
    """
    return document_of(read_bytes(path), path.name, encoding)


def document_of(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The text of a file's bytes; ``name`` begins every error, its suffix helps where the bytes say nothing.

    Raises:
        InputError: the bytes are no text, a document that cannot be read, or more than are read of a file.
    """
    if len(data) > MAX_FILE_BYTES:  # of a stream, of which nobody knows how long it is
        raise InputError(_too_large(name, f"больше {MAX_FILE_BYTES // MIB}", MAX_FILE_BYTES))
    format = format_of(data, name)
    if format:
        parsed = parse_document(data, format, name, encoding)
        return Document(parsed.text, None, parsed.title, parsed.author, parsed.date, parsed.format or format)
    decoded = decode(data, encoding, name)
    document = Document(unfold_columns(decoded.text), decoded.encoding)
    return _without_markup(split_front_matter(document), name) if suffix_of(name) in (".md", ".markdown") else document


def _without_markup(document: Document, name: str) -> Document:
    """Markdown without its signs; a text that has none stays as it is."""
    if not _MARKUP.search(document.text):
        return document
    parsed = parse_document(document.text.encode("utf-8", "surrogatepass"), "markdown", name)
    return replace(document, text=parsed.text, format="markdown")


def split_front_matter(document: Document) -> Document:
    """Markdown without the fields at its head, of which title, author and date are kept.

    >>> split_front_matter(Document("---\\ntitle: Школа\\ntags: [а]\\n---\\nТекст"))
    Document(text='Текст', encoding=None, title='Школа', author=None, date=None, format='text')
    >>> split_front_matter(Document("---\\nЧерта, не поля.\\n---\\n")).text
    '---\\nЧерта, не поля.\\n---\\n'
    """
    match = _FRONT_MATTER.match(document.text)
    if not match or not re.match(r"[\w-]+[ \t]*:", match[1]):
        return document
    fields = dict(_FIELD.findall(match[1]))
    text = document.text[match.end() :]
    return Document(text, document.encoding, fields.get("title"), fields.get("author"), fields.get("date"))


def read_bytes(path: Path, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a regular file of at most ``max_bytes``; pipes and devices are refused, not waited for."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "это папка" if stat.S_ISDIR(status.st_mode) else "это не обычный файл"
            raise InputError(f"{path.name}: {kind}, а нужен файл с текстом.")
        if status.st_size > max_bytes:
            raise InputError(_too_large(path.name, f"{status.st_size / MIB:.0f}", max_bytes))
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{path.name}: файл не читается ({why_unreadable(error)}). Проверьте имя и права доступа."
        ) from error
    if len(data) > max_bytes:
        raise InputError(_too_large(path.name, f"{len(data) / MIB:.0f}", max_bytes))
    return data


def _too_large(name: str, size_mib: str, max_bytes: int) -> str:
    is_document = suffix_of(name) in FORMATS  # most of which is pictures, where it is large
    remedy = "Сожмите картинки в нём или разделите его на части." if is_document else "Разделите файл на части."
    return f"{name}: {size_mib} МБ, а читается до {max_bytes / MIB:.0f} МБ. {remedy}"
