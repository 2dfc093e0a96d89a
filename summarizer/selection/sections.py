"""Parts of a scientific article by their headings: «Методы», «Результаты. Птицы у фонарей спали меньше.»"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from summarizer.cleaning.dictionary import readings_of
from summarizer.patterns import pattern
from summarizer.selection.telling import WORD
from summarizer.split import Sentence


class Section(Enum):
    """What a sentence of an article is for."""

    HEADING = auto()  # it names a part, and says nothing
    AIM = auto()
    METHODS = auto()
    RESULTS = auto()
    DISCUSSION = auto()
    CONCLUSIONS = auto()
    SERVICE = auto()  # who paid, who is thanked
    OTHER = auto()


_OF_STUDY: Final = r"(?: (?:исследования|работы|эксперимента))?"
_HEADINGS: Final = {
    section: pattern(rf"(?:\d{{1,2}}\.? )?(?:{names})[.:]?", re.IGNORECASE)
    for section, names in {
        Section.AIM: rf"цел[ьи](?: и задачи)?{_OF_STUDY}",
        Section.METHODS: rf"(?:(?:материал|объект)\w*(?: и|,) )?метод(?:ы|ика|ология){_OF_STUDY}|материалы?{_OF_STUDY}"
        r"|(?:дизайн|организация|ход) исследования",
        Section.RESULTS: rf"(?:(?:основные|полученные) )?результаты{_OF_STUDY}(?: и (?:их )?обсуждение)?",
        Section.DISCUSSION: r"обсуждение(?: результатов)?",
        Section.CONCLUSIONS: r"выводы?|заключение",
        Section.SERVICE: r"(?:источник )?финансировани[ея]|конфликт интересов|благодарност[иь]|вклад авторов"
        r"|информированное согласие|сведения об авторах",
        Section.OTHER: r"введение|актуальность|аннотация|резюме|обоснование|обзор литературы|ключевые слова",
    }.items()
}
_FOUND: Final = frozenset((Section.RESULTS, Section.DISCUSSION, Section.CONCLUSIONS))
# «Работа поддержана грантом № 21», «Исследование выполнено при финансовой поддержке фонда»
_PAID: Final = pattern(
    r"(?:Работа|Исследование)\b[^.!?]{0,40}\b(?:поддержан[аоы]?|при (?:\w+ )?поддержке|за сч[её]т|в рамках)\b[^!?]*"
    r"\b(?:грант|фонд|проект|задани)\w*"
)
MAX_RESULTS: Final = 2  # sentences: the main finding stands first


def find_sections(sentences: Sequence[Sentence], starts: Sequence[bool]) -> list[Section | None]:
    """The part that each sentence stands in; None for all of a text that does not say how something was found out.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line.

    >>> lines = ["Методы", "Уголь грели час.", "Результаты.", "Уголь помог."]
    >>> [one.name for one in find_sections([Sentence(line, 0, 0) for line in lines], [True] * 4)]
    ['HEADING', 'METHODS', 'HEADING', 'RESULTS']
    >>> find_sections([Sentence(line, 0, 0) for line in lines[2:]], [True] * 2)
    [None, None]
    """
    found: list[Section | None] = []
    section: Section | None = None
    for sentence, starts_line in zip(sentences, starts, strict=True):
        heading = _heading(sentence.text) if starts_line else None
        section = heading or section
        is_paid = starts_line and _PAID.match(sentence.text)
        found.append(Section.HEADING if heading else Section.SERVICE if is_paid else section)
    is_article = Section.METHODS in found and not _FOUND.isdisjoint(found)
    return found if is_article else [None] * len(found)


def _heading(line: str) -> Section | None:
    return next((section for section, names in _HEADINGS.items() if names.fullmatch(line)), None)


def find_findings(sections: Sequence[Section | None]) -> frozenset[int]:
    """The places of sentences that tell what an article comes to, by the parts of all.

    Its conclusions; of one without, the first of its results and the end of its discussion.
    """
    places = {kind: [i for i, one in enumerate(sections) if one is kind] for kind in _FOUND}
    found = [*places[Section.RESULTS][:MAX_RESULTS], *places[Section.DISCUSSION][-1:]]
    return frozenset(places[Section.CONCLUSIONS] or found)


def needs_heading(sentence: str) -> bool:
    """Whether a sentence below the heading of a part goes on from it.

    >>> needs_heading("Сравнить, как дети читают."), needs_heading("Дети читают.")
    (True, False)
    """
    return any("INFN" in readings_of(word)[0].grammemes for word in WORD.findall(sentence)[:1])
