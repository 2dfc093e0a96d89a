"""The rows of tables as lines of text."""

from collections.abc import Iterable, Sequence
from typing import Final

MAX_REPEATED: Final = 60  # characters of a cell that reaches down, for each of its rows to hold it: a name, no text


def with_names(
    cells: Sequence[list[str]], from_above: Iterable[int], row_above: Sequence[list[str]]
) -> list[list[str]]:
    """A table's row with the names that reach down to it, where it says anything itself; long texts stand once.

    Args:
        cells: The paragraphs of each.
        from_above: The columns of cells that began in a row above.
        row_above: What this returned for that row.

    >>> with_names([[], ["320"]], {0}, [["Заречье"], ["300"]]), with_names([[], []], {0}, [["Заречье"], ["300"]])
    ([['Заречье'], ['320']], [[], []])
    """
    row = list(cells)
    for column in from_above if any(cells) else ():
        name = row_above[column] if column < len(row_above) else []
        if not row[column] and sum(map(len, name)) <= MAX_REPEATED:
            row[column] = name
    return row


def lines_of_row(cells: Sequence[Sequence[str]]) -> Sequence[str]:
    """A table's row in one line, with the empty cells between others: columns must not shift.

    What stands alone in its row, as a letter in a frame, keeps its paragraphs.

    Args:
        cells: The paragraphs of each.

    >>> lines_of_row([["2024"], [], ["12,4", "млн"], []]), lines_of_row([[], ["Письмо.", "Подпись."]])
    (['2024 |  | 12,4 млн'], ['Письмо.', 'Подпись.'])
    """
    filled = [at for at, cell in enumerate(cells) if cell]
    if len(filled) < 2:
        return cells[filled[0]] if filled else []
    row = cells[filled[0] : filled[-1] + 1]
    return [" | ".join(" ".join(" ".join(cell).split("\n")) for cell in row)]
