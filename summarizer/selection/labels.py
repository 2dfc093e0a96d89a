"""What stands before what a sentence says: an item's mark, a dash, when it was written, who speaks."""

from typing import Final

from summarizer.patterns import pattern

# The mark of an item, a dash, signs.
_FORE: Final = pattern(r"^(?:[-*•·▪◦●‣—–>]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[а-яёa-z])[.)](?=\s)|[^\w\s«\"“„(\[]|\s)+")
_STAMP: Final = pattern(r"^(?:\[[\d.,:/ -]+\] ?|\d[\d.,:/ ]+- )")  # «[12.03, 09:14] Аня: …»
# «Орлов: », «Факт: », «Ольга (мама): », «ОРЛОВ. », «ОРЛОВ (встаёт). », «ОРЛОВА П. А. То есть денег нет.»,
# «Орлов П. А. Мост закрыт.», «Председательствующий. », «SPEAKER_00: » of programs that take down speech
_LABEL: Final = pattern(
    r"((?:[А-ЯЁ][\w.]*(?: [\w.]+){0,2}(?: \([^():]{1,30}\))?|(?:SPEAKER|Speaker)[_ ]\d{1,2})): "
    r"|([А-ЯЁ]{3,}(?: [А-ЯЁ]{2,}){0,2})(?: \([^()]*\))?\.(?: |$)"
    r"|([А-ЯЁ-]{3,} [А-ЯЁ]\.(?: ?[А-ЯЁ]\.)?)(?: |$)"
    r"|([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\. ?[А-ЯЁ]\.)(?:, [^.]{3,80}\.)?(?: (?=[А-ЯЁ«\"])|$)"
    r"|((?:Председатель(?:ствующ)?|Ведущ|Докладчик|Модератор)[а-яё]{0,2})\.(?: |$)"
)


def unmarked(sentence: str) -> str:
    """The sentence without the mark of an item, a dash and signs before it.

    >>> unmarked("2.1. Это он."), unmarked("— ❗ Но нет."), unmarked("2024 год.")
    ('Это он.', 'Но нет.', '2024 год.')
    """
    return _FORE.sub("", sentence, count=1)


def said_in(sentence: str) -> str:
    """What a sentence says, without all that, when it was written, and who says it.

    >>> said_in("[12.03, 09:14] Аня: Едем завтра."), said_in("— Едем завтра."), said_in("3) Директор: Тогда едем.")
    ('Едем завтра.', 'Едем завтра.', 'Тогда едем.')
    >>> said_in("КОТОВА А. Г. То есть денег нет."), said_in("Аня: Едем кое-куда 12 - 14 мая. Итог: решено.")
    ('То есть денег нет.', 'Едем кое-куда 12 - 14 мая. Итог: решено.')
    """
    text = unmarked(_STAMP.sub("", sentence, count=1))
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def label_of(line: str) -> str:
    """Who speaks in a line, if it says so.

    >>> label_of("[12.03, 09:14] Аня: Едем завтра."), label_of("КОТОВА А. Г. Денег нет."), label_of("Мост закрыт.")
    ('Аня', 'КОТОВА А. Г.', '')
    """
    match = _LABEL.match(_STAMP.sub("", line, count=1))
    return match[match.lastindex or 0] if match else ""


def is_label(line: str) -> bool:
    """Whether a line says who speaks, and nothing else."""
    return bool(_LABEL.fullmatch(line))
