"""Paths that a person gave → the files to summarize, one at a time."""

import errno
import os
import re
import stat
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer.errors import OptionError, why_unreadable
from summarizer.folder.cleaned import MARK, is_cleaned
from summarizer.folder.journal import JOURNAL, is_journal
from summarizer.folder.names import STDIN, readable_name
from summarizer.folder.refusals import refuse_hidden, refuse_kind, refuse_link, refuse_suffix
from summarizer.folder.table import is_table
from summarizer.patterns import pattern
from summarizer.reading import READABLE_SUFFIXES
from summarizer.reading.corpus import CORPUS_SUFFIXES

_MOUNT_POINT_TAG: Final = 0xA0000003  # a junction: Windows' link between folders
_ADDRESS: Final = pattern(r"https?:[/\\]", re.IGNORECASE)  # of two slashes a path has kept one
_OPENED: Final = (*READABLE_SUFFIXES, *CORPUS_SUFFIXES, ".fb2.zip")


@dataclass(frozen=True)
class Input:
    """A file to summarize and the name it has in the results: relative, with slashes, always valid Unicode."""

    path: Path
    name: str
    refusal: str = ""  # why it is not opened; then it is only listed
    is_failure: bool = False  # True: a person should do something about the refusal


def find_inputs(paths: Sequence[Path], out: Path | None, stream: Path | None = None) -> Iterator[Input]:
    """The files to summarize: given ones as they are, folders searched, names of one folder at a time in memory.

    Each entry of a folder is yielded, those that are not opened with the reason: other suffixes, hidden
    ones, links (they are not followed), pipes, sockets, devices, folders that cannot be listed. OUT and
    the results of earlier runs are not entered. What is given within a folder that is given too comes once,
    as it was named, and so does a path that is given in two spellings. ``stream`` is a file that holds the standard
    input, where that is a table.

    Raises:
        OptionError: OUT is one of the inputs, or holds one: results would lie among the sources.
    """
    given: dict[str, Path] = {}
    for path in paths:
        given.setdefault(_key(path), path)
    _refuse_out_above(list(given.values()), out)
    return _find(given, out, stream)


def _find(given: Mapping[str, Path], out: Path | None, stream: Path | None) -> Iterator[Input]:
    """The inputs of what was given, by ``_key``."""
    base = _common_base(list(given.values()))
    for path in given.values():
        if str(path) == STDIN:
            yield Input(stream or path, STDIN)
        elif os.path.isdir(path):  # Path.is_dir raises errors: of a name that is too long, of a folder that is shut
            yield from _walk(path, base, out, given)
        else:
            yield _named_file(path, readable_name(_relative(path, base)))


def _key(path: Path | str) -> str:
    """The same for all spellings of a path."""
    return str(path) if str(path) == STDIN else os.path.normcase(os.path.abspath(path))


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads to itself stays, where ``Path.resolve`` raises an error."""
    return Path(os.path.realpath(path))


def _refuse_out_above(given: Sequence[Path], out: Path | None) -> None:
    if out is None:
        return
    place = _real(out)
    for path in given:
        source = _real(path)
        if place == source and os.path.isdir(path):
            raise OptionError(f"Папка результатов {out} — та же, что исходная: укажите другую в -o")
        if place in source.parents and str(path) != STDIN:
            raise OptionError(
                f"Папка результатов {out} содержит исходные тексты ({path}): результаты смешались бы с ними. "
                f"Укажите отдельную папку, например -o {out / 'рефераты'}"
            )


def _common_base(given: Sequence[Path]) -> Path:
    """The folder that names are relative to: of several paths the nearest that holds all of them."""
    places = [Path(os.path.abspath(path)) for path in given if str(path) != STDIN]
    if len(places) == 1:
        return places[0] if os.path.isdir(places[0]) else places[0].parent
    try:
        base = Path(os.path.commonpath(places)) if places else Path()
    except ValueError:  # on two drives of Windows
        return Path()
    return base if os.path.isdir(base) else base.parent


def _relative(path: Path, base: Path) -> str:
    absolute = Path(os.path.abspath(path))
    if absolute.is_relative_to(base):
        return absolute.relative_to(base).as_posix()
    return absolute.as_posix().replace(":", "").lstrip("/")


def _named_file(path: Path, name: str) -> Input:
    """A path that a person named: any suffix and a link will do, as long as it leads to a file."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if _ADDRESS.match(str(path)):
            reason = "адреса из сети не загружаются: сохраните страницу и укажите её файл"
        elif error.errno == errno.ENAMETOOLONG:
            reason = "имя длиннее, чем бывает у файлов; сам текст передают через «-»"
        elif isinstance(error, FileNotFoundError):
            reason = "ссылка ведёт в никуда" if path.is_symlink() else "такого файла или папки нет"
        else:
            reason = f"не открывается ({why_unreadable(error)})"
        return Input(path, name, reason, is_failure=True)
    refusal = refuse_kind(mode)
    return Input(path, name, refusal, is_failure=bool(refusal))


