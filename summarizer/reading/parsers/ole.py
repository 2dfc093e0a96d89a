"""Files of the Office before 2007 (OLE): doc and ppt are read from their streams; of others it is said what helps."""

import codecs
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Final

from olefile import OleFileIO
from olefile.olefile import OleFileError

from summarizer.errors import InputError
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.presentations import parsed_of, slides_in
from summarizer.reading.parsers.word97 import lines_of

_REFUSED: Final = (
    ("EncryptedPackage", "документ защищён паролем. Снимите пароль и сохраните его снова."),
    ("Workbook", "это таблица Excel. Дайте файлу расширение .xls."),
    ("Book", "это таблица Excel. Дайте файлу расширение .xls."),
)
_UNKNOWN: Final = (
    "это файл старого Office, но не документ Word и не презентация. Сохраните его текст как .docx или .txt."
)
_UTF_8: Final = 65001


def parse_ole(data: bytes) -> Parsed:
    """The text of a document of Word, or of a presentation, of 1997–2003.

    Raises:
        InputError: It is damaged, locked, or neither of them.
    """
    try:
        with OleFileIO(BytesIO(data)) as file:
            if file.exists("WordDocument"):
                return _parse_word(file)
            if file.exists("PowerPoint Document"):
                return _parse_presentation(file)
            raise InputError(next((said for name, said in _REFUSED if file.exists(name)), _UNKNOWN))
    except OleFileError as error:
        raise InputError("документ повреждён. Откройте его в редакторе и сохраните снова.") from error


def _stream(file: OleFileIO, name: str) -> bytes:
    return bytes(file.openstream(name).read()) if file.exists(name) else b""


def _parse_word(file: OleFileIO) -> Parsed:
    tables = _stream(file, "0Table"), _stream(file, "1Table")
    lines = lines_of(_stream(file, "WordDocument"), tables)
    return Parsed("\n".join(lines), **_properties(file), format="doc")


def _parse_presentation(file: OleFileIO) -> Parsed:
    slides = slides_in(_stream(file, "PowerPoint Document"), _stream(file, "Current User"))
    return replace(parsed_of(slides, _properties(file)), format="ppt")


def _properties(file: OleFileIO) -> dict[str, str]:
    """Title, author and date."""
    said = file.get_metadata()
    encoding, made = _encoding(said.codepage), said.create_time
    date = made.isoformat() if isinstance(made, datetime) and made.year > 1990 else ""
    return {"title": _decoded(said.title, encoding), "author": _decoded(said.author, encoding), "date": date}


def _decoded(value: object, encoding: str) -> str:
    """A text that is kept in the code page or in UTF-16; "" where a damaged property is none."""
    text = value.decode(encoding, "replace") if isinstance(value, bytes) else value
    return text.partition("\0")[0] if isinstance(text, str) else ""


def _encoding(said: object) -> str:
    """A code page's name in Python; that of Russian Windows where there is none."""
    page = said & 0xFFFF if isinstance(said, int) else 0  # a negative number where it is large
    try:
        return codecs.lookup("utf-8" if page == _UTF_8 else f"cp{page}").name
    except LookupError:
        return "cp1251"
