"""Foreign formats → text. Everything here runs in the child process of ``parsing.py``, under its limits."""

from collections.abc import Callable

from summarizer.errors import InputError
from summarizer.reading.parsers.books import parse_epub, parse_fb2
from summarizer.reading.parsers.office import parse_docx, parse_odt
from summarizer.reading.parsers.pages import parse_html
from summarizer.reading.parsers.parsed import Parsed
from summarizer.reading.parsers.pdf import parse_pdf
from summarizer.reading.parsers.rtf import parse_rtf

PARSERS: dict[str, Callable[[bytes], Parsed]] = {
    ".docx": parse_docx,
    ".odt": parse_odt,
    ".epub": parse_epub,
    ".fb2": parse_fb2,
    ".fb2.zip": parse_fb2,
    ".html": parse_html,
    ".htm": parse_html,
    ".xhtml": parse_html,
    ".pdf": parse_pdf,
    ".rtf": parse_rtf,
}


def parse(data: bytes, suffix: str) -> Parsed:
    """The text of a document whose format is named by ``suffix``.

    Raises:
        InputError: the document is damaged, locked, too large or holds no text; the message lacks the file's name.
    """
    parsed = PARSERS[suffix](data)
    if not parsed.text.strip():
        raise InputError("текста в документе нет. Если это скан или картинка, распознайте его.")
    return parsed
