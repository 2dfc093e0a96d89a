"""Web pages: the article by trafilatura; any HTML by its blocks where it finds none."""

import re
from email import message_from_bytes
from typing import Any

from summarizer.errors import InputError
from summarizer.reading.decoding import decode
from summarizer.reading.parsers.blocks import paragraphs_of
from summarizer.reading.parsers.glyphs import raise_digits
from summarizer.reading.parsers.parsed import Parsed

_NAMED_ENCODING = re.compile(
    rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})"
    rb"|<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})",
    re.IGNORECASE,
)
_NAME = "страница"  # the file's own name is put before it
_HEAD_BYTES = 4096  # where a page names its encoding
MAX_CELL_CHARACTERS = 600  # of a table of data
MAX_IMPRINT_CHARACTERS = 400
MAX_LINKED_SHARE = 0.3  # of a paragraph
_BLOCKS = ("p", "div", "ul", "ol", "li", "table", "blockquote", "h1", "h2", "h3", "h4", "section", "article", "form")
_ROWS = ("tbody", "thead", "tfoot", "tr")
_MIN_PAGE_CHARACTERS = 250  # of a page's blocks; fewer are what stands around a text that a script would load
_UNDER_HEAD = re.compile(r"-{3,}(?:\|-{3,})*")
_IMPRINT = re.compile(
    r"©|\(c\)|copyright\W*[©(\d]|все права защищены"
    r"|свидетельство о регистрации (?:сми|средства)|учредитель[^:.]{0,20}:",
    re.IGNORECASE,
)
_SEE_ALSO = re.compile(
    r"(?:читайте|смотрите|материалы по теме|по теме|подробнее|подпис(?:ывай|и)тесь)\b", re.IGNORECASE
)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_FRAME = re.compile(r"<i?frame\b", re.IGNORECASE)


def parse_html(data: bytes, encoding: str | None = None) -> Parsed:
    """The article of a web page without its menus, links and comments; ``encoding`` forces one."""
    html = decode(data, encoding, _NAME).text if encoding else decode_html(data)
    if "<" not in html:
        raise InputError("это не HTML: в файле нет ни одного тега.")
    found = _extract(_load(html))
    if found is not None and found.text and not _asks_for_script(found.text):
        text = _extract_around(_load(html), found.text.split("\n")) or found.text
        return Parsed(without_borders(text), found.title, found.author, found.date)
    text = "\n".join(paragraphs_of(html))
    _refuse_empty(html, text)
    return Parsed(text, title=found.title if found is not None else None)


def _asks_for_script(text: str) -> bool:
    """Whether all that a page says is that a browser should run its script."""
    return len(text) < _MIN_PAGE_CHARACTERS and "javascript" in text.lower()


def without_borders(text: str) -> str:
    """Rows of tables as in the other formats: bars stand between cells only, no line stands under the head.

    >>> without_borders("| Год | Школ |\\n---|---\\n| 2020 | 87 |\\n- да")
    'Год | Школ\\n2020 | 87\\n- да'
    """
    lines = (line.strip("| ") if line.startswith("|") else line for line in text.split("\n"))
    return "\n".join(line for line in lines if not _UNDER_HEAD.fullmatch(line))


def _load(html: str) -> Any:
    """The page as a tree; None where there is none."""
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is not None:
        unwrap_layout_tables(tree)
        drop_imprints(tree)
        for deleted in list(tree.iter("del")):
            deleted.drop_tree()
        for raised in tree.iter("sup"):
            raised.text = raise_digits(raised.text or "")
    return tree


def _extract(tree: Any) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True, with_metadata=True)


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
    return text if set(found) <= set(text.split("\n")) else None


def drop_imprints(tree: Any) -> None:
    """Empties the blocks of an lxml tree that say whose the page is or what else to read: sites give them any name."""
    for part in list(tree.iter("p", "div", "td", "span", "font")):
        if next(part.iterchildren(*_BLOCKS), None) is None:
            text = "".join(part.itertext()).strip()
            is_pointer = _SEE_ALSO.match(text) is not None and _is_link(part)
            if len(text) < MAX_IMPRINT_CHARACTERS and (is_pointer or _IMPRINT.match(text)):
                for inner in list(part):
                    part.remove(inner)
                part.text = None


def name_paragraphs(tree: Any) -> None:
    """Turns divs inside an lxml tree that hold text only, and of no links, into paragraphs."""
    for part in tree.iter("div"):
        if part is not tree and next(part.iterchildren(*_BLOCKS), None) is None and not _is_link(part):
            part.tag = "p"


def _is_link(part: Any) -> bool:
    """Whether much of a block's text leads elsewhere."""
    n_linked = sum(len("".join(link.itertext())) for link in part.iter("a"))
    return n_linked > MAX_LINKED_SHARE * len("".join(part.itertext()))


def enclosing_block(tree: Any, paragraphs: set[str]) -> Any:
    """The smallest element of an lxml tree that holds all its blocks with these texts; None for fewer than two."""
    path: list[Any] | None = None
    n_found = 0
    for part in tree.iter("p", "div", "li", "blockquote"):
        if next(part.iterchildren(*_BLOCKS), None) is None and " ".join("".join(part.itertext()).split()) in paragraphs:
            n_found += 1
            outer = [*part.iterancestors()][::-1]
            path = outer if path is None else [a for a, b in zip(path, outer, strict=False) if a is b]
    return path[-1] if path and n_found > 1 and path[-1].tag not in ("html", "body") else None


def unwrap_layout_tables(tree: Any) -> None:
    """Turns the tables of old pages, which place menus beside the text, into blocks; tables of data stay.

    ``tree`` is an lxml element and is changed.
    """
    for table in tree.iter("table"):
        cells = (cell for row in table.iterchildren(*_ROWS) for cell in row.iter("td"))
        if any(_is_layout(cell) for cell in cells):
            table.tag = "div"
    for part in tree.iter("tbody", "thead", "tfoot", "tr", "td", "th"):
        parent = part.getparent()
        if parent is not None and parent.tag == "div":
            part.tag = "div"


def _is_layout(cell: Any) -> bool:
    """Whether a cell holds more than a table's cell would."""
    return len("".join(cell.itertext())) > MAX_CELL_CHARACTERS or cell.find(".//h1") is not None


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
