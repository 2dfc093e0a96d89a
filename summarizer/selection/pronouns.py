"""Personal pronouns of a sentence, and the nouns before them that they may stand for."""

from functools import lru_cache
from typing import Final

from summarizer.cleaning.dictionary import Reading, readings_of
from summarizer.patterns import pattern

N_READINGS: Final = 2  # of a word that are believed; rarer ones make a noun of nearly anything
MIN_NOUN_LETTERS: Final = 3  # the dictionary has «в» and «с» as letters, which are nouns
_WORD: Final = pattern(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_TOKEN: Final = pattern(rf"{_WORD.pattern}|[«»,;:()—–]")
# What the dictionary may say of the noun that a pronoun stands for.
_MASCULINE, _FEMININE, _NEUTER, _PLURAL = "masc", "femn", "neut", "plur"
_PRONOUNS: Final = {
    **dict.fromkeys(("он",), (_MASCULINE,)),
    **dict.fromkeys(("оно",), (_NEUTER,)),
    **dict.fromkeys(("его", "ему", "него", "нему", "нем", "нём"), (_MASCULINE, _NEUTER)),
    **dict.fromkeys(("им", "ним"), (_MASCULINE, _NEUTER, _PLURAL)),
    **dict.fromkeys(("она", "ее", "её", "ей", "ею", "нее", "неё", "ней", "нею"), (_FEMININE,)),
    **dict.fromkeys(("они", "их", "ими", "них", "ними"), (_PLURAL,)),
}
# Pronouns, too, before a verb: «перед увольнением тот скачал», but not «тот план», «те, кто».
_THAT_DOES: Final = {"тот": (_MASCULINE,), "та": (_FEMININE,), "те": (_PLURAL,)}
_SUBJECTS: Final = frozenset(("он", "она", "оно", "они"))
_MAY_OWN: Final = frozenset(("его", "ее", "её", "их"))  # «её письмо», but «сожгла её в печке»
_OTHER_DOER: Final = frozenset(("INFN", "PRTF"))  # OpenCorpora: infinitives and participles


def missing_nouns(sentence: str) -> list[tuple[str, ...]]:
    """What each pronoun without an agreeing noun before it in the sentence may stand for.

    The doer of a clause is not who it is done to: «Мама сожгла её» means another. Nor is a noun right before the
    pronoun: «Контракт с ним расторгнут», «После матча он ушёл». In quotations others speak.

    >>> missing_nouns("Он призвал не верить слухам."), missing_nouns("Мэр сказал, что он уйдёт.")
    ([('masc',)], [])
    >>> missing_nouns("Мама сожгла её в печке."), missing_nouns("Мама сожгла её письмо.")
    ([('femn',)], [])
    >>> missing_nouns("Контракт с ним расторгнут."), missing_nouns("Контракт и цена с ним не вяжутся.")
    ([('masc', 'neut', 'plur')], [])
    >>> missing_nouns("Завод считает, что тот скачал чертежи."), missing_nouns("Завод выбрал тот план.")
    ([], [])
    >>> missing_nouns("Компания считает, что тот скачал чертежи."), missing_nouns("Она ищет те, что пропали.")
    ([('masc',)], [('femn',)])
    >>> missing_nouns("Отвечая врачу, он отказался."), missing_nouns("Отвечая врачу, мэр обидел его.")
    ([('masc',)], [])
    """
    tokens = _TOKEN.findall(sentence)
    if (_PRONOUNS.keys() | _THAT_DOES.keys()).isdisjoint(map(str.lower, tokens)):
        return []  # no other word need be looked up
    clause, depth = _Clause(), 0
    missing: list[tuple[str, ...]] = []
    noun = ""  # that stands right before, or before a preposition
    for token, following in zip(tokens, [*tokens[1:], ""], strict=False):
        word = token.lower()
        depth += (token == "«") - (token == "»")
        kinds = _PRONOUNS.get(word) or (_THAT_DOES.get(word) if _is_verb(following) else None)
        if kinds and not depth:
            is_subject = word in _SUBJECTS or word in _THAT_DOES
            is_known = clause.has(kinds, is_subject, not is_subject and _is_object(word, following))
            missing += [] if is_known else [kinds]
        if noun and "PREP" in readings_of(token)[0].grammemes:
            continue
        if noun:
            clause.add(noun)
        noun = token if token[0].isalpha() and "NOUN" in readings_of(token)[0].grammemes else ""
        if not noun:
            clause.add(token)
    return missing


class _Clause:
    """The kinds of nouns of a sentence so far; those that stand before the verb of its last clause apart."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._doers: set[str] = set()
        self._beside: set[str] = set()  # nouns of «отвечая журналисту»: whoever does it is none of them
        self._has_verb = self._has_other_doer = self._is_beside = False

    def add(self, token: str) -> None:
        """Goes on by one word or mark; a mark begins another clause."""
        if not token[0].isalpha():
            self._seen |= self._doers
            self._doers, self._has_verb, self._has_other_doer = set(), False, False
            self._is_beside = False
            return
        grammemes = readings_of(token)[0].grammemes
        self._is_beside |= "GRND" in grammemes
        self._has_verb |= "VERB" in grammemes
        self._has_other_doer |= not grammemes.isdisjoint(_OTHER_DOER)
        may_do = not self._has_verb and any("nomn" in one.grammemes for one in _nouns(token))
        (self._beside if self._is_beside else self._doers if may_do else self._seen).update(_kinds_of(token))

    def has(self, kinds: tuple[str, ...], is_subject: bool, is_object: bool) -> bool:
        """Whether a noun of one of these kinds stands before; of an object's own clause the doer does not count.

        Nor do nouns beside a gerund for a subject: «Отвечая журналисту, он отказался».

        «Мэр велел рабочим дать ему план», «решил поставленную перед ним задачу»: these have doers of their own.
        """
        is_other = is_object and self._has_verb and not self._has_other_doer
        seen = self._seen if is_subject else self._seen | self._beside
        return not (seen if is_other else seen | self._doers).isdisjoint(kinds)


def _is_verb(word: str) -> bool:
    return word[:1].isalpha() and "VERB" in readings_of(word)[0].grammemes


def _is_object(pronoun: str, following: str) -> bool:
    """Whether a pronoun that is no subject owns nothing."""
    return not (pronoun in _MAY_OWN and following[:1].isalpha() and _nouns(following, "ADJF"))


def has_noun(before: str, kinds: tuple[str, ...]) -> bool:
    """Whether a word of a text can be a noun of one of these kinds."""
    return any(not _kinds_of(word).isdisjoint(kinds) for word in _WORD.findall(before))


def _nouns(word: str, *others: str) -> list[Reading]:
    """The likeliest ways to read a word as a noun, or as one of other parts of speech."""
    if len(word) < MIN_NOUN_LETTERS:
        return []
    return [one for one in readings_of(word)[:N_READINGS] if not one.grammemes.isdisjoint({"NOUN", *others})]


@lru_cache(maxsize=65536)
def _kinds_of(word: str) -> frozenset[str]:
    """Genders, and the plural, that a word can be a noun in."""
    return frozenset(
        kind
        for reading in _nouns(word)
        for kind in ((_PLURAL,) if _PLURAL in reading.grammemes else (_MASCULINE, _FEMININE, _NEUTER))
        if kind in reading.grammemes
    )
