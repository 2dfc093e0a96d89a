"""Where a sentence ends on a line: razdel's borders, mended by rules about what stands on both sides."""

import re
from collections.abc import Iterator
from typing import Final

from razdel import sentenize

from summarizer.cleaning.dictionary import PREDICATES, cases_of, is_proper, readings_of
from summarizer.patterns import pattern
from summarizer.split.abbreviations import ABBREVIATIONS, LABELS, OPENERS

NEAR_CHARS: Final = 40  # on both sides of a border: enough to see it
_GAP: Final = pattern(r"(?<=\S)\s+(?=\S)")
_LAST_WORD: Final = pattern(r"(?<![\w-])([^\W\d_]+)\.$")
_FOLLOWS: Final = [(pattern(what), words) for what, words in ABBREVIATIONS.items()]
# The patterns below see both sides as one string, with a zero between.
_LABEL: Final = pattern(rf"(?:(?:{'|'.join(LABELS)})\.? ?(?:№ ?)?(?:\d+(?:[.-]\d+)*|[IVXLC]+)\.\s?)+\0", re.IGNORECASE)
# «Тула, 11 октября 2022 года. — Завод «Рубин» открыл цех»: where and when a piece of news was written.
_DATELINE: Final = pattern(r"[А-ЯЁ][\w .-]{2,20}, \d{1,2} [а-яё]{3,8}(?: \d{4}(?: ?г| года)?)?\.\0[—–-] [А-ЯЁ«]")
_INSIDE: Final = pattern(
    r"[:;,]\0\w{1,2}\)"  # «решили: 1) …; 2) …»
    r"|;\0[А-ЯЁA-Z«\d]"  # «пункты обогрева: М-2, 151-й км; М-4, 176-й км»
    r"|\.\0[%‰]"  # «на 0,69 абс. % за год»
    r"|(?<!\()\((?=[^\s()])[^()]*\0[^()]*\)"  # «(см. рис. 2, поз. 4)», «(Быт. 3:24)»
    r"|(?<!\()\((?=[^\s()])[^()]*;\0"  # «(урожд. Гольц; 3 февр. 1871 г., с. Покровское)»
    r"|\([а-яё]{1,8}\.\0"  # «(род. 5 мая 1900 г. в г. Вязьме Смоленской губ.)»
    r"|\bст\. сов\.\0[А-ЯЁ]"  # «ст. сов. Лебедевым»
    r"|\b[кд]\. ?[а-яё-]{1,3}\. ?н\.\0[А-ЯЁ]"  # «к. м. н. Баринов»
    r"|(?<!\d )\bм\.\0[«\"„]"  # «в 7 минутах от м. «Беляево»»
)
_OPENER: Final = rf"\0(?:{'|'.join(OPENERS)})[ ,:]"
_ENDED: Final = pattern(
    rf"\d{{4}} ?г\.{_OPENER}"  # «открыт в 1975 г. Он стар»
    rf"|[А-ЯЁ]\. ?[А-ЯЁ]\.(?!\0По ){_OPENER}"  # «у Иванова И. И. Он стар», but «Э. А. По умер»
    rf"|(?<![\w.])[а-яё\d]+[»)]? [A-ZА-ЯЁ]\.(?!\0По ){_OPENER}"  # «витамин С. Он»
    r"|[а-яё]»? [IVX]\.\0[А-ЯЁ][а-яё ]"  # «Михаилу I. Царь пожаловал»
    r"|(?:\([^()]+|\.)\)\.\0[А-ЯЁ]"  # «недостоверны (табл. 1). При 100 мМ», «(ум. 1942 г.). Писала»
    r"|(?:° ?[CСFK]|/[счгтл]|рт\. ?ст)\.\0[А-ЯЁ]"  # «около +15 °C. Учёные», «350 км/ч. Двигатели»
    rf"|\d{{4}}-[хе]\.{_OPENER}"  # «с начала 2000-х. В одном из текстов»
    rf"|\d (?:[смк]?м|к?г|л|руб|чел|мин|сек)\.{_OPENER}"  # «уровень воды 902 см. По прогнозу»
    r"|\d см\.\0[А-ЯЁ][а-яё]"  # «на глубине 40 см. Голова»
    r"|\d п\.(?: ?п\.)?\0[А-ЯЁ][а-яё]"  # «индекс вырос до 2 745 п. Лидером стал», «на 1 п. п. Его»
    r"|\d[хx]\.\0[А-ЯЁ]"  # «долг к прибыли — 0,7х. Затраты»
    r"|(?<!\d)\d{1,3} [ВА]\.\0[А-ЯЁ][а-яё]"  # «напряжение 240 В. Объём», but «в 1941 А. Котов ушёл»
)
_WEIGHT_OR_YEAR: Final = pattern(r"(?:(?P<mark>[А-Яа-яё№]\.?) ?)?(?<!\d)(?P<number>\d{1,4}(?:,\d+)?) г\.$")
# «300 р. Парковка есть», «311 тыс. т. Продажи», «1985 г. р. Нож изъят», but «в 8 т. Том первый»
_MEASURE: Final = pattern(r"(?:(?<!\bв )(?<!\d)\d+(?:,\d+)? т|\d (?:тыс|млн|млрд)\. т|\d [рч]|\d{4} ?г\. ?р)\.$")
_YEAR_MARKS: Final = frozenset("вкс№") | {"д.", "в."}  # «в 862 г. Рюрик», «школы № 5 г. Тулы», «кв. 5 г. Тула»
_FIRST_WORD: Final = pattern(r"[А-ЯЁ][а-яё]+")
_PLACES: Final = frozenset("область край республика район округ город".split())
MAX_PLACE_WORDS: Final = 3
MAX_TOLD_CHARS: Final = 120  # behind a place that are looked at
_WORD: Final = pattern(r"[^\W\d_]{2,}")


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
        is_run_in = start == told[0].start and _runs_in(piece[start : gap.start()], piece[gap.end() :])
        if not is_run_in and _is_end(left, piece[gap.end() : gap.end() + NEAR_CHARS], is_told):
            yield start, gap.start()
            start = gap.end()
    yield start, told[-1].stop


