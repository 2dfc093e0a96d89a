"""The first lines of a text, and which of them tell nothing of it: bylines, dates, registries, the head of a mail."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import is_known, is_proper, readings_of
from summarizer.patterns import pattern
from summarizer.selection import Candidate

N_LINES: Final = 6  # that are looked at: a mail has five fields before its subject
WORD: Final = pattern(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_FIELD: Final = pattern(r"(?:From|To|Cc|Bcc|Date|Sent|От|Кому|Копия|Дата|Отправлено) ?:", re.IGNORECASE)
SUBJECT: Final = pattern(r"^(?:Subject|Тема) ?: *(?:(?:Re|Fwd?|Отв|Ответ)(?:\[\d+\])?: *)*", re.IGNORECASE)
QUOTATION: Final = pattern(r"[«\"“„][^»\"”]*[»\"”][.!?…]?")  # «Мы всё успеем»: whose words, nobody says
_SPACED: Final = pattern(r"(?<!\w)(?:[^\W\d_] ){3}")  # «Р Е Ш Е Н И Е»
# What tells nothing of a text: «УДК 624.21», «Дело № 2-1345/2022 УИД 77RS0012», «14 мая 2023 года».
_REGISTRY: Final = pattern(
    r"\b(?:УДК|ББК|ГРНТИ|УИД|ISBN|ISSN|DOI|ИНН|ОГРН|КПП|СНИЛС|тел|телефон|факс|моб|доб|e-?mail)\b|"
    r"\b(?:Дело|Исх|Вх|Рег|Экз)\.? ?№|"
    r"\b(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|понедельник|вторник|четверг|"
    r"пятниц|суббот|воскресен)\w{1,3}\b|\b(?:ма[йя]|сред[ауы]|года?|час(?:а|ов|ам)?|мск|ул|им)\b",
    re.IGNORECASE,
)
# A part of a book or a play, which others of its kind follow: «ДЕЙСТВИЕ ПЕРВОЕ», «Глава 2»; what all of a genre have.
_PART: Final = pattern(
    r"(?:(?:действие|акт|явление|картина|сцена|глава|часть|книга|том|раздел)(?: (?:[IVXLC]+|\d{1,3}|(?:перв|втор|трет|"
    r"четв[её]рт|пят|шест|седьм|восьм|девят|десят)\w{1,3}))?|пролог|предисловие|введение|вступление|оглавление|содержание|"
    r"(?:осторожно|внимание)[,!:]? спойлеры|из (?:воспоминаний|дневника|записок)|рассказ|сказка|"
    r"очерк|эссе|стенограмма|"
    r"аннотация|пресс-релиз|для (?:немедленн\w+ )?(?:публикации|распространения)|проект(?: № ?[\d-]+)?"
    r"|(?:именем )?российск(?:ой|ая) федераци[ия])[.:]?",
    re.IGNORECASE,
)


def first_lines(source: Sequence[Candidate]) -> list[list[Candidate]]:
    """The sentences of the lines among which a heading may stand, and of the one below them."""
    lines: list[list[Candidate]] = []
    for candidate in source:
        if candidate.starts_paragraph:
            if len(lines) > N_LINES:
                break
            lines.append([])
        lines[-1].append(candidate)
    return lines


def text_of(line: Sequence[Candidate]) -> str:
    """The sentences of a line as one text."""
    return " ".join(candidate.sentence.text for candidate in line)


def tells_nothing(line: Sequence[Candidate]) -> bool:
    """Whether the heading may stand behind: a byline, a date, a number of a registry, a mail's field, a quotation."""
    text = text_of(line)
    is_label = line[0].is_label and not SUBJECT.match(text)
    is_apart = is_label or any((_FIELD.match(text), QUOTATION.fullmatch(text), _PART.fullmatch(text)))
    return is_apart or not (telling_words(text) or _SPACED.search(text))


def telling_words(text: str) -> list[str]:
    """The words of a line that are no names, dates and registries; none of a person's name.

    >>> telling_words("Гарри Тертлдав"), telling_words("Обручение Даши")
    ([], ['Обручение'])
    """
    words = WORD.findall(_REGISTRY.sub(" ", text))
    told = [word for word in words if not is_proper(word)]
    is_name = len(told) < len(words) == 2 and all(map(str.istitle, words)) and all(map(_may_be_called, words))
    return [] if is_name else told


def _may_be_called(word: str) -> bool:
    """Whether a word can stand in the nominative of one person: «Даша», «Тертлдав», but not «Даши»."""
    return not is_known(word) or any({"nomn", "sing"} <= reading.grammemes for reading in readings_of(word))
