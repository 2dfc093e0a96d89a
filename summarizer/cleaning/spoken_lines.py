"""Which words of speech that was taken down without marks belong together: what a speaker says, a paragraph, a line."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, pstdev
from typing import Final

from ..patterns import pattern

PARAGRAPH: Final = 30  # words on average: such lines are paragraphs
MAX_HEADING: Final = 12  # words of a line among paragraphs that is left as it is
MIN_CAPTION: Final = 3.5  # words of a line on average: what stands in shorter ones is a list
MIN_RUNNING_SHARE: Final = 0.3  # of the captions that surely go on in the next: a list's or a verse's lines do not
GOES_ON: Final = 0.95  # how likely no mark stands at a line's end that surely goes on
MIN_LABELS: Final = 3
MIN_LABELLED_SHARE: Final = 0.5  # of the lines: labels of speakers, not of a form's rows
MIN_UNEVEN: Final = 0.25  # how lines' lengths vary, by their mean: a list's or a verse's vary less
MIN_UNEVEN_ITEMS: Final = 0.4  # those behind dashes
MIN_BEGUN_SHARE: Final = 0.15  # of the lines that begin as speech does; headlines and things to do begin otherwise
LONG_LINE: Final = 10  # words; no line of a song has so many
MIN_WIDTH: Final = 45  # characters: captions are narrower, and end anywhere
NEARLY_FULL: Final = 0.85  # of the longest line's width
MIN_FULL_SHARE: Final = 0.4  # of the lines where the next word had no room: they were wrapped
_LABEL: Final = pattern(
    r"^[ \t]{0,9}(?:(?P<name>[A-ZА-ЯЁ][\w.-]{0,30}(?: [\w.-]{1,30}){0,2}):[ \t]{0,9}\n?[ \t]{0,9}"
    r"|(?P<dash>[—–-])[ \t]+)(?=\w)"
    r"|(?:^|(?<=\s))(?P<arrow>>>)[ \t]*(?=\w)",
    re.MULTILINE,
)
_VOWEL: Final = pattern("[аеёиоуыэюя]", re.IGNORECASE)
_EMPTY_LINE: Final = pattern(r"\n[ \t]*\n")
# What speech is full of, and a list has little of.
JOINTS: Final = frozenset(
    "и а но что это как то так вот ну я мы вы он она они у нас вас меня мне нам его ему их там тут потому если когда "
    "чтобы не же бы ли уже ещё еще только или да нет был была было были есть все всё кто который которые "
    "которая".split()
)

Words = Sequence[re.Match[str]]


@dataclass(frozen=True)
class Label:
    """What stands before somebody's words: «Ведущий: », «- », «>> »."""

    start: int
    stop: int
    is_arrow: bool  # as captions mark another speaker


@dataclass(frozen=True)
class Passage:
    """The words from ``start`` to ``stop`` that become one paragraph."""

    start: int
    stop: int
    label: Label | None = None


def find_labels(text: str) -> list[Label]:
    """The labels of a text most of whose lines have one, of one kind; none of another.

    >>> [label.start for label in find_labels("Анна: кто там\\nПётр: это я\\nАнна: а ещё кто\\nПётр: никого")]
    [0, 14, 26, 42]
    >>> find_labels("Имя: Анна\\nГород: Псков\\nУлица: Лесная")
    []
    """
    found = list(_LABEL.finditer(text))
    labels = [match for match in found if match["arrow"]]
    if len(labels) < MIN_LABELS:
        names = _speakers([match["name"] for match in found if match["name"]])
        labels = [match for match in found if match["dash"]] if 2 * names.total() < len(found) else []
        labels = labels or [match for match in found if names[match["name"]] > 1]
        n_lines = sum(bool(line.strip(" \t:")) for line in text.split("\n"))
        n_lines -= sum("\n" in match[0] for match in labels)
        if len(labels) < max(MIN_LABELS, MIN_LABELLED_SHARE * n_lines):
            return []
    return [Label(*match.span(), is_arrow=bool(match["arrow"])) for match in labels]


def _speakers(names: Sequence[str]) -> Counter[str]:
    """How often each speaks; none where three or more come in turn again and again, as a catalogue's rows.

    >>> _speakers(["Анна", "Пётр", "Анна", "Пётр"]).total(), _speakers(["Имя", "Цена", "Вид"] * 2).total()
    (4, 0)
    """
    counts = Counter(names)
    n = len(counts)
    in_turn = n > 2 and all(name == again for name, again in zip(names, names[n:], strict=False))
    return Counter() if in_turn and len(names) >= 2 * n else counts


