"""Numbers and properties as Word 97–2003 writes them."""

from struct import unpack_from
from typing import Final

from summarizer.errors import InputError

Properties = dict[int, bytes]  # by their codes
_OPERAND_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # by the upper bits of a property's code; 0: the size stands before it

CELLS_OF_ROW: Final = 0xD608  # a property whose size takes two bytes


def number_at(data: bytes, at: int, size: int) -> int:
    """Little-endian, unsigned.

    Raises:
        InputError: The data ends before it.
    """
    if at + size > len(data):
        raise InputError("документ повреждён: он обрывается. Откройте его в редакторе и сохраните снова.")
    return int(unpack_from("<H" if size == 2 else "<I", data, at)[0])


def properties_in(listed: bytes) -> Properties:
    """The properties of a list of them, up to where it ends or is damaged."""
    found, at = Properties(), 0
    while at + 2 < len(listed):
        code = number_at(listed, at, 2)
        size = _OPERAND_SIZES[code >> 13]
        at += 2
        if code == CELLS_OF_ROW:
            size, at = max(0, number_at(listed.ljust(at + 2, b"\0"), at, 2) - 1), at + 2
        elif not size:
            size, at = listed[at], at + 1
        found[code] = listed[at : at + size]
        at += size
    return found


def lefts_of_cells(said: bytes) -> list[int]:
    """Where the cells of a row begin, by the property of its cells."""
    return list(unpack_from(f"<{said[0]}h", said.ljust(1 + 2 * said[0], b"\0"), 1))
