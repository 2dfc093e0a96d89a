"""What a browser sent, and what was made of it: in one private folder of this process, for less than an hour.

The folder's name cannot be guessed, only this user may enter it, and it goes with the process. What a killed
process left is removed by a later one, which knows it by its lock: a process that lives holds its own.
"""

import atexit
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from itertools import chain
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from threading import Event, Lock, Thread
from typing import Final

from summarizer.errors import BusyError, OutputError
from summarizer.folder import FolderLock

MAX_AGE_S: Final = 50 * 60  # since it was last written to; with SWEEP_EVERY_S less than the hour that is promised
SWEEP_EVERY_S: Final = 5 * 60
MAX_KEPT_BYTES: Final = 2 * 2**30  # of all browsers together: beyond, uploads are refused until old ones are gone
_PREFIX: Final = "summarizer-page-"
FOLDER: Final = Path(gettempdir()) / f"{_PREFIX}{secrets.token_hex(16)}"  # only a name: nothing is made at import
UPLOADS: Final = FOLDER / "uploads"
_log = logging.getLogger(__name__)


class Keeping:
    """The folder with its ``uploads`` and ``jobs``; each entry of either is removed when it is old."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder, or closes the one that Gradio's widgets have made."""
        self.also: list[Callable[[], None]] = []  # what else forgets, as often as the folder is swept
        self.folder = folder
        self.uploads = folder / "uploads"
        self.jobs = folder / "jobs"
        self._lock = FolderLock(folder)
        self._held = ExitStack()
        self._one_by_one = Lock()
        self.make()

    def make(self) -> None:
        """Makes the folder where it is missing, private before anything is in it, and holds its lock."""
        with self._one_by_one:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self.folder.chmod(0o700)
            for place in (self.uploads, self.jobs):
                place.mkdir(exist_ok=True)
            if not self._lock.is_held():
                self._held.close()
                self._held.enter_context(self._lock)

    def sweep(self, now_s: float | None = None, max_age_s: float = MAX_AGE_S) -> None:
        """Removes each upload and job that was not written to for ``max_age_s``."""
        now_s = time.time() if now_s is None else now_s
        for path in (*_entries(self.uploads), *_entries(self.jobs)):
            with suppress(OSError):  # another may have removed it
                if now_s - _last_written_s(path) > max_age_s:
                    delete(path)

    def n_bytes(self) -> int:
        """The size of all files that are kept."""
        total = 0
        for place, _, names in chain(os.walk(self.uploads), os.walk(self.jobs)):
            for name in names:
                with suppress(OSError):
                    total += os.lstat(os.path.join(place, name)).st_size
        return total

    def remove(self) -> None:
        """Removes everything."""
        with self._one_by_one:
            self._held.close()
            delete(self.folder)


def kept() -> Keeping:
    """The folder of this process; made anew where somebody has cleared it away, since Gradio would make it open."""
    keeping = _kept()
    keeping.make()
    return keeping


def forget_all() -> None:
    """Removes the folder of this process now, where there is one: who ends a page waits for no thread's end."""
    if FOLDER.exists():
        _kept().remove()


@cache
def _kept() -> Keeping:
    """The same; made at the first call, swept from then on, and removed at the exit."""
    remove_left_ones(Path(gettempdir()))
    keeping = Keeping(FOLDER)
    is_over = Event()
    atexit.register(keeping.remove)
    atexit.register(is_over.set)
    Thread(target=_keep_sweeping, args=(keeping, is_over), name="sweep", daemon=True).start()
    return keeping


def _keep_sweeping(keeping: Keeping, is_over: Event) -> None:
    while not is_over.wait(SWEEP_EVERY_S):
        keeping.sweep()
        for forget in keeping.also:
            forget()


def remove_left_ones(place: Path) -> None:
    """Removes the folders that processes of this user left when they were killed, once they are old."""
    for path in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            is_own = not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()
            is_old = time.time() - _last_written_s(path) > MAX_AGE_S
            if is_own and is_old and not path.is_symlink() and not _is_held(path):
                delete(path)


def _is_held(folder: Path) -> bool:
    """True if the process lives whose folder it is, however long ago it wrote anything."""
    try:
        with FolderLock(folder):
            return False
    except (BusyError, OutputError):
        return True


def _entries(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder.iterdir())


def _last_written_s(path: Path) -> float:
    """When the file, or anything within the folder, was last written; seconds since the epoch."""
    times = [path.lstat().st_mtime]
    for place, folders, names in os.walk(path):
        for name in (*folders, *names):
            with suppress(OSError):
                times.append(os.lstat(os.path.join(place, name)).st_mtime)
    return max(times)


def delete(path: Path) -> None:
    """Deletes a file, or all of a folder that can be; what stays is told in the log, since it was promised to go."""
    if path.is_dir() and not path.is_symlink():
        rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
    if os.path.lexists(path):
        _log.warning("%s could not be deleted", path)
