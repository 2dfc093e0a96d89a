"""Everything that can go wrong, as a tree; the number is the command's exit code.

    SummarizerError               1
    ├── InputError     ValueError 3   this input cannot be read or summarized; others can
    ├── OptionError    ValueError 2   an option is out of its range
    ├── ModelError                4   a model is missing, damaged or not a summarizer
    │   └── BrokenOffError        4   its own process ended over what it was asked
    ├── OutputError    OSError    1   the result cannot be written
    ├── BusyError                 75  another run holds the output folder
    └── StoppedError              130 the one who waited asked to end it

Messages are Russian, since a person reads them on the page and in the terminal; each names the
value, the limit and the remedy. A doubtful summary is not an error: it carries findings.
"""

import errno
from typing import ClassVar, Final

_UNREADABLE: Final = {
    errno.ENOENT: "такого файла нет",
    errno.ENOTDIR: "на месте папки в этом пути лежит файл",
    errno.EISDIR: "это папка, а не файл",
    errno.EACCES: "нет права на чтение",
    errno.EPERM: "нет права на чтение",
    errno.ENAMETOOLONG: "имя длиннее, чем бывает у файлов",
    errno.ELOOP: "ссылка ведёт на саму себя",
    errno.EIO: "сбой диска",
}


class SummarizerError(Exception):
    """Base of all errors that this package raises on purpose."""

    exit_code: ClassVar[int] = 1


class InputError(SummarizerError, ValueError):
    """An input that cannot be read or summarized."""

    exit_code = 3


class OptionError(SummarizerError, ValueError):
    """An option out of its range, or options that exclude each other."""

    exit_code = 2


class ModelError(SummarizerError):
    """A model that is missing, damaged, or not a summarizer."""

    exit_code = 4


class BrokenOffError(ModelError):
    """A model whose own process ended over what it was asked: of a folder's texts another may fare better."""


class OutputError(SummarizerError, OSError):
    """A result that cannot be written."""

    exit_code = 1


class BusyError(SummarizerError):
    """Another run holds the output folder."""

    exit_code = 75


class StoppedError(SummarizerError):
    """Ended because ``Watch.stop`` was called."""

    exit_code = 130


def why_unreadable(error: Exception) -> str:
    """Why the system does not let a file be read, in Russian where it is a usual case.

    >>> why_unreadable(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'такого файла нет'
    >>> why_unreadable(ValueError("embedded null byte"))
    'embedded null byte'
    """
    if not isinstance(error, OSError):
        return str(error)
    return _UNREADABLE.get(error.errno or 0) or error.strerror or str(error)
