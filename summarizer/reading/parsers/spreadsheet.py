"""Spreadsheets of Excel and LibreOffice (xlsx, xlsm, xlsb, xls, ods): what their visible sheets hold, as JSON."""

import json
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from olefile import OleFileIO
from olefile.olefile import OleFileError
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from summarizer.errors import InputError
from summarizer.reading.parsed import Cell, Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.signatures import ZIP

_LOCKED = "таблица защищена паролем. Снимите пароль и сохраните её снова."


def parse_spreadsheet(data: bytes) -> Parsed:
    """A list of sheets, each a list of rows, each a list of cells: text, a number or nothing.

    Raises:
        InputError: The file is damaged, locked or too large.
    """
    if data.startswith(ZIP):
        Archive(data)  # its limits
    elif _is_locked(data):
        raise InputError(_LOCKED)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            sheets = [_rows(book.get_sheet_by_name(name)) for name in shown]
    except PasswordError as error:
        raise InputError(_LOCKED) from error
    except CalamineError as error:
        raise InputError("таблица повреждена. Откройте её в редакторе и сохраните снова или как .csv.") from error
    return Parsed(json.dumps(sheets, ensure_ascii=False))


def _is_locked(data: bytes) -> bool:
    """Whether this is an xlsx with a password, which is kept within a file of the old form."""
    try:
        with OleFileIO(BytesIO(data)) as file:
            return bool(file.exists("EncryptedPackage"))
    except OleFileError:
        return False


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    """Empty ones without cells: above one that strayed far below its table there may be a million of them."""
    return [list(map(_cell, row)) if row.count("") < len(row) else [] for row in sheet.iter_rows()]


def _cell(value: Any) -> Cell:
    """A value as JSON holds it.

    >>> _cell(12.0), _cell(date(2026, 11, 1)), _cell(timedelta(days=1, minutes=90)), _cell("")
    (12, '2026-11-01', '25:30:00', None)
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)  # Excel has no other numbers
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value if isinstance(value, (str, int, float)) and value != "" else None
