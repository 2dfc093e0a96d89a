"""Numbers, times and what the library says, in the words of a language."""

from collections.abc import Mapping
from math import ceil
from typing import Final

from summarizer.checking.findings import FIGURES, MESSAGES, Finding, with_inner_marks
from summarizer.options import LengthName
from summarizer.page import texts
from summarizer.page.english import in_english
from summarizer.page.finding_texts import FINDINGS
from summarizer.page.languages import Both, Say
from summarizer.share import percent_of
from summarizer.summary import Summary

Asked = Mapping[str, object]  # the options of a summary by name
_NOTHING: Final[Asked] = {}


def number(value: float, digits: int = 0) -> str:
    """The number as Russian text writes it.

    >>> number(12345), number(0.25, 1)
    ('12\\xa0345', '0,2')
    """
    return f"{value:,.{digits}f}".replace(",", "\xa0").replace(".", ",")


def figure(value: float, digits: int, say: Say) -> str:
    """The number as texts of the language write it."""
    return say(Both(number(value, digits), f"{value:,.{digits}f}"))


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of a noun after n.

    >>> [plural(n, "слово", "слова", "слов") for n in (1, 3, 5, 11, 21, 112)]
    ['слово', 'слова', 'слов', 'слов', 'слово', 'слов']
    """
    if n % 10 == 1 and n % 100 != 11:
        return one
    return few if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else many


def repaired_title(n_repairs: int, n_marks: int, say: Say) -> str:
    """The line under a text that was repaired: a word may have several marks.

    >>> repaired_title(6, 8, lambda both: both.en), repaired_title(1, 1, lambda both: both.en)
    ('Repaired: 6\xa0places (8\xa0marks)', 'Repaired: 1\xa0place')
    """
    n, marks = number(n_repairs), number(n_marks)
    russian = f"Исправлено: {n}\xa0{plural(n_repairs, 'место', 'места', 'мест')}"
    english = f"Repaired: {n}\xa0{'place' if n_repairs == 1 else 'places'}"
    if n_marks != n_repairs:
        russian += f" ({marks}\xa0{plural(n_marks, 'отметка', 'отметки', 'отметок')})"
        english += f" ({marks}\xa0marks)"
    return say(Both(russian, english))


def told(finding: Finding, say: Say, asked: Asked = _NOTHING) -> str:
    """What a finding says; in Russian its own message, with the unit of the length if what was asked is known."""
    message, named = say(Both(MESSAGES[finding.kind], FINDINGS[finding.kind])), about(finding, say, asked)
    shown = ": ".join(
        filter(None, (message, named if finding.kind in FIGURES or not named else f"«{with_inner_marks(named)}»"))
    )
    return f"{shown} ({said(finding.note, say)})" if finding.note else shown


def about(finding: Finding, say: Say, asked: Asked = _NOTHING) -> str:
    """What a finding names: a part of the summary as it stands there, or figures in words."""
    if finding.kind not in FIGURES:
        return finding.text
    named = said(finding.text, say)
    if not asked or finding.kind != "off_length":
        return named
    unit = "sentences" if asked.get("sentences") or asked.get("points") else "words"
    asked_for = finding.text.rpartition(" ")[2]
    n = int(asked_for) if asked_for.isdecimal() else 0
    one, many = texts.INSTEAD_OF_ONE[unit], texts.UNITS[unit]
    counted = Both(plural(n, one.ru, many.ru, many.ru), (one if n == 1 else many).en)
    return f"{named} {say(counted)}"  # «23 вместо 300 слов»


def said(sentence: str, say: Say) -> str:
    """A Russian sentence of the library's in the language of the page, with a remedy that there is on a page.

    >>> said("нет столбца «text»; есть: id. Укажите --text-column.", lambda both: both.ru)
    'нет столбца «text»; есть: id. Напишите нужный в поле «Столбец с текстом».'
    """
    told = say(Both(sentence, in_english(sentence)))
    for of_command, of_page in texts.INSTEAD:
        told = told.replace(say(of_command), say(of_page))
    return told


def words_of(n: int, say: Say) -> str:
    """So many words."""
    return say(
        Both(f"{number(n)}\xa0{plural(n, 'слово', 'слова', 'слов')}", f"{n:,}\xa0{'word' if n == 1 else 'words'}")
    )


def characters_of(n: int, say: Say) -> str:
    """So many characters.

    >>> characters_of(55_702, lambda both: both.ru), characters_of(1, lambda both: both.en)
    ('55\\xa0702\\xa0знака', '1\\xa0character')
    """
    russian = f"{number(n)}\xa0{plural(n, 'знак', 'знака', 'знаков')}"
    return say(Both(russian, f"{n:,}\xa0{'character' if n == 1 else 'characters'}"))


def length_label(name: LengthName, n_words: int, say: Say) -> str:
    """A length with the words that it means."""
    return f"{say(texts.LENGTHS[name])} ≈\xa0{words_of(n_words, say)}"


def duration(seconds: float, say: Say) -> str:
    """A time in whole seconds, from a minute and a half on in minutes.

    >>> duration(0.2, lambda both: both.en), duration(150, lambda both: both.en)
    ('1\\xa0s', '3\\xa0min')
    """
    if seconds < 90:
        return say(texts.SECONDS).format(n=max(1, round(seconds)))
    return say(texts.MINUTES).format(n=round(seconds / 60 + 0.4))


def passed(seconds: float, say: Say) -> str:
    """A time that goes on, to the second: who waits sees that it does.

    >>> passed(59.6, lambda both: both.en), passed(102, lambda both: both.en)
    ('59\\xa0s so far', '1\\xa0min 42\\xa0s so far')
    """
    minutes, rest = divmod(int(seconds), 60)
    told = [say(texts.MINUTES).format(n=minutes)] if minutes else []
    return say(texts.TIME_PASSED).format(time=" ".join([*told, say(texts.SECONDS).format(n=rest)]))


def time_left(seconds: float, say: Say) -> str:
    """How long it will take, rounded up as a person would say it.

    >>> time_left(7.2, lambda both: both.en)
    'about 10\\xa0s left'
    """
    return say(texts.TIME_LEFT).format(time=duration(5 * ceil(seconds / 5) if seconds < 90 else seconds, say))


def _times_shorter(times: float, say: Say) -> str:
    """How many times; from ten on in whole ones.

    >>> [_times_shorter(times, lambda both: both.ru).replace("\xa0", " ") for times in (4.21, 5.98, 22.4, 2327.2)]
    ['короче в 4,2 раза', 'короче в 6 раз', 'короче в 22 раза', 'короче в 2 327 раз']
    """
    if times < 10 and round(times, 1) % 1:
        return say(Both(f"короче в\xa0{number(times, 1)}\xa0раза", f"{times:.1f}\xa0times shorter"))
    n = round(times)
    return say(Both(f"короче в\xa0{number(n)}\xa0{plural(n, 'раз', 'раза', 'раз')}", f"{n:,}\xa0times shorter"))


def _share_read(coverage: float, say: Say) -> str:
    """What share was read, as the finding about it says.

    >>> _share_read(0.0042, lambda both: both.ru).replace("\xa0", " ")
    'прочитано 0,4 %'
    """
    shown = percent_of(coverage)
    return say(Both(f"прочитано {shown.replace('.', ',')}\xa0%", f"{shown}% read"))


def figures(summary: Summary, say: Say) -> str:
    """One line of figures under a summary."""
    n_words, n_source_words = len(summary.text.split()), len(summary.cleaned.text.split())
    parts = [words_of(n_words, say)]
    if n_source_words > n_words:
        parts.append(_times_shorter(n_source_words / n_words, say))
    parts.append(_share_read(summary.coverage, say))
    seconds = summary.elapsed_s
    quick, slow = Both("меньше 0,1\xa0с", "under 0.1\xa0s"), figure(seconds, 0 if seconds >= 10 else 1, say)
    parts.append(say(texts.SECONDS).format(n=slow) if seconds >= 0.1 else say(quick))
    return " · ".join([*parts, say(Both(f"модель\xa0{summary.model}", f"model\xa0{summary.model}"))])
