"""Words set in spaced letters («р а з р я д к а»), as typewriters, plays and recognisers write names and emphasis."""

from functools import lru_cache

from ..patterns import pattern
from .old_spelling import is_word
from .repairs import Edit

MIN_SURE = 4  # letters of a known word that alone shows the habit; shorter ones and unknown names follow it
MIN_LETTERS = 3
MIN_TWO_WORDS = 10  # letters of two words; shorter ones may be a name, or one word that the dictionary lacks
MAX_LETTERS = 40
_LETTER = "[а-яёѣіѳА-ЯЁѢІѲ]"
_RUN = pattern(rf"(?<![\w-]){_LETTER}(?:[ \u00a0]{_LETTER}){{2,}}(?![\w-])")
_THREE = pattern(rf"[ \u00a0](?<=[^\w-]{_LETTER}.){_LETTER}[ \u00a0]{_LETTER}(?![\w-])")  # found sooner than a run
_PIECE = pattern(r"[А-ЯЁѢІѲ]+(?![а-яёѣіѳ])|[А-ЯЁѢІѲ]?[а-яёѣіѳ]+")  # «ДонАнна» is two
_ONE_LETTER_WORDS = frozenset("авикосуя")
_SHORT_WORDS = frozenset(  # beside others: «Кирсандр» is not «Кир сандр»
    "из на не но по до за от об во со ко ли же бы то он мы вы ты да ни "
    "два две три все всё них ним его для при над под без про как что где кто".split()
)
_BEFORE_ANY = frozenset(("не", "ни"))  # «не надо» is likelier than an unknown word
_SURNAME_ENDS = ("ов", "ев", "ова", "ева", "кий")
_NO_NAME = pattern(r"[бвгджзйклмнпрстфхцчшщ]{4}")  # «А б в г д»


def join_spaced_letters(text: str) -> list[Edit]:
    """Joins letters that stand apart where they are words of the dictionary; lists of letters stay.

    >>> [edit.after for edit in join_spaced_letters("Сдать с р о ч н о. О д и н и з н и х: Д о н Г у а н.")]
    ['срочно', 'Один из них', 'Дон', 'Гуан']
    >>> [edit.after for edit in join_spaced_letters("Малый якорь, д а г л и с т, б р о с и л и.")]
    ['бросили']
    >>> [edit.after for edit in join_spaced_letters("Он сказал: н е н а д о, и снова: н е н а д о.")]
    ['не надо', 'не надо']
    >>> join_spaced_letters("Точки А Б В Г, буквы а б в г д, А б в г д, и я с ним.")
    []
    """
    edits, is_habit = list[Edit](), False
    if not _THREE.search(f" {text}"):
        return []
    for run in _RUN.finditer(text):
        if len(run[0]) > 2 * MAX_LETTERS:
            continue
        for piece in _PIECE.finditer(run[0][::2]):
            words = _words_of(piece[0])
            is_habit |= any(len(word) >= MIN_SURE for word in words)
            joined = " ".join(words) or (piece[0] if _is_name(piece[0]) else "")
            if joined:
                start = run.start() + 2 * piece.start()
                edits.append(Edit("spaced_letters", start, start + 2 * len(piece[0]) - 1, joined))
    return edits if is_habit else []


@lru_cache(maxsize=4096)
def _words_of(letters: str) -> list[str]:
    """The fewest known words that the letters make, one of which is long enough to be no chance."""
    if len(letters) < MIN_LETTERS or (len(letters) == MIN_LETTERS and _ONE_LETTER_WORDS.issuperset(letters.lower())):
        return []
    splits: list[list[str] | None] = [[], *[None] * len(letters)]  # the best one up to each letter
    for stop in range(1, len(letters) + 1):
        ends = [(before, letters[start:stop]) for start, before in enumerate(splits[:stop]) if before is not None]
        found = [[*before, word] for before, word in ends if _is_part(word, letters)]
        splits[stop] = min(found, key=len, default=None)
    words = splits[-1] or []
    return words if any(len(word) >= MIN_LETTERS for word in words) and not _may_be_one(letters, words) else []


def _may_be_one(letters: str, words: list[str]) -> bool:
    """Whether several known words are more likely one: «Щелкалов», «Кирсандр», «даглист»."""
    if len(words) == 1:
        return False
    if letters.islower():
        is_short = len(words) == 2 and len(letters) < MIN_TWO_WORDS
        return is_short and words[0] not in _BEFORE_ANY and min(map(len, words)) > 1
    if not letters.istitle():
        return False
    has_short = any(len(word) < MIN_SURE for word in words)
    return letters.endswith(_SURNAME_ENDS) or not (has_short or len(letters) >= MIN_TWO_WORDS)


def _is_part(word: str, letters: str) -> bool:
    low = word.lower()
    if len(low) < MIN_LETTERS or (len(low) == MIN_LETTERS and len(letters) > MIN_SURE):
        return low in _ONE_LETTER_WORDS or low in _SHORT_WORDS
    return is_word(low)


def _is_name(letters: str) -> bool:
    """Whether letters that are no known words may be a name, where others of the text stand apart."""
    return len(letters) >= MIN_SURE and letters.istitle() and not _NO_NAME.search(letters)
