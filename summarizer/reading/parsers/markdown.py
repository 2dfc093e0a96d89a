"""Markdown → its text: headings, links, emphasis and code without their signs; lists keep their markers."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from summarizer.reading.parsers.glyphs import raise_digits
from summarizer.reading.parsers.parsed import Parsed

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK: Final = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SUPERSCRIPT: Final = re.compile(r"<(/?)sup\b", re.IGNORECASE)
_TEXTS: Final = frozenset({"inline", "fence", "code_block", "html_block"})


def parse_markdown(data: bytes) -> Parsed:
    """The text of Markdown (CommonMark with tables, in UTF-8): lines as they are wrapped, empty ones between blocks."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode("utf-8", "surrogatepass"))
    return Parsed(_text_of(tokens).strip())


def _text_of(tokens: Sequence["Token"]) -> str:
    text, marker, before = "", "", ""
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("td_open", "th_open"):
            marker = "" if before == "tr_open" else " | "
        elif token.type in _TEXTS:
            text += marker + _inline(token)
            marker = ""
        elif token.type.endswith("_close") and token.type not in ("td_close", "th_close"):
            is_tight = token.hidden or token.type in ("tr_close", "list_item_close")
            text = text.rstrip("\n") + ("\n" if is_tight else "\n\n")
        before = token.type
    return text


def _inline(token: "Token") -> str:
    """What a reader sees of the text between two marks."""
    if token.type == "html_block":
        return _TAG.sub("", token.content)
    if token.children is None:
        return token.content
    text, is_raised = "", False
    for child in token.children:
        if child.type == "html_inline" and (tag := _SUPERSCRIPT.match(child.content)):
            is_raised = not tag[1]
        text += raise_digits(_seen(child)) if is_raised else _seen(child)
    return text


def _seen(child: "Token") -> str:
    if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and _BREAK.match(child.content)):
        return "\n"
    return child.content if child.type in ("text", "code_inline", "text_special") else ""
