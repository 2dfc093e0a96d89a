"""rtf: paragraphs, tables row by row, footnotes behind the text."""

from summarizer.errors import InputError
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.rtf.reader import LINE_IN_CELL, Reader


def _lines_of(row: str) -> list[str]:
    """A table's row as one line, though its cells have several; what stands behind the last cell is no cell.

    >>> _lines_of("Год | Дел\\vвсего | ") + _lines_of("Раз.\\vДва.")
    ['Год | Дел всего | ', 'Раз.', 'Два.']
    """
    stop = row.rfind(" | ") + 1
    return (row[:stop].replace(LINE_IN_CELL, " ") + row[stop:]).split(LINE_IN_CELL)


def parse_rtf(data: bytes) -> Parsed:
    """The text of an RTF document, its footnotes behind it."""
    reader = Reader()
    reader.read(data)
    joined = {name: "".join(parts) for name, parts in reader.sinks.items()}
    rows = (joined["text"] + "\n" + joined["notes"]).split("\n")
    lines = (line.strip(" |\t") for row in rows for line in _lines_of(row))
    text = "\n".join(line for line in lines if line)
    if "\ufffd" in text:
        n_unread = text.count("\ufffd")
        raise InputError(f"знаки RTF не читаются в его кодировке: {n_unread}. Откройте его и сохраните снова.")
    return Parsed(text, joined["title"], joined["author"])
