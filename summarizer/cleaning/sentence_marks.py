"""Speech that a program took down without a mark → the full stops, commas and capitals that it lacks.

Without them nothing tells where a sentence ends, and none can be chosen. Where they stand is guessed by a small network
(``marks_network.py``). Lines that have some marks, of whatever kind, are left as they are, and so is a list.
What belongs together is told in ``spoken_lines.py``.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from ..patterns import pattern
from .language import is_russian
from .repairs import SENTENCE_MARK, Edit
from .spoken_lines import JOINTS, Label, Words, find_labels, find_passages

if TYPE_CHECKING:
    from .marks_network import Floats

MIN_WORDS: Final = 50  # fewer are one long sentence, or a list
MIN_PART_WORDS: Final = 100  # of what stands among lines that have marks
MAX_WORDS: Final = 300_000  # a day and a night of speech
MAX_ALONE: Final = 20_000  # whose passages are also looked at one by one: each look costs half a millisecond
MAX_MARKS: Final = 0.05  # for each word: a written text has .15
MIN_KNOWN_SHARE: Final = 0.5  # of the words: speech has .8
MIN_JOINTS: Final = 0.03  # of the words: written texts have .05 and more, lists of names none
MIN_END: Final = 0.3  # how likely a sentence ends where some mark must stand: better cut at a comma than run on
SURE_END: Final = 0.6  # before the last words of a passage
MAX_TAIL: Final = 3  # words that are seldom a sentence by themselves
MAX_SENTENCE: Final = 40  # words: a longer one is divided where that is likeliest
MIN_PART: Final = 6  # words of what it is divided into
WORD: Final = pattern(r"[^\W_]+(?:[-'’][^\W_]+)*")
MARKS: Final = ("", ",", ".", "?")  # what is told apart; «!» and «…» are full stops
_SIGNS: Final = ".,!?…;"
_ENDS: Final = (".", "?")
# What is heard and nobody says: «[музыка]», «[аплодисменты]».
_SOUND_PATTERN = r"[\[(](?:музыка|музыкальная заставка|аплодисменты|смех|сме[её]тся|music|applause|laughter)[\])]"
_SOUND: Final = pattern(_SOUND_PATTERN, re.IGNORECASE)
_SOUNDS_BEFORE: Final = pattern(rf"(?<![^\n])(?:{_SOUND_PATTERN}\s*)+$", re.IGNORECASE)
_SOUNDS_BEHIND: Final = pattern(rf"(?:\s*{_SOUND_PATTERN})+\s*\Z|(?:[ \t]*{_SOUND_PATTERN})+", re.IGNORECASE)
_SOUNDS_LENGTH: Final = 100
# «а когда открыли…», «и чем закончилось»
_QUESTION: Final = pattern(
    r"(?:(?:а|и|но|ну|так|вот|тогда)\s+)*(?:(?:для|до|за|из|к|на|о|от|по|с|у|в)\s+)?"
    r"(?:кто|что|кого|чего|кому|чему|кем|чем|ком|чём|как|какой|какая|какое|какие|каких|какую|каким|где|куда|откуда|когда"
    r"|почему|зачем|сколько|скольких)\b",
    re.IGNORECASE,
)
_CALL: Final = pattern(
    r"\b(?:(?:и|а|ну|друзья|большое)\s+){0,2}(?:подпи(?:сывайтесь|шитесь)\s+на|ставьте\s+(?:лайк|оценк)|пишите\s+в\s+комментари"
    r"|жмите\s+(?:на\s+)?колокольчик|спасибо\s+за\s+(?:внимание|просмотр)|(?:всем\s+пока\s+)?до\s+новых\s+встреч"
    r"|(?:на|в)\s+следующ\w+\s+(?:лекции|уроке|выпуске|видео)\s+(?:мы\s+)?(?:поговорим|разбер[её]м|продолжим))",
    re.IGNORECASE,
)
MAX_QUESTION: Final = 12  # words
_PASSAGE_END: Final = pattern(r"\n|\Z|\s>>")
_NO_WORDS: Final = pattern(rf"{_SOUND_PATTERN}|[#@]\w+", re.IGNORECASE)
_GAP: Final = pattern(r"[»”\")\]]*(\s+)[«„“\"(\[]*")  # between two words, with what opens or closes beside it


def mark_sentences(text: str) -> list[Edit]:
    """Puts marks between the words of a text that has hardly any, and a capital behind each that ends a sentence.

    So it does in long parts of a text whose other lines have marks: what an editor wrote above a transcript.

    >>> said = "дорогу закрыли ещё весной а новую так и не построили потому что денег в бюджете не было "
    >>> {edit.after for edit in mark_sentences(said * 8)} >= {"Д", ", "}
    True
    >>> mark_sentences("Дорогу закрыли весной, новую не построили: денег не было. " * 20)
    []
    """
    if _lacks_marks(text):
        return _mark(text)
    edits = ((start, edit) for start, part in _unmarked_parts(text) for edit in _mark(part))
    return [Edit(edit.rule, start + edit.start, start + edit.stop, edit.after) for start, edit in edits]


def _lacks_marks(text: str) -> bool:
    return _lacks(_SIGNS, text)


def _lacks(signs: str, text: str) -> bool:
    """Whether few of the signs stand in a text."""
    n_marks, n_spaces = (sum(map(text.count, some)) for some in (signs, " \n"))
    return n_marks <= MAX_MARKS * n_spaces


def _unmarked_parts(text: str) -> Iterator[tuple[int, str]]:
    """Where lines without marks stand together, and what they say."""
    stop = 0
    for lacks, lines in groupby(text.splitlines(keepends=True), _lacks_marks):
        start, part = stop, "".join(lines)
        stop += len(part)
        if lacks and part.count(" ") >= MIN_PART_WORDS:
            yield start, part


def _mark(text: str) -> list[Edit]:
    """The marks of speech; none of a list, or of another language."""
    labels = find_labels(text)
    if not (labels or _lacks(":", text)):  # a form
        return []
    words = _words(text, labels)
    n_joints = sum(word[0].lower() in JOINTS for word in words)
    if not MIN_WORDS <= len(words) <= MAX_WORDS or n_joints < MIN_JOINTS * len(words) or not is_russian(text):
        return []
    from .marks_network import load_network  # numpy: for such a text only

    network = load_network()
    if sum(network.knows(word[0]) for word in words) < MIN_KNOWN_SHARE * len(words):
        return []
    likelihoods = network.likelihoods([word[0] for word in words])
    passages = find_passages(words, labels, likelihoods[:, 0].tolist())
    edits = list[Edit]()
    for passage in passages:
        said = words[passage.start : passage.stop]
        seen = likelihoods[passage.start : passage.stop]
        if len(words) <= MAX_ALONE:  # what stands around tells something, and misleads
            around, seen = seen, network.likelihoods([word[0] for word in said])
            seen += around
            seen /= 2
        marks = _guess(seen, _calls(said))
        if passage.label and _asks(said, marks):
            marks[-1] = "?"
        edits += _edits(said, marks, passage.label)
    return edits


def _words(text: str, labels: Sequence[Label]) -> Words:
    """The words that somebody says: no labels, sounds, tags."""
    hidden = sorted(
        [*((label.start, label.stop) for label in labels), *(one.span() for one in _NO_WORDS.finditer(text))]
    )
    starts, stops = [0, *(stop for _, stop in hidden)], [*(start for start, _ in hidden), len(text)]
    return [word for start, stop in zip(starts, stops, strict=True) for word in WORD.finditer(text, start, stop)]


def _calls(words: Words) -> set[int]:
    """The words before farewells, and before what a speaker asks those for who watch: there a sentence ends."""
    text = words[0].string
    begins = {call.start() for call in _CALL.finditer(text, words[0].end(), words[-1].end())}
    return {at for at, word in enumerate(words[1:]) if word.start() in begins} if begins else set()


def _guess(likelihoods: "Floats", last: Collection[int] = ()) -> list[str]:
    """The mark behind each word of a passage; the last ends a sentence, as do those of ``last``."""
    marks = [MARKS[mark] for mark in likelihoods[:, :2].argmax(axis=1)]
    ends = likelihoods[:, 2:].sum(axis=1).tolist()
    least = [MIN_END] * (len(ends) - MAX_TAIL) + [SURE_END] * MAX_TAIL
    likely = {at for at, end in enumerate(ends) if end > least[at] and likelihoods[at, 0] < 1 / 2}
    for start, stop in pairwise([-1, *sorted(likely.union(last, {len(ends) - 1}))]):
        for at in _divide(ends, start + 1, stop):
            marks[at] = MARKS[2 + likelihoods[at, 2:].argmax()]
    return marks


def _asks(words: Words, marks: Sequence[str]) -> bool:
    """Whether the last sentence of what a speaker says is short and begins as a question does."""
    first = next((at + 1 for at in range(len(marks) - 2, -1, -1) if marks[at] in _ENDS), 0)
    text = words[0].string[words[first].start() : words[-1].end()]
    return len(words) - first <= MAX_QUESTION and "," not in marks[first:] and bool(_QUESTION.match(text))


def _divide(ends: Sequence[float], first: int, last: int) -> Iterator[int]:
    """The last words of the sentences that the words from ``first`` to ``last`` become.

    >>> list(_divide([0.1] * 30 + [0.3] + [0.1] * 30, 0, 60)), list(_divide([0.1] * 12, 0, 11))
    ([30, 60], [11])
    """
    while last - first >= MAX_SENTENCE:
        stop = min(first + MAX_SENTENCE, last - MIN_PART)
        first = max(range(first + MIN_PART - 1, stop), key=ends.__getitem__) + 1
        yield first - 1
    yield last


def _edits(words: Words, marks: Sequence[str], label: Label | None) -> Iterator[Edit]:
    """Makes the words of a passage a paragraph, with marks where only white space, sounds and quotation marks stand."""
    text, last = words[0].string, words[-1].end()
    yield from _opening(text, words[0], label)
    for (word, after), mark in zip(pairwise(words), marks, strict=False):
        yield from _between(text, word.end(), after, mark)
    heard = _SOUNDS_BEHIND.match(text, last)
    stop = heard.end() if heard else last
    if _PASSAGE_END.match(text, stop):
        yield Edit(SENTENCE_MARK, last, stop, marks[-1])


def _opening(text: str, first: re.Match[str], label: Label | None) -> Iterator[Edit]:
    """A capital, a dash where captions mark another speaker, no sound, no line end behind a label."""
    start = first.start()
    heard = _SOUNDS_BEFORE.search(text, max(0, start - _SOUNDS_LENGTH), start)
    if label and label.is_arrow:
        before = label.start
        while before and text[before - 1].isspace():
            before -= 1
        yield Edit(SENTENCE_MARK, before, start, "\n— " if before else "— ")
    elif label and "\n" in text[label.start : start]:
        stop = label.start + len(text[label.start : start].rstrip())
        yield Edit("line_break", stop, start, " ")
    elif heard:
        yield Edit("time_code", *heard.span(), "")
    if first[0][0].islower():
        yield Edit(SENTENCE_MARK, start, start + 1, first[0][0].upper())


def _between(text: str, start: int, after: re.Match[str], mark: str) -> Iterator[Edit]:
    """What stands between two words of a passage."""
    gap = text[start : after.start()]
    shown = _SOUND.sub("", gap)
    found = _GAP.fullmatch(shown)
    if not found:
        return
    joined = f"{shown[: found.start(1)]}{mark} {shown[found.end(1) :]}"
    if mark in _ENDS:
        yield Edit(SENTENCE_MARK, start, after.start() + 1, joined + after[0][0].upper())
    elif mark:
        yield Edit(SENTENCE_MARK, start, after.start(), joined)
    elif "\n" in gap or shown != gap:
        yield Edit("line_break", start, after.start(), joined)
