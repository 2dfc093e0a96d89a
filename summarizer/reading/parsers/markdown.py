"""Markdown → its text: headings, links, emphasis, notes and code without their signs; lists keep their markers."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from summarizer.patterns import pattern
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.elements.glyphs import raise_digits

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_BREAK: Final = pattern(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG: Final = pattern(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SUPERSCRIPT: Final = pattern(r"<(/?)sup\b", re.IGNORECASE)
_TEXTS: Final = frozenset({"inline", "fence", "code_block", "html_block"})
_NOTE: Final = pattern(r"\[\^([^\]\s]+)\]:[ \t]+(?=\S)")  # «[^1]: Письмо от 3 июля»
_NOTE_MARK: Final = pattern(r"\[\^([^\]\s]+)\](?!\()")


def parse_markdown(data: bytes) -> Parsed:
    """The text of Markdown (CommonMark, tables, notes; UTF-8): lines as they are wrapped, empty ones between blocks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.before("reference", "note", _begin_note, {"alt": ["paragraph"]})
    parser.inline.ruler.before("link", "note_mark", _skip_note_mark)
    return Parsed(_text_of(parser.parse(data.decode("utf-8", "surrogatepass"))).strip())


def _begin_note(state: "StateBlock", line: int, _end_line: int, silent: bool) -> bool:
    """Takes the mark off a footnote; the other rules read what is left. True where a paragraph ends before it."""
    note = _NOTE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if note is None or state.is_code_block(line):
        return False
    if not silent:
        state.env.setdefault("notes", set()).add(note[1])
        state.bMarks[line], state.tShift[line], state.sCount[line] = note.end(), 0, state.blkIndent
    return silent


def _skip_note_mark(state: "StateInline", _silent: bool) -> bool:
    """Leaves the mark of a footnote out of its sentence."""
    mark = _NOTE_MARK.match(state.src, state.pos)
    if mark is None or mark[1] not in state.env.get("notes", ()):
        return False
    state.pos = mark.end()
    return True


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
            is_tight = token.hidden or token.type in ("tr_close", "thead_close", "list_item_close")
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
