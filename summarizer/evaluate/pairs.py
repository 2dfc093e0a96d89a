"""Pairs of text and reference from JSONL or CSV, plain or xz, or from a spreadsheet."""

import csv
import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader, FileIO, TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, TextIO

from summarizer.errors import InputError, OptionError, why_unreadable
from summarizer.reading.corpus import SAMPLE_BYTES, find_encoding
from summarizer.reading.csv_records import OPEN_QUOTE, CsvRecords
from summarizer.reading.rows import TEXTS, Columns
from summarizer.reading.spreadsheet import SPREADSHEET_SUFFIXES, read_sheets

REFERENCE_NAMES: Final = ("reference", "summary")
_REFERENCES: Final = (*REFERENCE_NAMES, "реферат")
FORMATS: Final = "jsonl, csv (можно сжатый, .xz) или таблица Excel или LibreOffice"
MAX_CELL: Final = 50_000_000  # characters of a CSV cell; the library's own limit is less than an article


@dataclass(frozen=True)
class Pair:
    """A source and the summary that a person wrote."""

    text: str
    reference: str


def read_pairs(path: Path, first: int | None = None) -> list[Pair]:
    """The pairs of a ``.jsonl`` or ``.csv`` file, plain or ``.xz``, or of a spreadsheet.

    Their fields are text and reference or summary, or what Russian tables call them, in capitals or not.

    Args:
        path: The file; CSV has its field names in the first line.
        first: Only so many pairs.

    Raises:
        InputError: The file cannot be read, holds no pair, or a row lacks a field; the message names the row.
        OptionError: ``first`` is no number of pairs.
    """
    if first is not None and first < 1:
        raise OptionError(f"Число пар {first}: нужно число от 1")
    pairs = [_pair(row, path, n) for n, (row, _) in enumerate(islice(read_rows(path), first), 1)]
    if not pairs:
        raise InputError(f"{path}: ни одной пары. Нужны строки с полями text и {' или '.join(REFERENCE_NAMES)}")
    return pairs


def read_rows(path: Path) -> Iterator[tuple[Any, int]]:
    """The rows of what ``read_pairs`` reads, each with the number of its last line.

    Empty lines are passed over; a row of CSV or of a spreadsheet is a mapping, one of JSONL whatever the line holds.

    Raises:
        InputError: The file cannot be read, a line is no JSON, or a quotation mark is not closed; the message names it.
    """
    try:
        if str(path) == "-":
            raise InputError(f"Пары из потока не читаются: сохраните их в файл ({FORMATS}).")
        if path.is_dir():
            raise InputError(f"{path}: это папка, а нужен файл с парами: {FORMATS}.")
        if path.suffix.lower() in SPREADSHEET_SUFFIXES:
            yield from ((row, n) for n, row in enumerate(chain.from_iterable(read_sheets(path, Columns())), 1))
            return
        with _open(path) as lines:
            suffix = Path(path.name.lower().removesuffix(".xz")).suffix
            yield from _table(path, lines, suffix == ".tsv") if suffix in (".csv", ".tsv") else _json_lines(path, lines)
    except InputError:
        raise
    except OSError as error:
        raise InputError(
            f"{path}: файл не читается ({why_unreadable(error)}). Проверьте имя и права доступа."
        ) from error
    except (EOFError, lzma.LZMAError, csv.Error, UnicodeError) as error:
        raise InputError(f"{path} не читается: он повреждён или его расширение неверно. Нужен {FORMATS}.") from error


def _open(path: Path) -> TextIO:
    """The file as text, in the encoding that its beginning shows; a pipe can be opened only once."""
    opened = lzma.LZMAFile if path.suffix == ".xz" else FileIO
    file = BufferedReader(opened(path), SAMPLE_BYTES)
    try:
        return TextIOWrapper(file, find_encoding(file.peek(), path.name), newline="")
    except BaseException:
        file.close()
        raise


def _table(path: Path, lines: TextIO, is_tsv: bool) -> Iterator[tuple[Any, int]]:
    csv.field_size_limit(MAX_CELL)
    records = CsvRecords(lines, is_tsv, Columns())
    for fields, is_open in records:
        if is_open:
            raise InputError(f"{path}, строка {records.n_lines}: {OPEN_QUOTE}.")
        yield fields, records.n_lines


def _json_lines(path: Path, lines: TextIO) -> Iterator[tuple[Any, int]]:
    for n, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield json.loads(line), n
        except (ValueError, RecursionError) as error:
            remedy = "Исправьте её или удалите" if n > 1 or path.suffix in (".jsonl", ".xz") else f"Нужен {FORMATS}"
            raise InputError(f"{path}, строка {n}: не JSON. {remedy}.") from error


def _pair(row: object, path: Path, n: int) -> Pair:
    fields = row if isinstance(row, Mapping) else {}
    named = {" ".join(name.casefold().split()): value for name, value in fields.items() if isinstance(name, str)}
    text, reference = (next((named[name] for name in names if named.get(name)), None) for names in (TEXTS, _REFERENCES))
    if not isinstance(text, str) or not isinstance(reference, str):
        present = ", ".join(map(str, list(fields)[:20])) or "нет полей"
        needed = f"нужны поля text и {' или '.join(REFERENCE_NAMES)} (или «Текст» и «Реферат») с текстом"
        raise InputError(f"{path}, запись {n}: {needed} (есть: {present})")
    return Pair(text, reference)
