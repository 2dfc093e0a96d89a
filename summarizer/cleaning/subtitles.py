"""Subtitles (SubRip, WebVTT, SubStation Alpha) → running text: numbers, times and marks go, lines are joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..patterns import pattern
from .repairs import Edit
from .transcripts import find_stamps, label_turns

MIN_CUES = 3  # a text about subtitles shows one or two
MIN_ROLLED_SHARE = 0.3  # of the lines that are shown again: captions made while one speaks, not a speaker's echo
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{3}"
_TIMES = rf"{_TIME} --> {_TIME}[^\n]*(?:\n|\Z)"
_IN_BRACKETS = rf"\[{_TIME} --> {_TIME}\][ \t]{{0,9}}"  # as programs write that take down speech
_CUE = pattern(rf"(?:\s{{0,9}}^\d{{1,6}}[ \t]{{0,9}}$)?\s{{0,9}}^(?:{_TIMES}|{_IN_BRACKETS})", re.MULTILINE)
_HEAD = pattern(r"\ufeff?WEBVTT\b")
# Of WebVTT only: notes and styles up to an empty line, and the name of a cue behind one.
_BLOCK = pattern(rf"\n[ \t]*\n(?:(?:NOTE|STYLE|REGION)\b[^\n]*(?:\n[^\n]+)*|[^\n]{{1,200}}\n(?={_TIMES}))")
_TAG_PATTERN = (
    rf"</?(?:[biucv]|font|lang|ruby|rt)(?:[. \t][^<>\n]{{0,200}})?>|<{_TIME}>"  # <c.yellow>
    r"|\{\\[^{}\n]{1,300}\}"  # {\an8}
)
_TAG = pattern(_TAG_PATTERN)
_LINE = pattern(r"[^\n]+")
# «Dialogue: 0,0:00:01.00,0:00:04.00,Default,Диктор,0,0,0,,Город\Nстоит у реки.»
_DIALOGUE = pattern(
    r"^Dialogue: [^,\n]{0,20}(?:,\d{1,2}:\d\d:\d\d\.\d\d){2},[^,\n]{0,60},([^,\n]{0,60})(?:,[^,\n]{0,60}){4},(.*)",
    re.MULTILINE,
)
_SCRIPT_HEAD = pattern(r"\ufeff?\s*\[Script Info\]")
_SHOWN_LINE = pattern(r"(?:\\[Nn])*((?:(?!\\[Nn]).)+)")
_DRAWING = pattern(r"\{[^{}]*\\p[1-9]")
_MARKS = pattern(rf"(?:\s|{_TAG_PATTERN})*")
_VOICE = pattern(r"<v(?:\.[^\s<>]{1,50})? ([^<>\n]{1,100})>")  # <v Диктор>
_SPEAKER = pattern(r"((?:[A-ZА-ЯЁ][\w.-]{0,30} ?){1,3}): (?=\S)")  # «Иван Петров: Начнём.»
MIN_NAMED_SHARE = 0.5  # of the lines, for what stands before their colons to be names
_ENDS = ".!?…»”)]♪"
_BEGINS = "-–—[♪"


@dataclass(frozen=True)
class _Line:
    """One line that is shown, without the marks at its ends."""

    start: int
    stop: int
    words: str
    voice: str | None  # who speaks, where the line says so


def drop_time_codes(text: str) -> list[Edit]:
    """Removes what subtitles show to nobody, and joins what it and their lines tear; a voice becomes «Имя: ».

    >>> cue = "{}\\n00:00:0{},000 --> 00:00:09,000\\n{}\\n\\n"
    >>> text = "".join(cue.format(i, i, line) for i, line in enumerate(("Город стоит", "у реки.", "- Давно?"), 1))
    >>> [(edit.start, edit.stop, edit.after) for edit in drop_time_codes(text)]
    [(0, 32, ''), (43, 77, ' '), (84, 118, '\\n')]
    >>> drop_time_codes("00:00:01,000 --> 00:00:02,000\\nОдин титр — ещё не субтитры.")
    []
    """
    dialogues = list(_DIALOGUE.finditer(text)) if "Dialogue: " in text else []
    if len(dialogues) >= MIN_CUES:
        start = 0 if _SCRIPT_HEAD.match(text) else dialogues[0].start()
        return list(_edits(text, start, _without_rolled(list(_dialogue_lines(text, dialogues)))))
    hidden = [match.span() for match in _CUE.finditer(text)] if " --> " in text else find_stamps(text)
    if len(hidden) < MIN_CUES:
        return label_turns(text)
    if _HEAD.match(text):
        blocks = [match.span() for match in _BLOCK.finditer(text, hidden[0][1])]
        hidden = sorted([(0, hidden[0][1]), *hidden[1:], *blocks])
    lines = _with_speakers(_without_rolled(list(_shown_lines(text, hidden))))
    return [edit for edit in _edits(text, hidden[0][0], lines) if edit.after != text[edit.start : edit.stop]]


def _shown_lines(text: str, hidden: Sequence[tuple[int, int]]) -> Iterator[_Line]:
    """The lines behind the first time."""
    starts = accumulate((stop for _, stop in hidden), max)  # a cue's number and the name of it may overlap
    stops = [start for start, _ in hidden[1:]] + [len(text)]
    for start, stop in zip(starts, stops, strict=True):
        for match in _LINE.finditer(text, start, max(start, stop)):
            yield from _shown(text, *match.span())


def _dialogue_lines(text: str, dialogues: Sequence[re.Match[str]]) -> Iterator[_Line]:
    for dialogue in dialogues:
        if not _DRAWING.match(dialogue[2]):
            for match in _SHOWN_LINE.finditer(text, *dialogue.span(2)):
                yield from (replace(line, voice=dialogue[1].strip() or None) for line in _shown(text, *match.span(1)))


def _shown(text: str, start: int, stop: int) -> Iterator[_Line]:
    marks = _MARKS.match(text, start, stop)
    begin = marks.end() if marks else start
    voice = _VOICE.search(text, start, begin)
    words = _TAG.sub("", text[begin:stop]).strip()
    if words:
        yield _Line(begin, _end_of(text, begin, stop), words, voice[1].strip() if voice else None)


def _end_of(text: str, start: int, stop: int) -> int:
    """Where the words of a line end, before the marks behind them."""
    tags = list(_TAG.finditer(text, start, stop))
    stop = start + len(text[start:stop].rstrip())
    while tags and tags[-1].end() == stop:
        stop = start + len(text[start : tags.pop().start()].rstrip())
    return stop


def _without_rolled(lines: list[_Line]) -> list[_Line]:
    """The lines less those that captions show again above the next one."""
    kept = lines[:1]
    for line in lines[1:]:
        if line.words != kept[-1].words:
            kept.append(line)
    return kept if len(lines) - len(kept) >= MIN_ROLLED_SHARE * len(lines) else lines


def _with_speakers(lines: list[_Line]) -> list[_Line]:
    """The lines of a meeting, each of which names its speaker, with these as their voices."""
    named = [_SPEAKER.match(line.words) for line in lines]
    names = [name[1] for name in named if name]
    if len(names) < MIN_NAMED_SHARE * len(lines) or len(set(names)) == len(names):
        return lines
    return [
        replace(line, start=line.start + name.end(), words=line.words[name.end() :], voice=name[1])
        if name and not line.voice and not _TAG.search(line.words)
        else line
        for line, name in zip(lines, named, strict=True)
    ]


def _edits(text: str, start: int, lines: Sequence[_Line]) -> Iterator[Edit]:
    speaker = None
    for line in lines:
        speaks = f"{line.voice}: " if line.voice and line.voice != speaker else ""
        speaker = line.voice or speaker
        between = "\n" if speaks and text[:start].strip() else _joint(text[max(0, start - 1) : start], text[line.start])
        yield Edit("time_code", start, line.start, between + speaks)
        yield from (Edit("time_code", *tag.span(), "") for tag in _TAG.finditer(text, line.start, line.stop))
        start = line.stop
    if text[start:].strip():
        yield Edit("time_code", start, len(text), "")


def _joint(before: str, after: str) -> str:
    """What stands between two lines: a line end where a sentence ends or another speaks."""
    return "" if not before else "\n" if before in _ENDS or after in _BEGINS else " "
