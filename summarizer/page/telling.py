"""Numbers, times and what the library says, in the words of a language."""

from math import ceil

from summarizer.checking.findings import MESSAGES, Finding
from summarizer.options import LengthName
from summarizer.page import texts
from summarizer.page.english import in_english
from summarizer.page.finding_texts import FINDINGS
from summarizer.page.languages import Both, Say
from summarizer.summary import Summary


def number(value: float, digits: int = 0) -> str:
    """The number as Russian text writes it.

    >>> number(12345), number(0.25, 1)
    ('12\\xa0345', '0,2')
    """
    return f"{value:,.{digits}f}".replace(",", "\xa0").replace(".", ",")


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of a noun after n.

    >>> [plural(n, "слово", "слова", "слов") for n in (1, 3, 5, 11, 21, 112)]
    ['слово', 'слова', 'слов', 'слов', 'слово', 'слов']
    """
    if n % 10 == 1 and n % 100 != 11:
        return one
    return few if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else many


def repaired_title(n_repairs: int, say: Say) -> str:
    """The line under a text that was repaired."""
    n = number(n_repairs)
    russian = f"Исправлено: {n}\xa0{plural(n_repairs, 'место', 'места', 'мест')}"
    return say(Both(russian, f"Repaired: {n}\xa0{'place' if n_repairs == 1 else 'places'}"))


def told(finding: Finding, say: Say) -> str:
    """What a finding says; in Russian its own message."""
    message, named = say(Both(MESSAGES[finding.kind], FINDINGS[finding.kind])), about(finding, say)
    shown = f"{message}: «{named}»" if named else message
    return f"{shown} ({said(finding.note, say)})" if finding.note else shown


def about(finding: Finding, say: Say) -> str:
    """What a finding names: a part of the summary as it stands there, or figures in words."""
    return said(finding.text, say) if finding.kind in ("partly_read", "model_lost") else finding.text


def said(sentence: str, say: Say) -> str:
    """A Russian sentence of the library's in the language of the page."""
    return say(Both(sentence, in_english(sentence)))


def words_of(n: int, say: Say) -> str:
    """So many words."""
    return say(Both(f"{number(n)}\xa0{plural(n, 'слово', 'слова', 'слов')}", f"{number(n)}\xa0words"))


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


def time_left(seconds: float, say: Say) -> str:
    """How long it will take, rounded up as a person would say it.

    >>> time_left(7.2, lambda both: both.en)
    'about 10\\xa0s left'
    """
    return say(texts.TIME_LEFT).format(time=duration(5 * ceil(seconds / 5) if seconds < 90 else seconds, say))


def figures(summary: Summary, say: Say) -> str:
    """One line of figures under a summary."""
    n_words, n_source_words = len(summary.text.split()), len(summary.cleaned.text.split())
    parts = [words_of(n_words, say)]
    if n_source_words > n_words:
        times = n_source_words / n_words
        parts.append(say(Both(f"короче в\xa0{number(times, 1)}\xa0раза", f"{times:.1f}\xa0times shorter")))
    share, digits = 100 * summary.coverage, 0 if summary.coverage in (0, 1) else 1
    parts.append(say(Both(f"прочитано {number(share, digits)}\xa0%", f"{share:.{digits}f}\xa0% read")))
    seconds = summary.elapsed_s
    quick, slow = Both("меньше 0,1\xa0с", "under 0.1\xa0s"), Both(f"{number(seconds, 1)}\xa0с", f"{seconds:.1f}\xa0s")
    parts.append(say(slow if summary.elapsed_s >= 0.1 else quick))
    return " · ".join([*parts, say(Both(f"модель\xa0{summary.model}", f"model\xa0{summary.model}"))])
