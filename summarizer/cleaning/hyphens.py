"""A word that a line's end cut in two: whether the hyphen goes or stays."""

from functools import lru_cache

from ..patterns import pattern
from .look_alikes import RUSSIAN
from .old_spelling import ONLY_OLD, is_word, with_letters_of_today

HYPHENS = "-\u2010\u00ac"  # at a line's end within a word
NOT_SIGN = "\u00ac"  # what an old recogniser writes for a soft hyphen: never a hyphen of the word
WORD = pattern(r"\w{1,40}(?:-\w{1,40}){0,3}")
LINE_END_HYPHEN = pattern(rf"[{HYPHENS}](?<=\w.)[ \t]*\r?\n[ \t]*(?=({WORD.pattern}))")
# A line's end that copying made a space; behind a Latin word it is rather a dash: «var- имя переменной».
HYPHEN_AND_SPACE = pattern(r"-(?<=[^\W_A-Za-z]-) (?=([а-яё]{2,40}))")

_MAX_HEAD = 40  # letters of a word before a hyphen
_ADJECTIVE_ENDINGS = tuple("ый ий ой ая яя ое ее ые ие ого его ых их ым им ую".split())
# «штабквартира» and «поллитра» are in the dictionary as well: for these heads the hyphen is asked for first.
_HYPHENATED_HEADS = frozenset(
    "штаб пол вице экс мини макси миди пресс обер унтер лейб контр блок бизнес интернет веб онлайн топ".split()
)
_LINKS = frozenset("или либо да но до".split())  # «теле- или радиопередача»: the head is a later word's
_LIVING_HEADS = frozenset("экс мини макси вице интернет веб онлайн бизнес топ".split())  # before any word
_SHORTENED_HEADS = frozenset("рос гос глав мин евро авиа авто био кибер видео аудио радио теле фото".split())
_PARTICLES = frozenset(("ка", "таки", "либо", "нибудь"))
_NUMBER_ENDINGS = frozenset("й го му м я е ю х ми ти мя ый ого ому ым ая ое ые ых ыми летие летия летию летний".split())
_DESIGNATION = pattern(r"[А-ЯЁA-Z][а-яёa-z]{0,2}|[А-ЯЁA-Z]{1,6}|МиГ")


def head_before(text: str, stop: int) -> str:
    """The letters, digits and inner hyphens up to ``stop``, at most ``_MAX_HEAD``; empty where more are glued on.

    >>> head_before("в Ростов-на-", 11), head_before("пере-", 4)
    ('Ростов-на', 'пере')
    >>> head_before("Скорость --", 10)
    ''
    """
    start, least = stop, max(0, stop - _MAX_HEAD)
    while start > least and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    is_cut = start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_/\\.@")
    head = text[start:stop]
    return "" if is_cut or not head or head[0] == "-" or "--" in head else head


@lru_cache(maxsize=16384)
def joined_with(head: str, tail: str) -> str | None:
    """What stands between the halves of a word the rules know: "" or "-"; None where they know nothing.

    >>> joined_with("пере", "вод"), joined_with("пресс", "служба"), joined_with("Ту", "154")
    ('', '-', '-')
    >>> joined_with("непріяте", "ля"), joined_with("изъ", "подъ")
    ('', '-')
    >>> joined_with("абырв", "алг") is None, joined_with("это", "пустое") is None
    (True, True)
    >>> joined_with("теле", "или") is None, joined_with("AM", "или") is None
    (True, True)
    """
    head, tail = with_letters_of_today(head), with_letters_of_today(tail)
    first, _, last = head.rpartition("-")
    if "-" in tail:
        return _with_compound(head, tail)
    if not tail.isalpha() or not last.isalpha():
        return _with_number(last, tail)
    if not RUSSIAN.issuperset(tail):
        return None
    if not RUSSIAN.issuperset(last):
        return "-" if last.isascii() and len(last) > 1 and tail.islower() and _may_follow(tail) else None
    if tail.istitle() and (len(tail) > 1 or len(last) > 1) and not last.isupper():
        return _with_name(head, tail)
    if not (tail.islower() or (tail.isupper() and last.isupper())):
        return None
    return _with_word(first, last, tail)


def _with_compound(head: str, tail: str) -> str | None:
    """«Ростов-» and «на-Дону», «физи-» and «ко-математический»."""
    if is_word(f"{head}-{tail}"):
        return "-"
    return "" if is_word(head + tail) else joined_with(head, tail.partition("-")[0])


def _with_number(last: str, tail: str) -> str | None:
    if tail.isdigit() and last.isalpha():
        return "-" if len(tail) <= 4 and _DESIGNATION.fullmatch(last) else None
    return "-" if last.isdigit() and tail in _NUMBER_ENDINGS else None


def _with_name(head: str, tail: str) -> str | None:
    """«Нью-Йорк», «Ростов-на-Дону»: a capital never begins the second half of one word."""
    return "-" if head[0].isupper() and is_word(f"{head}-{tail}") else None


def _with_word(first: str, last: str, tail: str) -> str | None:
    low = last.lower()
    hyphenated = f"{first}-{last}-{tail}" if first else f"{last}-{tail}"
    if not first and low in _HYPHENATED_HEADS and is_word(hyphenated):
        return "-"
    if (len(last) > 1 or first) and is_word(last + tail):
        return ""
    if is_word(hyphenated):
        return "-"
    if first or len(last) < 2:
        return None
    if low in _LIVING_HEADS and _may_follow(tail):
        return "-"
    if tail in _PARTICLES and is_word(last):
        return "-"
    if low in _SHORTENED_HEADS and _may_follow(tail):
        return ""
    return "-" if len(last) > 3 and low.endswith("о") and _is_adjective(tail) else None


def _may_follow(word: str) -> bool:
    """Whether a word may be the second half behind a head that takes any."""
    return word not in _LINKS and is_word(word)


def _is_adjective(word: str) -> bool:
    return word.endswith(_ADJECTIVE_ENDINGS) and is_word(word)


@lru_cache(maxsize=16384)
def guessed_with(head: str, tail: str) -> str | None:
    """As ``joined_with``, in a text that is known to cut its words: an unknown word was one word.

    >>> guessed_with("бит", "коина"), guessed_with("деревья", "великаны")
    ('', '-')
    >>> guessed_with("Сегодня", "Пушкин") is None
    True
    """
    known = joined_with(head, tail)
    if known is not None:
        return known
    last = head.rpartition("-")[2]
    if not (tail.islower() and (RUSSIAN.issuperset(last + tail) or ONLY_OLD & {*last, *tail})):
        return None
    return "-" if min(len(last), len(tail)) > 2 and is_word(last) and is_word(tail) else ""
