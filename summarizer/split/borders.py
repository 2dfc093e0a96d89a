"""Where a sentence ends on a line: razdel's borders, mended."""

import re
from typing import Final

from razdel import sentenize

NEAR_CHARS: Final = 40  # on both sides of a border: enough to see it
# What razdel takes for a border and is none, as one string around it: «решили: 1) …; 2) …», «1 окт. 2024 г.».
_NO_BORDER: Final = re.compile(
    r"[:;,]\0\w{1,2}\)|\b(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|но?яб?|дек)\.\0(?:19|20)\d\d\b"
)
# What razdel takes for none: «2014 г.» before a word that begins a sentence. A name may go on: «В 2014 г. Иван».
_YEAR_ENDS: Final = re.compile(
    r"\d{4} ?г\. (?=(?:В|Во|Для|До|Его|Её|Ее|Если|За|Затем|Из|К|Как|Когда|На|Но|Об?|Однако|Он[аои]?|От|Перед|По|Под"
    r"|Поэтому|После|При|С|Со|Согласно|Так|Там|Также|Тогда|У|Уже|Хотя|Через|Эт[аио]|Этот) )"
)


def find_spans(piece: str) -> list[list[int]]:
    """Where sentences start and stop; what enumerates inside one does not end it.

    >>> piece = "Решили 1 окт. 2024 г.: 1) мост закрыть; 2) дать денег. Он стар."
    >>> [piece[start:stop] for start, stop in find_spans(piece)]
    ['Решили 1 окт. 2024 г.: 1) мост закрыть; 2) дать денег.', 'Он стар.']
    >>> find_spans("Мост открыт в 1975 г. Он стар."), find_spans("В 1975 г. Тула росла.")
    ([[0, 21], [22, 30]], [[0, 21]])
    """
    spans: list[list[int]] = []
    for found in sentenize(piece):
        if spans and _NO_BORDER.search(f"{piece[max(0, spans[-1][1] - 6) : spans[-1][1]]}\0{found.text[:6]}"):
            spans[-1][1] = found.stop
        else:
            spans.append([found.start, found.stop])
        for year in _YEAR_ENDS.finditer(piece, spans[-1][0], spans[-1][1]):
            spans[-1:] = [[spans[-1][0], year.end() - 1], [year.end(), spans[-1][1]]]
    return spans
