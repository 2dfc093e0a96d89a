"""Paths that a person gave → the files to summarize."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer.errors import InputError
from summarizer.reading import READABLE_SUFFIXES, suffix_of

STDIN: Final = "-"


@dataclass(frozen=True)
class Input:
    """A file to summarize and the name it has in the results, relative and with slashes."""

    path: Path
    name: str


def find_inputs(paths: Sequence[Path], out: Path | None) -> Iterator[Input]:
    """The files to summarize: given ones as they are, folders searched for readable suffixes.

    Links are not followed out of a folder, and OUT is never read.

    Raises:
        InputError: A path does not exist, or OUT is one of the inputs.
    """
    for path in paths:
        if str(path) == STDIN or path.is_file():
            yield Input(path, path.name)
        elif path.is_dir():
            if out and out.resolve() == path.resolve():
                raise InputError(f"Папка результатов {out} — та же, что исходная: укажите другую в -o")
            yield from _walk(path, out.resolve() if out else None)
        elif path.exists():
            raise InputError(f"{path}: не файл и не папка")
        else:
            raise InputError(f"{path}: такого файла или папки нет")


def _walk(root: Path, out: Path | None) -> Iterator[Input]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not out or (here / name).resolve() != out)
        for name in sorted(files):
            path = here / name
            if suffix_of(name) in READABLE_SUFFIXES and path.is_file() and not path.is_symlink():
                yield Input(path, path.relative_to(root).as_posix())
