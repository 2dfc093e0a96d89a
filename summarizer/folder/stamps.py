"""What of a file shows without reading it that its content is still the same."""

import os
import time
from pathlib import Path
from typing import Final

from summarizer.errors import InputError, why_unreadable

# A file that changed so recently may change again within one tick of the file system's clock (2 s on FAT),
# and its stamp would be the same: git calls such files racy.
RACY_NS: Final = 2_500_000_000


def stamp(path: Path) -> tuple[str, bool]:
    """Size, mtime and ctime of a file in one string, and whether any later change would show in it.

    A program can set mtime back after a change, but not ctime. On Windows that is the time when the file was made:
    there a change that leaves size and mtime as they were goes unseen.

    Raises:
        InputError: The file has vanished, or its folder cannot be searched.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path.name}: файл не открывается ({why_unreadable(error)}). Проверьте имя и права доступа."
        ) from error
    is_settled = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > RACY_NS
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}", is_settled
