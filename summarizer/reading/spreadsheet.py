"""The rows of a spreadsheet's sheet: which one holds the texts, and which row names its columns."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from summarizer.errors import InputError
from summarizer.reading.document import read_bytes
from summarizer.reading.parsing import parse_document
from summarizer.reading.signatures import OLE

SPREADSHEET_SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
MAX_ROWS_ABOVE: Final = 50  # the names of columns: of whom a report is, for which days, and the like
_SIGNATURES: Final = (b"PK\x03\x04", OLE)

Cell = str | int | float | None


class SpreadsheetRows:
    """Iterates over the rows that are not empty, as fields by the names of their columns.

    Raises:
        InputError: The file cannot be read.
    """

    def __init__(self, path: Path, text_column: str) -> None:
        """Takes the first sheet that has such a column, else the one whose columns have most names."""
        data = read_bytes(path)
        if not data.startswith(_SIGNATURES):
            raise InputError(
                f"{path.name}: внутри не таблица Excel или LibreOffice. Откройте файл в таком редакторе и сохраните "
                "как .xlsx."
            )
        sheets: list[list[list[Cell]]] = json.loads(parse_document(data, "spreadsheet", path.name).text)
        heads = [(sheet, at) for sheet in sheets for at in range(min(len(sheet), MAX_ROWS_ABOVE))]

        def rank(head: tuple[list[list[Cell]], int]) -> tuple[bool, int]:
            row = head[0][head[1]]
            return text_column in _names(row), sum(isinstance(cell, str) for cell in row)

        nothing: tuple[list[list[Cell]], int] = ([[]], 0)
        sheet, at = max(heads, key=rank, default=nothing)
        self.names = _names(sheet[at])
        self._rows = sheet[at + 1 :]

    def __iter__(self) -> Iterator["dict[str | None, Any]"]:
        for row in self._rows:
            if any(cell is not None for cell in row):
                cells = ("" if cell is None else cell for cell in row)  # as csv has it
                yield {name: cell for name, cell in zip(self.names, cells, strict=True) if name}


def _names(row: Sequence[Cell]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row]
