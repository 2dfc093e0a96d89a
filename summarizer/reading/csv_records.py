"""The records of a csv or tsv file, as spreadsheets write them; which of them have swallowed others is said."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from summarizer.patterns import pattern
from summarizer.reading.rows import Columns, distinct

OPEN_QUOTE: Final = "кавычка не закрыта: строки после неё попали в этот текст. Закройте её или удвойте"
MAX_ROWS_ABOVE: Final = 50  # the names of columns: of whom a report is, for which days, and the like
_MAX_CHARS_ABOVE: Final = 64 * 1024
_DELIMITERS: Final = ",;\t|"
# Of a single column, whose texts have commas: Excel puts no marks around them where «;» parts cells.
_NONE: Final = "\x1f"
_ROWS_OF_TABLE: Final = 3  # and columns, that part evenly at a mark by which prose does not
_COLUMNS_OF_TABLE: Final = 3
_SENTENCE_END: Final = pattern(r"[.!?…]\s*$")
_SEP_LINE: Final = pattern(r"sep=(.)\r?\n?")  # Excel's own first line


class CsvRecords:
    """Iterates over the records that are not empty, each with whether a quotation mark in it is not closed.

    Quotation marks are read as spreadsheets do, leniently: ``"а"б`` is «аб». Only a mark that is open to the end of
    the file, or until the next record's first one, spoils a record: the lines that follow are within its text.

    Attributes:
        names: Those of the columns.
        n_lines: The lines of the file up to the end of the record in hand.

    Raises:
        csv.Error: A record cannot be parsed.
    """

    def __init__(self, lines: Iterator[str], is_tsv: bool, columns: Columns) -> None:
        """Takes the lines with their ends; the first ones say how the fields are parted, and name the columns."""
        first = next(lines, "")
        said = _SEP_LINE.fullmatch(first)
        if said:
            first = next(lines, "")
        delimiters = said[1] if said else "\t" if is_tsv else _DELIMITERS
        beginning, rest = _part(chain([first], lines))
        self._delimiter, at = _find_names(beginning, delimiters, columns)
        self._is_spaced = f"{self._delimiter} " in beginning[at]
        self._lines = chain(beginning[at:], rest)
        self.n_lines = at + bool(said)
        self._taken: list[str] = []  # of the record in hand
        self._is_ended = False
        self._rows = csv.DictReader(self._take(), delimiter=self._delimiter, skipinitialspace=self._is_spaced)
        self.names: Sequence[str] = [name.strip() for name in self._rows.fieldnames or ()]
        self._rows.fieldnames = distinct(self.names)
        self._taken.clear()

    def __iter__(self) -> Iterator[tuple["dict[str | None, Any]", bool]]:
        for fields in self._rows:
            if any(fields.values()):  # as spreadsheets write an empty row
                yield fields, self._is_open()
            self._taken.clear()

    def _take(self) -> Iterator[str]:
        for line in self._lines:
            self.n_lines += 1
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


def is_table(lines: Sequence[str], columns: Columns) -> bool:
    """Whether the first lines of a text, with their ends, are those of a csv with several columns.

    What stands above their names is no longer than the rows: a report's heading, and no article that holds a table.

    >>> is_table(["Дата;Текст\\n", "01.11;Снег выпал.\\n"], Columns())
    True
    >>> is_table(["Дата, текст, подпись.\\n", "Снег, мороз и ветер.\\n"], Columns())
    False
    >>> is_table(["Дата;СМИ;Тело\\n", "1;ТАСС;Снег.\\n", "2;РБК;Мороз.\\n"], Columns())
    True
    >>> is_table(["Снег; мороз; ветер.\\n", "Лес; поле; сад.\\n", "Дом; двор; кот.\\n"], Columns())
    False
    """
    if said := _SEP_LINE.fullmatch(lines[0] if lines else ""):
        return len(said[1]) == 1
    delimiter, begins = _find_names(lines, _DELIMITERS, columns)
    records = [record for record in csv.reader(lines[begins:], delimiter=delimiter, skipinitialspace=True) if record]
    names = [name.strip() for name in records[0]] if records else []
    is_even = len(names) > 1 and 2 * sum(len(record) == len(names) for record in records[1:]) > len(records) - 1
    if columns.are_among(names):
        return is_even and sum(map(len, lines[:begins])) <= sum(map(len, lines[begins:]))
    is_full = len(records) >= _ROWS_OF_TABLE and all(len(record) == len(names) for record in records)
    is_prose = not (names and names[-1]) or all(_SENTENCE_END.search(record[-1]) for record in records)
    return delimiter in ";\t" and sum(map(bool, names)) >= _COLUMNS_OF_TABLE and is_full and not is_prose


def _part(lines: Iterator[str]) -> tuple[Sequence[str], Iterator[str]]:
    """The first lines, and the others, or what keeps them from being read, when it is their turn."""
    beginning: list[str] = []
    try:
        while len(beginning) < MAX_ROWS_ABOVE and sum(map(len, beginning)) < _MAX_CHARS_ABOVE:
            beginning.append(next(lines))
    except StopIteration:
        return beginning, lines
    except csv.Error as error:
        return beginning, _broken(error)
    return beginning, lines


def _broken(error: csv.Error) -> Iterator[str]:
    raise error
    yield


def _find_names(lines: Sequence[str], delimiters: str, columns: Columns) -> tuple[str, int]:
    """The delimiter, and at which line the names of the columns stand.

    A delimiter by which a record names those asked for goes before others, then one that gives the names as many fields
    as most of the records below have, then one whose names stand first, then one that gives many.
    """
    best, found = (False, False, False, 0), (delimiters[0], 0)
    for delimiter in delimiters:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        begins, records = [0], list[list[str]]()
        for record in reader:
            records.append([field.strip() for field in record])
            begins.append(reader.line_num)
        at, has = columns.row_of_names(records)
        n_fields = len(records[at]) if records else 0
        below = [len(record) for record in records[at + 1 :] if record]
        is_even = n_fields > 1 and 2 * below.count(n_fields) > len(below)
        rank = (has, is_even, has and at == 0, 0 if has else n_fields)
        if rank > best:
            is_alone = has and n_fields == 1 and len(delimiters) > 1
            best, found = rank, (_NONE if is_alone else delimiter, begins[at])
    return found
