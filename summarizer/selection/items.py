"""Items of lists, each with the line that introduces its list: «Запрещается:», a heading."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.split import Sentence

MAX_LEAD_CHARS: Final = 500  # a longer line before a list is a text of its own
_MARK: Final = r"(?:[-*•·▪◦●‣]|\(?(?:\d{1,3}|[а-яёa-z])[.)])"
_ITEM: Final = re.compile(rf"{_MARK}[ \t]")
_CLAUSE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?[ \t]")  # «3.2. Срок…»: of a contract; it needs no heading
# An item only behind a colon: elsewhere someone speaks, or it is the rest of a line. «РЕШИЛ:», «взыскать с завода…».
_UNMARKED: Final = re.compile(r"[—–][ \t]|[а-яё]")
_END: Final = re.compile(r"[.!?…;,][»”\")\]]*$")


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does.

    >>> is_item("2) сдать ключи;"), is_item("• Окна"), is_item("3.2. Срок"), is_item("— Нет.")
    (True, True, True, False)
    """
    return bool(_ITEM.match(line) or _CLAUSE.match(line))


def find_leads(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[int | None]:
    """For each sentence that is an item of a list the index of what introduces the list, None for all others.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line.

    >>> lines = ["Запрещается:", "- сорить;", "- шуметь.", "Штраф растёт."]
    >>> find_leads([Sentence(line, 0, 0) for line in lines], [True] * 4)
    [None, 0, 0, None]
    >>> find_leads([Sentence(line, 0, 0) for line in ["Совет собрался.", "1. Отчёт.", "— Да."]], [True] * 3)
    [None, None, None]
    """
    leads: list[int | None] = []
    lead: int | None = None
    is_list = False
    for i, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        text = sentence.text
        if not starts_line:  # the rest of an item is told by its beginning
            leads.append(None)
            lead = i if text.endswith(":") else lead if is_list else None
            continue
        is_list = bool(_ITEM.match(text)) or (lead is not None and _is_said(sentences[lead], text))
        leads.append(lead if is_list else None)
        if not is_list:
            lead = i if _introduces(text) else None
    return leads


def _is_said(lead: Sentence, text: str) -> bool:
    return lead.text.endswith(":") and bool(_UNMARKED.match(text))


def _introduces(line: str) -> bool:
    """Whether a list may follow: a line with a colon, or a heading."""
    return len(line) <= MAX_LEAD_CHARS and not _END.search(line)
