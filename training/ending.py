"""How the programs here end: with a sentence for a person where something is amiss, not with a traceback."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from summarizer.errors import InputError, SummarizerError

INTERRUPTED: Final = 130  # 128 + SIGINT, as shells count
REFUSED: Final = 2  # as argparse ends on wrong arguments: the same call will not do


def check_files(*paths: Path) -> None:
    """Nothing, if all are there; asked before work that takes minutes.

    Raises:
        InputError: One is not.
    """
    for path in paths:
        if not path.is_file():
            raise InputError(f"{path}: такого файла нет. Проверьте имя.")


def end(work: Callable[[], None]) -> int:
    """Does the work; returns the exit code of the program."""
    try:
        work()
    except SummarizerError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("\nПрервано.", file=sys.stderr)
        return INTERRUPTED
    return 0
