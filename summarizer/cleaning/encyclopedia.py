"""What an encyclopaedia's page sets beside its words: numbers of notes, remarks of its editors, links to edit."""

import re

from ..patterns import pattern
from .repairs import Edit

MIN_NOTES = 2  # numbers of notes in a text; one may be anything
# «Течение[править | править код]»: behind the headings.
_EDIT_LINK = pattern(r"(?<=\S)[ \t]?\[ ?править(?: ?\| ?править (?:код|вики-текст))? ?\][ \t]*$", re.MULTILINE)
_BEHIND_WORD = r"(?<=[а-яё»)”\"²³%.,;!?…\]])(?<![A-Za-z]\))"
# «в Европе[1][2].», «км²[прим. 3]», not «a[1]» and «массив[1].length»
_NOTE = pattern(rf"{_BEHIND_WORD}\[(?:(?:прим|комм)\. ?)?(\d{{1,3}})\](?![\w(=]|\.\w)")
_WRITTEN = pattern(r"^[ \t]*\[?(\d{1,3})(?:\]|[.)])[ \t]+\S", re.MULTILINE)  # a note itself: its number leads to it
_REMARK = pattern(
    rf"{_BEHIND_WORD}\[(?:источник не указан(?: \d+ (?:день|дня|дней))?|нет в источнике|неавторитетный источник\??"
    r"|уточнить|прояснить|значимость факта\?|когда\?|кем\?|кто\?|где\?|какой\?|какие\?|как\?|почему\?)\]"
)


def drop_note_marks(text: str) -> list[Edit]:
    """Removes what stands in brackets behind words and headings.

    An index of code, a source in brackets and the number of a note that the text itself has stay.

    >>> drop_note_marks("Озеро в Карелии[1], глубокое[2].")
    [Edit(rule='note_mark', start=15, stop=18, after=''), Edit(rule='note_mark', start=28, stop=31, after='')]
    >>> drop_note_marks("Элементы массив[0] и массив[1]; в работах [1] и [2].")
    []
    """
    if "[" not in text:
        return []
    links = [Edit("boilerplate", *link.span(), "") for link in _EDIT_LINK.finditer(text)]
    marks = [Edit("note_mark", *mark.span(), "") for mark in (*_REMARK.finditer(text), *_lost_notes(text))]
    return sorted((*links, *marks), key=lambda edit: edit.start)


def _lost_notes(text: str) -> list[re.Match[str]]:
    """The numbers of notes that the text does not hold."""
    found = list(_NOTE.finditer(text))
    numbers = {int(note[1]) for note in found}
    is_index = 0 in numbers  # of code
    is_written = any(int(note[1]) in numbers for note in _WRITTEN.finditer(text))
    return [] if len(found) < MIN_NOTES or is_index or is_written else found
