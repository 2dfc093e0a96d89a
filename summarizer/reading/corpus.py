"""Corpora: files of many documents, a row for each, streamed. Formats: jsonl, csv, tsv, parquet, spreadsheets."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Final

from summarizer.errors import InputError, why_unreadable
from summarizer.reading.csv_records import OPEN_QUOTE, CsvRecords
from summarizer.reading.decoding import decode_whole
from summarizer.reading.json_rows import row_of_line
from summarizer.reading.rows import (
    DEFAULT_COLUMNS,
    MAX_ROW_CHARS,
    TEXTS,
    Columns,
    Found,
    Row,
    row_id,
    row_of,
    too_long,
)
from summarizer.reading.spreadsheet import SPREADSHEET_SUFFIXES, Sheet, is_spreadsheet, read_sheets

__all__ = ["CORPUS_SUFFIXES", "MAX_ROW_CHARS", "Columns", "Row", "is_corpus", "read_rows"]

CORPUS_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"}) | SPREADSHEET_SUFFIXES
SAMPLE_BYTES: Final = 64 * 1024  # enough to tell the encoding and the delimiter
MAX_NUL_SHARE: Final = 0.05  # of the beginning's bytes: single ones stand in damaged rows, more are no text
ROWS_AT_ONCE: Final = 64  # of a parquet file: rows are long texts, few of them fill a window
MAX_NAME_CHARS: Final = 60  # of a column's name that are told
ROWS_JUDGED: Final = 5  # where all of the first ones are unusable, the file is no corpus


def is_corpus(path: Path) -> bool:
    """Whether a file of this name is read by its rows."""
    return path.suffix.lower() in CORPUS_SUFFIXES


def read_rows(path: Path, columns: Columns = DEFAULT_COLUMNS, encoding: str | None = None) -> Iterator[Row]:
    """The rows of a corpus one after another; damaged ones carry their problem, the others go on.

    Raises:
        InputError: the file cannot be read, or has no such column; raised before or between rows.
    """
    try:
        if path.stat().st_size == 0:
            raise InputError(f"{path.name}: файл пуст.")
        rows = _rows(path, columns, encoding)
        first = list(islice(rows, ROWS_JUDGED))
        if all(row.problem for row in first):
            raise InputError(f"{path.name}: {first[0].problem if first else 'в файле нет ни одной строки с текстом'}.")
        yield from first
        yield from rows
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"{path.name}: файл не читается ({why_unreadable(error)}). Проверьте права и --encoding."
        ) from error


def _rows(path: Path, columns: Columns, encoding: str | None) -> Iterator[Row]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _read_parquet(path, columns)
    if suffix in SPREADSHEET_SUFFIXES:
        return _rows_of_sheets(path, read_sheets(path, columns), columns)
    if is_spreadsheet(path):
        with suppress(InputError):  # it is another archive, and refused as one
            return _rows_of_sheets(path, read_sheets(path, columns), columns)
    if suffix in (".csv", ".tsv"):
        return _read_csv(path, columns, encoding)
    return _read_jsonl(path, columns, encoding)


def _open_text(path: Path, encoding: str | None) -> IO[str]:
    """The file as text; bytes that do not fit the encoding become lone surrogates, which the row reports."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    encoding = encoding or find_encoding(sample, path.name)
    try:
        if codecs.lookup(encoding).name == "utf-8":
            encoding = "utf-8-sig"  # a mark at the beginning is no part of the first row
        is_wide = encoding.lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
        return path.open(encoding=encoding, errors="replace" if is_wide else "surrogateescape", newline="")
    except LookupError as error:
        raise InputError(f"{path.name}: кодировка «{encoding}» неизвестна. Например: utf-8, cp1251.") from error


