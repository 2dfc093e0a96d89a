"""Sentences with the line that introduces them: items of a list with «Запрещается:», verbless ones with a heading."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import PREDICATES, readings_of
from summarizer.split import Sentence

MAX_LEAD_CHARS: Final = 500  # a longer line before a list is a text of its own
_MARK: Final = r"(?:[-−+*•·▪◦●‣]|\(?(?:\d{1,3}|[а-яёa-z])[.)])"
_ITEM: Final = re.compile(rf"{_MARK}[ \t]")
_CLAUSE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?[ \t]")  # «3.2. Срок…»: of a contract; it needs no heading
# An item only behind a colon: elsewhere someone speaks, or it is the rest of a line. «РЕШИЛ:», «взыскать с завода…»;
# «Арендатор обязан:», «2.1.1. платить в срок»; «Анна Котова, учитель:», «Форма не нужна».
_UNMARKED: Final = re.compile(rf"[—–][ \t]|(?:{_CLAUSE.pattern})?[а-яё]|[«\"“„]")
_NUMBER: Final = re.compile(r"\(?(\d{1,3})([.)])")
_SENTENCE: Final = re.compile(r"\(?\d{1,3}[.)] [А-ЯЁ].*[.!?…][»”\")\]]*$")  # «1. Внести изменения в план.»
_TURNS: Final = re.compile(
    r"\b(?:запре|нельзя|не\b|без\b|недопуст|противопоказ|миф|заблужд|ошиб|слух|фейк|ложь|лжи|недостат|минус|достоинств|плюс"
    r"|если\b|кто\b|котор|прич|услови|отказ|случа|исключ|мнени|вопрос|предложени|просьб|требовани|цел|план|вариант)",
    re.IGNORECASE,
)
MAX_HEADING_WORDS: Final = 8
_HEADING: Final = re.compile(r"(?:\d[\d.]*[.)]? )?[А-ЯЁ][^:]*:?$")  # no «Фото: архив»
_NAME: Final = re.compile(r"^[A-ZА-ЯЁ«].*(?:[A-Za-z\d]| [«(]?[А-ЯЁ])")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_END: Final = re.compile(r"[.!?…;,][»”\")\]]*$")


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does.

    >>> is_item("2) сдать ключи;"), is_item("• Окна"), is_item("3.2. Срок"), is_item("— Нет.")
    (True, True, True, False)
    """
    return bool(_ITEM.match(line) or _CLAUSE.match(line))


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
    >>> find_leads([Sentence(line, 0, 0) for line in ["Совет собрался.", "1. Отчёт.", "— Да."]], [True] * 3)
    [None, None, None]
    """
    kinds = (_list_leads(sentences, starts), _heading_leads(sentences, starts), _name_leads(sentences, starts))
    return [next((lead for lead in leads if lead is not None), None) for leads in zip(*kinds, strict=True)]


def _list_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    leads: list[int | None] = []
    lead: int | None = None
    is_list = False
    before = ""
    for i, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        text = sentence.text
        if not starts_line:  # the rest of an item is told by its beginning
            leads.append(None)
            lead = i if text.endswith(":") else lead if is_list else None
            continue
        if _begins_anew(before, text):
            lead = None
        before = text
        is_list = bool(_ITEM.match(text)) or (lead is not None and _is_said(sentences[lead], text))
        needs_lead = lead is not None and is_list and not _is_whole(text, sentences[lead].text)
        leads.append(lead if needs_lead else None)
        if not is_list:
            lead = i if _introduces(text) else None
    return leads


def _is_whole(item: str, lead: str) -> bool:
    """Whether a numbered item says something by itself, and its lead does not turn that: «Запрещается:», «Мифы»."""
    return bool(_SENTENCE.match(item) and not _TURNS.search(lead) and has_predicate(item))


def _begins_anew(item: str, following: str) -> bool:
    """Whether another list begins, though nothing introduces it: «3. Разное.», «1. Слушали Орлова.»."""
    number, first = _NUMBER.match(item), _NUMBER.match(following)
    return number is not None and first is not None and first[1] == "1" and number[2] == first[2]


def _heading_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    """The headings of verbless sentences right below them, and below one another."""
    leads: list[int | None] = []
    heading: int | None = None
    for i, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        if starts_line and _is_heading(sentence.text):
            heading = i
            leads.append(None)
            continue
        heading = None if has_predicate(sentence.text) or is_item(sentence.text) else heading
        leads.append(heading if _END.search(sentence.text) else None)
    return leads


def _name_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    """The names that paragraphs begin with: «Tefor K10 (1990 руб.). Корпус пластиковый.»; none where only one does."""
    names = {i for i, goes_on in enumerate(starts[1:]) if starts[i] and not goes_on and _is_name(sentences[i].text)}
    leads: list[int | None] = []
    name: int | None = None
    for i, starts_line in enumerate(starts):
        leads.append(None if starts_line else name)
        if starts_line:
            name = i if i in names else None
    return leads if len(names) > 1 else [None] * len(leads)


def _is_name(text: str) -> bool:
    """Whether a sentence names a thing and says nothing of it."""
    is_short = len(text.split()) <= MAX_HEADING_WORDS and not is_item(text)
    return is_short and bool(_NAME.search(text)) and not has_predicate(text)


def _is_heading(line: str) -> bool:
    return _introduces(line) and len(line.split()) <= MAX_HEADING_WORDS and bool(_HEADING.match(line))


def has_predicate(text: str) -> bool:
    """Whether a word of a text is most likely one that says something of another.

    >>> has_predicate("Мост закрыт."), has_predicate("Внутрь, по одной таблетке вечером.")
    (True, False)
    """
    return any(PREDICATES & reading.grammemes for word in _WORD.findall(text) for reading in readings_of(word)[:1])


def _is_said(lead: Sentence, text: str) -> bool:
    return lead.text.endswith(":") and bool(_UNMARKED.match(text))


def _introduces(line: str) -> bool:
    """Whether a list may follow: a line with a colon, or a heading."""
    return len(line) <= MAX_LEAD_CHARS and not _END.search(line)
