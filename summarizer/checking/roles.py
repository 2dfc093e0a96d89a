"""Who did what to whom: roles of a summary's verbs against those of the same verbs in the source.

A role counts as swapped where the source has the same verb with the same participants in other
places («А обыграл Б» for «Б обыграл А»), or with another person or another sum in one place and
all else alike. What the source says nowhere with the verb is not judged: a summary may well tell
a deed in other words.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from summarizer.checking.compare_numbers import hold_quantity
from summarizer.checking.facts import Quantity, Span, overlap
from summarizer.checking.figures import find_figures
from summarizer.checking.findings import TOLD_THERE, Finding, FindingKind, set_against
from summarizer.checking.forms import is_same_name
from summarizer.checking.ner import find_entities
from summarizer.checking.participants import crossed, is_held, is_open, is_same
from summarizer.checking.syntax import Argument, Clause, find_clauses
from summarizer.checking.tokens import read_table
from summarizer.cleaning.dictionary import is_known, readings_of
from summarizer.index import IndexedText
from summarizer.patterns import pattern
from summarizer.split import Sentence

GAP_CHARS: Final = 20  # before a number, a word at most among them: «— около 3»
_GAP: Final = pattern(r"\s[—–]\s(?:\w+\s)?\Z")
N_READ: Final = 6  # sentences of the source with the verb that are parsed, those most alike
FRAMES: Final = frozenset({"в", "во", "при", "после", "перед", "из-за"})  # what stands behind frames many deeds


@lru_cache(maxsize=1)
def _deeds() -> dict[str, tuple[str, dict[str, str]]]:
    """For a verb the name of its deed, and which role there each of its own roles is."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for name, verbs, others, roles in read_table("verbs.tsv"):
        found.update({verb: (name, {}) for verb in verbs.split()})
        moved = dict(role.replace("with_", "with ").split("=") for role in roles.replace("with ", "with_").split())
        found.update(dict.fromkeys(others.split(), (name, moved)))
    return found


@dataclass(frozen=True)
class Roles:
    """A summary and its source, clause by clause."""

    summary: IndexedText
    source: IndexedText
    quantities: Sequence[Quantity]  # of the source

    def find_swaps(self) -> list[Finding]:
        """A finding for each participant of the summary that stands in another's place."""
        found: list[Finding] = []
        for at, sentence in enumerate(self.summary.sentences):
            if not self.source.holds(sentence.text):
                for clause in _told(sentence.text):
                    found += self._compare(clause, at)
        return found

    def _compare(self, clause: Clause, at: int) -> Iterator[Finding]:
        ours = self.summary.sentences[at]
        told = [
            _Told(other, self.source.sentences[i])
            for i in self._with_verb(clause.verb, at)
            for other in _told(self.source.sentences[i].text)
            if other.verb == clause.verb
        ]
        for argument in clause.arguments:
            mine = _Place(argument, clause, ours)
            amounts = list(self._other_amounts(mine, told))
            yield from amounts
            rival = None if amounts else self._rival(mine, told)
            if rival:
                yield self._finding("swapped_roles", ours, argument, rival)

    def _finding(self, kind: FindingKind, ours: Sentence, ours_at: Argument | Quantity, rival: Span) -> Finding:
        place = ours.start + ours_at.start, ours.start + ours_at.stop
        return set_against(kind, self.summary.text, place, self.source.text, rival, TOLD_THERE)

    def _rival(self, mine: "_Place", told: Sequence["_Told"]) -> Span | None:
        """Who stands in the source where the participant does in the summary."""
        if any(is_held(mine.argument, one.clause) for one in told):
            return None
        is_person = _is_person(mine.argument, mine.sentence.text)
        for one in told:
            found = crossed(mine.argument, mine.clause, one.clause, is_person)
            found = found or (self._taken(mine, one) if is_person else None)
            if found:
                return one.span_of(found)
        return None

    def _with_verb(self, verb: str, at: int) -> list[int]:
        """The sentences of the source that tell the deed, those that share most with sentence ``at`` first."""
        verbs = {verb, *(other for other, (name, _) in _deeds().items() if name == verb)}
        places = {i for one in verbs for i in self.source.postings.get(one, ())}
        mine = self.summary.lemmas[at]
        return sorted(places, key=lambda i: (-len(mine & self.source.lemmas[i]), i))[:N_READ]

    def _taken(self, mine: "_Place", told: "_Told") -> Argument | None:
        """Who stands in the source where a person of the summary does, with all else alike."""
        rivals = [one for one in told.clause.arguments if one.role == mine.argument.role]
        if len(rivals) != 1 or is_open(rivals[0]) or not _share(mine, told, FRAMES):
            return None
        if is_held(rivals[0], mine.clause):
            return None  # «забили Андраде и Петров»: each is told with another
        return rivals[0] if _is_person(rivals[0], told.sentence.text) and self._is_known(mine.argument) else None

    def _other_amounts(self, mine: "_Place", told: Sequence["_Told"]) -> Iterator[Finding]:
        """Numbers of the summary that the source has elsewhere, where the source has another with the same verb."""
        amounts = _amounts(mine.argument, mine.sentence)
        near = [one for one in told if amounts and _share(mine, one)]
        said = [q for one in told for argument in one.clause.arguments for q in _amounts(argument, one.sentence)]
        for amount in amounts:
            if hold_quantity(amount, self.quantities).is_unsupported or not hold_quantity(amount, said).is_unsupported:
                continue  # a fact of its own, or told of this deed
            if any(one.value == amount.value and _is_gapped(one, self.source.text) for one in self.quantities):
                continue
            rival = next((span for one in near for span in one.amounts_like(mine.argument, amount)), None)
            if rival:
                yield self._finding("other_number", mine.sentence, amount, rival)

    def _is_known(self, argument: Argument) -> bool:
        """Whether the source names the person at all: one that it does not is a fact of its own."""
        return any(is_same_name(name, word) for name in argument.names for word in self.source.places)