def _walk(root: Path, base: Path, out: Path | None, named: Container[str]) -> Iterator[Input]:
    """The entries of a folder in the order of their names, files before folders; no link is followed.

    Those that are ``named`` are left out: they are inputs of their own. So is the mark of cleaned copies.
    """
    pending = [root]
    while pending:
        folder = pending.pop()
        name = _relative(folder, base)
        if out and _is_same(folder, out):
            continue
        if folder != root and is_journal(folder / JOURNAL):
            yield Input(folder, readable_name(name), "папка результатов другого запуска: готовые рефераты не читаются")
            continue
        if folder != root and is_cleaned(folder):
            yield Input(
                folder, readable_name(name), "очищенные копии (summarizer clean): если нужны они, укажите эту папку"
            )
            continue
        try:
            with os.scandir(folder) as found:
                others = (entry for entry in found if entry.name != MARK and _key(entry.path) not in named)
                entries = sorted(others, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            reason = f"папка не открывается ({why_unreadable(error)}): проверьте права доступа"
            yield Input(folder, readable_name(name), reason, is_failure=True)
            continue
        folders = [entry for entry in entries if _is_folder(entry)]
        inner = {entry.name for entry in folders}
        pending += [Path(entry.path) for entry in folders]
        while entries:  # what an entry has found out of its file is dropped with it
            entry = entries.pop()
            if entry.name not in inner:
                yield _found(entry, readable_name(_relative(Path(entry.path), base)))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """True for a folder to enter: no link, no junction, not hidden."""
    try:
        if not entry.is_dir(follow_symlinks=False) or _is_junction(entry):
            return False
        return not refuse_hidden(entry.name, entry.stat(follow_symlinks=False))
    except OSError:
        return False


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT_TAG


def _is_same(folder: Path, out: Path) -> bool:
    try:
        return os.path.samefile(folder, out)
    except OSError:  # OUT is not there yet
        return _real(folder) == _real(out)


def _found(entry: "os.DirEntry[str]", name: str) -> Input:
    """An entry of a folder as an input, refused without being opened where it is no readable file."""
    path = Path(entry.path)
    try:
        if entry.is_symlink() or _is_junction(entry):
            return Input(path, name, refuse_link(path))
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return Input(path, name, f"не открывается ({why_unreadable(error)})", is_failure=True)
    if refusal := refuse_hidden(entry.name, entry.stat(follow_symlinks=False)):
        return Input(path, name, refusal)
    if not stat.S_ISREG(mode):
        return Input(path, name, refuse_kind(mode))
    if not entry.name.lower().endswith(_OPENED):
        return Input(path, name, refuse_suffix(path.suffix))
    if path.suffix.lower() in (".jsonl", ".csv") and (is_journal(path) or is_table(path)):
        return Input(path, name, "результаты этой программы: готовые рефераты не читаются")
    return Input(path, name)
