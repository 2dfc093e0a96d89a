"""Ways to spoil a clean text: look-alike letters, and lines of a fixed width."""

import random
import re
from collections.abc import Callable

from summarizer.cleaning.look_alikes import RUSSIAN

LATIN = dict(zip("асеорхукАВСЕНКМОРТХУ", "aceopxykABCEHKMOPTXY", strict=True))
GREEK = dict(zip("аеокпртуфхАВЕНКМОРТУХГДЛПФ", "αεοκπρτυφχΑΒΕΗΚΜΟΡΤΥΧΓΔΛΠΦ", strict=True))
OTHER = dict(zip("осеарнктмвАЕТМРС", "օⲥｅａⲣʜᴋᴛᴍʙＡᎬᎢᎷᏢᏟ", strict=True))
SHARE = 0.3  # of the letters that have a look-alike


def spoil_like_seed(text: str, _: random.Random) -> str:
    """The rule of the project's seed document."""
    return re.sub("к(?=[аеио])", "κ", re.sub("(?<=[бгмнпрс])о", "ο", text))


def spoil_with(*tables: dict[str, str]) -> Callable[[str, random.Random], str]:
    """A spoiler that replaces ``SHARE`` of the letters with a look-alike from one of the tables."""

    def spoil(text: str, chance: random.Random) -> str:
        options = {letter: [table[letter] for table in tables if letter in table] for letter in RUSSIAN}
        return "".join(
            chance.choice(options[letter]) if options.get(letter) and chance.random() < SHARE else letter
            for letter in text
        )

    return spoil


SPOILERS = {
    "seed's rule": spoil_like_seed,
    "30 % Latin": spoil_with(LATIN),
    "30 % Latin+Greek+other": spoil_with(LATIN, GREEK, OTHER),
}


def wrap(paragraph: str, width: int, is_cut: bool) -> str:
    """Lines of at most ``width`` characters; ``is_cut`` breaks words after a vowel before two letters or more."""
    lines, line = [], ""
    for word in paragraph.split():
        while len(line) + 1 + len(word) > width and line:
            head = _head_that_fits(word, width - len(line) - 2) if is_cut else ""
            lines.append(f"{line} {head}-" if head else line)
            word, line = word[len(head) :], ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def _head_that_fits(word: str, room: int) -> str:
    """The longest first part of a word of Russian letters that ends in a vowel before a consonant and a vowel."""
    parts = [m.end() for m in re.finditer("[аеёиоуыэюя](?=[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])", word) if m.end() >= 2]
    fitting = [stop for stop in parts if stop <= room and word.islower() and word.isalpha()]
    return word[: fitting[-1]] if fitting else ""
