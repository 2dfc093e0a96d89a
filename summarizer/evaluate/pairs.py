"""Pairs of text and reference from JSONL or CSV, plain or xz."""

import csv
import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from summarizer.errors import InputError, OptionError, why_unreadable

REFERENCE_NAMES: Final = ("reference", "summary")
DELIMITERS: Final = ",;\t"  # of CSV; spreadsheets write «;» where the comma is decimal
MAX_CELL: Final = 50_000_000  # characters of a CSV cell; the library's own limit is less than an article


@dataclass(frozen=True)
class Pair:
    """A source and the summary that a person wrote."""

    text: str
    reference: str


def read_pairs(path: Path, first: int | None = None) -> list[Pair]:
    """The pairs of a ``.jsonl`` or ``.csv`` file, plain or ``.xz``, with the fields text and reference or summary.

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
    """The rows of a ``.jsonl`` or ``.csv`` file in UTF-8, plain or ``.xz``, each with the number of its last line.

    Empty lines are passed over; a row of CSV is a mapping, one of JSONL whatever the line holds.

    Raises:
        InputError: The file cannot be read, or a line is no JSON; the message names it.
    """
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
            yield from _table(lines) if path.name.removesuffix(".xz").endswith(".csv") else _json_lines(path, lines)
    except InputError:
        raise
    except OSError as error:
        raise InputError(
            f"{path}: файл не читается ({why_unreadable(error)}). Проверьте имя и права доступа."
        ) from error
    except (EOFError, lzma.LZMAError, csv.Error, UnicodeError) as error:
        raise InputError(f"{path} не читается: нужен jsonl или csv в UTF-8, простой или .xz ({error})") from error


def _table(lines: TextIO) -> Iterator[tuple[Any, int]]:
    csv.field_size_limit(MAX_CELL)
    sample = lines.readline()
    lines.seek(0)
    table = csv.DictReader(lines, delimiter=max(DELIMITERS, key=sample.count))
    yield from ((row, table.line_num) for row in table)


def _json_lines(path: Path, lines: TextIO) -> Iterator[tuple[Any, int]]:
    for n, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield json.loads(line), n
        except ValueError as error:
            raise InputError(f"{path}, строка {n}: не JSON ({error}). Исправьте её или удалите.") from error


def _pair(row: object, path: Path, n: int) -> Pair:
    fields = row if isinstance(row, Mapping) else {}
    reference = next((fields[name] for name in REFERENCE_NAMES if fields.get(name)), None)
    text = fields.get("text")
    if not isinstance(text, str) or not isinstance(reference, str):
        present = ", ".join(map(str, list(fields)[:20])) or "нет полей"
        needed = f"нужны поля text и {' или '.join(REFERENCE_NAMES)} с текстом"
        raise InputError(f"{path}, запись {n}: {needed} (есть: {present})")
    return Pair(text, reference)
