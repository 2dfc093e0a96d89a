"""One run for each folder of results: a lock that the system releases, however the process ends."""

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from summarizer.errors import BusyError, OutputError
from summarizer.folder.writing import writing

LOCK: Final = ".summarizer.lock"
MAX_TRIES: Final = 100
_LOCKED_BYTE: Final = 1 << 30  # on Windows a locked byte cannot be read, so it lies behind the text


class FolderLock:
    """Holds OUT/.summarizer.lock while it is entered; the file says which process does, and since when.

    Raises:
        BusyError: Another process holds it.
        OutputError: The folder cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._path = out / LOCK
        self._descriptor = -1

    def __enter__(self) -> "FolderLock":
        with writing(self._out):
            self._out.mkdir(parents=True, exist_ok=True)
        with writing(self._path):
            for _ in range(MAX_TRIES):
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
                if not _try_lock(self._descriptor):
                    holder = _read_holder(self._path)
                    self._close()
                    raise BusyError(
                        f"В папку {self._out} уже пишет другой запуск{holder}. "
                        "Дождитесь, пока он закончит, или укажите другую папку в -o"
                    )
                if self.is_held():
                    try:
                        self._name_holder()
                    except OSError:
                        self.release()
                        raise
                    return self
                self._close()  # the run before removed it just now
        raise BusyError(f"Папку {self._out} не удаётся занять: {self._path} меняется. Запустите ещё раз")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Lets the next run in; nothing happens where the lock is not held."""
        is_held = self.is_held()
        if os.name != "posix":  # an open file cannot be removed there, nor one that another run has opened
            self._close()
        if is_held:  # on POSIX removed while it is held: who gets the lock of a removed file tries again
            with suppress(OSError):
                self._path.unlink()
        self._close()

    def check(self) -> None:
        """Raises OutputError if the folder has been removed or replaced meanwhile."""
        if not self.is_held():
            raise OutputError(f"Папка результатов {self._out} исчезла или заменена: запуск остановлен")

    def is_held(self) -> bool:
        """True if the file that is open is the one that lies at the path."""
        try:
            return self._descriptor >= 0 and os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except OSError:
            return False

    def _name_holder(self) -> None:
        started = datetime.now().astimezone().isoformat(timespec="seconds")
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, json.dumps({"pid": os.getpid(), "started": started}).encode("ascii") + b"\n")

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)  # releases the lock
        self._descriptor = -1


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _read_holder(path: Path) -> str:
    """Who holds the lock, in words; nothing where the holder has not yet said it."""
    try:
        holder = json.loads(path.read_text("ascii"))
        return f": процесс {holder['pid']}, начат {holder['started']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
