"""Records → what a person reads: text, Markdown, JSONL or CSV, on the screen or in files."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, get_args

from summarizer.folder.journal import Record, write_whole

FormatName = Literal["txt", "md", "jsonl", "csv"]
FORMAT_NAMES: Final[tuple[FormatName, ...]] = get_args(FormatName)

CSV_NAME: Final = "summaries.csv"
_CSV_COLUMNS: Final = ("path", "status", "reason", "summary", "model")
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell


def to_text(record: Record, has_name: bool) -> str:
    """The summary as plain text, under the file's name if there are several."""
    body = record.summary or f"[{record.reason}]"
    return f"== {record.path} ==\n{body}\n" if has_name else body + "\n"


def to_markdown(record: Record) -> str:
    """The summary under the file's name as a heading, findings as a list."""
    lines = [f"# {record.path}", "", record.summary or f"*{record.reason}*", ""]
    lines += [f"- {finding['message']}" for finding in record.findings]
    return "\n".join(lines).rstrip() + "\n"


def csv_row(record: Record) -> list[str]:
    """The record's cells; those that a spreadsheet would take for a formula are defused with an apostrophe."""
    cells = [str(getattr(record, column)) for column in _CSV_COLUMNS]
    return ["'" + cell if cell.startswith(_FORMULA_STARTS) else cell for cell in cells]


def to_csv(records: Sequence[Record], has_header: bool) -> str:
    """Rows as RFC 4180 asks for."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if has_header:
        writer.writerow(_CSV_COLUMNS)
    writer.writerows(csv_row(record) for record in records)
    return buffer.getvalue()


def show(record: Record, format_name: FormatName, is_first: bool, is_single: bool) -> str:
    """One record as it goes to stdout."""
    if format_name == "jsonl":
        return record.to_json() + "\n"
    if format_name == "csv":
        return to_csv([record], has_header=is_first)
    text = to_markdown(record) if format_name == "md" else to_text(record, has_name=not is_single)
    return text if is_first else "\n" + text


def write_summary(out: Path, record: Record, format_name: FormatName) -> None:
    """Writes one summary into the mirrored tree: ``a/x.md`` → ``OUT/a/x.md.txt``.

    JSONL needs no file of its own: it is the journal. CSV is written once, by ``write_table``.

    Raises:
        OutputError: The file cannot be written.
    """
    if record.status == "done" and format_name in ("txt", "md"):
        text = record.summary + "\n" if format_name == "txt" else to_markdown(record)
        write_whole(out / f"{record.path}.{format_name}", text)


def write_table(out: Path, records: Sequence[Record]) -> None:
    """Writes all records as OUT/summaries.csv, with the byte order mark that Excel needs.

    Raises:
        OutputError: The file cannot be written.
    """
    write_whole(out / CSV_NAME, "\ufeff" + to_csv(records, has_header=True))
