"""JSONL or CSV files → documents."""

import csv
import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from summarizer.errors import InputError
from summarizer.evaluate.pairs import MAX_CELL, REFERENCE_NAMES


@dataclass(frozen=True)
class Document:
    """One text with the summary that a person wrote for it, where there is one."""

    text: str
    summary: str = ""
    title: str = ""


FIELDS: Final = f"text, {' или '.join(REFERENCE_NAMES)}, title"


def read_documents(path: Path) -> Iterator[Document]:
    """Yields the documents of a ``.jsonl`` or ``.csv`` file, plain or ``.xz``; empty lines are passed over.

    Its fields are text, summary (or reference, as ``summarizer evaluate`` calls it) and title; only text must be there.

    Raises:
        InputError: The file cannot be read, or a row is no document; the message names the line.
    """
    open_text = lzma.open if path.suffix == ".xz" else open
    try:
        with open_text(path, "rt", encoding="utf-8-sig", newline="") as lines:
            for row, n in _rows(path, lines):
                yield _document(row, f"{path}, строка {n}")
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{path}: файл не читается ({error.strerror or error}). Проверьте имя и права.") from error
    except (EOFError, lzma.LZMAError, csv.Error, UnicodeError) as error:
        raise InputError(f"{path} не читается: нужен jsonl или csv в UTF-8, простой или .xz ({error})") from error


def _rows(path: Path, lines: TextIO) -> Iterator[tuple[Any, int]]:
    """The rows of a file, each with the number of its (last) line."""
    if path.name.removesuffix(".xz").endswith(".csv"):
        csv.field_size_limit(MAX_CELL)
        table = csv.DictReader(lines)
        yield from ((row, table.line_num) for row in table)
        return
    for n, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, f"{path}, строка {n}"), n


def _row(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InputError(f"{place}: это не JSON ({error}). Исправьте или удалите строку.") from error


def _document(row: object, place: str) -> Document:
    if not isinstance(row, Mapping):
        raise InputError(f"{place}: нужен объект с полями {FIELDS}, а не {type(row).__name__}")
    _text(row, "text", place)
    if row.get("text") is None:
        there = ", ".join(map(str, row)) or "никаких"
        raise InputError(f"{place}: в поле text нет текста. Нужны поля {FIELDS}; есть {there}.")
    summaries = (_text(row, name, place) for name in REFERENCE_NAMES)
    return Document(row["text"], next(filter(None, summaries), ""), _text(row, "title", place))


def _text(row: Mapping[str, object], name: str, place: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{place}: в поле {name} нужен текст, а не {type(value).__name__}")
    return value or ""
