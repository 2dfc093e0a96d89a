"""Files that are whole or not there: temporary file, fsync, replace."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from summarizer.errors import OutputError

PARTIAL: Final = ".summarizer.partial"  # one for each folder: a file that a crash leaves is overwritten by the next
_REASONS: Final = {
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпана квота на диске",
    errno.EROFS: "диск только для чтения",
    errno.EACCES: "нет права на запись",
    errno.EPERM: "нет права на запись",
    errno.ENOENT: "такой папки нет",
    errno.ENOTDIR: "на этом месте файл, а не папка",
    errno.EEXIST: "на этом месте файл, а не папка",
    errno.EISDIR: "на этом месте папка, а не файл",
    errno.EIO: "сбой диска",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in Russian where it is a usual case.

    >>> reason_of(OSError(errno.ENOSPC, "No space left on device"))
    'на диске нет места'
    >>> reason_of(OSError("что-то ещё"))
    'что-то ещё'
    """
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Turns a failure to write into an OutputError that names the place; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"Не удаётся записать {path}: {reason_of(error)}. Готовое сохранено") from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """An empty file to write, which takes the place of ``path`` at the end, or leaves no trace on an error.

    Raises:
        OSError: The file cannot be written; what was at ``path`` is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.parent / PARTIAL
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a crash leaves the old one or the new one, never a part.

    Raises:
        OutputError: The file cannot be written.
    """
    with writing(path), replacing(path) as file:
        file.write(encoded(text))


def encoded(text: str) -> bytes:
    """The text as it stands in a file: a lone surrogate becomes an escape."""
    return text.encode("utf-8", "backslashreplace")


def sync_folder(path: Path) -> None:
    """Waits until the names in a folder are on the disk, where a system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
