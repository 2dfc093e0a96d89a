"""Records → summaries.csv, a table for a Russian spreadsheet."""

import csv
import io
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from summarizer.errors import OutputError
from summarizer.folder.journal import JOURNAL
from summarizer.folder.records import Record, cells_of
from summarizer.folder.writing import replacing, writing

CSV_NAME: Final = "summaries.csv"
CSV_COLUMNS: Final = tuple("path title status reason summary findings coverage encoding model headline cells".split())
BOM: Final = "\ufeff"  # without it Excel takes UTF-8 for the local encoding
DELIMITER: Final = ";"  # Excel splits at what separates lists in the country that it is set to: in Russia no comma
_TABLE_START: Final = (BOM + DELIMITER.join(CSV_COLUMNS[:4])).encode()
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet would run such a cell
COPYING_NS: Final = 2_500_000_000  # by which copies of two files of a folder may differ, and clocks of FAT


def csv_row(record: Record) -> list[str]:
    """The record's cells as a Russian spreadsheet reads them; one that it would run has an apostrophe before it."""
    findings = "; ".join(str(finding["message"]) for finding in record.findings)
    coverage = f"{record.coverage}".replace(".", ",")
    told = {"cells": "; ".join(cells_of(record)), "findings": findings, "coverage": coverage}
    values = vars(record) | told | {"model": record.settings.model}
    cells = [str(values[column]) for column in CSV_COLUMNS]
    return ["'" + cell if cell.startswith(_FORMULA_STARTS) else cell for cell in cells]


def to_csv(records: Iterable[Record], has_header: bool) -> str:
    """Rows as RFC 4180 asks for, but for the semicolons; a header comes with the byte order mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER, lineterminator="\r\n")
    if has_header:
        buffer.write(BOM)
        writer.writerow(CSV_COLUMNS)
    writer.writerows(csv_row(record) for record in records)
    return buffer.getvalue()


def is_table(path: Path) -> bool:
    """True for a table that ``write_table`` wrote."""
    try:
        with path.open("rb") as file:
            return file.read(len(_TABLE_START)) == _TABLE_START
    except OSError:
        return False


def check_table(out: Path) -> None:
    """Raises OutputError if OUT/summaries.csv is there and not ours."""
    path = out / CSV_NAME
    if path.exists() and not is_table(path):
        raise OutputError(
            f"{path} — не таблица этой программы, или её сохранила другая: переименуйте её или смените -o"
        )


def is_edited(out: Path) -> bool:
    """Whether a person has changed OUT/summaries.csv, to be asked before the journal grows.

    ``write_table`` dates a table like its journal; of a run that was killed the journal is the younger.
    """
    try:
        younger_ns = (out / CSV_NAME).stat().st_mtime_ns - (out / JOURNAL).stat().st_mtime_ns
    except OSError:  # one of them is not there
        return False
    return younger_ns > COPYING_NS and is_table(out / CSV_NAME)


def write_table(out: Path, records: Iterable[Record]) -> None:
    """Writes all records as OUT/summaries.csv, one at a time, and dates it like the journal beside it.

    Raises:
        OutputError: The file cannot be written.
    """
    path = out / CSV_NAME
    with writing(path), replacing(path) as file:
        file.write(to_csv([], has_header=True).encode("utf-8"))
        for record in records:
            file.write(to_csv([record], has_header=False).encode("utf-8", "backslashreplace"))
    with suppress(OSError):
        written_ns = (out / JOURNAL).stat().st_mtime_ns
        os.utime(path, ns=(written_ns, written_ns))
