"""What a hostile file is."""

from collections.abc import Callable
from dataclasses import dataclass

from ..documents import FIRST

MILLION = 1_000_000


@dataclass(frozen=True)
class Case:
    """A hostile file, and a regular expression that its refusal, or the text that is read all the same, must match."""

    make: Callable[[], bytes]
    expected: str


def case(content: bytes | str | Callable[[], bytes | str], expected: str = FIRST) -> Case:
    def make() -> bytes:
        made = content() if callable(content) else content
        return made if isinstance(made, bytes) else made.encode()

    return Case(make, expected)


def numbered(pattern: str, n_times: int) -> str:
    return "".join(map(pattern.format, range(n_times)))
