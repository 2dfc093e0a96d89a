"""The library's Russian sentences in English, for the English page.

The library says things to people in Russian. ``english.tsv`` has each sentence's pattern and its English one, ``{}``
for what is filled in; a test reads the library's sources and misses none.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from summarizer.checking.findings import MESSAGES
from summarizer.page.finding_texts import FINDINGS

_TABLE: Final = Path(__file__).resolve().with_suffix(".tsv")
_MAX_CHARS: Final = 2_000  # of a sentence that is looked up


def in_english(sentence: str) -> str:
    """The sentence in English, with what was filled in, which may be a sentence itself; as it is if it is not known.

    >>> in_english("кот.txt: это не текст, а изображение PNG. Нужен файл с текстом.")
    'кот.txt: this is not a text, but a PNG picture. A file with a text is needed.'
    >>> in_english("в строке нет поля «text» (есть: id). Укажите --text-column.")  # of a file, with its full stop
    'in the row: no field “text” (there are: id). Give --text-column.'
    >>> in_english("Мост закрыт")
    'Мост закрыт'
    """
    if len(sentence) > _MAX_CHARS:
        return sentence
    for pattern, english in _patterns():
        if found := pattern.fullmatch(sentence):
            has_name = pattern.pattern.startswith("(.+?):")  # of a file: it stays, whatever it reads like
            return english.format(
                *(text if has_name and not i else in_english(text) for i, text in enumerate(found.groups()))
            )
    return sentence


@cache
def templates() -> dict[str, str]:
    """Russian pattern → English pattern."""
    lines = _TABLE.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)  # type: ignore[misc]  # a line has two fields


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """What is looked for, the longest wording first, it says the most.

    What is said of a file is known without its name too, and what ends with its own words with a full stop behind it.
    """
    of_files = {ru[4:]: en[4:] for ru, en in templates().items() if ru.startswith("{}: ") and len(ru) > 6}
    findings = {MESSAGES[kind]: english for kind, english in FINDINGS.items()}  # why a text of a folder has no summary
    known = of_files | templates() | findings
    ended = {f"{ru}.": f"{en}." for ru, en in known.items() if not ru.endswith(("{}", "."))}
    ordered = sorted((ended | known).items(), key=lambda item: -len(item[0].replace("{}", "")))
    return [(re.compile("(.+?)".join(map(re.escape, russian.split("{}"))), re.DOTALL), en) for russian, en in ordered]
