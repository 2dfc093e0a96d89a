"""JSONL files → documents."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Document:
    """One text with the summary that a person wrote for it, where there is one."""

    text: str
    summary: str = ""
    title: str = ""


def read_documents(path: Path) -> Iterator[Document]:
    """Yields the documents of a ``.jsonl`` or ``.jsonl.xz`` file with the fields text, summary, title."""
    open_text = lzma.open if path.suffix == ".xz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Document(row["text"], row.get("summary") or "", row.get("title") or "")
