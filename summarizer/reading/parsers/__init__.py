"""Foreign formats → text. Everything here runs in the child process of ``parsing.py``, under its limits.

A format that one file reads has it here: ``epub``, ``fb2``, ``mail``, ``markdown``, ``spreadsheet``. The others have
rooms: ``docx``, ``odt``, ``pdf``, ``rtf``, ``presentations`` (pptx, odp, ppt), ``web`` (html, mhtml), ``word97`` (doc).

What several of them share: ``archive`` is the zip around docx, odt, pptx, odp and epub, ``ole`` what is around doc and
ppt; ``markup`` reads XML; ``elements`` write what any format may hold: numbers of lists, rows of tables, raised digits.
"""

from dataclasses import replace

from summarizer.errors import InputError
from summarizer.reading.parsed import MAX_CHARACTERS, MAX_TABLE_CHARACTERS, Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.docx import parse_docx
from summarizer.reading.parsers.epub import parse_epub
from summarizer.reading.parsers.fb2 import parse_fb2, parse_zipped_fb2
from summarizer.reading.parsers.mail import parse_mail
from summarizer.reading.parsers.markdown import parse_markdown
from summarizer.reading.parsers.odt import parse_odt
from summarizer.reading.parsers.ole import parse_ole
from summarizer.reading.parsers.pdf import parse_pdf
from summarizer.reading.parsers.presentations import parse_odp, parse_pptx
from summarizer.reading.parsers.rtf import parse_rtf
from summarizer.reading.parsers.spreadsheet import parse_spreadsheet
from summarizer.reading.parsers.web import parse_html, parse_mhtml

MAX_PROPERTY = 300  # characters of a title, an author, a date

_ZIPPED = {
    "docx": parse_docx,
    "pptx": parse_pptx,
    "odt": parse_odt,
    "odp": parse_odp,
    "epub": parse_epub,
    "fb2": parse_zipped_fb2,
}
_BYTES = {
    "fb2": parse_fb2,
    "markdown": parse_markdown,
    "ole": parse_ole,
    "pdf": parse_pdf,
    "rtf": parse_rtf,
    "spreadsheet": parse_spreadsheet,
}
_ENCODED = {  # their text may be in any encoding
    "html": parse_html,
    "mail": parse_mail,
    "mhtml": parse_mhtml,
}


def parse(data: bytes, format: str, encoding: str | None = None) -> Parsed:
    """The text of a document; ``zip`` stands for any format that is kept in a zip archive.

    Raises:
        InputError: the document is damaged, locked, too large or holds no text; the message lacks the file's name.
    """
    if format == "zip":
        archive = Archive(data)
        found = archive.format()
        parsed = replace(_ZIPPED[found](archive), format=found)
    elif format in _ENCODED:
        parsed = _ENCODED[format](data, encoding)
    else:
        parsed = _BYTES[format](data)
    if not any(map(str.isalnum, parsed.text)):
        raise InputError("текста в документе нет. Если это скан или картинка, распознайте его (OCR).")
    limit = MAX_TABLE_CHARACTERS if format == "spreadsheet" else MAX_CHARACTERS
    if len(parsed.text) > limit:
        raise InputError(f"в документе больше {limit // 1_000_000} млн знаков. Разделите его на части.")
    return _tidied(parsed)


def _tidied(parsed: Parsed) -> Parsed:
    """Halves of surrogate pairs joined or replaced, properties short and in one line."""
    text = parsed.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    properties = (parsed.title, parsed.author, parsed.date)
    title, author, date = (" ".join((value or "").split())[:MAX_PROPERTY] or None for value in properties)
    return Parsed(text, title, author, date, parsed.format)
