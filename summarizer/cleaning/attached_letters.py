"""Single letters that belong to what they stand beside: initials, endings of ordinals, abbreviations."""

from collections.abc import Callable
from dataclasses import dataclass

from ..patterns import pattern
from .evidence import MIN_WORDS, Evidence
from .look_alikes import close_twin, is_exotic
from .repairs import Edit
from .tokens import FOREIGN, Token, single_letters
from .words import takes_letter, word_before

_NEAR = 60  # characters looked at on each side
_ONE = FOREIGN.pattern[:-1]
_INITIAL_START = pattern(r"(?:^|[^\w.-]|[А-ЯЁ]\.)$")
_FOREIGN_INITIAL_BEFORE = pattern(r"(?<![\w.-])[ABCEHKMOPTXYΑΒΓΕΗΚΛΜΟΠΡΤΥΦΧ]\. ?$")  # им. M.B. Ломоносова
_INITIAL_BEFORE = pattern(r"(?<!\w)[А-ЯЁ]\. ?$")
_INITIALS_AFTER = pattern(r"\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]")
_SURNAME_AFTER = pattern(r"\. ?(?:[А-ЯЁ]\. ?)?[А-ЯЁ][а-яё]")
_SURNAME_BEFORE = pattern(rf"[А-ЯЁ][а-яё]+ (?:(?:{_ONE}|[А-ЯЁ])\. ?)?$")
_LAST_INITIAL = pattern(rf"(?:\. ?(?:{_ONE}|[А-ЯЁ]))?\.(?= [а-яё(—–]|[,;)\n]|$)")
_DIGITS_BEFORE = pattern(r"(?<![\w.-])(?:\d{2,4}-)?(\d{1,4})-$")
_SPEAKER = pattern(r"(?:^|\n)[А-ЯЁ]\. ?[А-ЯЁ]\.:")
_SPEAKER_OF_SPOILED = pattern(rf"(?:^|\n)(?:[А-ЯЁ]\. ?{_ONE}|{_ONE}\. ?[А-ЯЁ])\.:")  # the other letter is foreign, too
_ENDS = pattern(r"(?![\w-])")
_SIGNS = frozenset("-/(")  # one of these stands before such a letter, or a full stop behind it
_GREEK_CAPITALS = frozenset("ΑΒΕΗΚΜΟΡΤΥΧ")
_GREEK_WORD = pattern(r"[α-ωά-ώ]{3}")
_ORDINAL_ENDINGS = frozenset("хемя")
_ABBREVIATIONS = (  # the letter in Russian, what stands before it, what behind
    ("с", pattern(r"(?<!\w)к?м/$"), pattern(r"(?!\w)")),  # 5 м/с
    ("а", pattern(r"[а-яё]{2}\($"), pattern(r"\)")),  # прибыл(а)
    ("е", pattern(r"(?<!\w)т\. ?$"), pattern(r"\.")),  # т. е.
    ("к", pattern(r"(?<!\w)т\. ?$"), pattern(r"\.")),  # т. к.
    ("о", pattern(r"(?<!\w)и\. ?$"), pattern(r"\. ?(?!\d)")),  # и. о.
    ("е", pattern(r"\d0-$"), pattern(r" г")),  # 90-е годы
)


def repair_attached_letters(text: str, evidence: Evidence) -> list[Edit]:
    """The edits for letters that are part of a name, a date or an abbreviation, given the document's evidence.

    >>> text = "C. А. Иванов родился в 1990-x, т. e. позже."
    >>> [edit.after for edit in repair_attached_letters(text, Evidence())]
    ['С', 'х', 'е']
    >>> text = "Витамин C. Это важно. Сеть 802.11-x."
    >>> repair_attached_letters(text, Evidence())
    []
    """
    edits, has_evidence = [], evidence.n_words >= MIN_WORDS
    for token in single_letters(text):
        is_exotic_one = has_evidence and (is_exotic(token.word) or _is_greek_capital(text, token))
        is_attached = token.after(text, 1) == "." or token.before(text, 1) in _SIGNS
        twin = close_twin(token.word) if is_attached or is_exotic_one else None
        if twin is None:
            continue
        is_spoiled = evidence.words[twin.script] >= MIN_WORDS
        place = _Place(twin.target, token.before(text, _NEAR), token.after(text, _NEAR), is_spoiled)
        if is_exotic_one or any(rule(place) for rule in RULES):
            edits.append(token.becomes(place.letter))
    return edits


def _is_greek_capital(text: str, token: Token) -> bool:
    """Whether it is a Greek capital in the shape of a Latin one, which is no symbol, and no Greek word is near."""
    if token.word not in _GREEK_CAPITALS:
        return False
    return not _GREEK_WORD.search(f"{token.before(text, _NEAR)} {token.after(text, _NEAR)}")


@dataclass(frozen=True)
class _Place:
    """A letter in Russian with what stands around it."""

    letter: str
    before: str
    after: str
    is_spoiled: bool


def initial(place: _Place) -> bool:
    """An initial beside a Russian one: «C. А. Иванов», «C. А.: Да»; in a spoiled document any before a surname."""
    is_behind_foreign = place.is_spoiled and _FOREIGN_INITIAL_BEFORE.search(place.before)
    if not place.letter.isupper() or not (is_behind_foreign or _INITIAL_START.search(place.before)):
        return False
    beside = f"{place.before[-5:]}{place.letter}{place.after[:5]}"
    if _SPEAKER.search(beside) or (place.is_spoiled and _SPEAKER_OF_SPOILED.search(beside)):
        return True
    if not _SURNAME_AFTER.match(place.after):
        return False
    if _INITIAL_BEFORE.search(place.before) or _INITIALS_AFTER.match(place.after):
        return True
    return place.is_spoiled and not takes_letter(word_before(place.before))


def initial_after_surname(place: _Place) -> bool:
    """One of two initials behind a surname: «Петрова O. B. решила»."""
    if not place.letter.isupper():
        return False
    before, after = _SURNAME_BEFORE.search(place.before), _LAST_INITIAL.match(place.after)
    return bool(before and after and ("." in before[0]) != (after[0].count(".") > 1))


def ordinal(place: _Place) -> bool:
    """The ending of an ordinal: «в 1990-x» always, «2017-м» and the like in a spoiled document."""
    digits = _DIGITS_BEFORE.search(place.before)
    if not digits or not _ENDS.match(place.after):
        return False
    is_decade = place.letter == "х" and digits[1].endswith("0") and len(digits[1]) in (2, 4)
    return is_decade or (place.is_spoiled and place.letter in _ORDINAL_ENDINGS)


def abbreviation(place: _Place) -> bool:
    """A letter of «м/с», «т. е.», «т. к.», «90-е годы», «прибыл(а)»."""
    return any(
        place.letter == letter and before.search(place.before) and after.match(place.after)
        for letter, before, after in _ABBREVIATIONS
    )


RULES: tuple[Callable[[_Place], bool], ...] = (initial, initial_after_surname, ordinal, abbreviation)
