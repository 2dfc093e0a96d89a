"""Rows of a corpus: what of their fields is the text, and why a row has none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from summarizer.patterns import pattern
from summarizer.reading.document import MAX_FILE_BYTES

MAX_ROW_CHARS: Final = MAX_FILE_BYTES // 2  # as long as the longest file of Russian text that is read
TITLE: Final = "title"
LONE_SURROGATE: Final = pattern("[\ud800-\udfff]")
UNREADABLE: Final = "в строке текст повреждён: не читается в кодировке файла"


@dataclass(frozen=True)
class Columns:
    """Where in a row the text and its identifier stand."""

    text: str = "text"
    id: str | None = None  # None: the column «id» if there is one, else the number of the row


DEFAULT_COLUMNS: Final = Columns()


@dataclass(frozen=True)
class Row:
    """One document of a corpus, or the reason why there is none in this row."""

    id: str  # from the id column, else the number
    text: str = ""
    title: str = ""  # from the column «title», if there is one
    problem: str = ""


def row_of(fields: "dict[str | None, Any]", number: int, columns: Columns) -> Row:
    """The text and the id of a row; a row without them says so."""
    found = fields.get(columns.id or "id")
    own_id = row_id("" if found is None else str(found), number)
    text = fields.get(columns.text)
    if any(fields.get(None, ())):  # where csv puts what is behind the last column
        return Row(own_id, problem="в строке больше полей, чем столбцов. Возьмите в кавычки поле, где есть разделитель")
    if columns.id is not None and found is None:
        return Row(own_id, problem=f"в строке нет поля «{columns.id}». Укажите --id-column")
    if not isinstance(text, str):
        wrong = "пусто, а не текст, в поле" if text is None else "не текст в поле"
        has = wrong if columns.text in fields else "нет поля"
        present = ", ".join(map(str, list(fields)[:20]))
        return Row(own_id, problem=f"в строке {has} «{columns.text}» (есть: {present}). Укажите --text-column")
    if len(text) > MAX_ROW_CHARS:
        return Row(own_id, problem=too_long())
    if LONE_SURROGATE.search(text):
        return Row(own_id, problem=UNREADABLE)
    title = fields.get(TITLE)
    return Row(own_id, text, LONE_SURROGATE.sub("\ufffd", title) if isinstance(title, str) else "")


def row_id(found: str, number: int) -> str:
    """The identifier, made valid Unicode; the number of the row where there is none."""
    return LONE_SURROGATE.sub("\ufffd", found).strip() or str(number)


def find_twice(names: Iterable[str], columns: Columns) -> str | None:
    """The first that is read and stands there more than once."""
    counts = Counter(names)
    return next((name for name in (columns.text, columns.id or "id", TITLE) if counts[name] > 1), None)


def too_long() -> str:
    return f"строка длиннее {MAX_ROW_CHARS} знаков. Разделите текст на части"
