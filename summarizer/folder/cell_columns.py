"""A column for each cell of tables' rows: its date, its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from summarizer.folder.records import Record, cells_of

CELLS: Final = "cells"  # «cells.Дата», as pandas.json_normalize names what the journal holds
MAX_CELL_COLUMNS: Final = 100  # of all tables together; what is beyond shares the column «cells»


@dataclass(frozen=True)
class CellColumns:
    """Which cells of rows have a column of their own, and whether there are others."""

    names: tuple[str, ...] = ()
    has_others: bool = False

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> "CellColumns":
        """One for each name, in the order in which they first come.

        >>> CellColumns.of([{"Дата": "1"}, {"СМИ": "ТАСС", "Дата": "2"}]).headers()
        ['cells.Дата', 'cells.СМИ']
        """
        names: dict[str, None] = {}
        for cells in rows:
            names |= dict.fromkeys(name for name in cells if len(names) <= MAX_CELL_COLUMNS)
        return cls(tuple(names)[:MAX_CELL_COLUMNS], len(names) > MAX_CELL_COLUMNS)

    def headers(self) -> list[str]:
        """Their names in the table, which are none of ours."""
        return [*(f"{CELLS}.{name}" for name in self.names), *[CELLS][: self.has_others]]

    def values(self, record: Record) -> list[str]:
        """The record's cells under these headers."""
        others = {name: value for name, value in record.cells.items() if name not in self.names}
        own = [record.cells.get(name, "") for name in self.names]
        return [*own, *["; ".join(cells_of(others))][: self.has_others]]


NO_CELLS: Final = CellColumns()
