"""The heading that a text begins with: its first line, behind bylines, dates, numbers and the head of a mail."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import cases_of, is_known, is_proper, readings_of
from summarizer.patterns import pattern
from summarizer.selection import Candidate, is_item
from summarizer.selection.signs import SIGNS
from summarizer.selection.telling import has_predicate

TITLE_WORDS: Final = 16  # more is no headline; most of them have 8 to 12
MIN_HEADING_WORDS: Final = 2  # of a line that stands as a heading: «Зимний вокзал»
MAX_PREFIX_WORDS: Final = 3  # of what ends before it: «Статья 18.», «СРОЧНО!»; more in a line that stands apart
N_LINES: Final = 6  # that are looked at: a mail has five fields before its subject
_EDGE: Final = " ,;:—–-"
_SIGN: Final = rf"[{SIGNS} ]+"
_SIGNS: Final = pattern(rf"^{_SIGN}|{_SIGN}$")  # «🔥 Мост закрыли»
_SECTION: Final = pattern(r"^§ ?\d{1,3}\. +")
_NUMBER: Final = pattern(r"^\d{1,2}(?:\.\d{1,2})*[.)] +(?=\D)")  # «1. Ремонт моста»
_FIELD: Final = pattern(r"(?:From|To|Cc|Bcc|Date|Sent|От|Кому|Копия|Дата|Отправлено) ?:", re.IGNORECASE)
_SUBJECT: Final = pattern(r"^(?:Subject|Тема) ?: *(?:(?:Re|Fwd?|Отв|Ответ)(?:\[\d+\])?: *)*", re.IGNORECASE)
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
# What needs to say what it is about: of the line below.
_GENRE: Final = pattern(
    r"(?:[А-ЯЁ]+ )?(?:ЗАКОН|УКАЗ|ПРИКАЗ|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|РЕШЕНИЕ|ПОЛОЖЕНИЕ|ДОГОВОР|ПРОТОКОЛ|ОБРАЩЕНИЕ"
    r"|ЗАЯВЛЕНИЕ|ЖАЛОБА|ПРЕТЕНЗИЯ|ХОДАТАЙСТВО|ЗАПИСКА)"
)
_DATED: Final = pattern(rf"{_GENRE.pattern}(?:[ \n](?:от|№) .{{1,40}})?")
_ABOUT: Final = pattern(r"Об? [а-яё]")
_WORK: Final = pattern(
    r"(?:Домашнее |Итоговое )?(?:Сочинение|Изложение|Реферат|Доклад|Эссе)\b"
    r"|(?:Курсовая|Контрольная|Дипломная|Самостоятельная|Выпускная|Практическая|Лабораторная) (?:\w+ )?работа\b",
    re.IGNORECASE,
)
_THEME: Final = pattern(
    r"Тема(?: (?:сочинения|реферата|доклада|работы|эссе))? ?: ?"
    r"([«\"“„][^«»]*[»\"”]|[^()]+?)\.?(?: \([^()]*\))?",
    re.IGNORECASE,
)
_SPACED: Final = pattern(r"(?<!\w)(?:[^\W\d_] ){3}")  # «Р Е Ш Е Н И Е»
_QUOTATION: Final = pattern(r"[«\"“„][^»\"”]*[»\"”][.!?…]?")  # «Мы всё успеем»: whose words, nobody says
_WORD: Final = pattern(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_YEAR: Final = pattern(r"\d гг?\.$")  # «Протокол собрания от 18 апреля 2022 г.»: no end of a sentence
_COUNTED: Final = pattern(r"\d{1,3} [а-яё]{3,}")  # «10 советов садоводу»
# A greeting, what somebody claims, and who writes: «ГБУЗ «Больница № 7»».
_NO_HEADING: Final = pattern(
    r"^Уважаем|здравствуй|\bпривет|\bISBN\b|добр(?:ый|ое|ой|ого) (?:день|утро|вечер|ночи|времени)|^Утверждение ?:|"
    r"^(?-i:[А-ЯЁ]{2,6}) [«\"][^»\"]*[»\"]$",
    re.IGNORECASE,
)
_OF_ADDRESSEE: Final = frozenset({"datv", "loct"})  # «Главе»: nothing stands in the other case without a preposition
_QUOTES: Final = frozenset('«“„"')
_CLOSING: Final = '»”")'
_UNITS: Final = "%‰₽$€°+"  # «…на 12 %», «…ниже 80 ₽», «…кому 45+»


def find_heading(source: Sequence[Candidate]) -> str:
    """The heading of a text, without the signs and the number before it; empty where the text has none.

    >>> from summarizer.selection import find_candidates
    >>> find_heading(find_candidates("УДК 624.21\\n🔥 Мост «Северный»\\nМост закрыли на год."))
    'Мост «Северный»'
    >>> find_heading(find_candidates("Губернатору области\\nПросим открыть мост."))
    ''
    """
    lines = _first_lines(source)
    if subject := _subject_of_law(lines) or _theme(lines):
        return subject
    first = next((at for at, line in enumerate(lines) if not _tells_nothing(line)), len(lines))
    line, *behind = lines[first:] or [[]]
    while len(behind) > 1 and _goes_on_in_capitals(line, behind[0]):
        line = [*line, *behind.pop(0)]
    if len(behind) > 1 and _goes_on(line, behind[0]):
        return _heading([*line, *behind[0]], behind[1]) or _heading(*behind[:2]) or _heading(line, behind[0])
    return _heading(line, behind[0]) if behind else ""


def _subject_of_law(lines: Sequence[Sequence[Candidate]]) -> str:
    """What a law or an order is about, below its kind and who gave it when: «ПРИКАЗ», «от 5 мая № 58», «О ремонте».

    >>> from summarizer.selection import find_candidates
    >>> _subject_of_law(_first_lines(find_candidates("ЗАКОН\\nТульской области\\nО поддержке школ\\nПринят в мае.")))
    'О поддержке школ'
    """
    texts = list(map(_text_of, lines))
    genre = next((at for at, text in enumerate(texts) if _DATED.fullmatch(text)), len(texts))
    about = next((at for at in range(genre + 1, len(texts) - 1) if _ABOUT.match(texts[at])), 0)
    is_apart = about > genre + 1 or (about and not _GENRE.fullmatch(texts[genre]))
    return _heading(lines[about], lines[about + 1]) if is_apart and lines[about][-1].is_line else ""


def _theme(lines: Sequence[Sequence[Candidate]]) -> str:
    """What a pupil's or a student's work is about, below its kind: «Сочинение», «Тема: «Нужно ли прощать?»».

    >>> from summarizer.selection import find_candidates
    >>> _theme(_first_lines(find_candidates("Реферат\\nТема: «Мосты Тулы»\\nМосты строили давно.")))
    'Мосты Тулы'
    >>> _theme(_first_lines(find_candidates("Ремонт\\nТема: «Мосты Тулы»\\nМосты строили давно.")))
    ''
    >>> _theme(_first_lines(find_candidates("Доклад мэра удивил всех.\\nТема: «Мосты Тулы»\\nМосты строили давно.")))
    ''
    """
    texts = list(map(_text_of, lines))
    work = next((at for at, text in enumerate(texts) if _names_work(text)), len(texts))
    themes = (_THEME.fullmatch(text) for text in texts[work:])
    theme = next((theme[1].strip(_EDGE) for theme in themes if theme), "")
    whole = _QUOTATION.fullmatch(theme)
    theme = theme[1:].rstrip(f"{_CLOSING}.") if whole else theme
    return theme if MIN_HEADING_WORDS <= len(theme.split()) <= TITLE_WORDS else ""


def _names_work(text: str) -> bool:
    return bool(_WORK.match(text)) and not has_predicate(text)


def _goes_on(line: Sequence[Candidate], after: Sequence[Candidate]) -> bool:
    """Whether the line below ends the heading: «ФЕДЕРАЛЬНЫЙ ЗАКОН» and «О внесении изменений»."""
    text = _text_of(line)
    is_open = line[-1].is_line and after[-1].is_line and not has_predicate(text) and not _tells_nothing(after)
    return is_open and bool(_GENRE.fullmatch(text) or _ABOUT.match(_text_of(after)))


def _goes_on_in_capitals(line: Sequence[Candidate], after: Sequence[Candidate]) -> bool:
    """Whether a heading in capitals goes on in the line right below: «ВЛИЯНИЕ ОГНЯ НА СОСТАВ», «ЛЕСНЫХ ПОЧВ»."""
    texts = _text_of(line), _text_of(after)
    is_near = after[0].sentence.start == line[-1].sentence.stop + 1
    is_one = is_near and line[-1].is_line and after[-1].is_line and all(map(str.isupper, texts))
    return is_one and not (_tells_nothing(after) or any(map(_DATED.fullmatch, texts)))


def _first_lines(source: Sequence[Candidate]) -> list[list[Candidate]]:
    lines: list[list[Candidate]] = []
    for candidate in source:
        if candidate.starts_paragraph:
            if len(lines) > N_LINES:
                break
            lines.append([])
        lines[-1].append(candidate)
    return lines


def _text_of(line: Sequence[Candidate]) -> str:
    return " ".join(candidate.sentence.text for candidate in line)


def _tells_nothing(line: Sequence[Candidate]) -> bool:
    """Whether the heading may stand behind: a byline, a date, a number of a registry, a mail's field, a quotation."""
    text = _text_of(line)
    is_label = line[0].is_label and not _SUBJECT.match(text)
    is_apart = is_label or any((_FIELD.match(text), _QUOTATION.fullmatch(text), _PART.fullmatch(text)))
    return is_apart or not (_telling_words(text) or _SPACED.search(text))


