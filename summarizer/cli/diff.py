"""Repairs as a person reads them: the lines that changed, with what went and what came."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from summarizer.cleaning import Repair

_RED, _GREEN, _DIM, _PLAIN = "\033[31m", "\033[32m", "\033[2m", "\033[0m"
MAX_SHOWN: Final = 200  # characters of a change: whole lines of mojibake would fill the screen
_CONTEXT: Final = 30  # characters around a change


def diff_lines(source: str, repairs: Sequence[Repair], is_coloured: bool) -> Iterator[str]:
    """A line for each line of the source that has repairs: its number, and each repair with what stands around it.

    >>> list(diff_lines("Это\\nсοвет", [Repair("homoglyph", 4, 9, "сοвет", "совет")], False))
    ['2: [-сοвет-]{+совет+}']
    >>> list(diff_lines("Это", [], False))
    []
    """
    number, done = 1, 0
    for start, group in groupby(repairs, key=lambda repair: source.rfind("\n", 0, repair.start) + 1):
        number, done = number + source.count("\n", done, start), start
        changes = list(group)
        last = changes[-1].stop
        stop = last if source[last - 1 : last] == "\n" else source.find("\n", last)
        shown = "".join(_pieces(source, start, stop if stop >= 0 else len(source), changes, is_coloured))
        yield f"{_DIM}{number}:{_PLAIN} {shown}" if is_coloured else f"{number}: {shown}"


def _pieces(source: str, start: int, stop: int, changes: Sequence[Repair], is_coloured: bool) -> Iterator[str]:
    done = start
    for repair in changes:
        yield _shorten(source[done : repair.start], is_first=done == start)
        before, after = _visible(repair.before), _visible(repair.after)
        if is_coloured:
            yield f"{_RED}{before}{_PLAIN}{_GREEN}{after}{_PLAIN}"
        else:
            yield f"[-{before}-]{{+{after}+}}"
        done = repair.stop
    tail = source[done:stop]
    yield tail if len(tail) <= _CONTEXT else tail[:_CONTEXT] + "…"


def _shorten(between: str, is_first: bool) -> str:
    """What stands between two changes; of a long stretch only its ends."""
    if len(between) <= 2 * _CONTEXT:
        return between
    return ("" if is_first else between[:_CONTEXT]) + "…" + between[-_CONTEXT:]


def _visible(text: str) -> str:
    """The text with line ends and invisible characters named.

    >>> _visible("а\\u200b\\n"), _visible("а б")
    ('а<U+200B>⏎', 'а б')
    """
    shown = "".join("⏎" if c == "\n" else f"<U+{ord(c):04X}>" if _is_invisible(c) else c for c in text)
    return shown if len(shown) <= MAX_SHOWN else shown[:MAX_SHOWN] + "…"


def _is_invisible(character: str) -> bool:
    return character != " " and unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
