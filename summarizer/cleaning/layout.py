"""Lines: paragraphs that were wrapped into short lines, and words cut in two at a line's end."""

import re
from collections.abc import Iterator

from ..patterns import pattern
from .dictionary import is_known
from .hyphens import HYPHEN_AND_SPACE, LINE_END_HYPHEN, NOT_SIGN, WORD, guessed_with, head_before, joined_with
from .line_breaks import LineBreak, Wrapping, breaks_of, is_paragraph, width_of
from .repairs import Edit

MAX_CLOSE_SHARE = 0.1  # of the blocks that have two lines, in a text with an empty line behind each line
_EMPTY_LINES = pattern(r"\n\s*(?:\n|\Z)")


def join_lines(text: str) -> list[Edit]:
    """Joins the lines of wrapped paragraphs and the halves of words that a line's end cut in two.

    Lines are measured as they stand, hyphens included; verse, lists, tables, dialogues and code keep their lines.

    >>> join_lines("пере-\\nвод")
    [Edit(rule='hyphenation', start=4, stop=6, after='')]
    >>> join_lines("пресс-\\nслужба")
    [Edit(rule='hyphenation', start=5, stop=7, after='-')]
    >>> join_lines("боль- шинство, двух- и трёхэтажных, жил- был")
    [Edit(rule='hyphenation', start=4, stop=6, after='')]
    >>> join_lines("Вот стих короткий,\\nвот другой,\\nа вот и третий,\\nвот и всё\\n- хлеб\\nпресс-служба")
    []
    """
    wrapped = [line_break for run in _wrapped_runs(text) for line_break in run]
    inside = {line_break.stop for line_break in wrapped}
    edits = [_join(text, line_break) for line_break in wrapped]
    edits += _join_words(text, inside)
    return sorted(edits, key=lambda edit: edit.start)


def _wrapped_runs(text: str) -> Iterator[list[LineBreak]]:
    places = list(_blocks(text))
    blocks = [breaks_of(text, start, stop) for start, stop in places if text.find("\n", start, stop) >= 0]
    whole = width_of([line_break for block in blocks for line_break in block])
    if len(blocks) < MAX_CLOSE_SHARE * len(places):
        spaced = breaks_of(text, places[0][0], places[-1][1])
        whole = width_of(spaced)
        blocks = [spaced] if whole and whole.is_proven else blocks
    for block in blocks:
        yield from _runs(block, whole)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where lines stand without an empty one among them."""
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    starts, stops = [start], list[int]()
    for gap in _EMPTY_LINES.finditer(text, start):
        stops.append(gap.start())
        starts.append(gap.end())
    yield from zip(starts, [*stops, len(text)], strict=True)


def _runs(block: list[LineBreak], whole: Wrapping | None) -> Iterator[list[LineBreak]]:
    """The paragraphs of a block, by the width of the whole text, or else by a width of its own."""
    for wrapping in (whole, width_of(block)):
        if wrapping is None:
            continue
        runs = [run for run in wrapping.runs(block) if is_paragraph(run, wrapping, len(run) == len(block))]
        if runs:
            yield from runs
            return


def _join(text: str, line_break: LineBreak) -> Edit:
    """One line end within a wrapped paragraph."""
    if not line_break.is_cut:
        return Edit("line_break", line_break.start, line_break.stop, " ")
    hyphen = line_break.start - 1
    if text[hyphen] == NOT_SIGN:
        return Edit("hyphenation", hyphen, line_break.stop, "")
    tail = WORD.match(text, line_break.stop)
    after = guessed_with(head_before(text, hyphen), tail[0]) if tail else None
    return Edit("hyphenation", hyphen, line_break.stop, "-" if after is None else after)


def _join_words(text: str, inside: set[int]) -> list[Edit]:
    """Words cut at a line's end outside the wrapped paragraphs; ``inside`` holds where joined lines begin."""
    edits, unknown = list[Edit](), list[Edit]()
    for gap in HYPHEN_AND_SPACE.finditer(text):
        head = head_before(text, gap.start())
        after = joined_with(head, gap[1]) if head else None
        if after is not None:
            is_sure = not (is_known(head) and is_known(gap[1]))  # «жил- был» may be anything
            (edits if is_sure else unknown).append(Edit("hyphenation", *gap.span(), after))
    for cut in LINE_END_HYPHEN.finditer(text):
        if cut.end() in inside:
            continue
        head = head_before(text, cut.start())
        after = _between(cut, head)
        if after is not None:
            edits.append(Edit("hyphenation", cut.start(), cut.end(), after))
        elif head and guessed_with(head, cut[1]) == "":
            unknown.append(Edit("hyphenation", cut.start(), cut.end(), ""))
    cuts_words = any(edit.after == "" for edit in edits)  # what no rule knows was one word too
    return sorted([*edits, *(unknown if cuts_words else ())])


def _between(cut: re.Match[str], head: str) -> str | None:
    if cut[0][0] == NOT_SIGN:
        return "" if head[-1:].isalpha() and cut[1][0].islower() else None
    return joined_with(head, cut[1]) if head else None
