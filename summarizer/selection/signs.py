"""What ends a sentence: marks, arrows and emoji; these stand around a heading, too. And the letters of Russian."""

from typing import Final

from summarizer.patterns import pattern

# Ranges for a regular expression's set; the last two join and colour signs.
SIGNS: Final = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"
CYRILLIC: Final = pattern("[А-ЯЁа-яё]")
END: Final = pattern(rf"(?:[.!?…][»”\")\]]*|[{SIGNS}])\s*$")
