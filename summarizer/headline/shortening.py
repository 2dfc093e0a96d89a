"""A sentence → the headline that is in it: with what can be left out left out.

Words are only taken away, whole parts at a time, so that nothing is invented; what turns the
meaning when it is missing («если», «чтобы», «по мнению», «не») stays.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from summarizer.cleaning.dictionary import PREDICATES, cases_of, is_finite_verb, readings_of
from summarizer.headline.heading import TITLE_WORDS
from summarizer.patterns import pattern
from summarizer.selection.labels import unmarked

MIN_TITLE_WORDS: Final = 3
# Who tells a fact may go; who holds an opinion («по мнению», «считает») must stay, or it would pass for a fact.
_TELLS: Final = r"(?:сообщ|рассказал|отмети|отмеча|уточн|переда[её]т|передал|пишет|следует из|напомн|добавил)\w*"
# Not in square brackets: editors set there what a sentence needs. «…до $8 тыс. (вчера $9 тыс.).» keeps one full stop.
_ASIDE: Final = pattern(r"(?<=\.)\s*\([^()]*\)\.$|\s*\([^()]*\)")
_OPENING: Final = pattern(
    rf"^(?:По (?:данным|информации|сообщению|сведениям)[^,«]*,|Как (?:ранее )?{_TELLS}[^,«]*,|"
    r"(?:Однако|Кроме того|При этом|Также|Напомним|Отметим|Впрочем|Тем не менее|Между тем|Таким образом),?|"
    r"(?:Как известно|Разумеется|Безусловно|Конечно|К сожалению|К счастью|Действительно|В общем(?:-то)?|Одним словом|"
    r"Стало быть|Значит|Кстати|К слову|Между прочим|К тому же|Более того),|Дело в том, что) ",
    re.IGNORECASE,
)
_SOURCE: Final = pattern(rf",\s*(?:[—–-]\s*)?(?:об этом |как )?{_TELLS}[^,«»]*(?=[.!?…]*$)", re.IGNORECASE)
# What describes a word before it: to the next comma, or to the end.
_RELATIVE: Final = pattern(
    r" ?, (?:(?:в|на|о|об|с|к|из|для|по|от|у|за|под) (?:[а-яё]+ )?)?(?:котор\w+|где|куда|чь[яеёиюх]\w*)\b"
    r"[^,]*(?:,(?= )|(?=[.!?…]*$))"
)
_PARTICIPLE: Final = pattern(
    r" ?, (?:известн|\w{3,}(?:нн|ющ|ащ|ящ|ущ|вш|ем|им|ят|ут))"
    r"(?:ый|ая|ое|ые|ого|ой|ому|ых|ым|ыми|ую|ий|яя|ее|ие|его|ей|их|им|ими)(?:ся)?\b"
    r"[^,]*(?:,(?= )|(?=[.!?…]*$))"
)
_TAIL: Final = pattern(
    r",? (?:а также|в том числе|включая|после чего|поскольку|так как)\b.*?(?=[.!?…]*$)", re.IGNORECASE
)
# «…, выразив недовольство»
_GERUND: Final = pattern(r"(?<=[^\W\d_]{3}) ?, (?:не )?([а-яё]{2,}(?:[ая]|вш?и?)(?:с[ья])?)\b[^,]*")
_MORE: Final = pattern(r", (?:что|чтобы|но|а|однако)\b")  # «…, сказав, что…, но»: the tail tells more than how
# «смогут поехать, получив карту»: without the gerund the condition is gone
_CONDITIONED: Final = pattern(
    r"\b(?:(?:мож|мог|смо[гж]|суме[ею]|надо|нужн|должн|нельзя)\w*|не|нет|если|чтобы|лишь|только)\b"
)
_SUBORDINATE: Final = pattern(r" ?(?:\w{1,3} )?(?:котор\w+|где|куда|что|чтобы|если|когда|как)\b")
# «там, где», «те, где», «тех иностранных гостей, которые», «всех, чьи»: half a sentence without the clause.
_POINTS: Final = pattern(
    r"\b(?:(?:т(?:от|а|о|е|ого|ой|ому|у|ом|ех|ем|еми)|так(?:ой|ая|ое|ие|ого|ую|их))(?: \w+){0,3}"
    r"|там|туда|оттуда|столько|вс(?:[её]|ех|ем|еми))$"
)
# It says which of many: «Люди, которые пьют чай, болеют реже», «число граждан, получивших паспорт, выросло».
_OF_MANY: Final = pattern(r" ?, (?:\w{1,3} )?которы[ехм]| ?, \w+(?:ые|ие|ых|их|ыми|ими)(?:ся)?\b")
_MANY: Final = pattern(
    r"^(?:\w+ ){0,2}[а-яё]+$|^[А-ЯЁ][а-яё]+$|\b(?:люд|лиц)[а-яё]{0,3}$"
    r"|\b(?:числ|дол|количеств|процент|больш|част)[а-яё]+ (?:\w+ )?[а-яё]+$"
)
# «Спрос — это количество товара, которое готовы купить»: without the clause the definition says something else.
_DEFINES: Final = pattern(r" [—–-] это (?:[а-яё-]+ ){0,4}[а-яё-]+$")
_CLAUSE: Final = pattern(r", (?:что|чтобы|если|когда|как)\b")
_ABBREVIATED: Final = pattern(r"\b(?:гг?|чел|руб|коп|тыс|млн|млрд|др|пр|т\. ?[дп]|кв|га|км|кг)\.$")
_EDGE: Final = " ,;:—–-"
_NEXT: Final = pattern(r"(?<=\w{3}[.!?]) (?=[а-яё])")  # «мост закрыт до мая. автобусы идут в объезд»
_WORD: Final = pattern(r"[^\W\d_]{3,}")  # the dictionary has «в» and «с» as letters, which are nouns


def shorten(sentence: str) -> str:
    """The sentence without asides and sources; one longer than a headline without what describes, too.

    >>> shorten("Совет (в нём семь человек) избрал главой Петрову, сообщила мэрия.")
    'Совет избрал главой Петрову'
    >>> shorten("По мнению мэра, мост закроют, если не найдут денег.")
    'По мнению мэра, мост закроют, если не найдут денег'
    >>> shorten("Мост закроют к 2016 году .")
    'Мост закроют к 2016 году'
    """
    text = bare(sentence)
    for leave_out in (*_ALWAYS, *_IF_LONG):
        if leave_out in _IF_LONG and len(text.split()) <= TITLE_WORDS:
            break
        shorter = leave_out(text).strip(_EDGE)
        text = shorter if _is_sentence(shorter) else text
    if not any(map(str.isupper, text.split(" ")[0])):  # «iPhone» stays so
        text = text[:1].upper() + text[1:]
    has_dot = text.endswith(".") and not text.endswith("..") and not _ABBREVIATED.search(text)
    return text[:-1].rstrip() if has_dot else text


def bare(sentence: str) -> str:
    """The sentence without the mark of an item, a dash or a sign before it; a number keeps its own.

    >>> bare("5.3. Мост закрыт."), bare("🔥 Мост закрыт.")
    ('Мост закрыт.', 'Мост закрыт.')
    >>> bare("-5 градусов в Туле."), bare("!!!")
    ('-5 градусов в Туле.', '!!!')
    """
    text = unmarked(sentence)
    is_number = text[:1].isdigit() and not sentence.removesuffix(text).endswith(" ")
    text = sentence if is_number or not text else text
    return _first_of_small_letters(text) if text[:1].islower() else text


def _first_of_small_letters(text: str) -> str:
    """The first sentence where none begins with a capital.

    >>> _first_of_small_letters("мост закрыт до мая. автобусы идут в объезд.")
    'мост закрыт до мая.'
    >>> _first_of_small_letters("дали 5 млн. рублей.")
    'дали 5 млн. рублей.'
    """
    ends = (gap.start() for gap in _NEXT.finditer(text) if not _ABBREVIATED.search(text[: gap.start()]))
    return text[: next(ends, len(text))]


def _unless_needed(clause: re.Match[str]) -> str:
    """Nothing in place of a clause; the clause where a word before it points to it, or what follows may go on in it.

    >>> _PARTICIPLE.sub(_unless_needed, "Он видел дом, стоящий у реки, и уехал.")
    'Он видел дом и уехал.'
    >>> _RELATIVE.sub(_unless_needed, "Люди, которые пьют чай, реже болеют.")
    'Люди, которые пьют чай, реже болеют.'
    >>> _RELATIVE.sub(_unless_needed, "Спрос — это объём, который готовы купить.")
    'Спрос — это объём, который готовы купить.'
    >>> _PARTICIPLE.sub(_unless_needed, "Он провёл встречу, посвящённую школам, больницам и дорогам.")
    'Он провёл встречу, посвящённую школам, больницам и дорогам.'
    """
    before = clause.string[: clause.start()]
    if _POINTS.search(before) or _DEFINES.search(before) or (_OF_MANY.match(clause[0]) and _MANY.search(before)):
        return clause[0]
    following = clause.string[clause.end() :].partition(",")[0]
    if _SUBORDINATE.match(following):
        return clause[0]
    words = _WORD.findall(following)
    if any(map(_is_short_participle, words[:1])) and any(map(_is_short_participle, _WORD.findall(clause[0]))):
        return clause[0]
    if any(map(is_finite_verb, words)):
        return ""
    inside = {case for word in _WORD.findall(clause[0])[1:] for case in cases_of(word)}
    first = next(filter(None, map(cases_of, words)), frozenset[str]())
    return clause[0] if inside & first else ""


def _is_short_participle(word: str) -> bool:
    return "PRTS" in readings_of(word)[0].grammemes


def _without_gerund(text: str) -> str:
    """The text without the clause of a gerund; behind the predicate without all that follows, too.

    >>> _without_gerund("Мэр вручил ноту, выразив недовольство ценами, и уехал."), _without_gerund("Мост, дома и река.")
    ('Мэр вручил ноту', 'Мост, дома и река.')
    >>> _without_gerund("Семьи смогут купить дом, получив ссуду."), _without_gerund("Мэр, приехав в Тулу, вручил ноту.")
    ('Семьи смогут купить дом, получив ссуду.', 'Мэр вручил ноту.')
    """
    gerunds = (one for one in _GERUND.finditer(text) if "GRND" in readings_of(one[1])[0].grammemes)
    gerund = next(gerunds, None)
    if gerund is None or _CONDITIONED.search(text):
        return text
    before, behind = text[: gerund.start()], text[gerund.end() :]
    if not any(map(is_finite_verb, _WORD.findall(before))):
        return before + behind.removeprefix(",")
    return text if _MORE.search(behind) else before


def _is_sentence(text: str) -> bool:
    """Whether what is left still says something: a predicate, whole quotations, no conjunction in front."""
    words = re.findall(r"\w+", text)
    if len(words) < MIN_TITLE_WORDS or words[0].lower() in ("и", "а", "но", "или", "что", "чтобы"):
        return False
    clauses = _CLAUSE.split(text)[1:]  # «Министр заявил, что граждане» has lost its end
    return text.count("«") == text.count("»") and any(map(is_finite_verb, words)) and all(map(_can_say, clauses))


def _can_say(clause: str) -> bool:
    """Whether a word can be read as one that says something of another, however seldom it is."""
    readings = (reading.grammemes for word in re.findall(r"\w+", clause) for reading in readings_of(word))
    return any(not PREDICATES.isdisjoint(grammemes) for grammemes in readings)


_LeaveOut = Callable[[str], str]
_ALWAYS: Final[tuple[_LeaveOut, ...]] = tuple(partial(rule.sub, "") for rule in (_ASIDE, _OPENING, _SOURCE))
_IF_LONG: Final[tuple[_LeaveOut, ...]] = (
    *(partial(rule.sub, _unless_needed) for rule in (_RELATIVE, _PARTICIPLE, _TAIL)),
    _without_gerund,
)
