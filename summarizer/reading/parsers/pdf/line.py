"""A line of a PDF page with its place, and what it is made of where PDFium took its pieces for lines."""

from dataclasses import dataclass, replace

from summarizer.cleaning.dictionary import is_known
from summarizer.patterns import pattern
from summarizer.reading.parsers.elements.glyphs import raise_digits

MAX_RAISED_SIZE = 0.88  # of the line's font size: larger digits are no superscripts
MIN_RAISE = 0.12  # of the line's font size
_MAX_RAISE = 0.7  # of the font size, of a piece of the same line
_MAX_TEAR = 0.6  # of the font size, to a piece of the same line that PDFium took for another
_MIN_SPACE = 0.15  # of the font size, between two words
_MIN_INITIAL = 1.5  # times as large as the text is a large first letter
_MAX_INITIAL_GAP = 1.0  # of that letter's size, to the text beside it
_ONE_LETTER_WORDS = frozenset("АВИКОСУЯ")
_FIRST_WORD = pattern("[а-яё]+")


@dataclass(frozen=True)
class Line:
    """One line of a page; places in points."""

    text: str  # a word that goes on in the next line ends with «-»
    left: float
    right: float
    base: float  # where its letters stand, above the page's foot
    size: float  # of its font
    page_height: float
    cells: tuple[str, ...] = ()  # its text in pieces, where wide gaps divide it
    gaps: tuple[tuple[float, float], ...] = ()  # from where to where these are
    first_width: float = 0.0  # of its first word
    is_item: bool = False  # it begins with a list's marker, to the left of its edge


def joined(line: Line, piece: Line) -> Line | None:
    """A line and a piece that stands right behind it, as a power does, or what follows one; None for another line."""
    size, gap = max(line.size, piece.size), piece.left - line.right
    is_initial = _is_initial(line, piece)
    max_gap = (_MAX_INITIAL_GAP if is_initial and piece.text[0].islower() else _MAX_TEAR) * size
    is_near = abs(gap) < max_gap and abs(piece.base - line.base) < _MAX_RAISE * size
    if not is_near or line.cells or piece.cells:
        return None
    if is_initial:
        return replace(piece, text=_with_initial(line.text, piece.text), left=line.left)
    is_raised = piece.size <= MAX_RAISED_SIZE * size and piece.base > line.base + MIN_RAISE * size
    text = raise_digits(piece.text) if is_raised else piece.text
    between = " " if gap > _MIN_SPACE * size and not is_raised else ""
    return replace(line, text=line.text + between + text, right=piece.right, size=size)


def stands_beside(letter: Line, piece: Line) -> bool:
    """Whether a line stands in to the right of a large first letter, as the first two or three of a chapter do."""
    gap, rise = piece.left - letter.right, piece.base - letter.base
    is_level = -_MAX_RAISE * piece.size < rise < letter.size
    return _is_initial(letter, piece) and 0 < gap < _MAX_INITIAL_GAP * letter.size and is_level


def _is_initial(line: Line, piece: Line) -> bool:
    return len(line.text) == 1 and line.text.isupper() and line.size > _MIN_INITIAL * piece.size


def _with_initial(letter: str, text: str) -> str:
    """A line behind a large first letter: that of its first word, or a word of its own.

    >>> _with_initial("В", "среду дума"), _with_initial("В", "чера дума"), _with_initial("Г", "ород")
    ('В среду дума', 'Вчера дума', 'Город')
    """
    word = _FIRST_WORD.match(text)
    is_word = letter in _ONE_LETTER_WORDS and word is not None and is_known(word[0]) and not is_known(letter + word[0])
    return f"{letter} {text}" if is_word else letter + text
