"""Names of inputs as text that every program can read, and the files that their results go to."""

import errno
import os
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from summarizer.folder.writing import encoded, write_whole

MAX_NAME_BYTES: Final = 255  # of one component on all usual file systems
HASH_LETTERS: Final = 12  # 48 bits: among a million names two are alike once in five hundred runs
# A mirrored name that a file system cannot hold, or that is taken by a folder, or lies under a file.
_UNFIT: Final = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.EISDIR, errno.ENOTDIR, errno.EEXIST)
STDIN: Final = "-"  # the name of the stream
RESERVED: Final = (
    "summaries.jsonl",
    "summaries.csv",
    "summaries.damaged.jsonl",
)  # in OUT, so that a corpus of this name lies elsewhere
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_UNSAFE_IN_ROW: Final = re.compile(
    r'[/\\%:*?"<>|\x00-\x1f\x7f]|^\.'
)  # on some system; «:» hides a file on NTFS, a leading dot on the others


def readable_name(name: str) -> str:
    """The name itself, or, where its bytes are no UTF-8, these bytes in hexadecimal and a hash that keeps it unique.

    >>> readable_name("статья.txt")
    'статья.txt'
    >>> readable_name("a\\udcff.txt")
    'a\\\\xff.txt~433b69acb279'
    """
    if not _SURROGATE.search(name):
        return name
    shown = _SURROGATE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", name)
    return f"{shown}~{_hash(name)}"


def one_line(text: str) -> str:
    r"""A text for one line of a terminal: line breaks, escape sequences and broken characters made visible.

    >>> one_line("a\n\x1b[2Jb\udcff")
    'a\\n\\x1b[2Jb\\xff'
    >>> one_line("Отчёт «2024» é.txt")
    'Отчёт «2024» é.txt'
    """
    text = _SURROGATE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", text)
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def shown_name(name: str) -> str:
    """The name of an input for one line of a terminal.

    >>> shown_name("a.txt"), shown_name("-")
    ('a.txt', 'стандартный ввод')
    """
    return "стандартный ввод" if name == STDIN else one_line(name)


def row_name(corpus: str, row_id: str) -> str:
    """The name of a corpus row: a file in a folder of the corpus's name; an id cannot lead out of it.

    >>> row_name("новости.jsonl", "../../etc/passwd")
    'новости.jsonl/%2E.%2F..%2Fetc%2Fpasswd'
    >>> row_name("новости.jsonl", "..")
    'новости.jsonl/%2E.'
    >>> row_name("новости.jsonl", "http://a.ru/?n=1")
    'новости.jsonl/http%3A%2F%2Fa.ru%2F%3Fn=1'
    >>> row_name("новости.jsonl", "статья-17")
    'новости.jsonl/статья-17'
    """
    safe = _UNSAFE_IN_ROW.sub(lambda match: "".join(f"%{ord(c):02X}" for c in match[0]), row_id)
    return f"{corpus}/{readable_name(safe)}"


def row_names(corpus: str, row_id: str, number: int) -> Iterator[str]:
    """Names for a corpus row, best first: for an id that is not unique the row is not lost.

    >>> from itertools import islice
    >>> list(islice(row_names("новости.jsonl", "17", 3), 2))
    ['новости.jsonl/17', 'новости.jsonl/17~3']
    """
    name = row_name(corpus, row_id)
    while True:
        yield name
        name = f"{name}~{number}"


def result_paths(out: Path, name: str, suffix: str) -> Iterator[Path]:
    """Where the result of an input may lie, best first: mirrored, shortened beside it, shortened in OUT itself."""
    top, slash, rest = name.partition("/")
    path = out / (f"{top}~{_hash(top)}{slash}{rest}{suffix}" if top in RESERVED else f"{name}{suffix}")
    yield path
    short = _shorten(path.name.removesuffix(suffix), f"~{_hash(name)}{suffix}")
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
    first, beside, _ = result_paths(out, name, suffix)
    place = first if _is_open(first, beside) else beside
    return place if holds_other(place, text) else None


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
    """True if the first place is this input's: it has no result beside it, nor another input one there."""
    return not _is_file(beside) and not _is_taken(first)


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

    The system itself is asked for the name that it keeps; only Windows and macOS have such file systems as a rule.
    """
    if sys.platform not in ("win32", "darwin"):
        return False
    return path.exists() and path.name not in os.listdir(path.parent)


def _shorten(name: str, ending: str) -> str:
    """The name cut at a whole character so that it and the ending fit a file system."""
    room = MAX_NAME_BYTES - len(ending.encode())
    return name.encode()[:room].decode("utf-8", "ignore") + ending


def _hash(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LETTERS]
