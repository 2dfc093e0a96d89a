"""What a group of an RTF inherits, and how control words change it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Group:
    """What a group inherits and its end restores."""

    sink: str = "text"  # where characters go: text, notes, title, author, field, fonts, or nowhere
    font: int | None = None  # None: the document's default
    n_fallback: int = 1  # characters after \u that stand for it
    is_hidden: bool = False
    is_raised: bool = False
    is_in_cell: bool = False


CHANGES: Final[dict[str, Callable[[Group, int | None], Group]]] = {  # by control words, with their number
    "plain": lambda group, _: replace(group, is_hidden=False, is_raised=False, font=None),
    "super": lambda group, number: replace(group, is_raised=number != 0),
    "sub": lambda group, _: replace(group, is_raised=False),
    "nosupersub": lambda group, _: replace(group, is_raised=False),
    "v": lambda group, number: replace(group, is_hidden=number != 0),
    "deleted": lambda group, number: replace(group, is_hidden=number != 0),
    "uc": lambda group, number: replace(group, n_fallback=min(max(number or 0, 0), 100)),
    "pard": lambda group, _: replace(group, is_in_cell=False),
    "intbl": lambda group, _: replace(group, is_in_cell=True),
}
