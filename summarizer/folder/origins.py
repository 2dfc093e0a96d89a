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


def find_namesake(origin: str, path: Path, out: Path) -> Path | None:
    """The file that a record was made of, if it is still there, and is another one than this.

    Where the folder of results is a link, the way to that file begins at either end of it.
    """
    places = [out / origin, Path(os.path.abspath(out / origin))] if origin else []
    there = [place for place in places if os.path.isfile(place)]
    return there[0] if there and not any(_is_same(place, path) for place in there) else None


def _is_same(place: Path, path: Path) -> bool:
    try:
        return os.path.samefile(place, path)
    except (OSError, ValueError):  # it has gone meanwhile
        return True
