"""Web pages: the article by trafilatura; any HTML by its blocks where it finds none."""

import re
from email import message_from_bytes

from summarizer.errors import InputError
from summarizer.reading.decoding import decode
from summarizer.reading.parsers.blocks import paragraphs_of
from summarizer.reading.parsers.parsed import Parsed

_NAMED_ENCODING = re.compile(
    rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})"
    rb"|<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})",
    re.IGNORECASE,
)
_NAME = "страница"  # the file's own name is put before it
_HEAD_BYTES = 4096  # where a page names its encoding
_MIN_PAGE_CHARACTERS = 250  # of a page's blocks; fewer are what stands around a text that a script would load
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_FRAME = re.compile(r"<i?frame\b", re.IGNORECASE)


def parse_html(data: bytes, encoding: str | None = None) -> Parsed:
    """The article of a web page without its menus, links and comments; ``encoding`` forces one."""
    from trafilatura import bare_extraction

    html = decode(data, encoding, _NAME).text if encoding else decode_html(data)
    if "<" not in html:
        raise InputError("это не HTML: в файле нет ни одного тега.")
    found = bare_extraction(
        html, favor_precision=True, include_comments=False, include_tables=True, with_metadata=True, as_dict=False
    )
    assert not isinstance(found, dict)  # as_dict=False
    if found is not None and found.text:
        return Parsed(found.text, found.title, found.author, found.date)
    text = "\n".join(paragraphs_of(html))
    _refuse_empty(html, text)
    return Parsed(text, title=found.title if found is not None else None)


def _refuse_empty(html: str, text: str) -> None:
    """Raises where the page holds next to nothing, since its text is elsewhere."""
    if len(text) >= _MIN_PAGE_CHARACTERS:
        return
    if _FRAME.search(html):
        raise InputError("страница состоит из фреймов, текст лежит в другом файле. Сохраните сам фрейм со статьёй.")
    if _SCRIPT.search(html):
        remedy = "Откройте её в браузере, скопируйте текст и сохраните как .txt."
        raise InputError(f"текст этой страницы собирает скрипт, в файле его нет. {remedy}")


def parse_mhtml(data: bytes, encoding: str | None = None) -> Parsed:
    """The article of a web page that a browser saved as one file."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return parse_html(payload, encoding or part.get_content_charset())
    raise InputError("в этом MHTML нет страницы. Сохраните её как HTML.")


def decode_html(data: bytes) -> str:
    """The page in the encoding that its bytes are in; the one that it names counts where they do not tell.

    Pages that name a Western encoding and are in cp1251, or were saved in UTF-8 since, are common.
    """
    try:
        return decode(data, name=_NAME).text
    except InputError:
        named = _NAMED_ENCODING.search(data[:_HEAD_BYTES])
        if named is None:
            raise
        return decode(data, (named[1] or named[2]).decode("ascii"), _NAME).text
