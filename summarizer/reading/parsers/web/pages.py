"""Web pages: the article by trafilatura; any HTML by its blocks where it finds none."""

import re
from email import message_from_bytes
from typing import Any

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.mixed import decode
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.web.blocks import paragraphs_of
from summarizer.reading.parsers.web.chats import write_speakers
from summarizer.reading.parsers.web.formulas import write_formulas
from summarizer.reading.parsers.web.lists import ListLabels
from summarizer.reading.parsers.web.shown import Shown, shown_on
from summarizer.reading.parsers.web.trees import drop_imprints, enclosing_block, name_paragraphs, unwrap_layout_tables

_NAMED_ENCODING = re.compile(
    rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})"
    rb"|<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})",
    re.IGNORECASE,
)
_UNSEEN = "//del | //*[@hidden] | //*[contains(translate(@style, ' ', ''), 'display:none')]"
_OF_OFFICE = " | ".join(  # what LibreOffice and Word put around a text that they save as a page
    (
        "//div[@title='header' or @title='footer']",
        "//a[starts-with(@class, 'sdfootnote') or starts-with(@class, 'sdendnote')]",  # the marks of notes
        "//a[starts-with(@href, '#_ftn') or starts-with(@href, '#_edn')]",
    )
)
_DATES = {"original_date": True, "extensive_search": False}  # an extensive search takes any year in the text
_NAME = "страница"  # the file's own name is put before it
_HEAD_BYTES = 4096  # where a page names its encoding
_MIN_PAGE_CHARACTERS = 250  # of a page's blocks; fewer are what stands around a text that a script would load
_UNDER_HEAD = pattern(r"-{3,}(?:\|-{3,})*")
_BEFORE_LABEL = pattern(r" *- (?=(?:\d{1,5}|[ivxlcdm]{1,9})\. |[a-z]{1,3}\) )", re.IGNORECASE)
_SCRIPT = pattern(r"<script\b", re.IGNORECASE)
_FRAME = pattern(r"<i?frame\b", re.IGNORECASE)


def parse_html(data: bytes, encoding: str | None = None) -> Parsed:
    """The article of a web page without its menus, links and comments; ``encoding`` forces one."""
    html = decode(data, encoding, _NAME).text if encoding else decode_html(data)
    if "<" not in html:
        raise InputError("это не HTML: в файле нет ни одного тега. Простому тексту дайте расширение .txt.")
    shown = shown_on(_load(html))
    is_loaded = len(shown.text) < _MIN_PAGE_CHARACTERS and _SCRIPT.search(html) is not None
    if shown.is_document and not is_loaded:
        found, article = _describe(_load(html)), ""
    else:
        found, article = _find_article(html, shown)
    text = article or shown.text
    if not article:
        _refuse_empty(html, text)
    return Parsed(text) if found is None else Parsed(text, found.title, found.author, found.date)


def shown_text(html: str) -> str:
    """What a page, or a letter in HTML, shows, without what stands in it unseen; of scraps that are no page all."""
    return shown_on(_load(html)).text or "\n".join(paragraphs_of(html))


def _find_article(html: str, shown: Shown) -> tuple[Any, str]:
    """What trafilatura found, and its text, whole; "" where that is a scrap, or only asks for a script."""
    found = _extract(_load_numbered(html))
    text = "" if found is None else found.text or ""
    if not text or shown.dwarfs(text) or _asks_for_script(text):
        return found, ""
    return found, with_plain_lines(_extract_around(_load_numbered(html), text.split("\n")) or text)


def _describe(tree: Any) -> Any:
    """Title, author and date of a page."""
    from trafilatura.metadata import extract_metadata

    return None if tree is None else extract_metadata(tree, date_config=_DATES)


def _asks_for_script(text: str) -> bool:
    """Whether all that a page says is that a browser should run its script."""
    return len(text) < _MIN_PAGE_CHARACTERS and "javascript" in text.lower()


def with_plain_lines(text: str) -> str:
    r"""Lines as in the other formats: bars stand between cells only, no line under a head, one label before an item.

    >>> with_plain_lines("| Год | Школ |\n---|---\n| 2020 | 87 |\n- да\n  - a) нет")
    'Год | Школ\n2020 | 87\n- да\na) нет'
    """
    lines = (line.strip("| ") if line.startswith("|") else _BEFORE_LABEL.sub("", line) for line in text.split("\n"))
    return "\n".join(line for line in lines if not _UNDER_HEAD.fullmatch(line))


def _load(html: str) -> Any:
    """The page as a tree; None where there is none."""
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is not None:
        write_formulas(tree)
        write_speakers(tree)
        unwrap_layout_tables(tree)
        drop_imprints(tree)
        for unseen in tree.xpath(f"{_UNSEEN} | {_OF_OFFICE}"):
            unseen.drop_tree()
        for raised in tree.iter("sup"):
            raised.text = raise_digits(raised.text or "")
    return tree


def _load_numbered(html: str) -> Any:
    """The page as a tree, with the numbers of its lists as text."""
    tree = _load(html)
    if tree is not None:
        for numbered in tree.iter("ol"):
            labels = ListLabels("ol", numbered.attrib)
            for item in numbered.iterchildren("li"):
                item.text = labels.next(item.attrib) + (item.text or "").lstrip()
    return tree


def _extract(tree: Any) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=_DATES,
    )


def _extract_around(tree: Any, found: list[str]) -> str | None:
    """The text of the block that holds the paragraphs found, with the headings and lists between them.

    trafilatura keeps headings and lists only in blocks with names that it knows; here the block gets one.
    None where there is no such block, or a paragraph would be lost.
    """
    block = enclosing_block(tree, set(found))
    if block is None:
        return None
    name_paragraphs(block)
    page = block.makeelement("html")
    body = block.makeelement("body")
    page.append(body)
    block.tag = "article"
    body.append(block)
    again = _extract(page)
    text: str = again.text if again is not None and again.text else ""
    return text if all(line in text for line in found) else None


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
