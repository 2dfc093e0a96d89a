"""Records → summaries.csv, a table for a Russian spreadsheet."""

import csv
import io
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from summarizer.errors import OutputError
from summarizer.folder.cell_columns import NO_CELLS, CellColumns
from summarizer.folder.journal import JOURNAL, Journal
from summarizer.folder.records import Record
from summarizer.folder.writing import encoded, replacing, writing
from summarizer.patterns import pattern

CSV_NAME: Final = "summaries.csv"
CSV_COLUMNS: Final = tuple("path title status reason summary findings coverage encoding model headline".split())
BOM: Final = "\ufeff"  # without it Excel takes UTF-8 for the local encoding
DELIMITER: Final = ";"  # Excel splits at what separates lists in the country that it is set to: in Russia no comma
_TABLE_START: Final = (BOM + DELIMITER.join(CSV_COLUMNS[:4])).encode()
_NUMBER: Final = pattern(r"-\d+(?:[.,]\d+)?")
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet would run such a cell
COPYING_NS: Final = 2_500_000_000  # by which copies of two files of a folder may differ, and clocks of FAT


def csv_row(record: Record, cells: CellColumns = NO_CELLS) -> list[str]:
    """The record's cells as a Russian spreadsheet reads them; one that it would run has an apostrophe before it."""
    findings = "; ".join(str(finding["message"]) for finding in record.findings)
    coverage = f"{record.coverage}".replace(".", ",")
    values = vars(record) | {"findings": findings, "coverage": coverage, "model": record.settings.model}
    row = [*(str(values[column]) for column in CSV_COLUMNS), *cells.values(record)]
    return ["'" + cell if cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell) else cell for cell in row]


def to_csv(records: Iterable[Record], has_header: bool, cells: CellColumns = NO_CELLS) -> str:
    """Rows as RFC 4180 asks for, but for the semicolons; a header comes with the byte order mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER, lineterminator="\r\n")
    if has_header:
        buffer.write(BOM)
        writer.writerow([*CSV_COLUMNS, *cells.headers()])
    writer.writerows(csv_row(record, cells) for record in records)
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
            f"{path} — не таблица этой программы, или её сохранила другая: переименуйте её "
            "или укажите другую папку в -o"
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


def write_table(out: Path, journal: Journal) -> None:
    """Writes all records of a journal as OUT/summaries.csv, one at a time, and dates it like the journal beside it.

    Raises:
        OutputError: The file cannot be written.
    """
    path = out / CSV_NAME
    cells = CellColumns.of(record.cells for record in journal.records())
    with writing(path), replacing(path) as file:
        file.write(encoded(to_csv([], True, cells)))
        for record in journal.records():
            file.write(encoded(to_csv([record], False, cells)))
    with suppress(OSError):
        written_ns = (out / JOURNAL).stat().st_mtime_ns
        os.utime(path, ns=(written_ns, written_ns))
