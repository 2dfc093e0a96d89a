"""Answers that say nothing without their questions."""

from typing import Final

from summarizer.cleaning.dictionary import cases_of, readings_of
from summarizer.patterns import pattern
from summarizer.selection.labels import said_in
from summarizer.selection.telling import has_predicate

# An answer that says nothing without its question.
_ELLIPTIC: Final = pattern(r"(?:Да|Нет|Есть|Можно|Нельзя|По|При|Ничего|Никак|Никто|Нигде|Потому|Чтобы|С того)\b")
_RELATIVE: Final = pattern(r", (?:\w{1,3} )?(?:котор|кто\b|где\b|чей|чь)")  # «Семьям, в которых родился ребёнок»
WORD: Final = pattern(r"[^\W\d_]+")
_CLAUSE: Final = pattern(r"[^\w ]")  # what may end one


def is_elliptic(answer: str) -> bool:
    """Whether an answer says nothing without its question.

    >>> is_elliptic("Семьям, в которых родился ребёнок."), is_elliptic("Борьба, которую ведут, бесполезна.")
    (True, False)
    """
    said = said_in(answer)
    is_named = _names_only(said) or _drops_subject(said)
    return is_named or bool(_ELLIPTIC.match(said)) or not has_predicate(said)


def _names_only(said: str) -> bool:
    """Whether an answer only says whom or where: «Семьям, в которых…», but «Врач, который…» may do something."""
    head, *rest = _RELATIVE.split(said, maxsplit=1)
    is_subject = any("nomn" in cases_of(word) for word in WORD.findall(head))
    return bool(rest) and not (is_subject or has_predicate(head))


def _drops_subject(said: str) -> bool:
    """Whether an answer begins with what is done, and does not go on with who does it.

    >>> _drops_subject("Предлагали, и не раз."), _drops_subject("Прошла неделя."), _drops_subject("Думаю, что поздно.")
    (True, False, False)
    >>> _drops_subject("Обратитесь в кассу с паспортом."), _drops_subject("Напишите заявление.")
    (True, True)
    """
    first, *following = WORD.findall(_CLAUSE.split(said)[0]) or [""]
    grammemes = readings_of(first)[0].grammemes if first else frozenset[str]()
    if following and any("impr" in reading.grammemes for reading in readings_of(first)[:2]):
        return True  # «Напишите заявление.»: what for, the question says
    is_verb = "VERB" in grammemes and grammemes.isdisjoint(("1per", "2per"))  # «Думаю, что…», «Знаете, …»
    return is_verb and not any("nomn" in cases_of(word) for word in following)
