"""Charts → their titles and the table that they were drawn from."""

from typing import Any, Final

from summarizer.reading.parsers.elements.table_rows import lines_of_row
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import attribute, parse_guarded
from summarizer.reading.parsers.markup.paragraphs import ParagraphHandler, read_paragraphs

MAX_ROWS: Final = 20  # of a table that is read; longer ones are curves, of which the title is read
_TITLES: Final = Grammar(paragraphs=frozenset({"p"}), skipped=frozenset({"table", "automatic-styles"}))
_OPEN: Final = Grammar(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    skipped=frozenset({"automatic-styles"}),
)
_OFFICE: Final = Grammar(paragraphs=frozenset({"p"}), texts=frozenset({"t"}), breaks={"br": " "})
_PARTS: Final = frozenset({"tx", "cat", "xVal", "val", "yVal"})  # of a series: its name, what it counts, how many


class _ChartHandler(ParagraphHandler):
    """A chart of Office: its titles, and what it keeps of the table."""

    def __init__(self) -> None:
        super().__init__(_OFFICE)
        self.series: list[dict[str, dict[str, str]]] = []
        self._index = ""
        self._part = ""
        self._format = ""
        self._value: list[str] | None = None

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes a series, a part of it, or a value."""
        super().startElement(name, attrs)
        local = self.open[-1].name
        if local == "ser":
            self.series.append({})
        elif local in _PARTS:
            self._part, self._format = local.removeprefix("x").removeprefix("y").lower(), ""
        elif local == "pt":
            self._index = attribute(attrs, "idx")
        elif local in ("v", "formatCode"):
            self._value = []

    def characters(self, content: str) -> None:
        """Takes text."""
        super().characters(content)
        if self._value is not None:
            self._value.append(content)

    def endElement(self, name: str) -> None:
        """Takes the end of a value."""
        local = self.open[-1].name
        super().endElement(name)
        if self._value is None or local not in ("v", "formatCode"):
            return
        value, self._value = "".join(self._value).strip(), None
        if local == "formatCode":
            self._format = value
        elif self.series:
            shown = _number(value, self._format) if self._part == "val" and self._index else value
            self.series[-1].setdefault(self._part, {}).setdefault(self._index, shown)


def office_chart_lines(data: bytes) -> list[str]:
    """The titles of a chart of docx or pptx, then its table, a row for each category."""
    handler = _ChartHandler()
    parse_guarded(data, handler)
    series = handler.series
    categories = next((found["cat"] for found in series if "cat" in found), {})
    if not 0 < len(categories) <= MAX_ROWS:
        return handler.paragraphs
    rows = [[[], *([*found.get("tx", {}).values()] for found in series)]]
    for index, category in categories.items():
        values = (found.get("val", {}).get(index) for found in series)
        rows.append([[category], *([value] if value else [] for value in values)])
    return [*handler.paragraphs, *(line for row in rows for line in lines_of_row(row))]


def open_chart_lines(data: bytes) -> list[str]:
    """The same of the content of an OpenDocument chart."""
    titles = read_paragraphs(data, _TITLES).paragraphs
    lines = read_paragraphs(data, _OPEN).paragraphs
    return lines if len(lines) - len(titles) <= MAX_ROWS + 1 else titles


def _number(value: str, format: str) -> str:
    """A value as its format shows it, as far as shares go.

    >>> _number("0.15", "0%"), _number("140.50000000000001", "General"), _number("нет", "0%")
    ('15 %', '140.5', 'нет')
    """
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number * 100:.10g} %" if "%" in format else f"{number:.12g}"
