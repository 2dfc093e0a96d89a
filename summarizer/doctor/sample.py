"""A text of our own, and what a model's summary of it should not be."""

import re
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

from summarizer.doctor.check import Check
from summarizer.engines.loading import load_engine
from summarizer.length import budget_of
from summarizer.options import SummaryOptions
from summarizer.summarize import Summarizer
from summarizer.summary import Summary

MIN_RUSSIAN: Final = 0.8  # of a summary's letters
MIN_DISTINCT: Final = 0.4  # distinct words of a summary; a model that stammers has fewer
MAX_OF_TARGET: Final = 3.0  # times the words that were asked for
# Written by hand, with a number, names and quotation marks that a summary may carry over.
SAMPLE: Final = (
    "В Вологде после долгого ремонта открылся краеведческий музей. Здание не отапливали с 2019 года, и часть "
    "собрания пришлось перевезти в соседний Череповец. На работы областной бюджет выделил 84 миллиона рублей: "
    "строители укрепили фундамент, заменили крышу и восстановили лепнину в парадном зале. «Мы боялись, что не "
    "успеем к зиме, но мастера работали в две смены», — рассказала директор музея Ирина Соболева. Первую выставку "
    "посвятили речному судоходству: посетители увидят модели барж, карты фарватера и дневник капитана, который "
    "водил пароходы по Сухоне более сорока лет. Дневник передала музею его внучка. До конца года вход для "
    "школьников и пенсионеров будет бесплатным. Весной музей обещает открыть второй этаж, где разместят мастерскую "
    "реставраторов, и тогда за их работой можно будет наблюдать через стекло."
)


def look_at_summary(name: str, threads: int | None) -> Iterator[Check]:
    """A summary of the sample as the model writes it, nothing mended: its properties, seconds, memory."""
    began = time.perf_counter()
    summarizer = Summarizer(load_engine(name, threads=threads))
    loaded = time.perf_counter()
    summary = summarizer.summarize(SAMPLE, SummaryOptions(faithful="off"))
    done = time.perf_counter()
    faults = _faults(summary)
    yield Check("реферат", f"{summary.text} [{'; '.join(faults) or 'без замечаний'}]", not faults)
    yield Check("время", f"загрузка {loaded - began:.2f} с, реферат {done - loaded:.2f} с, память {_peak_mb()} МБ")


def _faults(summary: Summary) -> list[str]:
    """What the model's part of a summary of the sample should not be."""
    own = _own_text(summary)
    words = re.findall(r"\w+", own.lower())
    letters = [c for c in own.lower() if c.isalpha()]
    n_russian = sum("а" <= c <= "я" or c == "ё" for c in letters)
    found = {
        "пусто": not words,
        "не по-русски": n_russian < MIN_RUSSIAN * len(letters),
        "заикается": len(set(words)) < MIN_DISTINCT * len(words),
        "без конца": not re.search(r"[.!?…][»”)]*$", own),
        "слишком длинно": len(words) > MAX_OF_TARGET * budget_of(summary.options, ()).words,
    }
    return [name for name, is_so in found.items() if is_so]


def _own_text(summary: Summary) -> str:
    """The summary without the sentences that filled it up from the source: those are good in any case."""
    kept, start = "", 0
    for finding in sorted((f for f in summary.findings if f.kind == "added_from_source"), key=lambda f: f.start):
        kept += summary.text[start : finding.start]
        start = finding.stop
    return (kept + summary.text[start:]).strip()


def _peak_mb() -> str:
    """Peak memory of this process, where the system tells."""
    if not find_spec("resource"):
        return "?"
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return str(peak // (1 << 20 if sys.platform == "darwin" else 1 << 10))
