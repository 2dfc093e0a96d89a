"""JSONL or CSV files → documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer.errors import InputError
from summarizer.evaluate.pairs import REFERENCE_NAMES, read_rows


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
    for row, n in read_rows(path):
        yield _document(row, f"{path}, строка {n}")


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