@dataclass(frozen=True)
class _Place:
    """An argument of the summary with its clause and sentence."""

    argument: Argument
    clause: Clause
    sentence: Sentence


@dataclass(frozen=True)
class _Told:
    """A clause of the source with its sentence."""

    clause: Clause
    sentence: Sentence

    def span_of(self, found: Argument | Quantity) -> Span:
        """Where something stands in the source."""
        return self.sentence.start + found.start, self.sentence.start + found.stop

    def amounts_like(self, argument: Argument, amount: Quantity) -> Iterator[Span]:
        """Where numbers of the same unit or noun stand in the same role."""
        for one in self.clause.arguments:
            if one.role == argument.role and (one.nouns & argument.nouns or amount.family):
                for other in _amounts(one, self.sentence):
                    if (other.family, other.noun) == (amount.family, amount.noun):
                        yield self.span_of(other)


def _told(sentence: str) -> list[Clause]:
    """The clauses of a sentence, verbs of one deed told from one side."""
    return [_turned(clause) for clause in find_clauses(sentence)]


def _turned(clause: Clause) -> Clause:
    name, moved = _deeds().get(clause.verb, (clause.verb, {}))
    arguments = (replace(one, role=moved.get(one.role, one.role)) for one in clause.arguments)
    return replace(clause, verb=name, arguments=tuple(arguments))


def _share(mine: _Place, told: _Told, passed_over: Collection[str] = ()) -> bool:
    """Whether another argument, behind none of some words, is the same in one role: «второе место» is no «пятое»."""
    return any(
        one is not mine.argument
        and one.role == its.role
        and one.role.removeprefix("with ") not in passed_over
        and is_same(one, its)
        and _ordinals(one, mine.sentence) == _ordinals(its, told.sentence)
        for one in mine.clause.arguments
        for its in told.clause.arguments
    )


def _ordinals(argument: Argument, sentence: Sentence) -> set[float]:
    return {q.value for q in _inside(argument, sentence) if q.is_ordinal}


def _is_gapped(quantity: Quantity, text: str) -> bool:
    """Whether a dash stands for the verb and the noun of a number: «Ему дали 5 мест, ей — 3»."""
    is_bare = quantity.is_bare and bool(_GAP.search(text, max(0, quantity.start - GAP_CHARS), quantity.start))
    return is_bare or quantity.is_gapped


def _amounts(argument: Argument, sentence: Sentence) -> list[Quantity]:
    """The numbers of an argument that count something, with offsets in their sentence."""
    return [q for q in _inside(argument, sentence) if not (q.is_bare or q.is_ordinal or q.is_loose)]


def _inside(argument: Argument, sentence: Sentence) -> Iterator[Quantity]:
    return (q for q in _figures(sentence.text) if argument.start <= q.start < argument.stop)


@lru_cache(maxsize=256)
def _figures(text: str) -> tuple[Quantity, ...]:
    return tuple(find_figures(text)[0])


def _is_person(argument: Argument, sentence: str) -> bool:
    """Whether an argument names a person: by the tagger or the dictionary; that guesses «Идлиб» to be a surname."""
    found = {fact.kind for fact in find_entities(sentence) if overlap(fact, argument)}
    names = [name for name in argument.names if readings_of(name)[0].grammemes & {"Surn", "Patr", "Name"}]
    return bool(argument.names) and ("person" in found or any(map(is_known, names)) or bool(names and not found))
