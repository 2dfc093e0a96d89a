"""Corpora: files of many documents, a row for each, streamed. Formats: jsonl, csv, tsv, parquet."""

import codecs
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from summarizer.errors import InputError
from summarizer.reading.csv_records import CsvRecords
from summarizer.reading.decoding import decode_whole
from summarizer.reading.document import MAX_FILE_BYTES

CORPUS_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
MAX_ROW_CHARS: Final = MAX_FILE_BYTES // 2  # as long as the longest file of Russian text that is read
SAMPLE_BYTES: Final = 64 * 1024  # enough to tell the encoding and the delimiter
MAX_NUL_SHARE: Final = 0.05  # of the beginning's bytes: single ones stand in damaged rows, more are no text
ROWS_AT_ONCE: Final = 64  # of a parquet file: rows are long texts, few of them fill a window
ROWS_JUDGED: Final = 5  # where all of the first ones are unusable, the file is no corpus
TITLE: Final = "title"
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNREADABLE: Final = "в строке текст повреждён: не читается в кодировке файла"
_HALF_A_SIGN: Final = "в тексте половина знака (\\ud83d и подобное без пары): источник обрезал его. Удалите её"
_OPEN_QUOTE: Final = "кавычка не закрыта: строки после неё попали в этот текст. Закройте её или удвойте"


@dataclass(frozen=True)
class Columns:
    """Where in a row the text and its identifier stand."""

    text: str = "text"
    id: str | None = None  # None: the column «id» if there is one, else the number of the row


@dataclass(frozen=True)
class Row:
    """One document of a corpus, or the reason why there is none in this row."""

    id: str  # from the id column, else the number
    text: str = ""
    title: str = ""  # from the column «title», if there is one
    problem: str = ""


def read_rows(path: Path, columns: Columns = Columns(), encoding: str | None = None) -> Iterator[Row]:
    """The rows of a corpus one after another; damaged ones carry their problem, the others go on.

    Raises:
        InputError: the file cannot be read, or has no such column; raised before or between rows.
    """
    try:
        rows = _rows(path, columns, encoding)
        first = list(islice(rows, ROWS_JUDGED))
        if all(row.problem for row in first):
            raise InputError(f"{path.name}: {first[0].problem if first else 'в файле нет ни одной строки с текстом'}.")
        yield from first
        yield from rows
    except (OSError, UnicodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"{path.name}: файл не читается ({reason}). Проверьте права и --encoding.") from error


def _rows(path: Path, columns: Columns, encoding: str | None) -> Iterator[Row]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _read_parquet(path, columns)
    if suffix in (".csv", ".tsv"):
        return _read_csv(path, columns, encoding)
    return _read_jsonl(path, columns, encoding)


