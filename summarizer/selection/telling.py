"""What a line is by itself: an item of a list, and whether it says something."""

from typing import Final

from summarizer.cleaning.dictionary import PREDICATES, cases_of, is_finite_verb, readings_of
from summarizer.patterns import pattern

_MARK: Final = r"(?:[-−+*•·▪◦●‣]|\(?(?:\d{1,3}|[а-яёa-z])[.)])"
ITEM: Final = pattern(rf"{_MARK}[ \t]")
CLAUSE: Final = pattern(r"\d{1,3}(?:\.\d{1,3})+\.?[ \t]")  # «3.2. Срок…»: of a contract; it needs no heading
# «- Бюджет сокращён вдвое», no «- Сократить бюджет»
_BULLET: Final = pattern(r"[-−+*•·▪◦●‣][ \t](?=[А-ЯЁA-Z\d«])")
MIN_CLAUSE_WORDS: Final = 4
_OWN_LABEL: Final = pattern(r"[А-ЯЁ][^.:!?]{2,60}: \S")  # «Показания: мигрень, боли в суставах.»
MIN_LABELLED_WORDS: Final = 5
# «Срок — не менее 5 лет», «Гарантия — 24 месяца»; else with a word in the nominative.
_DEFINITION: Final = pattern(
    r"([^—–:]{2,80}?) [—–] (?:(?:от|до|около|не (?:менее|более)|это|\d\S*)\b|(?:не )?([^\W\d_]+))"
)
# «Чистая прибыль — 3,4 млрд руб. (+6 %)»
_FIGURE: Final = pattern(
    rf"(?:{_MARK}[ \t])?[А-ЯЁA-Z][^—–:.!?]{{2,60}} [—–] [−+–-]?\d[\d\s,.]*(?:тыс|млн|млрд|трлн|%|руб|₽)"
)
WORD: Final = pattern(r"[^\W\d_]{2,}")


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does.

    >>> is_item("2) сдать ключи;"), is_item("• Окна"), is_item("3.2. Срок"), is_item("— Нет.")
    (True, True, True, False)
    """
    return bool(ITEM.match(line) or CLAUSE.match(line))


def has_predicate(text: str) -> bool:
    """Whether a word of a text is most likely one that says something of another.

    >>> has_predicate("Мост закрыт."), has_predicate("Внутрь, по одной таблетке вечером.")
    (True, False)
    """
    return any(PREDICATES & reading.grammemes for word in WORD.findall(text) for reading in readings_of(word)[:1])


def has_past(text: str) -> bool:
    """Whether a word of a text is most likely a verb in the past tense.

    >>> has_past("Мост закрыли."), has_past("Мост закроют.")
    (True, False)
    """
    return any({"past"} & readings_of(word)[0].grammemes for word in WORD.findall(text))


def says_something(text: str) -> bool:
    """Whether a sentence needs no heading: it has a predicate, or a noun that is told to be something, or its label.

    >>> says_something("Котов — русский врач."), says_something("Дети до года — по 1 таблетке.")
    (True, False)
    >>> says_something("Мост — не единственная забота."), says_something("Младенцы — не по таблетке.")
    (True, False)
    >>> says_something("Показания: мигрень, боли в спине."), says_something("Мигрень, боли в спине.")
    (True, False)
    """
    if has_predicate(text) or (_OWN_LABEL.match(text) and len(text.split()) >= MIN_LABELLED_WORDS):
        return True
    told = _DEFINITION.match(text)
    if not told or not any("nomn" in cases_of(word) for word in WORD.findall(told[1])):
        return False
    return not told[2] or "nomn" in readings_of(told[2])[0].grammemes


def is_clause_item(line: str) -> bool:
    """Whether an item says something by itself, though it may have no end mark.

    >>> is_clause_item("- Бюджет на рекламу сокращён вдвое"), is_clause_item("- Сократить бюджет на рекламу")
    (True, False)
    """
    words = WORD.findall(line)
    return bool(_BULLET.match(line)) and len(words) >= MIN_CLAUSE_WORDS and any(map(is_finite_verb, words))


def needs_no_end(line: str) -> bool:
    """Whether a line says something, though it may have no end mark: a clause, or a figure with what it is of.

    >>> needs_no_end("Чистая прибыль — 3,4 млрд руб. (+6 %)"), needs_no_end("мука — 250 г"), needs_no_end("Май — 2024")
    (True, False, False)
    """
    return bool(_FIGURE.match(line)) or is_clause_item(line)