def find_encoding(sample: bytes, name: str) -> str:
    """The encoding of a file by its beginning; UTF-8 too where single rows of it are damaged.

    Raises:
        InputError: The beginning is binary.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
        if b"\0" not in sample:
            return "utf-8-sig"
    except UnicodeDecodeError:
        pass
    try:
        return decode_whole(sample, None, name).encoding
    except InputError:
        if sample.count(b"\0") > MAX_NUL_SHARE * len(sample):
            raise
        return "utf-8-sig"


def _read_jsonl(path: Path, columns: Columns, encoding: str | None) -> Iterator[Row]:
    with _open_text(path, encoding) as file:
        for number, line in enumerate(_lines(file), start=1):
            if line is None:
                yield Row(row_id("", number), problem=too_long())
            elif line.strip():
                yield row_of_line(line, number, columns)


def _lines(file: IO[str]) -> Iterator[str | None]:
    """The lines of a file; None for one that is over the limit, which is passed over in pieces."""
    while line := file.readline(MAX_ROW_CHARS + 1):
        if len(line) <= MAX_ROW_CHARS:
            yield line
            continue
        while line and not line.endswith("\n"):
            line = file.readline(MAX_ROW_CHARS)
        yield None


def _whole_lines(file: IO[str]) -> Iterator[str]:
    for line in _lines(file):
        if line is None:
            raise csv.Error(too_long())
        yield line


def _read_csv(path: Path, columns: Columns, encoding: str | None) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW_CHARS)
    with _open_text(path, encoding) as file:
        number = 0
        try:
            records = CsvRecords(_whole_lines(file), path.suffix.lower() == ".tsv", columns)
            found = _check_columns(path, records.names, columns)
            for number, (fields, is_open) in enumerate(records, start=1):
                row = row_of(fields, number, columns, found)
                yield Row(row.id, problem=OPEN_QUOTE) if is_open else row
        except csv.Error as error:
            raise InputError(
                f"{path.name}: запись {number + 1} слишком длинная, дальше файл не прочитан. Проверьте в ней кавычки."
            ) from error


def _read_parquet(path: Path, columns: Columns) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(f"{path.name}: для parquet нужен pyarrow: pip install 'summarizer[parquet]'") from error
    try:
        with ParquetFile(path) as file:
            names = file.schema_arrow.names
            found = _check_columns(path, names, columns)
            wanted = [name for name in dict.fromkeys((found.text, found.id, found.title)) if name is not None]
            number = 0
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted):
                for fields in batch.to_pylist():
                    number += 1
                    yield row_of(fields, number, columns, found)
    except ArrowException as error:
        raise InputError(f"{path.name}: файл parquet повреждён. Сохраните его снова.") from error


def _rows_of_sheets(path: Path, read: Sequence[Sheet], columns: Columns) -> Iterator[Row]:
    sheets = [(sheet, _check_columns(path, sheet.names, columns)) for sheet in read]
    rows = ((fields, found) for sheet, found in sheets for fields in sheet)
    for number, (fields, found) in enumerate(rows, start=1):
        yield row_of(fields, number, columns, found)


def _shown(name: object) -> str:
    """The name of a column in one line; where there are no names, a text stands in their place."""
    shown = " ".join(str(name).split())
    return shown if len(shown) <= MAX_NAME_CHARS else f"{shown[:MAX_NAME_CHARS]}…"


def _check_columns(path: Path, names: Sequence[str], columns: Columns) -> Found:
    """Which columns these are.

    Raises:
        InputError: One that is asked for is not there, or stands there twice.
    """
    found = columns.among(names)
    listed = ", ".join(filter(None, map(_shown, names[:20]))) or "нет ни одного"
    if found.text is None and columns.text is None:
        latin, russian = TEXTS
        raise InputError(
            f"{path.name}: нет столбца «{russian.capitalize()}» или «{latin}»; есть: {listed}. Укажите --text-column."
        )
    for name, place, flag in ((columns.text, found.text, "--text-column"), (columns.id, found.id, "--id-column")):
        if name is not None and place is None:
            raise InputError(f"{path.name}: нет столбца «{name}»; есть: {listed}. Укажите {flag}.")
    if twice := found.twice(names):
        raise InputError(f"{path.name}: столбец «{twice}» стоит дважды. Назовите один из них иначе.")
    return found
