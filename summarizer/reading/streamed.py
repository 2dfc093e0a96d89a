"""Which table a stream is: no suffix says so, and a table read as prose would be summarized with its marks."""

import json
from io import StringIO
from itertools import islice
from typing import Final

from summarizer.errors import InputError
from summarizer.reading.corpus import SAMPLE_BYTES, find_encoding
from summarizer.reading.csv_records import MAX_ROWS_ABOVE, is_table
from summarizer.reading.parsing import parse_document
from summarizer.reading.rows import DEFAULT_COLUMNS, Columns
from summarizer.reading.signatures import OLE, ZIP

_PARQUET: Final = b"PAR1"
_NAME: Final = "стандартный ввод"


def suffix_of_stream(data: bytes, columns: Columns = DEFAULT_COLUMNS, encoding: str | None = None) -> str:
    """The suffix that a file of these bytes would have where they are a table or JSON; else nothing.

    Who names columns says that it is a table. Without that a csv has to have a column of texts among others, or rows
    that part evenly.

    >>> suffix_of_stream('{"id": 7, "text": "Снег выпал."}\\n'.encode())
    '.jsonl'
    >>> suffix_of_stream("Дата;Текст\\n01.11;Снег выпал.\\n".encode("cp1251")), suffix_of_stream(b'[{"text": "a"}]')
    ('.csv', '.json')
    >>> suffix_of_stream("Текст договора, дата.\\nСнег выпал, мороз крепчает.\\n".encode())
    ''
    """
    if data.startswith(_PARQUET):
        return ".parquet"
    if data.startswith((ZIP, OLE)):
        return ".xlsx" if _is_spreadsheet(data) else ""
    try:
        sample = data[:SAMPLE_BYTES].decode(encoding or find_encoding(data[:SAMPLE_BYTES], _NAME), "replace")
    except (InputError, LookupError):
        return ""  # what it is instead is told where it is read
    if sample.lstrip("\ufeff \t\r\n").startswith(("{", "[")) and (suffix := _suffix_of_json(data)):
        return suffix
    lines = list(islice(StringIO(sample.removeprefix("\ufeff"), newline=""), MAX_ROWS_ABOVE))
    if len(data) > SAMPLE_BYTES and len(lines) > 1:
        del lines[-1]  # which may be cut
    return ".csv" if columns != DEFAULT_COLUMNS or is_table(lines, columns) else ""


def _is_spreadsheet(data: bytes) -> bool:
    try:
        return bool(parse_document(data, "spreadsheet", _NAME).text)
    except InputError:
        return False


def _suffix_of_json(data: bytes) -> str:
    """``.jsonl`` where the first line is an object, ``.json`` where only the whole is JSON."""
    stripped = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    for part, kind, suffix in ((stripped.partition(b"\n")[0], dict, ".jsonl"), (stripped, (dict, list), ".json")):
        try:
            if isinstance(json.loads(part), kind):
                return suffix
        except (ValueError, RecursionError):
            continue
    return ""