def _runs_in(heading: str, following: str) -> bool:
    """Whether a place that a paragraph begins with says where that happens which is told behind it.

    >>> _runs_in("Тула.", "Мост закрыт."), _runs_in("Тула.", "Площадь 146 км²."), _runs_in("Ханка.", "Лежит у границы.")
    (True, False, False)
    """
    if not _is_place(heading):
        return False
    told = [readings_of(word)[0].grammemes for word in _WORD.findall(following[:MAX_TOLD_CHARS].partition(". ")[0])]
    return any(map(PREDICATES.intersection, told)) and "VERB" not in told[0]


def _is_place(heading: str) -> bool:
    """Whether a text is a place and a full stop.

    >>> _is_place("Тула."), _is_place("Тульская область."), _is_place("Мост."), _is_place("Он уехал в Тулу.")
    (True, True, False, False)
    """
    words = heading.removesuffix(".").split()
    if not (heading.endswith(".") and len(words) <= MAX_PLACE_WORDS and heading[:1].isupper()):
        return False
    names = ["Geox" in readings_of(word)[0].grammemes or word.lower() in _PLACES for word in words]
    return any(names) and "nomn" in cases_of(words[-1]) and all(map(_begins_name, words))


def has_place(sentence: str) -> bool:
    """Whether a sentence begins with a place that says where it happens.

    >>> has_place("Тула. Мост закрыт."), has_place("Мост закрыт.")
    (True, False)
    """
    heading, gap, _ = sentence.partition(". ")
    return bool(gap) and _is_place(f"{heading}.")


def _begins_name(word: str) -> bool:
    return word[0].isupper() or word in _PLACES


def _is_end(left: str, right: str, is_told: bool) -> bool:
    """Whether a sentence ends between two sides, of which razdel told that it does or not."""
    near = f"{left}\0{right}"
    if not (is_told or _ENDED.search(near) or _ends_with_weight(left, right)):
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


def _ends_with_weight(left: str, right: str) -> bool:
    """Whether «г.» ends a sentence: behind a weight, or before a verb, where a name would go on; «р.», «т.», «ч.» too.

    >>> _ends_with_weight("масса до 520 г.", "Мех густой"), _ends_with_weight("изгнан в 1884 г.", "Вышел в отставку")
    (True, True)
    >>> _ends_with_weight("в 862 г.", "Рюрик пришёл"), _ends_with_weight("школы № 5 г.", "Тулы")
    (False, False)
    >>> _ends_with_weight("лежак — 300 р.", "Парковка есть"), _ends_with_weight("в 3 км от р.", "Упы")
    (True, False)
    """
    number, word = _WEIGHT_OR_YEAR.search(left), _FIRST_WORD.match(right)
    if word and _MEASURE.search(left):
        is_part = left.endswith("ч.") and bool(readings_of(word[0])[0].grammemes & {"Anum"} or word[0] == "Часть")
        return not (is_proper(word[0]) or is_part)  # «п. 3 ч. Первой», «в 2 ч. Часть первая»
    if not (number and word):
        return False
    if "VERB" in readings_of(word[0])[0].grammemes:
        return True
    is_weight = len(number["number"]) < 4 or "," in number["number"]
    return is_weight and (number["mark"] or "").lower() not in _YEAR_MARKS and not is_proper(word[0])
