"""Names of inputs → the files that their results go to."""

import errno
import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from summarizer.folder.names import hash_of
from summarizer.folder.writing import encoded, write_whole

MAX_NAME_BYTES: Final = 255  # of one component on all usual file systems
# A mirrored name that a file system cannot hold, or that is taken by a folder, or lies under a file.
_UNFIT: Final = (
    errno.ENAMETOOLONG,
    errno.EINVAL,
    errno.EILSEQ,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.ENOENT,  # so Windows says it of a path of more than 260 characters: the folder itself has just been made
)
RESERVED: Final = (
    "summaries.jsonl",
    "summaries.csv",
    "summaries.damaged.jsonl",
)  # in OUT, so that a corpus of this name lies elsewhere


def result_paths(out: Path, name: str, suffix: str) -> Iterator[Path]:
    """Where the result of an input may lie, best first: mirrored, shortened beside it, shortened in OUT itself."""
    top, slash, rest = name.partition("/")
    path = out / (f"{top}~{hash_of(top)}{slash}{rest}{suffix}" if top in RESERVED else f"{name}{suffix}")
    yield path
    short = _shorten(path.name.removesuffix(suffix), f"~{hash_of(name)}{suffix}")
    yield path.parent / short
    yield out / short


def find_result(out: Path, name: str, suffix: str) -> Path | None:
    """The file that holds the result of an input, if there is one: of two the shortened, which nobody else has."""
    return next((path for path in reversed(list(result_paths(out, name, suffix))) if _is_file(path)), None)


def has_result(out: Path, name: str, suffix: str) -> bool:
    """True if ``find_result`` finds a file; quick where it lies at the first place."""
    return any(map(_is_file, result_paths(out, name, suffix)))


def find_foreign(out: Path, name: str, suffix: str, text: str) -> Path | None:
    """The file of another content that ``write_result`` would replace, if there is one."""
    first, *others = result_paths(out, name, suffix)
    try:
        places = [first, *others] if _is_open(first, others[0]) else others
    except OSError as error:
        if not _is_unfit(error):
            raise
        places = others
    return next((place for place in places if holds_other(place, text)), None)


def write_result(out: Path, name: str, suffix: str, text: str, is_known: bool = True) -> None:
    """Writes the result of an input at the first place that can hold it, and never over another input's.

    Args:
        is_known: False where no file is known to be an earlier result: one that lies there is left as it is.

    Raises:
        OutputError: None of the places can be written.
    """
    first, beside, in_out = result_paths(out, name, suffix)
    try:
        if _is_open(first, beside) and (is_known or not holds_other(first, text)):
            return write_whole(first, text)
    except OSError as error:
        if not _is_unfit(error):
            raise
    try:
        write_whole(beside, text)
    except OSError as error:
        if not _is_unfit(error):
            raise
        write_whole(in_out, text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def _is_open(first: Path, beside: Path) -> bool:
    """True if the first place is this input's: no result beside it, no folder or other input's result there."""
    return not _is_file(beside) and not os.path.isdir(first) and not _is_taken(first)


def holds_other(path: Path, text: str) -> bool:
    """True for anything but a folder, or a file of this very text, which a run that was killed may have left."""
    try:
        if not os.path.lexists(path) or path.is_dir():  # what is no file cannot be replaced by one
            return False
        return not path.is_file() or path.read_bytes() != encoded(text)
    except OSError:
        return True


def _is_unfit(error: OSError) -> bool:
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    return cause.errno in _UNFIT


def _is_taken(path: Path) -> bool:
    """True if a file system that ignores case or composition holds another name here: ``Й.txt`` for ``й.txt``.

    The system itself is asked for the name that it keeps. Linux has such file systems on sticks and shares; there a
    file that the name leads to in the other case as well shows it, so that a large folder need not be listed.
    """
    if not path.exists():
        return False
    if sys.platform not in ("win32", "darwin") and not path.with_name(path.name.swapcase()).exists():
        return False
    return not stands_among(path.name, os.listdir(path.parent))


def stands_among(name: str, kept: Sequence[str]) -> bool:
    """Whether a name is one of those that a folder keeps; HFS+ keeps all of them decomposed, whatever they came as.

    >>> stands_among("Й.txt", ["Й.txt", "й.txt"]), stands_among("Й.txt", ["й.txt"])
    (True, False)
    >>> stands_among("\u0439.txt", ["\u0438\u0306.txt"]), stands_among("\u0439.txt", ["\u0438\u0306.txt", "\u0439"])
    (True, False)
    """
    if name in kept:
        return True
    decomposed = unicodedata.normalize("NFD", name)
    return decomposed in kept and all(unicodedata.is_normalized("NFD", one) for one in kept)


def _shorten(name: str, ending: str) -> str:
    """The name cut at a whole character so that it and the ending fit a file system."""
    room = MAX_NAME_BYTES - len(ending.encode())
    return name.encode()[:room].decode("utf-8", "ignore") + ending