def _open_text(path: Path, encoding: str | None) -> IO[str]:
    """The file as text; bytes that do not fit the encoding become lone surrogates, which the row reports."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    encoding = encoding or _find_encoding(sample, path.name)
    try:
        if codecs.lookup(encoding).name == "utf-8":
            encoding = "utf-8-sig"  # a mark at the beginning is no part of the first row
        is_wide = encoding.lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
        return path.open(encoding=encoding, errors="replace" if is_wide else "surrogateescape", newline="")
    except LookupError as error:
        raise InputError(f"{path.name}: кодировка «{encoding}» неизвестна. Например: utf-8, cp1251.") from error


def _find_encoding(sample: bytes, name: str) -> str:
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
                yield Row(_row_id("", number), problem=_too_long())
            elif line.strip():
                yield _row_of_line(line, number, columns)


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
            raise csv.Error(_too_long())
        yield line


def _row_of_line(line: str, number: int, columns: Columns) -> Row:
    try:
        fields = json.loads(line, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        return Row(_row_id("", number), problem=f"строка — не JSON ({_reason(error)})")
    if not isinstance(fields, dict):
        return Row(_row_id("", number), problem=f"строка — не объект JSON с полем «{columns.text}»")
    if isinstance(fields, _Repeating) and (twice := _find_twice(fields.names, columns)):
        return Row(_row_id("", number), problem=f"в строке поле «{twice}» стоит дважды. Оставьте одно")
    row = _row(fields, number, columns)
    if row.problem == _UNREADABLE and not _LONE_SURROGATE.search(line):  # it came from an escape
        return replace(row, problem=_HALF_A_SIGN)
    return row


class _Repeating(dict[str | None, Any]):
    """A JSON object in which a key stands twice."""

    names: Sequence[str] = ()


def _object(pairs: list[tuple[str, Any]]) -> "dict[str | None, Any]":
    fields = _Repeating(pairs)
    if len(fields) == len(pairs):
        return dict(fields)
    fields.names = [name for name, _ in pairs]
    return fields


def _find_twice(names: Iterable[str], columns: Columns) -> str | None:
    """The first that is read and stands there more than once."""
    counts = Counter(names)
    return next((name for name in (columns.text, columns.id or "id", TITLE) if counts[name] > 1), None)


def _read_csv(path: Path, columns: Columns, encoding: str | None) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW_CHARS)
    with _open_text(path, encoding) as file:
        number = 0
        try:
            records = CsvRecords(_whole_lines(file), is_tsv=path.suffix.lower() == ".tsv")
            _check_columns(path, records.names, columns)
            for number, (fields, is_open) in enumerate(records, start=1):
                row = _row(fields, number, columns)
                yield Row(row.id, problem=_OPEN_QUOTE) if is_open else row
        except csv.Error as error:
            raise InputError(
                f"{path.name}: запись {number + 1} не разбирается ({error}), дальше файл не прочитан. "
                "Проверьте в ней кавычки."
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
            _check_columns(path, names, columns)
            wanted = [name for name in dict.fromkeys((columns.text, columns.id or "id", TITLE)) if name in names]
            number = 0
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted):
                for fields in batch.to_pylist():
                    number += 1
                    yield _row(fields, number, columns)
    except ArrowException as error:
        raise InputError(f"{path.name}: файл parquet повреждён ({error}).") from error


def _check_columns(path: Path, names: Iterable[str], columns: Columns) -> None:
    """Raises InputError where a column that is asked for is not there."""
    present = list(names)
    for name, flag in ((columns.text, "--text-column"), (columns.id, "--id-column")):
        if name is not None and name not in present:
            listed = ", ".join(map(str, present[:20])) or "нет ни одного"
            raise InputError(f"{path.name}: нет столбца «{name}»; есть: {listed}. Укажите {flag}.")
    if twice := _find_twice(present, columns):
        raise InputError(f"{path.name}: столбец «{twice}» стоит дважды. Назовите один из них иначе.")


def _reason(error: Exception) -> str:
    """What is wrong without the place, so that equal damages are counted together."""
    if isinstance(error, RecursionError):
        return "слишком глубокая вложенность"
    is_malformed = isinstance(error, json.JSONDecodeError)
    return "проверьте кавычки, запятые и скобки" if is_malformed else "слишком длинное число"


def _row(fields: "dict[str | None, Any]", number: int, columns: Columns) -> Row:
    """The text and the id of a row; a row without them says so."""
    found = fields.get(columns.id or "id")
    row_id = _row_id("" if found is None else str(found), number)
    text = fields.get(columns.text)
    if any(fields.get(None, ())):  # where csv puts what is behind the last column
        return Row(row_id, problem="в строке больше полей, чем столбцов. Возьмите в кавычки поле, где есть разделитель")
    if columns.id is not None and found is None:
        return Row(row_id, problem=f"в строке нет поля «{columns.id}». Укажите --id-column")
    if not isinstance(text, str):
        wrong = "пусто, а не текст, в поле" if text is None else "не текст в поле"
        has = wrong if columns.text in fields else "нет поля"
        present = ", ".join(map(str, list(fields)[:20]))
        return Row(row_id, problem=f"в строке {has} «{columns.text}» (есть: {present}). Укажите --text-column")
    if len(text) > MAX_ROW_CHARS:
        return Row(row_id, problem=_too_long())
    if _LONE_SURROGATE.search(text):
        return Row(row_id, problem=_UNREADABLE)
    title = fields.get(TITLE)
    return Row(row_id, text, _LONE_SURROGATE.sub("\ufffd", title) if isinstance(title, str) else "")


def _row_id(found: str, number: int) -> str:
    """The identifier, made valid Unicode; the number of the row where there is none."""
    return _LONE_SURROGATE.sub("\ufffd", found).strip() or str(number)


def _too_long() -> str:
    return f"строка длиннее {MAX_ROW_CHARS} знаков. Разделите текст на части"
