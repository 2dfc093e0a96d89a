"""The heading that a text begins with: its first line, behind bylines, dates, numbers and the head of a mail."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import cases_of
from summarizer.headline.lines import QUOTATION, SUBJECT, WORD, first_lines, telling_words, tells_nothing, text_of
from summarizer.patterns import pattern
from summarizer.selection import Candidate, is_item
from summarizer.selection.signs import SIGNS
from summarizer.selection.telling import has_predicate

TITLE_WORDS: Final = 16  # more is no headline; most of them have 8 to 12
MIN_HEADING_WORDS: Final = 2  # of a line that stands as a heading: «Зимний вокзал»
MAX_PREFIX_WORDS: Final = 3  # of what ends before it: «Статья 18.», «СРОЧНО!»; more in a line that stands apart
_EDGE: Final = " ,;:—–-"
_SIGN: Final = rf"[{SIGNS} ]+"
_SIGNS: Final = pattern(rf"^{_SIGN}|{_SIGN}$")  # «🔥 Мост закрыли»
_SECTION: Final = pattern(r"^§ ?\d{1,3}\. +")
_NUMBER: Final = pattern(r"^\d{1,2}(?:\.\d{1,2})*[.)] +(?=\D)")  # «1. Ремонт моста»
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
    lines = first_lines(source)
    if subject := _subject_of_law(lines) or _theme(lines):
        return subject
    first = next((at for at, line in enumerate(lines) if not tells_nothing(line)), len(lines))
    line, *behind = lines[first:] or [[]]
    while len(behind) > 1 and _goes_on_in_capitals(line, behind[0]):
        line = [*line, *behind.pop(0)]
    if len(behind) > 1 and _goes_on(line, behind[0]):
        return _heading([*line, *behind[0]], behind[1]) or _heading(*behind[:2]) or _heading(line, behind[0])
    return _heading(line, behind[0]) if behind else ""


def _subject_of_law(lines: Sequence[Sequence[Candidate]]) -> str:
    """What a law or an order is about, below its kind and who gave it when: «ПРИКАЗ», «от 5 мая № 58», «О ремонте».

    >>> from summarizer.selection import find_candidates
    >>> _subject_of_law(first_lines(find_candidates("ЗАКОН\\nТульской области\\nО поддержке школ\\nПринят в мае.")))
    'О поддержке школ'
    """
    texts = list(map(text_of, lines))
    genre = next((at for at, text in enumerate(texts) if _DATED.fullmatch(text)), len(texts))
    about = next((at for at in range(genre + 1, len(texts) - 1) if _ABOUT.match(texts[at])), 0)
    is_apart = about > genre + 1 or (about and not _GENRE.fullmatch(texts[genre]))
    return _heading(lines[about], lines[about + 1]) if is_apart and lines[about][-1].is_line else ""


def _theme(lines: Sequence[Sequence[Candidate]]) -> str:
    """What a pupil's or a student's work is about, below its kind: «Сочинение», «Тема: «Нужно ли прощать?»».

    >>> from summarizer.selection import find_candidates
    >>> _theme(first_lines(find_candidates("Реферат\\nТема: «Мосты Тулы»\\nМосты строили давно.")))
    'Мосты Тулы'
    >>> _theme(first_lines(find_candidates("Ремонт\\nТема: «Мосты Тулы»\\nМосты строили давно.")))
    ''
    >>> _theme(first_lines(find_candidates("Доклад мэра удивил всех.\\nТема: «Мосты Тулы»\\nМосты строили давно.")))
    ''
    """
    texts = list(map(text_of, lines))
    work = next((at for at, text in enumerate(texts) if _names_work(text)), len(texts))
    themes = (_THEME.fullmatch(text) for text in texts[work:])
    theme = next((theme[1].strip(_EDGE) for theme in themes if theme), "")
    whole = QUOTATION.fullmatch(theme)
    theme = theme[1:].rstrip(f"{_CLOSING}.") if whole else theme
    return theme if MIN_HEADING_WORDS <= len(theme.split()) <= TITLE_WORDS else ""


def _names_work(text: str) -> bool:
    return bool(_WORK.match(text)) and not has_predicate(text)


def _goes_on(line: Sequence[Candidate], after: Sequence[Candidate]) -> bool:
    """Whether the line below ends the heading: «ФЕДЕРАЛЬНЫЙ ЗАКОН» and «О внесении изменений»."""
    text = text_of(line)
    is_open = line[-1].is_line and after[-1].is_line and not has_predicate(text) and not tells_nothing(after)
    return is_open and bool(_GENRE.fullmatch(text) or _ABOUT.match(text_of(after)))


def _goes_on_in_capitals(line: Sequence[Candidate], after: Sequence[Candidate]) -> bool:
    """Whether a heading in capitals goes on in the line right below: «ВЛИЯНИЕ ОГНЯ НА СОСТАВ», «ЛЕСНЫХ ПОЧВ»."""
    texts = text_of(line), text_of(after)
    is_near = after[0].sentence.start == line[-1].sentence.stop + 1
    is_one = is_near and line[-1].is_line and after[-1].is_line and all(map(str.isupper, texts))
    return is_one and not (tells_nothing(after) or any(map(_DATED.fullmatch, texts)))


def _heading(line: Sequence[Candidate], after: Sequence[Candidate]) -> str:
    """The line as a heading; empty where it is a sentence, an item of a list, a greeting or an address."""
    text = text_of(line)
    if is_item(text) and is_item(text_of(after)):
        return ""
    text = _SECTION.sub("", _SIGNS.sub("", text))
    subject = SUBJECT.sub("", text)
    is_alone = after[0].sentence.start > line[-1].sentence.stop + 1 and _is_title_word(text)
    n_least = 1 if is_alone or subject != text else MIN_HEADING_WORDS
    text = _NUMBER.sub("", subject).rstrip(_EDGE)
    is_heading = (
        all(one.counter is None for one in line)  # what the text takes back itself
        and n_least <= len(text.split()) <= TITLE_WORDS
        and _begins(text)
        and _ends(text, line, after)
        and bool(telling_words(text))
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
    words = WORD.findall(text)
    cases = cases_of(words[0])
    is_for_one = text.startswith(words[0]) and "datv" in cases and cases <= _OF_ADDRESSEE  # no «О пользе очередей»
    if not is_for_one or {"—", "–", "-"} & {*text.split()}:
        return False
    return not has_predicate(text)
