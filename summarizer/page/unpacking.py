"""Uploaded files and zip archives → a folder of inputs; what is dangerous or too much is refused by name."""

import errno
import os
import re
import shutil
import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from summarizer.folder import Input
from summarizer.folder.cleaned import MARK
from summarizer.folder.writing import reason_of
from summarizer.page import russian
from summarizer.patterns import pattern
from summarizer.reading.document import MAX_FILE_BYTES

MAX_FILES: Final = 2_000  # of one job: more is work for the command, which goes on where it stopped
MAX_JOB_BYTES: Final = 512 * 2**20  # unpacked, together
MAX_LISTING_BYTES: Final = 4 * 2**20  # of an archive's list of members: a longer one would fill the memory
BLOCK_BYTES: Final = 2**20
_TAIL_BYTES: Final = 2**16 + 22  # where the record of a zip's end stands, with the longest comment behind it
_IS_UTF8: Final = 0x800  # the flag of a member's name
_LOCKED: Final = 0x1
_OUTSIDE: Final = pattern(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|\0")


@dataclass
class Unpacking:
    """Fills a folder with what was uploaded, within limits for all of it together.

    Args:
        folder: Where the inputs go; a zip gets a folder of its own name in it.
    """

    folder: Path
    max_files: int = MAX_FILES
    max_bytes: int = MAX_JOB_BYTES
    n_files: int = 0
    n_bytes: int = 0

    def take(self, uploads: Sequence[Path]) -> list[Input]:
        """Puts the uploads into the folder; what was refused comes back with the reason."""
        return [refused for upload in uploads for refused in self._take(upload)]

    def _take(self, upload: Path) -> Iterator[Input]:
        name = upload.name
        is_archive = name.lower().endswith(".zip") and not name.lower().endswith(".fb2.zip")
        try:
            if is_archive:
                yield from self._unpack(upload)
            else:
                self._count(upload.stat().st_size)
                _link(upload, _free(self.folder / name))
        except _RefusedError as error:
            yield _refused(upload, name, str(error))
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            yield _refused(upload, name, russian.BROKEN_ZIP if is_archive else _not_written(error))
        except FileNotFoundError:
            yield _refused(upload, name, russian.GONE_FILE)
        except OSError as error:
            yield _refused(upload, name, _not_written(error))

    def _unpack(self, upload: Path) -> Iterator[Input]:
        """Unpacks a whole archive or, where its sizes are over the limits, nothing of it."""
        if _listing_bytes(upload) > MAX_LISTING_BYTES:
            raise _RefusedError(russian.TOO_MANY.format(limit=self.max_files))
        with ZipFile(upload) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _is_litter(_name_of(one))]
            self._check(len(members), sum(member.file_size for member in members))
            target = _free(self.folder / upload.stem)
            for member in members:
                name = _name_of(member)
                try:
                    self._write(archive, member, target / _safe(name))
                except _RefusedError as error:
                    yield _refused(upload, f"{target.name}/{name}", str(error))
                except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
                    yield _refused(upload, f"{target.name}/{name}", russian.BROKEN_MEMBER)
                except (OSError, ValueError) as error:  # a name that the file system cannot hold
                    yield _refused(upload, f"{target.name}/{name}", _not_written(error))

    def _write(self, archive: ZipFile, member: ZipInfo, target: Path) -> None:
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _RefusedError(russian.LINK)
        if member.flag_bits & _LOCKED:
            raise _RefusedError(russian.LOCKED)
        self._count(0)
        target.parent.mkdir(parents=True, exist_ok=True)
        target = _free(target)
        try:
            with archive.open(member) as source, target.open("xb") as file:
                n_written = 0
                while block := source.read(BLOCK_BYTES):  # whatever the header says of its size
                    n_written += len(block)
                    if n_written > MAX_FILE_BYTES:
                        raise _RefusedError(russian.FILE_TOO_LARGE.format(limit=MAX_FILE_BYTES // 2**20))
                    self._check(0, len(block))
                    self.n_bytes += len(block)
                    file.write(block)
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise

    def _count(self, n_bytes: int) -> None:
        self._check(1, n_bytes)
        self.n_files += 1
        self.n_bytes += n_bytes

    def _check(self, n_files: int, n_bytes: int) -> None:
        """Raises _RefusedError if so much more would be too much."""
        if self.n_files + n_files > self.max_files:
            raise _RefusedError(russian.TOO_MANY.format(limit=self.max_files))
        if self.n_bytes + n_bytes > self.max_bytes:
            raise _RefusedError(russian.TOO_MUCH.format(limit=self.max_bytes // 2**20))


class _RefusedError(Exception):
    """Why something is not taken, in a sentence."""


def _refused(upload: Path, name: str, reason: str) -> Input:
    return Input(upload, name, reason, is_failure=True)


def _not_written(error: Exception) -> str:
    """Why a file cannot be taken in, and what to do.

    >>> _not_written(OSError(errno.ENOSPC, "No space left on device"))
    'не записывается: на диске нет места. Освободите его и пришлите файлы снова'
    >>> _not_written(OSError(errno.ENAMETOOLONG, "File name too long"))
    'не записывается (имя длиннее, чем бывает у файлов). Дайте файлу другое имя'
    """
    reason = reason_of(error) if isinstance(error, OSError) else str(error)
    is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return (russian.NO_ROOM if is_full else russian.NOT_WRITTEN).format(reason=reason)


def _listing_bytes(path: Path) -> int:
    """The size of an archive's list of members as its end says it, which is what will be read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = file.read()
    ends = (match.start() for match in re.finditer(b"PK\x05\x06", tail))
    return max((int.from_bytes(tail[end + 12 : end + 16], "little") for end in ends), default=0)


def _name_of(member: ZipInfo) -> str:
    """The member's name: UTF-8 where it says so or is so, else as a Russian Windows writes it."""
    if member.flag_bits & _IS_UTF8:
        return member.filename
    data = member.filename.encode("cp437", "replace")  # zipfile has read it so
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp866")


def _is_litter(name: str) -> bool:
    """True for what systems put into archives unasked, and for our mark: cleaned copies that are passed are meant."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db", "desktop.ini", MARK)


def _safe(name: str) -> Path:
    r"""A member's name as a path that stays within its folder.

    Raises:
        _RefusedError: It leads out.

    >>> _safe("новости\\май/1.txt").as_posix()
    'новости/май/1.txt'
    >>> _safe("a/../../b.txt")
    Traceback (most recent call last):
    ...
    summarizer.page.unpacking._RefusedError: имя ведёт за пределы архива
    """
    name = name.replace("\\", "/")
    if _OUTSIDE.search(name) or not name.strip("/. "):
        raise _RefusedError(russian.LEADS_OUT)
    return Path(*PurePosixPath(name).parts)


def _free(path: Path) -> Path:
    """The path, or the first «name (2).txt» that is not taken."""
    suffix = "".join(path.suffixes[-1:])
    stem = path.name.removesuffix(suffix)
    number = 1
    while os.path.lexists(path):
        number += 1
        path = path.with_name(f"{stem} ({number}){suffix}")
    return path


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
