"""The numbers and bullets shown before paragraphs: a docx, as an odt, holds rules for them, not their text."""

from dataclasses import dataclass, field

MAX_LEVELS = 9
BULLET = "•"
FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}  # as HTML and OpenDocument say
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # the letters that Word numbers with
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)


@dataclass
class Level:
    """How one level of a list writes its numbers."""

    format: str = "decimal"
    text: str = ""  # «%1.%2.»
    start: int = 1


@dataclass
class ParagraphStyle:
    """What a style says of lists."""

    base: str = ""
    list: str = ""
    level: int | None = None


@dataclass
class Numbering:
    """The lists of a document, and how far each has come."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)  # by abstract list
    abstract: dict[str, str] = field(default_factory=dict)  # of each list
    styles: dict[str, ParagraphStyle] = field(default_factory=dict)
    level_of_style: dict[tuple[str, str], int] = field(default_factory=dict)  # by abstract list and style
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # of a list's level that begins anew
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def label(self, style: str, list_id: str | None, level: int | None) -> str:
        """What stands before the next paragraph of a style, or of a list where the paragraph itself names one.

        >>> levels = {("0", 0): Level("decimal", "%1."), ("0", 1): Level("russianLower", "%2)")}
        >>> numbering = Numbering(levels, {"5": "0", "6": "0"}, starts={("6", 0): 1})
        >>> [numbering.label("", "5", level) for level in (0, 1, 1, 0, 1)]
        ['1. ', 'а) ', 'б) ', '2. ', 'а) ']
        >>> numbering.label("", "6", 0), numbering.label("", "5", 0), numbering.label("", None, None)
        ('1. ', '2. ', '')
        """
        named = self._named(style)
        list_id = named.list if list_id is None else list_id
        abstract = self.abstract.get(list_id, "")
        if level is None:
            level = named.level if named.level is not None else self.level_of_style.get((abstract, style), 0)
        rule = self.levels.get((abstract, level))
        if rule is None or rule.format == "none":
            return ""
        if rule.format == "bullet":
            return f"{BULLET} "
        counts = self._counts.setdefault(abstract, [0] * MAX_LEVELS)
        if (list_id, level) in self.starts:
            counts[level] = self.starts.pop((list_id, level)) - 1
        counts[level] = max(counts[level] + 1, rule.start)
        counts[level + 1 :] = [0] * (MAX_LEVELS - level - 1)
        text = rule.text
        for at in range(level + 1):
            above = self.levels.get((abstract, at), Level())
            text = text.replace(f"%{at + 1}", written(max(counts[at], above.start), above.format))
        return f"{text.strip()} " if text.strip() else ""

    def restart(self, list_id: str) -> None:
        """Lets a list count from its beginning."""
        self._counts.pop(self.abstract.get(list_id, ""), None)

    def _named(self, style: str) -> ParagraphStyle:
        """What a style, or the one it is based on, says of lists."""
        for _ in range(MAX_LEVELS):
            found = self.styles.get(style)
            if found is None or found.list:
                return found or ParagraphStyle()
            style = found.base
        return ParagraphStyle()


def written(number: int, format: str) -> str:
    """A number as a list writes it.

    >>> [written(4, format) for format in ("decimal", "russianUpper", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'Г', 'd', 'IV', '04']
    """
    if format.startswith("upper") or format == "russianUpper":
        return written(number, format.replace("upper", "lower").replace("Upper", "Lower")).upper()
    if format in ("russianLower", "lowerLetter"):
        letters = _RUSSIAN if format == "russianLower" else _LATIN
        return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)
    if format == "lowerRoman" and number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman
    return f"{number:02}" if format == "decimalZero" else str(number)


def count_of(value: str, otherwise: int = 1) -> int:
    """The number that an attribute holds; ``otherwise`` where that is none, or too large for a list."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else otherwise


def level_of(value: str) -> int:
    """A level of a list as an attribute names it."""
    return min(count_of(value, otherwise=0), MAX_LEVELS - 1)
