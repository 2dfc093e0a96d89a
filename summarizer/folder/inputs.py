"""Paths that a person gave → the files to summarize, one at a time."""

import os
import stat
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer.errors import OptionError
from summarizer.folder.journal import JOURNAL, is_journal
from summarizer.folder.names import STDIN, one_line, readable_name
from summarizer.reading import READABLE_SUFFIXES
from summarizer.reading.corpus import CORPUS_SUFFIXES

_MOUNT_POINT_TAG: Final = 0xA0000003  # a junction: Windows' link between folders
_OPENED: Final = (*READABLE_SUFFIXES, *CORPUS_SUFFIXES, ".fb2.zip")
OR_NAME_IT: Final = " или назовите файл прямо"  # advice that ends a refusal, for who types names
_REMEDIES: Final = (
    (".zip .rar .7z .tar .gz .tgz .bz2 .xz .zst", "распакуйте архив"),
    (
        ".jpg .jpeg .png .gif .tif .tiff .bmp .webp .heic .djvu",
        "распознайте текст на изображении (OCR) и сохраните его как .txt",
    ),
    (".json", "запишите тексты в .jsonl, по объекту JSON в строке"),
    (".xls .xlsx .ods", "сохраните таблицу как .csv"),
    (".mp3 .wav .ogg .m4a .flac .mp4 .avi .mkv .mov .webm", "расшифруйте запись и сохраните текст"),
)
_KINDS: Final = (
    (stat.S_ISFIFO, "канал (FIFO)"),
    (stat.S_ISSOCK, "сокет"),
    (stat.S_ISCHR, "устройство"),
    (stat.S_ISBLK, "устройство"),
)


@dataclass(frozen=True)
class Input:
    """A file to summarize and the name it has in the results: relative, with slashes, always valid Unicode."""

    path: Path
    name: str
    refusal: str = ""  # why it is not opened; then it is only listed
    is_failure: bool = False  # True: a person should do something about the refusal


def find_inputs(paths: Sequence[Path], out: Path | None) -> Iterator[Input]:
    """The files to summarize: given ones as they are, folders searched, names of one folder at a time in memory.

    Each entry of a folder is yielded, those that are not opened with the reason: other suffixes, hidden
    ones, links (they are not followed), pipes, sockets, devices, folders that cannot be listed. OUT and
    the results of earlier runs are not entered. What is given within a folder that is given too comes once,
    as it was named, and so does a path that is given in two spellings.

    Raises:
        OptionError: OUT is one of the inputs, or holds one: results would lie among the sources.
    """
    given: dict[str, Path] = {}
    for path in paths:
        given.setdefault(_key(path), path)
    _refuse_out_above(list(given.values()), out)
    return _find(given, out)


def _find(given: Mapping[str, Path], out: Path | None) -> Iterator[Input]:
    """The inputs of what was given, by ``_key``."""
    base = _common_base(list(given.values()))
    for path in given.values():
        if str(path) == STDIN:
            yield Input(path, STDIN)
        elif path.is_dir():
            yield from _walk(path, base, out, given)
        else:
            yield _named_file(path, readable_name(_relative(path, base)))


def _key(path: Path | str) -> str:
    """The same for all spellings of a path."""
    return str(path) if str(path) == STDIN else os.path.normcase(os.path.abspath(path))


def _refuse_out_above(given: Sequence[Path], out: Path | None) -> None:
    if out is None:
        return
    place = out.resolve()
    for path in given:
        source = path.resolve()
        if place == source and path.is_dir():
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
        return places[0] if places[0].is_dir() else places[0].parent
    try:
        base = Path(os.path.commonpath(places)) if places else Path()
    except ValueError:  # on two drives of Windows
        return Path()
    return base if base.is_dir() else base.parent


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
        if isinstance(error, FileNotFoundError):
            reason = "ссылка ведёт в никуда" if path.is_symlink() else "такого файла или папки нет"
        else:
            reason = f"не открывается ({error.strerror})"
        return Input(path, name, reason, is_failure=True)
    refusal = _refuse_kind(mode)
    return Input(path, name, refusal, is_failure=bool(refusal))


def _refuse_kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    kind = next((kind for is_kind, kind in _KINDS if is_kind(mode)), "особый файл")
    return f"{kind}, а не файл с текстом; поток передают через «-»"


def _walk(root: Path, base: Path, out: Path | None, named: Container[str]) -> Iterator[Input]:
    """The entries of a folder in the order of their names, files before folders; no link is followed.

    Those that are ``named`` are left out: they are inputs of their own.
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
        try:
            with os.scandir(folder) as found:
                others = (entry for entry in found if _key(entry.path) not in named)
                entries = sorted(others, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            reason = f"папка не открывается ({error.strerror}): проверьте права доступа"
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
        return entry.is_dir(follow_symlinks=False) and not _is_junction(entry) and not entry.name.startswith(".")
    except OSError:
        return False


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT_TAG


def _is_same(folder: Path, out: Path) -> bool:
    try:
        return os.path.samefile(folder, out)
    except OSError:  # OUT is not there yet
        return folder.resolve() == out.resolve()


def _found(entry: "os.DirEntry[str]", name: str) -> Input:
    """An entry of a folder as an input, refused without being opened where it is no readable file."""
    path = Path(entry.path)
    try:
        if entry.is_symlink() or _is_junction(entry):
            return Input(path, name, _refuse_link(path))
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return Input(path, name, f"не открывается ({error.strerror})", is_failure=True)
    if entry.name.startswith("."):
        return Input(path, name, f"скрытый (имя с точки): если нужен, переименуйте его{OR_NAME_IT}")
    if not stat.S_ISREG(mode):
        return Input(path, name, _refuse_kind(mode))
    if not entry.name.lower().endswith(_OPENED):
        return Input(path, name, _refuse_suffix(path.suffix))
    return Input(path, name)


def _refuse_suffix(suffix: str) -> str:
    """Why a file is not opened, and what helps: what is known to be no text is not made one by a name.

    >>> _refuse_suffix(".ZIP"), _refuse_suffix(".log")  # doctest: +ELLIPSIS
    ('расширение .ZIP не читается: распакуйте архив', 'расширение .log не читается: если это текст, ...')
    """
    kind = f"расширение {one_line(suffix)} не читается" if suffix else "имя без расширения"
    for suffixes, remedy in _REMEDIES:
        if suffix.lower() in suffixes.split():
            return f"{kind}: {remedy}"
    return f"{kind}: если это текст, переименуйте его в .txt{OR_NAME_IT}"


def _refuse_link(path: Path) -> str:
    try:
        target = one_line(os.readlink(path))
    except OSError:
        target = "?"
    if not path.exists():
        return f"ссылка на {target} ведёт в никуда или по кругу"
    return f"ссылка на {target}: ссылки в папке не открываются, назовите файл прямо"
