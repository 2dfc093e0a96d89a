"""Regular expressions that are compiled when they are first used.

Of some 440 in this package one text needs a quarter.
"""

import re
from functools import cached_property
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern, which it becomes at the first use."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """A method or a property of the compiled pattern, kept for the next time."""
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, but ``re.error`` comes at the first use, and ``match.re`` is another object.

    >>> word = pattern(r"[а-яё]+", re.IGNORECASE)
    >>> word.findall("Мост, 1879"), word.pattern
    (['Мост'], '[а-яё]+')
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))
