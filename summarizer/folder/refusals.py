"""Why an entry of a folder is not opened, and what helps."""

import os
import stat
from pathlib import Path
from typing import Final

from summarizer.folder.names import one_line

OR_NAME_IT: Final = " или укажите в команде сам файл"  # advice that ends a refusal, for who types names
_REMEDIES: Final = (
    (".zip .rar .7z .tar .gz .tgz .bz2 .xz .zst", "распакуйте архив"),
    (
        ".jpg .jpeg .png .gif .tif .tiff .bmp .webp .heic .djvu",
        "распознайте текст на изображении (OCR) и сохраните его как .txt",
    ),
    (".json", "запишите тексты в .jsonl, по объекту JSON в строке"),
    (".mp3 .wav .ogg .m4a .flac .mp4 .avi .mkv .mov .webm", "расшифруйте запись и сохраните текст"),
)
_KINDS: Final = (
    (stat.S_ISFIFO, "канал (FIFO)"),
    (stat.S_ISSOCK, "сокет"),
    (stat.S_ISCHR, "устройство"),
    (stat.S_ISBLK, "устройство"),
)
_OWNER_FILE: Final = "~$"  # what Word, Excel and PowerPoint lay beside a document while it is open, under its suffix


def refuse_kind(mode: int) -> str:
    """Why what is no regular file is not opened; nothing for one that is."""
    if stat.S_ISREG(mode):
        return ""
    kind = next((kind for is_kind, kind in _KINDS if is_kind(mode)), "особый файл")
    return f"{kind}, а не файл с текстом; поток передают через «-»"


def refuse_hidden(name: str, status: os.stat_result) -> str:
    """Why an entry is passed over that the system, or an office program, does not show; nothing for others."""
    if name.startswith(_OWNER_FILE):
        return "служебный файл открытого документа: текста в нём нет"
    if name.startswith("."):
        return f"скрытый (имя с точки): если нужен, переименуйте его{OR_NAME_IT}"
    on_windows = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    if on_windows or getattr(status, "st_flags", 0) & stat.UF_HIDDEN:
        return f"скрытый: если нужен, снимите с него пометку «скрытый»{OR_NAME_IT}"
    return ""


def refuse_suffix(suffix: str) -> str:
    """Why a file is not opened, and what helps: what is known to be no text is not made one by a name.

    >>> refuse_suffix(".ZIP"), refuse_suffix(".log")  # doctest: +ELLIPSIS
    ('расширение .ZIP не читается: распакуйте архив', 'расширение .log не читается: если это текст, ...')
    """
    kind = f"расширение {one_line(suffix)} не читается" if suffix else "имя без расширения"
    for suffixes, remedy in _REMEDIES:
        if suffix.lower() in suffixes.split():
            return f"{kind}: {remedy}"
    return f"{kind}: если это текст, переименуйте его в .txt{OR_NAME_IT}"


def refuse_link(path: Path) -> str:
    """Why a link is not followed, with where it leads."""
    try:
        target = one_line(os.readlink(path))
    except OSError:
        target = "?"
    if not os.path.exists(path):  # Path.exists raises errors: of a name that is too long, of a folder that is shut
        return f"ссылка на {target} ведёт в никуда или по кругу"
    return f"ссылка на {target}: ссылки в папке не открываются, укажите сам файл"
