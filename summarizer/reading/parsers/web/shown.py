"""What a page shows, with all that stands around its article, and whether there is anything around it."""

from dataclasses import dataclass
from typing import Any

from summarizer.reading.parsers.web.blocks import paragraphs_of

MAX_LINKED_SHARE = 0.1  # of a page without an article's surroundings
MAX_BARE_LINKS = 2  # alone in their blocks; more are a menu
MAX_SCRAP_CHARACTERS = 100  # of a text that may be a heading beside what was meant
MIN_BESIDE_SCRAP = 5.0  # times as long is what stands beside it, links left out
_PARTS_OF_SITES = ("nav", "footer", "form", "button", "iframe", "frame")


@dataclass(frozen=True)
class Shown:
    """The text of a page's blocks."""

    text: str
    n_linked: int  # characters of it that lead to other pages
    is_of_site: bool  # it has parts that no article has, or menus

    @property
    def is_document(self) -> bool:
        """Whether nothing stands around the text: a word processor, a converter or a messenger saved the page."""
        return not self.is_of_site and self.n_linked <= MAX_LINKED_SHARE * len(self.text)

    def dwarfs(self, found: str) -> bool:
        """Whether a text that was found in the page is next to nothing of what it says."""
        n_beside = len(self.text) - self.n_linked - len(found)
        return len(found) < MAX_SCRAP_CHARACTERS and n_beside > MIN_BESIDE_SCRAP * len(found)


def shown_on(tree: Any) -> Shown:
    """What an lxml tree shows; nothing where there is no tree."""
    if tree is None:
        return Shown("", 0, True)
    from lxml.etree import tostring  # type: ignore[import-untyped]

    text = "\n".join(paragraphs_of(tostring(tree, method="html", encoding="unicode")))
    leads = [link for link in tree.iter("a") if not link.get("href", "#").startswith("#")]
    n_linked = sum(len("".join(link.itertext())) for link in leads)
    has_menu = sum(_is_bare(link) for link in leads) > MAX_BARE_LINKS
    return Shown(text, n_linked, has_menu or next(tree.iter(*_PARTS_OF_SITES), None) is not None)


def _is_bare(link: Any) -> bool:
    """Whether an lxml element stands alone in its parent, or among others of its name only."""
    parent = link.getparent()
    if parent is None or (parent.text or "").strip():
        return False
    return all(part.tag == "a" and not (part.tail or "").strip(" \t\n|·•,") for part in parent)
