"""What a report is made of."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and whether it is as it should be."""

    name: str
    detail: str
    is_good: bool = True


def short(path: Path) -> str:
    """The path without the user's name: the report may be published."""
    try:
        return f"~/{path.resolve().relative_to(Path.home().resolve()).as_posix()}"
    except (ValueError, RuntimeError):  # it lies elsewhere, or the user has no home folder
        return str(path)
