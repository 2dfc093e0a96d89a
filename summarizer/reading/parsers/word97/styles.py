"""The styles of a document of Word 97–2003: what each says of the paragraphs or characters that have it."""

from dataclasses import dataclass, field
from typing import Final

from summarizer.reading.parsers.word97.binary import Properties, number_at, properties_in

MAX_BASES: Final = 12  # styles that stand on one another
_HEAD: Final = 10  # bytes of a style before what newer versions add
_OF_PARAGRAPHS, _OF_CHARACTERS = 1, 2


@dataclass(frozen=True)
class Style:
    """What a style says itself, and the number of the one that it stands on."""

    base: int = -1
    paragraph: Properties = field(default_factory=Properties)
    characters: Properties = field(default_factory=Properties)


def styles_in(sheet: bytes) -> list[Style]:
    """The styles of a style sheet, by their numbers; what they inherit is theirs."""
    if len(sheet) < 6:
        return []
    size, head, at = number_at(sheet, 0, 2), number_at(sheet, 4, 2), number_at(sheet, 0, 2) + 2
    own = list[Style]()
    for _ in range(number_at(sheet, 2, 2) if size >= 4 else 0):
        if at + 2 > len(sheet):
            break
        size = number_at(sheet, at, 2)
        own.append(_style(sheet[at + 2 : at + 2 + size], head))
        at += 2 + size + size % 2
    return [_whole(own, number) for number in range(len(own))]


def _style(data: bytes, head: int) -> Style:
    if len(data) < max(head, _HEAD) + 2:
        return Style()  # a number that no style has
    kind, base = number_at(data, 2, 2) & 0xF, number_at(data, 2, 2) >> 4
    at = head + 2 + 2 * number_at(data, head, 2) + 2  # behind the name
    parts = list[bytes]()
    while at + 2 <= len(data):
        size = number_at(data, at, 2)
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if kind == _OF_PARAGRAPHS and parts:
        return Style(base, properties_in(parts[0][2:]), properties_in(parts[1] if len(parts) > 1 else b""))
    return Style(base, characters=properties_in(parts[0]) if kind == _OF_CHARACTERS and parts else {})


def _whole(own: list[Style], number: int) -> Style:
    """A style with what those say that it stands on."""
    paragraph, characters = Properties(), Properties()
    for _ in range(MAX_BASES):
        if not 0 <= number < len(own):
            break
        paragraph, characters = own[number].paragraph | paragraph, own[number].characters | characters
        number = own[number].base
    return Style(-1, paragraph, characters)
