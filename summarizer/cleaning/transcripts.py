"""The times beside the lines of a transcript, as video sites show it: «0:04», alone on a line or before its words."""

import re
from itertools import pairwise
from statistics import median

from summarizer.patterns import pattern

MIN_STAMPS = 5
MIN_STAMPED_SHARE = 0.4  # of the lines
MAX_FIRST_S = 60
MAX_STEP_S = 15  # usually, between two: the times of chapters are further apart
MIN_RUNNING_SHARE = 0.5  # of the lines behind a time that go on with a small letter: a timetable's do not
_STAMP = pattern(r"\s{0,9}^[ \t]{0,9}((?:\d{1,2}:)?\d{1,2}:\d\d)(?:[ \t]{1,9}|[ \t]{0,9}\n)(?=\S)", re.MULTILINE)

_FURTHER_STAMP = pattern(r"\n[ \t]{0,9}\d{1,2}:\d\d")  # found at once where there is none, unlike the other


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
    is_even = times[0] <= MAX_FIRST_S and min(steps) >= 0 and median(steps) <= MAX_STEP_S
    is_transcript = is_even and n_running >= MIN_RUNNING_SHARE * len(found)
    return [match.span() for match in found] if is_transcript else []


def _seconds(time: str) -> int:
    """The time in seconds.

    >>> _seconds("1:02:03"), _seconds("0:59")
    (3723, 59)
    """
    total = 0
    for part in time.split(":"):
        total = 60 * total + int(part)
    return total
