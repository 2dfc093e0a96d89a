"""Spreadsheets of Excel and LibreOffice (xlsx, xlsm, xlsb, xls, ods): what their visible sheets hold, as JSON."""

import json
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from summarizer.errors import InputError
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive

_ZIP = b"PK\x03\x04"


def parse_spreadsheet(data: bytes) -> Parsed:
    """A list of sheets, each a list of rows, each a list of cells: text, a number or nothing.

    Raises:
        InputError: The file is damaged, locked or too large.
    """
    if data.startswith(_ZIP):
        Archive(data)  # its limits
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            sheets = [[list(map(_cell, row)) for row in book.get_sheet_by_name(name).iter_rows()] for name in shown]
    except PasswordError as error:
        raise InputError("таблица защищена паролем. Снимите пароль и сохраните её снова.") from error
    except CalamineError as error:
        raise InputError("таблица повреждена. Откройте её в редакторе и сохраните снова, или как .csv.") from error
    return Parsed(json.dumps(sheets, ensure_ascii=False))


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, float) and value.is_integer():
        return int(value)  # Excel has no other numbers
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float)) and value != "" else None
