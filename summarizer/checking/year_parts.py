"""«В 2017 году завод выпустил 300 машин» where the source counts them for nine months of that year."""

from collections.abc import Iterator
from typing import Final

from summarizer.checking.figures import find_figures
from summarizer.checking.findings import Finding
from summarizer.checking.pairs import Pair
from summarizer.index import IndexedText
from summarizer.patterns import pattern

_OF_TIME: Final = ("day", "month")  # families of units
_MONTH: Final = r"(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*"
_YEAR: Final = r"(?:1[89]|20)\d\d"
# A part of a year, as things are counted for. Expressions, one a line.
_PART: Final = pattern(
    r"\b(?:"
    + "|".join(
        (
            rf"[сС] (?!января по декабр){_MONTH} (?:по|до) {_MONTH}",
            rf"(?!январ\w* ?[—–-] ?декабр){_MONTH} ?[—–-] ?{_MONTH}",
            r"(?!12|двенадцат)[\w-]+ месяц\w+",
            r"\w+ (?:квартал\w*|полугоди\w+|половин\w+)",
            r"[сС] начала",
        )
    )
    + rf") (?P<year>{_YEAR})\b"
)
_WHOLE: Final = pattern(rf"\b(?:[Вв]|[Зз]а(?: весь)?) (?P<year>{_YEAR}) (?:году?|г\.)(?![\w-])")
_WITHIN: Final = pattern(rf"\b(?:{_MONTH}|месяц\w*|квартал\w*|полугоди\w+|половин\w+|начал\w+|конц\w+|середин\w+)\b")


def find_year_parts(pair: Pair) -> Iterator[Finding]:
    """A year of a summary for which it tells a number that its source has for a part of that year alone.

    >>> from summarizer.index import index_text
    >>> source = index_text("За девять месяцев 2017 года завод выпустил 300 машин.")
    >>> told = ("В 2017 году завод выпустил 300 машин.", "К октябрю 2017 года завод выпустил 300 машин.")
    >>> [[f.text for f in find_year_parts(Pair(index_text(one), source))] for one in told]
    [['В 2017 году'], []]
    """
    ours, theirs = pair.summary.sentences[pair.at], pair.source.sentences[pair.source_at]
    part = _PART.search(theirs.text)
    whole = _WHOLE.search(ours.text)
    if not part or not whole or part["year"] != whole["year"] or _WITHIN.search(ours.text):
        return
    shared = _numbers(ours.text) & _numbers(theirs.text)
    if shared and not _is_told_of_year(part["year"], shared, pair.source):
        start, stop = (offset + ours.start for offset in whole.span())
        place = (part.start() + theirs.start, part.end() + theirs.start)
        yield pair.against((start, stop), place, "overstated")


def _numbers(text: str) -> set[float]:
    """What it counts; «к пяти годам» is told of a day, which is of its year too."""
    return {quantity.value for quantity in find_figures(text)[0] if quantity.family not in _OF_TIME}


def _is_told_of_year(year: str, numbers: set[float], source: IndexedText) -> bool:
    """Whether a sentence of the source has one of the numbers and the whole year."""
    return any(
        found["year"] == year and not _PART.search(sentence.text) and numbers & _numbers(sentence.text)
        for sentence in source.sentences
        for found in _WHOLE.finditer(sentence.text)
    )
