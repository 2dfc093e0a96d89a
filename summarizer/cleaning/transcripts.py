"""The times of a transcript: «0:04» alone on a line or before its words, as video sites show it; behind a speaker."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from summarizer.patterns import pattern

from .repairs import Edit

MIN_STAMPS = 5
MIN_STAMPED_SHARE = 0.4  # of the lines
MAX_FIRST_S = 60
MAX_STEP_S = 15  # usually, between two: the times of chapters are further apart
MIN_RUNNING_SHARE = 0.5  # of the lines behind a time that go on with a small letter: a timetable's do not
MAX_BRACKETED_STEP_S = 300  # «[00:02:00] …»: no chapters, which begin with a capital
MIN_TURN_WORDS = 6  # on average, below a speaker and a time: a timetable has fewer
_STAMP = pattern(
    r"\s{0,9}^[ \t]{0,9}[\[(]?((?:\d{1,2}:)?\d{1,2}:\d\d)(?P<bracket>[\])]?)(?:[ \t]{1,9}|[ \t]{0,9}\n)(?=\S)",
    re.MULTILINE,
)

# «Спикер 1 00:20» above what he says
_TIMED_SPEAKER = pattern(
    r"^(?P<name>[A-ZА-ЯЁ][\w.-]{0,30}(?: [\w.-]{1,30}){0,2})"
    r"(?P<time>[ \t]{1,9}[\[(]?(?:\d{1,2}:)?\d{1,2}:\d\d[\])]?:?[ \t]{0,9}\n)"
    r"(?=\w)",
    re.MULTILINE,
)
_END = pattern(r"\Z")
_FURTHER_STAMP = pattern(r"\n[ \t]{0,9}[\[(]?\d{1,2}:\d\d")  # found at once where there is none, unlike the other


def find_stamps(text: str) -> list[tuple[int, int]]:
    r"""Where the times of a transcript stand; none in other texts.

    >>> lines = ("город стоит", "у реки", "и лес", "за ней.", "Он стар.")
    >>> find_stamps("".join(f"0:{4 * n:02}\n{line}\n" for n, line in enumerate(lines)))
    [(0, 5), (16, 22), (28, 34), (39, 45), (52, 58)]
    >>> find_stamps("".join(f"0:{4 * n:02} {line.title()}\n" for n, line in enumerate(lines)))
    []
    """
    found = list(_STAMP.finditer(text)) if _FURTHER_STAMP.search(text) else []
    if len(found) < MIN_STAMPS or len(found) < MIN_STAMPED_SHARE * (text.count("\n") + 1):
        return []
    times = [_seconds(match[1]) for match in found]
    steps = [after - before for before, after in pairwise(times)]
    n_running = sum(text[match.end()].islower() for match in found)
    max_step_s = MAX_BRACKETED_STEP_S if all(match["bracket"] for match in found) else MAX_STEP_S
    is_even = times[0] <= MAX_FIRST_S and min(steps) >= 0 and median(steps) <= max_step_s
    is_transcript = is_even and n_running >= MIN_RUNNING_SHARE * len(found)
    return [match.span() for match in found] if is_transcript else []


def label_turns(text: str) -> list[Edit]:
    r"""Puts speakers above what they say before it, without the time; of a timetable nothing.

    >>> said = "\nи тогда мы решили строить новый мост\n\n"
    >>> edits = label_turns("".join(f"Спикер {n % 2} 00:0{n}{said}" for n in range(4)))
    >>> {(edit.stop - edit.start, edit.after) for edit in edits}
    {(7, ': ')}
    >>> label_turns("".join(f"Рейс 5 10:0{n}\nвылетел\n" for n in range(4)))
    []
    """
    found = list(_TIMED_SPEAKER.finditer(text))
    names = Counter(match["name"] for match in found)
    n_words = sum(
        len(text[before.end() : after.start()].split()) for before, after in pairwise([*found, *_END.finditer(text)])
    )
    if len(found) <= max(2, len(names)) or n_words < MIN_TURN_WORDS * len(found):
        return []
    return [Edit("time_code", *match.span("time"), ": ") for match in found]


def _seconds(time: str) -> int:
    """The time in seconds.

    >>> _seconds("1:02:03"), _seconds("0:59")
    (3723, 59)
    """
    total = 0
    for part in time.split(":"):
        total = 60 * total + int(part)
    return total
