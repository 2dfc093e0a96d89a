"""The tree of a web page (lxml), shaped so that trafilatura finds its article; each function changes the tree."""

import re
from typing import Any

from summarizer.patterns import pattern

MAX_CELL_CHARACTERS = 600  # of a table of data
MAX_IMPRINT_CHARACTERS = 400
MAX_LINKED_SHARE = 0.3  # of a paragraph
_BLOCKS = ("p", "div", "ul", "ol", "li", "table", "blockquote", "h1", "h2", "h3", "h4", "section", "article", "form")
_BESIDE = ("nav", "footer", "aside", "form")
_ROWS = ("tbody", "thead", "tfoot", "tr")
_IMPRINT = pattern(
    r"©|\(c\)|copyright\W*[©(\d]|все права защищены"
    r"|свидетельство о регистрации (?:сми|средства)|учредитель[^:.]{0,20}:",
    re.IGNORECASE,
)
_SEE_ALSO = pattern(r"(?:читайте|смотрите|материалы по теме|по теме|подробнее|подпис(?:ывай|и)тесь)\b", re.IGNORECASE)


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
    """The smallest element of an lxml tree that holds all its blocks with these texts; None for fewer than two.

    The body is one where the most of them stand in it directly: then what is around them has blocks of its own.
    """
    path: list[Any] | None = None
    n_found = n_in_body = 0
    for part in tree.iter("p", "div", "li", "blockquote"):
        if next(part.iterchildren(*_BLOCKS), None) is None and " ".join("".join(part.itertext()).split()) in paragraphs:
            n_found += 1
            n_in_body += part.getparent().tag == "body"
            outer = [*part.iterancestors()][::-1]
            path = outer if path is None else [a for a, b in zip(path, outer, strict=False) if a is b]
    if not path or n_found < 2 or path[-1].tag == "html" or (path[-1].tag == "body" and 2 * n_in_body < n_found):
        return None
    for beside in list(path[-1].iterchildren(*_BESIDE)) if path[-1].tag == "body" else ():
        beside.drop_tree()
    return path[-1]


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
