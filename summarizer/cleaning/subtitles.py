"""Subtitles (SubRip, WebVTT) → running text: numbers and times go, lines are joined to their sentences."""

import re

from .repairs import Edit

MIN_CUES = 3  # a text about subtitles shows one or two
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{3}"
_CUE = re.compile(rf"(?:\s{{0,9}}^\d{{1,6}}[ \t]{{0,9}}$)?\s{{0,9}}^{_TIME} --> {_TIME}[^\n]*(?:\n|\Z)", re.MULTILINE)
_HEAD = re.compile(r"\ufeff?WEBVTT[^\n]*(?:\n|\Z)")
_LINE_END = re.compile(r"\n\s*")
_TAG = re.compile(r"</?(?:[ibu]|font)\b[^<>\n]*>|\{\\an?\d\}")
_ENDS = ".!?…»”)]♪"
_BEGINS = "-–—[♪"


def drop_time_codes(text: str) -> list[Edit]:
    """Removes the numbers and times of subtitles, and joins what they and their lines tear.

    >>> cue = "{}\\n00:00:0{},000 --> 00:00:09,000\\n{}\\n\\n"
    >>> text = "".join(cue.format(i, i, line) for i, line in enumerate(("Город стоит", "у реки.", "- Давно?"), 1))
    >>> [(edit.start, edit.stop, edit.after) for edit in drop_time_codes(text)]
    [(0, 32, ''), (43, 77, ' '), (84, 118, '\\n')]
    >>> drop_time_codes("00:00:01,000 --> 00:00:02,000\\nОдин титр — ещё не субтитры.")
    []
    """
    if " --> " not in text:
        return []
    cues = [(match.start(), match.end()) for match in _CUE.finditer(text)]
    if len(cues) < MIN_CUES:
        return []
    head = _HEAD.match(text, 0, cues[0][0])
    borders = [*([head.span()] if head else []), *cues]
    stops = [0, *(stop for _, stop in borders)]
    starts = [*(start for start, _ in borders), len(text)]
    edits = [_joined(text, *span) for span in borders]
    for stop, start in list(zip(stops, starts, strict=True))[1:]:  # what is shown between two times
        ends = (match.span() for match in _LINE_END.finditer(text, stop, start))
        edits += [_joined(text, *span) for span in ends if span[1] < start]
        edits += [Edit("time_code", *match.span(), "") for match in _TAG.finditer(text, stop, start)]
    return sorted(edit for edit in edits if edit.after != text[edit.start : edit.stop])


def _joined(text: str, start: int, stop: int) -> Edit:
    """What tears two lines, as a space, or as a line end where a sentence ends or another speaks."""
    before, after = text[max(0, start - 1) : start], text[stop : stop + 1]
    if not before or not after:
        return Edit("time_code", start, stop, "")
    return Edit("time_code", start, stop, "\n" if before in _ENDS or after in _BEGINS else " ")
