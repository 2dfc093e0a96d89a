"""The records of a csv or tsv file, as spreadsheets write them; which of them have swallowed others is said."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from summarizer.patterns import pattern

_DELIMITERS: Final = ",;\t|"
_SEP_LINE: Final = pattern(r"sep=(.)\r?\n?")  # Excel's own first line


class CsvRecords:
    """Iterates over the records, each with whether a quotation mark in it is not closed.

    Quotation marks are read as spreadsheets do, leniently: ``"а"б`` is «аб». Only a mark that is open to the end of
    the file, or until the next record's first one, spoils a record: the lines that follow are within its text.

    Raises:
        csv.Error: A record cannot be parsed.
    """

    def __init__(self, lines: Iterator[str], is_tsv: bool) -> None:
        """Takes the lines with their ends; the first ones say how the fields are parted."""
        first = next(lines, "")
        said = _SEP_LINE.fullmatch(first)
        if said:
            first = next(lines, "")
        self._delimiter = said[1] if said else "\t" if is_tsv else max(_DELIMITERS, key=first.count)
        self._is_spaced = f"{self._delimiter} " in first
        self._lines = chain([first], lines)
        self._taken: list[str] = []  # of the record in hand
        self._is_ended = False
        self._rows = csv.DictReader(self._take(), delimiter=self._delimiter, skipinitialspace=self._is_spaced)
        self.names: Sequence[str] = [name.strip() for name in self._rows.fieldnames or ()]
        self._rows.fieldnames = self.names
        self._taken.clear()

    def __iter__(self) -> Iterator[tuple["dict[str | None, Any]", bool]]:
        for fields in self._rows:
            yield fields, self._is_open()
            self._taken.clear()

    def _take(self) -> Iterator[str]:
        for line in self._lines:
            if line.strip():
                self._taken.append(line)
            yield line
        self._is_ended = True  # asked for one more line: the record in hand is not closed

    def _is_open(self) -> bool:
        if self._is_ended or len(self._taken) < 2:
            return self._is_ended
        try:
            next(self._reader(self._taken, is_strict=True))
        except csv.Error:
            return 1 < len(self.names) == len(next(self._reader(self._taken[-1:], is_strict=False)))
        return False

    def _reader(self, lines: list[str], is_strict: bool) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._is_spaced, strict=is_strict)