def find_passages(words: Words, labels: Sequence[Label], unmarked: Sequence[float]) -> list[Passage]:
    """What becomes paragraphs: turns, paragraphs, captions together or utterances; of a list or a verse nothing.

    Args:
        words: All but those of labels.
        labels: Of the text.
        unmarked: How likely no mark stands behind each word.
    """
    lines = _lines(words, labels)
    sizes = [len(line) for line in lines]
    if labels:
        has_items = words[0].string[labels[0].start : labels[0].stop].strip() in "—–-"
        return [] if has_items and not _is_spoken(words, lines, MIN_UNEVEN_ITEMS) else _turns(words, lines, labels)
    if fmean(sizes) >= PARAGRAPH or len(lines) == 1:
        told = [line for line in lines if len(lines) == 1 or len(line) > MAX_HEADING]
        return [Passage(line.start, line.stop) for line in told]
    if fmean(sizes) < MIN_CAPTION:
        return []
    running = [unmarked[line[-1]] > GOES_ON for line in lines[:-1]]
    is_running = sum(running) >= MIN_RUNNING_SHARE * len(running)
    if not is_running and (not _is_spoken(words, lines, MIN_UNEVEN) or max(sizes) < LONG_LINE):
        return []
    full = _full_lines(words, lines)
    if sum(full) >= MIN_FULL_SHARE * len(full):
        return _divided(lines, full)
    if is_running:
        return [Passage(0, len(words))]
    return _divided(
        lines, [goes_on and word.islower() for goes_on, word in zip(running, _nexts(words, lines), strict=True)]
    )


def _lines(words: Words, labels: Sequence[Label]) -> list[range]:
    """The words of each line, or of what stands behind a label in it."""
    text, starts = words[0].string, {label.stop for label in labels}
    begins = [
        at
        for at, (before, word) in enumerate(pairwise(words), 1)
        if "\n" in text[before.end() : word.start()] or word.start() in starts
    ]
    return [range(start, stop) for start, stop in pairwise([0, *begins, len(words)])]


def _turns(words: Words, lines: Sequence[range], labels: Sequence[Label]) -> list[Passage]:
    """What each says, up to the next or to an empty line; a short line that nobody says is a heading."""
    text, by_stop = words[0].string, {label.stop: label for label in labels}
    turns: list[Passage] = []
    for line in lines:
        label = by_stop.get(words[line.start].start())
        goes_on = turns and not label and turns[-1].stop == line.start
        if goes_on and not _EMPTY_LINE.search(text, words[line.start - 1].end(), words[line.start].start()):
            turns[-1] = Passage(turns[-1].start, line.stop, turns[-1].label)
        elif label or len(line) > MAX_HEADING:
            turns.append(Passage(line.start, line.stop, label))
    return turns


def _divided(lines: Sequence[range], goes_on: Sequence[bool]) -> list[Passage]:
    """Lines with those that go on from them."""
    stops = [line.stop for line, goes in zip(lines, [*goes_on, False], strict=True) if not goes]
    return [Passage(start, stop) for start, stop in pairwise([0, *stops])]


def _full_lines(words: Words, lines: Sequence[range]) -> list[bool]:
    """For each line but the last, whether the next one's first word had hardly any room in it; captions are narrow."""
    ends = [words[line[-1]].end() - words[line.start].start() for line in lines]
    width = max(MIN_WIDTH, NEARLY_FULL * max(ends))
    return [
        end + 1 + len(word) > width and word.islower() for end, word in zip(ends, _nexts(words, lines), strict=False)
    ]


def _nexts(words: Words, lines: Sequence[range]) -> list[str]:
    """The first word of each line but the first."""
    return [words[line.start][0] for line in lines[1:]]


def _is_spoken(words: Words, lines: Sequence[range], least: float) -> bool:
    """Whether lines begin as speech does, and their lengths vary as a list's and a verse's do not."""
    n_begun = sum(words[line.start][0].lower() in JOINTS for line in lines)
    return n_begun >= MIN_BEGUN_SHARE * len(lines) and _unevenness(words, lines) >= least


def _unevenness(words: Words, lines: Sequence[range]) -> float:
    """How much the lines' lengths in vowels vary: their standard deviation by their mean."""
    lengths = [sum(len(_VOWEL.findall(words[at][0])) for at in line) for line in lines]
    return pstdev(lengths) / max(1.0, fmean(lengths))
