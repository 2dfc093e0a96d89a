"""Rows of a corpus: which of their columns hold what, and why a row has no text."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count, islice
from typing import Any, Final

from summarizer.patterns import pattern
from summarizer.reading.document import MAX_FILE_BYTES

MAX_ROW_CHARS: Final = MAX_FILE_BYTES // 2  # as long as the longest file of Russian text that is read
TEXTS: Final = ("text", "текст")  # names that a column of texts has where none is named
IDS: Final = ("id",)
TITLES: Final = ("title", "заголовок")
MAX_CELLS: Final = 20  # of a row that are kept beside its summary
MAX_CELL_CHARS: Final = 200  # longer ones are texts
LONE_SURROGATE: Final = pattern("[\ud800-\udfff]")
UNREADABLE: Final = "в строке текст повреждён: не читается в кодировке файла"


@dataclass(frozen=True)
class Columns:
    """Where in a row the text and its identifier stand."""

    text: str | None = None  # None: the column «text» or «Текст»
    id: str | None = None  # None: the column «id» if there is one, else the number of the row

    def among(self, names: Collection[Any]) -> "Found":
        """Which of a table's columns these are; capitals and spaces tell no columns apart unless there are both.

        >>> Columns().among(["№", "Заголовок", "Текст"])
        Found(text='Текст', id=None, title='Заголовок')
        >>> Columns("текст").among(["Полный текст", "текст", "Текст"])
        Found(text='текст', id=None, title=None)
        """
        text, own_id = (self.text,) if self.text else TEXTS, (self.id,) if self.id else IDS
        return Found(_find(text, names), _find(own_id, names), _find(TITLES, names))

    def are_among(self, names: Collection[Any]) -> bool:
        """Whether a table with columns of these names has all that are asked for."""
        found = self.among(names)
        return found.text is not None and (self.id is None or found.id is not None)

    def row_of_names(self, rows: Sequence[Sequence[Any]]) -> tuple[int, bool]:
        """Which of a table's first rows names the columns, and whether it has those that are asked for.

        That is the first that has them; one with other names beside goes before a heading «Текст». Where no name was
        given, a row below one as full is data, in which «Текст» may be a kind; an empty row ends what is above. Where
        none has them, the fullest row.

        >>> Columns().row_of_names([["Отчёт", ""], ["№", "Текст"], ["1", "текст"]])
        (1, True)
        >>> Columns().row_of_names([["Вид", "Содержание"], ["Текст", "Снег выпал."]])
        (0, False)
        """
        fullest, n_most, n_above, found, n_found = 0, 0, 0, 0, 0
        for at, row in enumerate(rows):
            n_filled = sum(cell not in ("", None) for cell in row)
            is_data = self.text is None and n_filled <= n_above
            if n_found < 2 and n_filled > n_found and not is_data and self.are_among(row):
                found, n_found = at, n_filled
            if n_filled > n_most:
                fullest, n_most = at, n_filled
            n_above = max(n_above, n_filled) if n_filled else 0
        return (found, True) if n_found else (fullest, False)


DEFAULT_COLUMNS: Final = Columns()


@dataclass(frozen=True)
class Found:
    """What a table calls its columns; None where it has no such."""

    text: str | None
    id: str | None
    title: str | None

    def twice(self, names: Iterable[str]) -> str | None:
        """The first that is read and stands there more than once."""
        counts = Counter(names)
        return next((name for name in (self.text, self.id, self.title) if name is not None and counts[name] > 1), None)


def _find(wanted: Iterable[str], names: Collection[Any]) -> str | None:
    for name in wanted:
        if name in names:
            return name
        alike = _plain(name)
        for found in names:
            if isinstance(found, str) and _plain(found) == alike:
                return found
    return None


def _plain(name: str) -> str:
    """A name without what people do not see as part of it."""
    return " ".join(name.casefold().split())


def distinct(names: Iterable[str]) -> list[str]:
    """The names of columns, those that stand twice numbered: in a row a cell would take the other's place.

    >>> distinct(["Дата", "Тег", "", "Тег", ""])
    ['Дата', 'Тег', '', 'Тег (2)', '']
    """
    taken, told = set[str](), list[str]()
    for name in names:
        numbered = (f"{name} ({number})" for number in count(2))
        own = next(one for one in chain([name], numbered) if one not in taken) if name else name
        taken.add(own)
        told.append(own)
    return told


@dataclass(frozen=True)
class Row:
    """One document of a corpus, or the reason why there is none in this row."""

    id: str  # from the id column, else the number
    text: str = ""
    title: str = ""  # from the column «title» or «Заголовок», if there is one
    cells: dict[str, str] = field(default_factory=dict)  # what else is short, by column: its date, source, address
    problem: str = ""


def row_of(fields: "dict[str | None, Any]", number: int, columns: Columns, found: Found) -> Row:
    """The text and the id of a row; a row without them says so."""
    told_id = None if found.id is None else fields.get(found.id)
    own_id = row_id("" if told_id is None else str(told_id), number)
    text = None if found.text is None else fields.get(found.text)
    if any(fields.get(None, ())):  # where csv puts what is behind the last column
        return Row(own_id, problem="в строке больше полей, чем столбцов. Возьмите в кавычки поле, где есть разделитель")
    if columns.id is not None and told_id is None:
        return Row(own_id, problem=f"в строке нет поля «{columns.id}». Укажите --id-column")
    if not isinstance(text, str):
        wrong = "пустое поле" if text is None else "не текст в поле"
        has = wrong if found.text in fields else "нет поля"
        name = found.text or columns.text or TEXTS[0]
        present = ", ".join(map(str, list(fields)[:20]))
        return Row(own_id, problem=f"в строке {has} «{name}» (есть: {present}). Укажите --text-column")
    if len(text) > MAX_ROW_CHARS:
        return Row(own_id, problem=too_long())
    if LONE_SURROGATE.search(text):
        return Row(own_id, problem=UNREADABLE)
    title = None if found.title is None else fields.get(found.title)
    return Row(own_id, text, _valid(title) if isinstance(title, str) else "", _cells(fields, columns, found))


def _cells(fields: "dict[str | None, Any]", columns: Columns, found: Found) -> dict[str, str]:
    """By what a person finds the row again: the first of its short cells that stand nowhere else, each a line.

    An identifier that a person chose is among them: an address or a heading cannot be a file's name as it is.
    """
    elsewhere = (found.text, found.title, None if columns.id else found.id)
    others = ((name, value) for name, value in fields.items() if name and name not in elsewhere)
    told = (
        (_line(name), _line(str(value)))
        for name, value in others
        if isinstance(value, (str, int, float, date)) and len(str(value)) <= MAX_CELL_CHARS
    )
    return dict(islice(((name, value) for name, value in told if value), MAX_CELLS))


def row_id(found: str, number: int) -> str:
    """The identifier, made valid Unicode; the number of the row where there is none."""
    return _valid(found).strip() or str(number)


def _line(text: str) -> str:
    """The text in one line, without what would steer a terminal or is not seen."""
    return "".join(filter(str.isprintable, " ".join(_valid(text).split())))


def _valid(text: str) -> str:
    return LONE_SURROGATE.sub("\ufffd", text)


def too_long() -> str:
    return f"строка длиннее {MAX_ROW_CHARS} знаков. Разделите текст на части"
