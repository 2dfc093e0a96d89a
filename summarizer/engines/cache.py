"""A folder for what is made once per machine and can always be made again."""

import hashlib
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final

from summarizer.engines.scheduling import is_out_of_memory
from summarizer.errors import ModelError

HASHED_SUFFIXES: Final = frozenset({".json", ".safetensors", ".bin", ".model", ".txt"})
UNUSED_DAYS: Final = 30  # after which what can be made again need not take room
_BLOCK: Final = 1 << 20

_log = logging.getLogger("summarizer")


def cache_folder() -> Path:
    """``$XDG_CACHE_HOME/summarizer``, or the platform's own place; it need not exist yet.

    Raises:
        OSError: This user has no home folder, as in some containers.
    """
    if root := os.environ.get("XDG_CACHE_HOME"):
        return Path(root) / "summarizer"
    try:
        home = Path.home()
    except RuntimeError as error:
        raise OSError("у пользователя нет домашней папки: задайте папку кэша в XDG_CACHE_HOME") from error
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home)) / "summarizer" / "Cache"
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "summarizer"


def fingerprint(folder: Path, made_with: Iterable[str]) -> str:
    """32 hex digits: the content of a checkpoint's files, and whatever else decides the result."""
    digest = hashlib.sha256()
    for path in checkpoint_files(folder):
        digest.update(f"{path.name}\0{remembered_sha256(path)}\0".encode("utf-8", "surrogateescape"))
    for fact in made_with:
        digest.update(f"{fact}\0".encode())
    return digest.hexdigest()[:32]


def checkpoint_files(folder: Path) -> list[Path]:
    """Weights, configs and tokenizer files of a checkpoint, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix in HASHED_SUFFIXES and path.is_file())


def remembered_sha256(path: Path) -> str:
    """The file's hash, 64 hex digits; computed once as long as its place, size and times stay.

    A gigabyte of weights takes seconds to read, and a person waits; where the cache may not be written, every time.
    A program can set back when a file was changed, as rsync and cp -p do, but not its ctime.
    """
    real = path.resolve()
    status = real.stat()
    facts = f"{real}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0{status.st_ino}"
    try:
        memos = cache_folder() / "hashes"
    except OSError:
        return sha256_of(real)
    memo = memos / hashlib.sha256(facts.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    with suppress(OSError, ValueError):  # it is not there, or damaged
        if len(known := memo.read_text("ascii")) == 64:
            return known
    found = sha256_of(real)
    if status.st_size > _BLOCK:
        with suppress(OSError):
            memo.parent.mkdir(parents=True, exist_ok=True)
            memo.write_text(found, "ascii")
    return found


def sha256_of(path: Path) -> str:
    """The hash of what the file holds now, 64 hex digits: a disk that fails changes neither size nor times."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def _held(target: Path) -> Iterator[None]:
    """Holds the lock of a folder; says so where another process must be waited for."""
    from filelock import FileLock, Timeout  # with asyncio; seldom needed

    lock = FileLock(f"{target}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _log.warning("Жду другой процесс, который готовит %s …", target)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def make_once(target: Path, make: Callable[[Path], None], is_whole: Callable[[Path], bool]) -> Path:
    """The folder ``target``, made by ``make`` unless it is there and whole.

    Processes that want the same folder wait for the one that makes it. What is made appears under its
    name at once and complete, or not at all; what a killed process left is removed.

    Args:
        make: Fills an empty folder; its errors pass through and leave nothing behind.
    """
    if is_whole(target):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with _held(target):
        if is_whole(target):
            return target
        for left in [*target.parent.glob(f".{target.name}.*"), target]:
            rmtree(left, ignore_errors=True)
        room = Path(mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            make(room)
            room.chmod(0o755)
            os.replace(room, target)
        except BaseException:
            rmtree(room, ignore_errors=True)
            raise
    return target


def mark_used(made: Path) -> None:
    """Dates a folder of the cache to now, for ``remove_unused``; one that may not be written stays as it is."""
    with suppress(OSError):
        os.utime(made)


def remove_unused(root: Path) -> None:
    """Deletes the folders in ``root`` that nobody has marked as used for UNUSED_DAYS."""
    for made in root.iterdir():
        with suppress(FileNotFoundError):  # another process renames what it made, or deletes the same
            if made.is_dir() and time.time() - made.stat().st_mtime > UNUSED_DAYS * 86400:
                rmtree(made, ignore_errors=True)


def unreadable(made: Path, error: Exception) -> Exception:
    """What to raise where a library cannot load what was made in a folder: for want of memory, or a damaged file."""
    if is_out_of_memory(error):
        return MemoryError(str(error))
    return ModelError(f"{made} не читается: удалите эту папку, и её сделают заново ({error})")