def _telling_words(text: str) -> list[str]:
    """The words of a line that are no names, dates and registries; none of a person's name.

    >>> _telling_words("Гарри Тертлдав"), _telling_words("Обручение Даши")
    ([], ['Обручение'])
    """
    words = _WORD.findall(_REGISTRY.sub(" ", text))
    told = [word for word in words if not is_proper(word)]
    is_name = len(told) < len(words) == 2 and all(map(str.istitle, words)) and all(map(_may_be_called, words))
    return [] if is_name else told


def _may_be_called(word: str) -> bool:
    """Whether a word can stand in the nominative of one person: «Даша», «Тертлдав», but not «Даши»."""
    return not is_known(word) or any({"nomn", "sing"} <= reading.grammemes for reading in readings_of(word))


def _heading(line: Sequence[Candidate], after: Sequence[Candidate]) -> str:
    """The line as a heading; empty where it is a sentence, an item of a list, a greeting or an address."""
    text = _text_of(line)
    if is_item(text) and is_item(_text_of(after)):
        return ""
    text = _SECTION.sub("", _SIGNS.sub("", text))
    subject = _SUBJECT.sub("", text)
    is_alone = after[0].sentence.start > line[-1].sentence.stop + 1 and _is_title_word(text)
    n_least = 1 if is_alone or subject != text else MIN_HEADING_WORDS
    text = _NUMBER.sub("", subject).rstrip(_EDGE)
    is_heading = (
        all(one.counter is None for one in line)  # what the text takes back itself
        and n_least <= len(text.split()) <= TITLE_WORDS
        and _begins(text)
        and _ends(text, line, after)
        and bool(_telling_words(text))
        and text.count("«") == text.count("»")
        and not (_NO_HEADING.search(text) or _is_addressee(text))
    )
    return text if is_heading else ""


