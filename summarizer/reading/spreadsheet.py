"""The rows of a spreadsheet: which of its sheets hold the texts, and which row names their columns."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from summarizer.errors import InputError
from summarizer.reading.csv_records import MAX_ROWS_ABOVE
from summarizer.reading.document import read_bytes
from summarizer.reading.parsed import Cell
from summarizer.reading.parsing import parse_document
from summarizer.reading.rows import Columns, distinct
from summarizer.reading.signatures import OLE, ZIP

SPREADSHEET_SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_SIGNATURES: Final = (ZIP, OLE)


@dataclass(frozen=True)
class Sheet:
    """A sheet below the row that names its columns. Iterates over the rows that are not empty, as fields by name."""

    names: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def __iter__(self) -> Iterator["dict[str | None, Any]"]:
        names = distinct(self.names)
        for row in self.rows:
            if any(cell is not None for cell in row):
                cells = ("" if cell is None else cell for cell in row)  # as csv has it
                yield {name: cell for name, cell in zip(names, cells, strict=True) if name}


def is_spreadsheet(path: Path) -> bool:
    """Whether a file begins like one, whatever its name says: so do other archives and documents."""
    with path.open("rb") as file:
        return file.read(len(OLE)).startswith(_SIGNATURES)


def read_sheets(path: Path, columns: Columns) -> list[Sheet]:
    """The sheets that have the columns that are asked for; where none has, the one whose columns have most names.

    Raises:
        InputError: The file cannot be read.
    """
    data = read_bytes(path)
    if not data.startswith(_SIGNATURES):
        raise InputError(
            f"{path.name}: внутри не таблица Excel или LibreOffice. Откройте файл в таком редакторе и сохраните "
            "как .xlsx."
        )
    sheets = json.loads(parse_document(data, "spreadsheet", path.name).text)
    ranked = [_below_names(rows, columns) for rows in sheets if rows]
    having = [sheet for has, sheet in ranked if has]
    if having or not ranked:
        return having or [Sheet([], [])]
    return [max((sheet for _, sheet in ranked), key=lambda sheet: len(list(filter(None, sheet.names))))]


def _below_names(rows: Sequence[Sequence[Cell]], columns: Columns) -> tuple[bool, Sheet]:
    """Whether a sheet has the columns that are asked for, and what is below their names."""
    at, has = columns.row_of_names([_names(row) for row in rows[:MAX_ROWS_ABOVE]])
    return has, Sheet(_names(rows[at]), rows[at + 1 :])


def _names(row: Sequence[Cell]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row]
