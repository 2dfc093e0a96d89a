"""A «не» that a summary lost or added, against the source sentence that is most like it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summarizer.checking.findings import Finding
from summarizer.checking.pairs import Pair
from summarizer.cleaning.dictionary import PREDICATES, readings_of
from summarizer.index import Word
from summarizer.patterns import pattern

REACH: Final = 2  # words back from a verb where its «не» may stand: «не был принят»
MIN_BESIDE: Final = 2  # words of each clause, before two count as said of other things
FAR_REACH: Final = 5  # where an adverb stands behind the «не»
_NEGATIONS: Final = frozenset({"не", "ни", "нельзя", "нет"})
_DENIALS: Final = frozenset(  # what they govern is denied without a «не»
    "запретить запрещать запрет отказать отказаться отказываться отказ невозможность невозможный невозможно "
    "перестать прекратить избежать воздержаться вряд".split()
)
_NOBODY: Final = frozenset("никто ничто никакой никогда нигде никуда".split())  # they deny nothing by themselves
MIN_STEM: Final = 3  # letters of a verb without its suffix and, where that changes, the consonant before it
_ASPECTS: Final = frozenset({"perf", "impf"})
_SUFFIX: Final = pattern("(?:[ыи]?ва|[ая])ть(?:ся)?$")
_ENDING: Final = pattern("(?:[аеиуыя]|ну)?ть(?:ся)?$")
_LAST_O: Final = pattern("о([^аеиоуыэюя]+)$")  # оспорить, оспаривать
_BORDER: Final = pattern("[,;:—–]")


def find_negations(pair: Pair) -> Iterator[Finding]:
    """Predicates that both sentences have once and one of them denies.

    >>> from summarizer.index import index_text
    >>> def denied(summary, source):
    ...     return [f.text for f in find_negations(Pair(index_text(summary), index_text(source)))]
    >>> denied("Суд отпустил Котова.", "Суд не отпустил Котова.")
    ['отпустил']
    >>> denied("Суд отпустил Котова.", "Суд отпустил Котова, дождь не шёл.")
    []
    >>> denied("Мэр никого не хотел обидеть.", "Мэр не хотел никого обидеть.")
    []
    >>> source = "Нельзя в ущерб жителям города ремонтировать мост, сказал мэр Котов."
    >>> denied("Мэр Котов велел не ремонтировать мост в ущерб жителям города.", source)
    []
    """
    here, there = _predicates(pair.ours, pair.summary.text), _predicates(pair.theirs, pair.source.text)
    for lemma, said in here.items():
        other = there.get(lemma) or _of_other_aspect(said[0], there)
        if len(said) != 1 or len(other) != 1 or said[0].governed != other[0].governed:
            continue  # «собирается отдать» and «не собирается чинить»
        if said[0].is_denied != other[0].is_denied and not said[0].is_of_other(other[0]):
            word, match = said[0].word, other[0].word
            text = pair.summary.text[word.start : word.stop]
            yield Finding("negation", word.start, word.stop, text, match.start, match.stop)


@dataclass(frozen=True)
class _Said:
    """A predicate: whether it is denied, and the infinitive that it governs, "" if none."""

    word: Word
    is_denied: bool
    governed: str
    beside: frozenset[str]  # the content lemmas of its clause

    def is_of_other(self, other: "_Said") -> bool:
        """Whether they are said of other things: «банк не дал кредит» and «область дала грант»."""
        return min(len(self.beside), len(other.beside)) >= MIN_BESIDE and self.beside.isdisjoint(other.beside)


def _of_other_aspect(said: _Said, there: Mapping[str, list[_Said]]) -> list[_Said]:
    """«выплатить» for «не выплачивать»: the verb of the other aspect in a clause that has words in common."""
    verbs = [one for found in there.values() for one in found if _are_aspects(said.word.lower, one.word.lower)]
    return [one for one in verbs if said.beside & one.beside]


def _are_aspects(one: str, other: str) -> bool:
    """Whether one verb is made of the other by a suffix.

    >>> _are_aspects("выплатить", "выплачивать"), _are_aspects("подал", "подавать"), _are_aspects("подал", "писать")
    (True, True, False)
    >>> _are_aspects("оспорит", "оспаривать")
    True
    """
    readings = [readings_of(word)[0] for word in (one, other)]
    if {grammeme for reading in readings for grammeme in reading.grammemes & _ASPECTS} != _ASPECTS:
        return False
    perfect, imperfect = (next(r.lemma for r in readings if aspect in r.grammemes) for aspect in ("perf", "impf"))
    match = _SUFFIX.search(imperfect)
    bases = {imperfect[: match.start()], imperfect[: match.start() - 1]} if match else set()
    stems = {_ENDING.sub("", perfect), _ENDING.sub("", perfect)[:-1]}
    stems |= {_LAST_O.sub(r"а\1", stem) for stem in stems}
    return any(len(base) >= MIN_STEM for base in bases & stems)


def _predicates(words: Sequence[Word], text: str) -> dict[str, list[_Said]]:
    """The predicates of a sentence by lemma, without those that another word than «не» denies."""
    found: dict[str, list[_Said]] = {}
    for i, word in enumerate(words):
        grammemes = readings_of(word.lower)[0].grammemes
        if not word.is_content or not grammemes & PREDICATES:
            continue
        before = [other for other in words[:i] if other.lemma not in _NOBODY]  # «не хотел никого очернить»
        beside = _same_clause(before[-REACH:], word, text)
        if "INFN" in grammemes:
            if any(other.lemma in _DENIALS for other in words[:i]):
                continue
            if _is_bounded(words[i + 1 : i + 1 + REACH]):
                continue
            beside += _denying_behind(words[i + 1 : i + 1 + FAR_REACH], word, text)
            beside += [] if found else _denying_far(words[i + 1 :])
            beside += [other for other in _same_clause(words[:i], word, text) if other.lower == "нельзя"]
        is_denied = any(other.lower in _NEGATIONS for other in beside) or _is_seldom(words, i, text)
        governed = "" if "INFN" in grammemes else _infinitive(words[i + 1 : i + 1 + REACH])
        found.setdefault(word.lemma, []).append(_Said(word, is_denied, governed, _clause(words, i, text)))
    return found


def _clause(words: Sequence[Word], i: int, text: str) -> frozenset[str]:
    """The content lemmas of the clause of a predicate, its own left out."""
    spans = ((word, *sorted((words[i], word), key=lambda one: one.start)) for word in words if word is not words[i])
    inside = (word for word, one, other in spans if not _BORDER.search(text, one.stop, other.start))
    return frozenset(word.lemma for word in inside if word.is_content)


def _is_seldom(words: Sequence[Word], i: int, text: str) -> bool:
    """«не всегда о них знают»: an adverb between «не» and a verb that may stand further off."""
    before = _same_clause(words[max(0, i - FAR_REACH) : i], words[i], text)
    return any(one.lower == "не" and "ADVB" in readings_of(other.lower)[0].grammemes for one, other in pairwise(before))


def _denying_behind(words: Sequence[Word], infinitive: Word, text: str) -> list[Word]:
    """«ожидать не следует», «продавать себе в убыток не станет»; «брать не только» denies nothing."""
    for i, word in enumerate(words):
        is_predicate = bool(readings_of(word.lower)[0].grammemes & PREDICATES)
        if _BORDER.search(text, infinitive.stop, word.start) or (is_predicate and word.lower != "нельзя"):
            return []
        if word.lower in _NEGATIONS:
            behind = words[i + 1 : i + 2]
            is_said = word.lower == "нельзя" or any(readings_of(w.lower)[0].grammemes & PREDICATES for w in behind)
            return [word] if is_said else []
    return []


def _denying_far(behind: Sequence[Word]) -> Sequence[Word]:
    """«продлевать контракт, истекающий в июле, он не станет»: the «не» of the first verb behind an infinitive."""
    for i, word in enumerate(behind):
        if readings_of(word.lower)[0].grammemes & PREDICATES:
            is_governing = i > 0 and behind[i - 1].lower == "не" and not _infinitive(behind[i + 1 :])
            return behind[i - 1 : i] if is_governing else []
    return []


def _is_bounded(behind: Sequence[Word]) -> bool:
    """«нельзя применять дольше пяти дней» and «разрешается применять не дольше» say the same."""
    return any("COMP" in readings_of(word.lower)[0].grammemes for word in behind)


def _infinitive(behind: Sequence[Word]) -> str:
    return next((word.lemma for word in behind if "INFN" in readings_of(word.lower)[0].grammemes), "")


def _same_clause(before: Sequence[Word], word: Word, text: str) -> list[Word]:
    """The words before a word that no sign parts from it: «Мест нет, цирк открыт» says nothing against «открыт»."""
    return [other for other in before if not _BORDER.search(text, other.stop, word.start)]