def _is_title_word(text: str) -> bool:
    """Whether one word may be a heading above an empty line: «Ключ», and no «Коллеги,»."""
    return text.isalpha() and "nomn" in cases_of(text) and not _GENRE.fullmatch(text)


def _begins(text: str) -> bool:
    """Whether the first word may begin a heading: «Мост», «iPhone», «Северный», a number of things."""
    return text[0] in _QUOTES or any(map(str.isupper, text.split()[0])) or bool(_COUNTED.match(text))


def _ends(text: str, line: Sequence[Candidate], after: Sequence[Candidate]) -> bool:
    """Whether the line has no end mark; above an empty line it may ask, or call and tell: «Мост закрыт!».

    A sentence before what has no mark («Кофе не вредит. Но есть нюанс») belongs to it in a line that stands apart: by
    an empty line, or by a line below that ends, as that of a torn paragraph would not.
    """
    has_gap = after[0].sentence.start > line[-1].sentence.stop + 1
    if line[-1].is_line:
        is_apart = has_gap or not after[-1].is_line
        has_prefix = is_apart or all(candidate.n_words <= MAX_PREFIX_WORDS for candidate in line[:-1])
        return has_prefix and (text[-1].isalnum() or text[-1] in _CLOSING + _UNITS)
    if len(line) == 1 and _YEAR.search(text):
        return True
    mark = text.rstrip(_CLOSING)[-1:]
    return has_gap and (mark == "?" or (mark == "!" and len(line) == 1 and has_predicate(text)))


def _is_addressee(text: str) -> bool:
    """Whether the line names whom a letter is for: «Губернатору области», «Главе города», not «Учителям дали премии».

    >>> _is_addressee("Главе города Тулы"), _is_addressee("Главе города вручили награду"), _is_addressee("О главе Тулы")
    (True, False, False)
    """
    words = _WORD.findall(text)
    cases = cases_of(words[0])
    is_for_one = text.startswith(words[0]) and "datv" in cases and cases <= _OF_ADDRESSEE  # no «О пользе очередей»
    if not is_for_one or {"—", "–", "-"} & {*text.split()}:
        return False
    return not has_predicate(text)
