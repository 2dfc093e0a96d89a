"""The mark of a folder of cleaned copies, so that a run over the folder around it does not read them as sources."""

import os
from pathlib import Path
from typing import Final

from summarizer.folder.writing import write_whole, writing

MARK: Final = ".summarizer.cleaned"
_SAYS: Final = "Здесь очищенные копии текстов (summarizer clean): в составе другой папки они не читаются.\n"


def mark_cleaned(out: Path) -> None:
    """Marks a folder that is empty but for hidden files; one that holds a person's own files is left as it is.

    Raises:
        OutputError: It cannot be written.
    """
    with writing(out):
        is_empty = all(name.startswith(".") for name in os.listdir(out))
    if is_empty:
        write_whole(out / MARK, _SAYS)


def is_cleaned(folder: Path) -> bool:
    """Whether ``mark_cleaned`` has marked the folder."""
    try:
        return (folder / MARK).is_file()
    except OSError:
        return False
