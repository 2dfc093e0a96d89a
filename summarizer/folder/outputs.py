"""Records → what a person reads: text, Markdown, JSONL or CSV, on the screen or in files."""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from summarizer.folder.cell_columns import NO_CELLS, CellColumns
from summarizer.folder.names import STDIN, shown_name
from summarizer.folder.places import find_result, has_result, holds_other, write_result
from summarizer.folder.records import Record, cells_of
from summarizer.folder.table import to_csv
from summarizer.folder.writing import writing
from summarizer.patterns import pattern
from summarizer.share import percent_of

FormatName = Literal["txt", "md", "jsonl", "csv"]
FORMAT_NAMES: Final[tuple[FormatName, ...]] = get_args(FormatName)

_FILE_FORMATS: Final[tuple[FormatName, ...]] = ("txt", "md")  # those with a file for each summary
_MARKUP: Final = pattern(r"[\\`*_\[\]<>&~|!]|^(?:[#=+-]|\d+(?=[.)]))", re.MULTILINE)


def to_text(record: Record, has_name: bool) -> str:
    """The summary as plain text, under the file's name if there are several."""
    text = _with_headline(record)
    return f"== {shown_name(record.path)} ==\n{text}\n" if has_name else text + "\n"


def _with_headline(record: Record) -> str:
    """The summary under its headline, if it has one."""
    return f"{record.headline}\n\n{record.summary}" if record.headline else record.summary


@dataclass(frozen=True)
class Labels:
    """What the line of metadata calls its parts."""

    source: str = "источник"
    model: str = "модель"
    read: str = "прочитано"
    repairs: str = "исправлений"
    encoding: str = "кодировка"


def to_markdown(record: Record, labels: Labels | None = None) -> str:
    """Title, metadata, headline and summary, findings as a list; nothing is markup, whatever the source held.

    Theses are a list too, and other lines of a summary paragraphs: Markdown would run them together. A text that
    came in no file has no name: its headline is the title.
    """
    titles = [record.title or ("" if record.path == STDIN else shown_name(record.path)), record.headline]
    first, *second = [_escape(title) for title in titles if title] or [""]
    lines = [f"# {first}", ""] if first else []
    lines += [_metadata(record, labels or Labels()), ""]
    lines += [line for title in second for line in (f"## {title}", "")]
    told = [_escape(line) for line in record.summary.split("\n") if line]
    summary = [f"- {line}" for line in told] if record.is_list else ["\n\n".join(told)]
    lines += [*summary, ""]
    if record.is_list and record.findings:
        lines += ["---", ""]  # two lists in a row would be one
    lines += [f"- {_escape(str(finding['message']))}" for finding in record.findings]
    return "\n".join(lines).rstrip() + "\n"


def _metadata(record: Record, labels: Labels) -> str:
    parts = [f"{labels.source}: {_escape(shown_name(record.path))}"] if record.path != STDIN else []
    parts += map(_escape, cells_of(record.cells))
    parts += [
        f"{labels.model}: {_escape(record.settings.model)}",
        f"{labels.read} {percent_of(record.coverage)}%",
        f"{labels.repairs}: {record.n_repairs}",
    ]
    if record.encoding:
        parts.append(f"{labels.encoding}: {_escape(record.encoding)}")
    return "*" + " · ".join(parts) + "*"


def _escape(text: str) -> str:
    r"""The text without a meaning in Markdown or HTML.

    >>> _escape("[сюда](http://a) <b> 5*3\n- пункт\n1. раз")
    '\\[сюда\\](http://a) \\<b\\> 5\\*3\n\\- пункт\n1\\. раз'
    >>> _escape("Рост на 5 %, итого 1.5 млн (№ 3).")
    'Рост на 5 %, итого 1.5 млн (№ 3).'
    """
    return _MARKUP.sub(lambda match: match[0] + "\\" if match[0].isdigit() else "\\" + match[0], text)


def show(
    record: Record, format_name: FormatName, is_first: bool, is_single: bool, cells: CellColumns = NO_CELLS
) -> str:
    """One record as it goes to stdout: text and Markdown only where there is a summary."""
    if format_name == "jsonl":
        return record.to_line().decode("utf-8")
    if format_name == "csv":
        return to_csv([record], is_first, cells)
    if record.status != "done":
        return ""
    text = to_markdown(record) if format_name == "md" else to_text(record, has_name=not is_single)
    return text if is_first else "\n" + text


def write_summary(out: Path, record: Record, format_name: FormatName, is_known: bool = True) -> None:
    """Writes one summary into the mirrored tree: ``a/x.md`` → ``OUT/a/x.md.txt``.

    JSONL needs no file of its own: it is the journal. CSV is written once, by ``write_table``.

    Args:
        is_known: False where no record says that an earlier run wrote a file: one that lies there is left.

    Raises:
        OutputError: The file cannot be written.
    """
    if record.status == "done" and format_name in _FILE_FORMATS:
        write_result(out, record.path, f".{format_name}", _file_text(record, format_name), is_known)


def _file_text(record: Record, format_name: FormatName) -> str:
    return _with_headline(record) + "\n" if format_name == "txt" else to_markdown(record)


def has_summary(out: Path, name: str, format_name: FormatName) -> bool:
    """True if nothing is missing of what ``write_summary`` writes for an input that is done."""
    return format_name not in _FILE_FORMATS or has_result(out, name, f".{format_name}")


def find_edited(out: Path, before: Record, now: Record, format_name: FormatName) -> Path | None:
    """The file of a summary that a person has changed, if there is one: it holds what neither record says.

    The later record may be that of a run that was killed between the file and the journal.
    """
    path = find_result(out, before.path, f".{format_name}") if format_name in _FILE_FORMATS else None
    texts = (_file_text(record, format_name) for record in (before, now))
    return path if path and all(holds_other(path, text) for text in texts) else None


def drop_summaries(out: Path, record: Record, kept: FormatName | None) -> None:
    """Removes the files of a record that no longer holds, and emptied folders, except in the format written anew.

    A file that does not hold what the record says is a person's, and stays.

    Raises:
        OutputError: A file cannot be removed.
    """
    for format_name in _FILE_FORMATS:
        path = find_result(out, record.path, f".{format_name}") if format_name != kept else None
        if path and not holds_other(path, _file_text(record, format_name)):
            with writing(path):
                path.unlink(missing_ok=True)
            _drop_empty(path.parent, out)


def _drop_empty(folder: Path, out: Path) -> None:
    """Removes a folder within OUT that holds nothing any more, and those around it."""
    with suppress(OSError):  # it holds something
        while folder != out:
            folder.rmdir()
            folder = folder.parent
