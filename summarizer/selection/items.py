"""Sentences with the line that introduces them: items of a list with «Запрещается:», verbless ones with a heading."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.names import find_name_leads
from summarizer.selection.telling import CLAUSE, ITEM, has_predicate, is_clause_item, is_item, says_something
from summarizer.split import Sentence

MAX_LEAD_CHARS: Final = 500  # a longer line before a list is a text of its own
# An item only behind a colon: elsewhere someone speaks, or it is the rest of a line. «РЕШИЛ:», «взыскать с завода…»;
# «Арендатор обязан:», «2.1.1. платить в срок»; «Анна Котова, учитель:», «Форма не нужна».
_UNMARKED: Final = pattern(rf"[—–][ \t]|(?:{CLAUSE.pattern})?[а-яё]|[«\"“„]")
_NUMBER: Final = pattern(r"\(?(\d{1,3})([.)])")
_SENTENCE: Final = pattern(r"\(?\d{1,3}[.)] [А-ЯЁ].*[.!?…][»”\")\]]*$")  # «1. Внести изменения в план.»
# «6. Задачи», above items with another mark: a heading, and no item of a list
_NUMBERED_HEADING: Final = pattern(r"\d{1,2}\. [А-ЯЁ][^.!?;]*[^.!?;,]$")
_BODY: Final = pattern(r"\bв составе ?:$")  # of a court, a commission: who sits there is no matter of its own
_TURNS: Final = pattern(
    r"\b(?:запре|нельзя|не\b|без\b|недопуст|противопоказ|миф|заблужд|ошиб|слух|фейк|ложь|лжи|недостат|минус|достоинств|плюс"
    r"|исправ|проблем|жалоб|если\b|кто\b|котор|прич|услови|отказ|случа|исключ|мнени|вопрос|предложени|просьб|требовани|цел|план|вариант)",
    re.IGNORECASE,
)
# A part of a law, whose clauses say what is so: only what bars or denies turns them.
_CHAPTER: Final = pattern(r"(?:Статья|Глава|Раздел|Часть) (?:\d|[IVX])|\d{1,2}\.(?:\d{1,2}\.)? [А-ЯЁ]")
_BARS: Final = pattern(r"\b(?:запре|нельзя|не\b|без\b|недопуст|отказ|исключ|утрат)", re.IGNORECASE)
# «10 привычек, которые экономят деньги»: what follows is meant as it is said.
_ADVICE: Final = pattern(r"^\d{1,3} (?:привыч|совет|способ|правил|шаг|лайфхак|иде)\w*, котор\w+", re.IGNORECASE)
# A heading that says nothing of what stands below: «Ключевые показатели», «Главные цифры года».
_BARE_HEADING: Final = pattern(
    r"(?:Ключев|Основн|Главн|Важнейш|Финансов|Операционн)\w+ (?:(?:финансов|операционн)\w+ )?"
    r"(?:показател|результат|цифр|факт|итог|событи|параметр)\w*(?: [^.!?]{1,30})?:?"
)
MAX_HEADING_WORDS: Final = 8
_HEADING: Final = pattern(r"(?:\d[\d.]*[.)]? )?[А-ЯЁ][^:]*:?$")  # no «Фото: архив»
_END: Final = pattern(r"[.!?…;,][»”\")\]]*$")


def find_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    """For each sentence that says nothing without its list or its heading the index of what introduces it, else None.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line.

    >>> lines = ["Запрещается:", "- сорить;", "- шуметь.", "Штраф растёт."]
    >>> find_leads([Sentence(line, 0, 0) for line in lines], [True] * 4)
    [None, 0, 0, None]
    >>> find_leads([Sentence(line, 0, 0) for line in ["Противопоказания", "Эпилепсия, отит."]], [True] * 2)
    [None, 0]
    >>> find_leads([Sentence(line, 0, 0) for line in ["6. Задачи", "1) купить насос;", "2) пить."]], [True] * 3)
    [None, 0, 0]
    >>> find_leads([Sentence(line, 0, 0) for line in ["Суд в составе:", "судьи Громовой,"]], [True] * 2)
    [None, None]
    >>> find_leads([Sentence(line, 0, 0) for line in ["Совет собрался.", "1. Отчёт.", "— Да."]], [True] * 3)
    [None, None, None]
    """
    kinds = (_list_leads(sentences, starts), _heading_leads(sentences, starts), find_name_leads(sentences, starts))
    return [next((lead for lead in leads if lead is not None), None) for leads in zip(*kinds, strict=True)]


def _list_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    leads: list[int | None] = []
    lead: int | None = None
    is_list = False
    before = ""
    begun = [i for i, starts_line in enumerate(starts) if starts_line]
    below = {i: sentences[following].text for i, following in pairwise(begun)}
    for i, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        text = sentence.text
        if not starts_line:  # the rest of an item is told by its beginning
            leads.append(None)
            lead = i if text.endswith(":") else lead if is_list else None
            continue
        if _begins_anew(before, text):
            lead = None
        before = text
        is_heading = lead is None and _names_list(text, below.get(i, ""))
        is_list = (bool(ITEM.match(text)) and not is_heading) or (lead is not None and _is_said(sentences[lead], text))
        needs_lead = lead is not None and is_list and not _is_whole(text, sentences[lead].text)
        leads.append(lead if needs_lead else None)
        if not is_list:
            lead = i if _introduces(text) else None
    return leads


def _is_whole(item: str, lead: str) -> bool:
    """Whether an item says something by itself, and its lead does not turn that: «Запрещается:», «Мифы»."""
    if _BARE_HEADING.fullmatch(lead) and says_something(item):
        return True
    is_whole = is_clause_item(item) or (_SENTENCE.match(item) and has_predicate(item))
    turns = _BARS if _CHAPTER.match(lead) and not lead.endswith(":") else _TURNS
    return bool(is_whole) and not turns.search(_ADVICE.sub("", lead))


def _begins_anew(item: str, following: str) -> bool:
    """Whether another list begins, though nothing introduces it: «3. Разное.», «1. Слушали Орлова.»."""
    number, first = _NUMBER.match(item), _NUMBER.match(following)
    return number is not None and first is not None and first[1] == "1" and number[2] == first[2]


def _names_list(line: str, following: str) -> bool:
    """Whether a numbered line is the heading of items that are marked in another way.

    >>> _names_list("6. Задачи", "1) купить насос;"), _names_list("6. Задачи", "7. Бюджет")
    (True, False)
    """
    is_heading = _NUMBERED_HEADING.match(line) and len(line.split()) <= MAX_HEADING_WORDS
    number = _NUMBER.match(following)
    return bool(is_heading and ITEM.match(following)) and (number is None or number[2] == ")")


def _heading_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    """The headings of verbless sentences right below them, and below one another."""
    leads: list[int | None] = []
    heading: int | None = None
    section: int | None = None  # the heading of clauses: «2.1. Адрес почты.»
    for i, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        if starts_line and _is_heading(sentence.text):
            heading = section = i
            leads.append(None)
            continue
        is_clause = bool(CLAUSE.match(sentence.text))
        is_told = says_something(sentence.text) or (is_item(sentence.text) and not is_clause)
        heading = section if is_clause and not is_told else None if is_told else heading
        leads.append(heading if _END.search(sentence.text) else None)
    return leads


def _is_heading(line: str) -> bool:
    return _introduces(line) and len(line.split()) <= MAX_HEADING_WORDS and bool(_HEADING.match(line))


def _is_said(lead: Sentence, text: str) -> bool:
    return lead.text.endswith(":") and bool(_UNMARKED.match(text))


def _introduces(line: str) -> bool:
    """Whether a list may follow: a line with a colon, or a heading."""
    return len(line) <= MAX_LEAD_CHARS and not (_END.search(line) or _BODY.search(line))
