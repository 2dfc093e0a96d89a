"""Files that are whole or not there: temporary file, fsync, replace."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from summarizer.errors import OutputError, why_unreadable

PARTIAL: Final = ".summarizer.partial"  # one for each folder: a file that a crash leaves is overwritten by the next
# On Windows whatever has a file open, as search and antivirus do for a moment, keeps others from replacing it.
N_TRIES: Final = 20 if os.name == "nt" else 1
PAUSE_S: Final = 0.1
MAKE_ROOM: Final = "освободите его или укажите другую папку в TMPDIR (в Windows — TEMP)"  # for temporary files
_DENIED: Final = "нет права на запись, или файл открыт в другой программе" if os.name == "nt" else "нет права на запись"
_REASONS: Final = {
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпано место, отведённое вам на диске",
    errno.EROFS: "диск только для чтения",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOENT: "такой папки нет",
    errno.ENOTDIR: "на этом месте файл, а не папка",
    errno.EEXIST: "на этом месте файл, а не папка",
    errno.EISDIR: "на этом месте папка, а не файл",
    errno.EBADF: "вывод закрыт",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in Russian where it is a usual case.

    >>> reason_of(OSError(errno.ENOSPC, "No space left on device"))
    'на диске нет места'
    >>> reason_of(OSError("что-то ещё"))
    'что-то ещё'
    """
    return _REASONS.get(error.errno or 0) or why_unreadable(error)


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Turns a failure to write into an OutputError that names the place; a closed pipe and what is said stay so."""
    try:
        yield
    except (BrokenPipeError, OutputError):
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
        insist(lambda: os.replace(partial, path))
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def insist(act: Callable[[], None], n_tries: int = N_TRIES, pause_s: float = PAUSE_S) -> None:
    """Does what may be refused for a moment; the last refusal counts.

    Raises:
        PermissionError: It was refused each time.
    """
    for _ in range(n_tries - 1):
        try:
            return act()
        except PermissionError:
            time.sleep(pause_s)
    act()


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
