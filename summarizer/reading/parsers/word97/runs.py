"""Where in a document of Word 97–2003 its characters stand, and what pages of properties say of them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.reading.parsers.word97.binary import Properties, number_at, properties_in

PAGE: Final = 512


@dataclass(frozen=True)
class Piece:
    """Characters that stand together in the stream."""

    start: int  # where its characters stand in the stream
    text: str
    width: int  # bytes of a character


@dataclass(frozen=True)
class Run:
    """Bytes of the stream whose characters, or paragraphs, share their properties."""

    start: int
    stop: int
    properties: Properties
    style: int = 0  # its number


def runs_of_page(page: bytes, is_paragraph: bool) -> Iterator[Run]:
    """What one page of properties says."""
    n_runs = page[-1] if len(page) == PAGE else 0
    for i in range(n_runs):
        start, stop = number_at(page, 4 * i, 4), number_at(page, 4 * i + 4, 4)
        entry = 4 * (n_runs + 1) + i * (13 if is_paragraph else 1)
        if entry >= PAGE:
            return
        at = 2 * page[entry]
        size, begin, style = page[at], at + 1, 0
        if is_paragraph:  # the number of a style stands before the properties
            size, begin = (2 * size - 3, at + 3) if size else (2 * page[at + 1] - 2, at + 4)
            style = number_at(page, begin - 2, 2)
        yield Run(start, stop, properties_in(page[begin : begin + size]), style) if at else Run(start, stop, {})


def runs_within(piece: Piece, runs: Sequence[Run]) -> Iterator[tuple[Run, int, int]]:
    """The runs that say something of a piece's characters, and of which."""
    end = piece.start + len(piece.text) * piece.width
    first = max(0, bisect_right(runs, piece.start, key=lambda run: run.start) - 1)
    for run in map(runs.__getitem__, range(first, len(runs))):
        if run.start >= end:
            return
        if (run.properties or run.style) and run.stop > piece.start:
            start = (max(run.start, piece.start) - piece.start) // piece.width
            yield run, start, (min(run.stop, end) - piece.start) // piece.width
