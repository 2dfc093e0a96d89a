"""Which file a record was made of, so that one of the same name from another folder does not take its place."""

import os
from pathlib import Path

from summarizer.folder.names import readable_name


def origin_of(path: Path, out: Path) -> str:
    """The way from the folder of results to a file, with slashes: it holds when both are moved together.

    A name that is no UTF-8 leads nowhere: such files are not told apart.
    """
    try:
        return readable_name(Path(os.path.relpath(path.absolute(), out.absolute())).as_posix())
    except ValueError:  # on two drives of Windows
        return readable_name(path.absolute().as_posix())


def is_elsewhere(origin: str, path: Path, out: Path) -> bool:
    """True if a record's file is still there, and is another one than this."""
    former = out / origin
    try:
        return bool(origin) and former.is_file() and not os.path.samefile(former, path)
    except (OSError, ValueError):
        return False
