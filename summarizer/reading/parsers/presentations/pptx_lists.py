"""The numbers and bullets of a pptx, by the rules of its list styles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.patterns import pattern
from summarizer.reading.parsers.elements.numbering import BULLET, MAX_LEVELS, Level, count_of, level_of, written
from summarizer.reading.parsers.markup.guarded import attribute

Levels = dict[int, Level]

_LEVEL = pattern(r"lvl(\d)pPr")
_FORMATS = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_AROUND = {"Period": "%1.", "ParenR": "%1)", "ParenBoth": "(%1)", "Minus": "%1-"}  # «arabicPeriod»


def bullet_of(local: str, attrs: Any) -> Level | None:
    """What a bullet's element says; None for any other.

    >>> bullet_of("buChar", {"char": "–"}), bullet_of("buAutoNum", {"type": "alphaLcParenR", "startAt": "3"})
    (Level(format='bullet', text='', start=1), Level(format='lowerLetter', text='%1)', start=3))
    >>> bullet_of("buFont", {"typeface": "Arial"})
    """
    if local in ("buChar", "buBlip"):
        return Level("bullet")
    if local == "buNone":
        return Level("none")
    if local != "buAutoNum":
        return None
    kind = attribute(attrs, "type")
    format = next((format for start, format in _FORMATS.items() if kind.startswith(start)), "decimal")
    text = next((text for end, text in _AROUND.items() if kind.endswith(end)), "%1")
    return Level(format, text, count_of(attribute(attrs, "startAt")))


@dataclass
class ListStyle:
    """The levels of one a:lstStyle, or of what is like one."""

    levels: Levels = field(default_factory=dict)
    _level: int | None = None

    def start(self, local: str, attrs: Any) -> None:
        """Takes an element inside."""
        if match := _LEVEL.fullmatch(local):
            self._level = max(0, level_of(match[1]) - 1)
        elif self._level is not None and (bullet := bullet_of(local, attrs)):
            self.levels[self._level] = bullet

    def end(self, local: str) -> None:
        """Takes the end of an element inside."""
        if _LEVEL.fullmatch(local):
            self._level = None


class Counter:
    """The numbers of the paragraphs of one text."""

    def __init__(self) -> None:
        self._counts = [0] * MAX_LEVELS

    def label(self, level: int, own: Level | None, styles: Sequence[Levels]) -> str:
        """What stands before the next paragraph; one without a number lets those of its level begin anew.

        >>> counter, number, letter = Counter(), Level("decimal", "%1."), Level("lowerLetter", "%1)")
        >>> [counter.label(at, rule, []) for at, rule in ((0, number), (1, letter), (1, letter), (0, number))]
        ['1. ', 'a) ', 'b) ', '2. ']
        >>> counter.label(0, None, [{0: Level("bullet")}]), counter.label(0, number, []), counter.label(0, None, [])
        ('• ', '1. ', '')
        """
        rule = own or next((style[level] for style in styles if level in style), Level("none"))
        number = max(self._counts[level] + 1, rule.start)
        self._counts[level:] = [0] * (MAX_LEVELS - level)
        if rule.format in ("none", "bullet"):
            return f"{BULLET} " if rule.format == "bullet" else ""
        self._counts[level] = number
        return f"{rule.text.replace('%1', written(number, rule.format))} "
