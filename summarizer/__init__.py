"""Summaries of Russian texts that one can trust.

The way of a text::

    bytes, files   reading/     → text
    text           cleaning/    → clean text + repairs
    clean text     split/       → sentences
    sentences      selection/   → those that tell most
    clean text     excerpts.py  → excerpts that fit the model: all of it, or a selection
    excerpts       engines/     → drafts
    drafts         join.py      → one summary
    summary        length/      → the length asked for
    summary        checking/    → findings: what the source does not hold
    summary        evidence/    → the source sentences under each of its own
    findings       mending/     → doubtful sentences replaced, dropped or flagged

``summarize.py`` takes these steps in order; the library, the command (``cli/``) and the page
(``page/``) are three doors to it.

A public name is imported when it is first asked for: a child process that parses one document, or runs
a model, starts with its own room, not with the whole house.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from summarizer.checking import Finding
    from summarizer.cleaning import CleanText, Repair, clean
    from summarizer.errors import StoppedError, SummarizerError
    from summarizer.options import SummaryOptions
    from summarizer.summarize import Summarizer
    from summarizer.summary import Summary
    from summarizer.watching import Watch

__version__ = "0.1.0"

__all__ = [
    "CleanText",
    "Finding",
    "Repair",
    "StoppedError",
    "Summarizer",
    "SummarizerError",
    "Summary",
    "SummaryOptions",
    "Watch",
    "clean",
]

_ROOMS: Final = {
    "CleanText": "cleaning",
    "Finding": "checking",
    "Repair": "cleaning",
    "StoppedError": "errors",
    "Summarizer": "summarize",
    "SummarizerError": "errors",
    "Summary": "summary",
    "SummaryOptions": "options",
    "Watch": "watching",
    "clean": "cleaning",
}


def __getattr__(name: str) -> object:
    """The public name from its room."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
