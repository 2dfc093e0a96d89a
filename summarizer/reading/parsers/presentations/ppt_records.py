"""The binary form of PowerPoint 97–2003: records, some of which hold others, in the order in which they were saved.

Microsoft describes it as [MS-PPT].
"""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import error, unpack_from
from typing import Final

_EDIT, _PLACES = 4085, 6002
_IS_CONTAINER: Final = 0xF
_MAX_SAVES: Final = 5000
MAX_DEPTH: Final = 60  # of groups and other records in one another


@dataclass(frozen=True)
class Record:
    """What stands between one head and the next of its depth."""

    kind: int
    instance: int
    data: memoryview
    is_container: bool

    def number(self, at: int, format: str = "I") -> int:
        """Little-endian, at a place of the data; 0 behind its end."""
        try:
            return int(unpack_from(f"<{format}", self.data, at)[0])
        except error:
            return 0

    def inner(self) -> list["Record"]:
        """The records that a container holds."""
        return list(records_in(self.data)) if self.is_container else []

    def all(self, depth: int = 0) -> Iterator["Record"]:
        """The record and those inside."""
        yield self
        for record in self.inner() if depth < MAX_DEPTH else ():
            yield from record.all(depth + 1)


def records_in(data: memoryview, at: int = 0) -> Iterator[Record]:
    """The records from a place on, without those inside."""
    while at + 8 <= len(data):
        head, kind, size = unpack_from("<HHI", data, at)
        yield Record(kind, head >> 4, data[at + 8 : at + 8 + size], head & 0xF == _IS_CONTAINER)
        at += 8 + size


def record_at(stream: memoryview, place: int) -> Record | None:
    """The record at a place; None behind the stream's end."""
    return next(records_in(stream, place), None)


def saved_records(stream: memoryview, place: int) -> tuple[dict[int, int], int]:
    """Where each numbered record stands, by the last save that wrote it, and the number of the document."""
    places, document = dict[int, int](), 0
    for _ in range(_MAX_SAVES):
        edit = record_at(stream, place)
        if edit is None or edit.kind != _EDIT:
            break
        document = document or edit.number(16)
        listed, at = record_at(stream, edit.number(12)), 0
        while listed is not None and listed.kind == _PLACES and at + 4 <= len(listed.data):
            first, n_places = listed.number(at) & 0xFFFFF, listed.number(at) >> 20
            for i in range(n_places):
                places.setdefault(first + i, listed.number(at + 4 + 4 * i))
            at += 4 + 4 * n_places
        if not 0 < edit.number(8) < place:
            break
        place = edit.number(8)
    return places, document
