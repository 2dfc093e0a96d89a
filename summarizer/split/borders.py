"""Where a sentence ends on a line: razdel's borders, mended by rules about what stands on both sides."""

import re
from collections.abc import Iterator
from typing import Final

from razdel import sentenize

from summarizer.split.abbreviations import ABBREVIATIONS, LABELS, OPENERS

NEAR_CHARS: Final = 40  # on both sides of a border: enough to see it
_GAP: Final = re.compile(r"(?<=\S)\s+(?=\S)")
_LAST_WORD: Final = re.compile(r"(?<![\w-])([^\W\d_]+)\.$")
_FOLLOWS: Final = [(re.compile(what), words) for what, words in ABBREVIATIONS.items()]
# The patterns below see both sides as one string, with a zero between.
_LABEL: Final = re.compile(
    rf"(?:(?:{'|'.join(LABELS)})\.? ?(?:№ ?)?(?:\d+(?:[.-]\d+)*|[IVXLC]+)\.\s?)+\0", re.IGNORECASE
)
# «Тула, 11 октября 2022 года. — Завод «Рубин» открыл цех»: where and when a piece of news was written.
_DATELINE: Final = re.compile(r"[А-ЯЁ][\w .-]{2,20}, \d{1,2} [а-яё]{3,8}(?: \d{4}(?: ?г| года)?)?\.\0[—–-] [А-ЯЁ«]")
_INSIDE: Final = re.compile(
    r"[:;,]\0\w{1,2}\)"  # «решили: 1) …; 2) …»
    r"|(?<!\()\((?=[^\s()])[^()]*\0[^()]*\)"  # «(см. рис. 2, поз. 4)», «(Быт. 3:24)»
    r"|(?<!\()\((?=[^\s()])[^()]*;\0"  # «(урожд. Гольц; 3 февр. 1871 г., с. Покровское)»
    r"|\([а-яё]{1,8}\.\0"  # «(род. 5 мая 1900 г. в г. Вязьме Смоленской губ.)»
    r"|\bст\. сов\.\0[А-ЯЁ]"  # «ст. сов. Лебедевым»
    r"|\b[кд]\. ?[а-яё-]{1,3}\. ?н\.\0[А-ЯЁ]"  # «к. м. н. Баринов»
)
_OPENER: Final = rf"\0(?:{'|'.join(OPENERS)})[ ,:]"
_ENDED: Final = re.compile(
    rf"\d{{4}} ?г\.{_OPENER}"  # «открыт в 1975 г. Он стар»
    rf"|[А-ЯЁ]\. ?[А-ЯЁ]\.(?!\0По ){_OPENER}"  # «у Иванова И. И. Он стар», but «Э. А. По умер»
    rf"|(?<![\w.])[а-яё\d]+[»)]? [A-ZА-ЯЁ]\.(?!\0По ){_OPENER}"  # «витамин С. Он»
    r"|[а-яё]»? [IVX]\.\0[А-ЯЁ][а-яё ]"  # «Михаилу I. Царь пожаловал»
    r"|(?:\([^()]+|\.)\)\.\0[А-ЯЁ]"  # «недостоверны (табл. 1). При 100 мМ», «(ум. 1942 г.). Писала»
    r"|(?:° ?[CСFK]|/[счгтл]|рт\. ?ст)\.\0[А-ЯЁ]"  # «около +15 °C. Учёные», «350 км/ч. Двигатели»
    rf"|\d{{4}}-[хе]\.{_OPENER}"  # «с начала 2000-х. В одном из текстов»
    rf"|\d (?:[смк]?м|к?г|л|руб|чел|мин|сек)\.{_OPENER}"  # «уровень воды 902 см. По прогнозу»
)


def find_spans(piece: str) -> Iterator[tuple[int, int]]:
    """Where sentences start and stop.

    >>> piece = "Решили 1 окт. 2024 г.: 1) мост закрыть; 2) дать денег. Он стар."
    >>> [piece[start:stop] for start, stop in find_spans(piece)]
    ['Решили 1 окт. 2024 г.: 1) мост закрыть; 2) дать денег.', 'Он стар.']
    >>> list(find_spans("Мост открыт в 1975 г. Он стар.")), list(find_spans("В 1975 г. Тула росла."))
    ([(0, 21), (22, 30)], [(0, 21)])
    """
    told = [one for one in sentenize(piece) if one.text]
    if not told:
        return
    starts = {one.start for one in told}
    start = told[0].start
    for gap in _GAP.finditer(piece, start, told[-1].stop):
        is_told = gap.end() in starts
        if not is_told and piece[gap.start() - 1] != ".":
            continue
        left = piece[max(start, gap.start() - NEAR_CHARS) : gap.start()]
        if _is_end(left, piece[gap.end() : gap.end() + NEAR_CHARS], is_told):
            yield start, gap.start()
            start = gap.end()
    yield start, told[-1].stop


def _is_end(left: str, right: str, is_told: bool) -> bool:
    """Whether a sentence ends between two sides, of which razdel told that it does or not."""
    near = f"{left}\0{right}"
    if not is_told and not _ENDED.search(near):
        return False
    return not (_LABEL.match(near) or _DATELINE.match(near) or _INSIDE.search(near) or _is_abbreviated(left, right))


def _is_abbreviated(left: str, right: str) -> bool:
    """Whether the left side ends with an abbreviation that the right one goes on from.

    >>> _is_abbreviated("при 50 мМ (табл.", "1)"), _is_abbreviated("приводит и митр.", "Евгений")
    (True, True)
    >>> _is_abbreviated("вот табл.", "Он"), _is_abbreviated("об этом.", "1 мая")
    (False, False)
    """
    word = _LAST_WORD.search(left)
    return word is not None and any(word[1].lower() in words and what.match(right) for what, words in _FOLLOWS)
