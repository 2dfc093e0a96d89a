"""Look-alike letters: mixed words first, then, on their evidence, words without any Russian letter.

What was repaired in mixed words, counted by script, is the document's evidence for the words that
hold no Russian letter at all (``lone_letters.py``).
"""

from collections import Counter
from collections.abc import Sequence

from ..patterns import pattern
from .attached_letters import repair_attached_letters
from .evidence import MIN_SPOILED, Evidence
from .held_letters import repair_held_letters
from .language import LineLanguage
from .lone_letters import repair_lone_letters
from .look_alikes import OWN, RUSSIAN
from .mixed_words import read_mixed_word
from .old_letters import repair_old_i
from .repairs import Edit, apply_edits, compose_edits
from .tokens import Surroundings, Token, suspicious_tokens
from .whole_words import repair_whole_words

STEPS = (
    repair_whole_words,
    repair_lone_letters,
    repair_attached_letters,
    repair_held_letters,
)  # by which words are known
_NEAR = 40  # characters looked at on each side for a Latin neighbour
_LATIN_BEFORE = pattern(r"[A-Za-z]{2,}['’]?[a-z]*[.,]? $")
_LATIN_AFTER = pattern(r"[.,]? [a-z]+['’]?[A-Za-z]+")


def repair_homoglyphs(text: str) -> list[Edit]:
    """The edits that replace look-alike letters, one for each word.

    >>> apply_edits("В Мοскве, κак и везде", repair_homoglyphs("В Мοскве, κак и везде"))
    'В Москве, как и везде'
    >>> apply_edits("Hа Gооglе", repair_homoglyphs("Hа Gооglе"))
    'На Google'
    >>> repair_homoglyphs("USB-кабель, PRщик, угол α, витамин C, Сімферополь")
    []
    """
    mixed, has_single = _of_interest(text)
    evidence = Evidence()
    found = _repair_mixed_words(text, mixed, evidence, is_spoiled=False)
    if evidence.n_words >= MIN_SPOILED:
        left = [token for token in mixed if token.start not in found or RUSSIAN.isdisjoint(found[token.start].after)]
        found |= _repair_mixed_words(text, left, evidence, is_spoiled=True)
    edits = [found[start] for start in sorted(found)]
    middle = apply_edits(text, edits)
    for repair in (*(STEPS if has_single else STEPS[:1]), repair_old_i):
        repaired = repair(middle, evidence)
        if repaired:
            edits = compose_edits(edits, repaired, middle)
            middle = apply_edits(middle, repaired)
    return edits


def _of_interest(text: str) -> tuple[list[Token], bool]:
    """The tokens with Russian letters, and whether any foreign letter stands alone; the others may be a million."""
    mixed, has_single = list[Token](), False
    for token in suspicious_tokens(text):
        if token.is_mixed:
            mixed.append(token)
        has_single = has_single or len(token.word) == 1
    return mixed, has_single


def _repair_mixed_words(text: str, tokens: Sequence[Token], evidence: Evidence, is_spoiled: bool) -> dict[int, Edit]:
    """The edits, by start, for words with Russian letters; those that become Russian are added to the evidence."""
    found: dict[int, Edit] = {}
    became_russian: Counter[tuple[str, str]] = Counter()
    language, surroundings = LineLanguage(text), Surroundings(text, is_spoiled)
    for token in tokens:
        word = read_mixed_word(token.word, is_spoiled)
        if not word or surroundings.protect(token):
            continue
        is_other = language.is_other_at(token.start)
        if not is_spoiled and (is_other or (not RUSSIAN.isdisjoint(word) and _is_between_latin_words(text, token))):
            continue
        if not is_other and OWN.issuperset(word):
            became_russian[token.word, word] += 1
        found[token.start] = token.becomes(word)
    for (typed, repaired), n in became_russian.items():
        evidence.add(typed, repaired, n)
    return found


def _is_between_latin_words(text: str, token: Token) -> bool:
    """Between two Latin words a Russian reading is no use: French that was decoded as Russian."""
    if not _LATIN_AFTER.match(text, token.stop):
        return False
    return bool(_LATIN_BEFORE.search(token.before(text, _NEAR)))
