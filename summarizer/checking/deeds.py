"""Facts that the source holds, but of something else: a second look at the words beside them.

Each content word of a sentence belongs to the nearest fact of a kind; a comma or a new clause
counts as distance. If the words beside a fact in the summary stand in the source beside a rival
(another number of the same unit, another person) and none of them beside the fact itself, the
summary has probably tied it to another's deed.
"""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from summarizer.checking.compare_numbers import may_fit
from summarizer.checking.facts import Fact, Held, Moment, Quantity, hold_by, span_of
from summarizer.checking.findings import TOLD_THERE, note_of
from summarizer.checking.matching import NameMatcher
from summarizer.checking.parts import find_parts
from summarizer.checking.persons import find_named
from summarizer.checking.territories import find_territory
from summarizer.index import IndexedText
from summarizer.index.aligning import sentences_with

MIN_RIVAL_SHARE: Final = 0.5  # of the weight of the words beside a fact, that must stand beside a rival
# So many words must stand beside a rival that is not in the fact's own sentence; places stand for
# governments and frame whole sentences, so they need more.
MIN_RIVAL_WORDS: Final = {"number": 2, "date": 2, "person": 2, "place": 4}
MIN_FINER_WORDS: Final = 4  # beside «зимой 2006 года», the rival of a bare year
MIN_CLEAR_WORDS: Final = 3
N_LIKE: Final = 3  # sentences that are read for persons: those where a fact stands, and those with its words
MAX_RIVALS: Final = 200  # a sentence that is a table of numbers tells nothing
MAX_PLACES: Final = 40  # of a fact in the source that are read; a main character stands everywhere
CLEAR: Final = 3.0  # times as much beside the rival as beside the fact itself


_Found = tuple[Sequence[Fact], Sequence[Fact]]  # a fact wherever the source has it, and its rivals there


@dataclass(frozen=True)
class Deeds:
    """A summary and its source, word by word."""

    summary: IndexedText
    source: IndexedText
    quantities: Sequence[Quantity]
    moments: Sequence[Moment]
    names: NameMatcher

    def review(self, held: Sequence[Held]) -> list[Held]:
        """The same facts; those that the source ties to another deed are ``other``."""
        parts = self._held_parts([item.fact for item in held if isinstance(item.fact, Quantity)])
        found = [item if item.fact in parts else self._review(item, held) for item in held]
        return [_one_of_two(item, found, old) for item, old in zip(found, held, strict=True)]

    def _held_parts(self, quantities: Sequence[Quantity]) -> list[Fact]:
        """The numbers of «3 из 5» that the source has like that: what they count may stand behind either."""
        told = [(one.value, other.value) for one, other in find_parts(self.source.text, self.quantities)]
        ours = find_parts(self.summary.text, quantities)
        return [fact for pair in ours if (pair[0].value, pair[1].value) in told for fact in pair]

    def _review(self, item: Held, held: Sequence[Held]) -> Held:
        fact = item.fact
        if item.how not in ("verbatim", "form"):
            return item
        peers = [other.fact for other in held if other.fact.kind == fact.kind]
        if isinstance(fact, Quantity):
            return self._judge(item, *self._find_numbers(fact), peers)
        if isinstance(fact, Moment):
            return self._judge(item, *self._find_dates(fact), peers)
        if fact.kind in ("person", "place"):
            return self._judge(item, *self._find_names(fact, peers), peers)
        return item

    def _find_numbers(self, fact: Quantity) -> _Found:
        own = [
            one for one in self.quantities if math.isclose(one.value, fact.value, rel_tol=0.03) and may_fit(fact, one)
        ]
        starts = {one.start for one in own}
        homes = {self.source.sentence_at(start) for start in starts}
        rivals = [
            other
            for other in self.quantities
            if _is_rival_kind(fact, other)
            or (other.is_bare and not other.is_ordinal and self.source.sentence_at(other.start) in homes)
        ]
        return own, [rival for rival in rivals if rival.start not in starts]

    def _find_dates(self, fact: Moment) -> _Found:
        if _is_year(fact):  # «в 2011 году» for «зимой 2006 года»
            dated = [other for other in self.moments if other.year is not None]
            own = [other for other in dated if other.year == fact.year]
            return own, [other for other in dated if other.year != fact.year]
        alike = [other for other in self.moments if _is_same_grain(fact, other)]
        own = [other for other in alike if _fields(other) == _fields(fact)]
        return own, [other for other in alike if _fields(other) != _fields(fact)]

    def _find_names(self, fact: Fact, peers: Sequence[Fact]) -> _Found:
        """Persons and places of the source are looked for only where the fact stands, and where its words do."""
        places = [self.source.flat[place] for place in self.names.places_of(fact)]
        beside = _beside(self.summary, fact, peers)
        homes = {self.source.sentence_at(place.start) for place in places}
        homes = set(sorted(homes, key=lambda i: -len(beside & self.source.lemmas[i]))[:N_LIKE])
        own = [Fact(fact.kind, "", p.start, p.stop) for p in places if self.source.sentence_at(p.start) in homes]
        sentences = homes | set(sentences_with(beside, self.source, N_LIKE))
        named = [name for i in sorted(sentences) for name in find_named(self.source, i, (fact.kind,))]
        others = [p for p in named if not any(p.start <= one.start < p.stop for one in own)]
        sentence = self.summary.sentences[self.summary.sentence_at(fact.start)].text
        here = NameMatcher(IndexedText(sentence))  # who is named beside the fact has a role of its own: see roles.py
        others = [p for p in others if here.hold(p).how == "absent"]
        # not США for Штаты
        return own, [p for p in others if NameMatcher(IndexedText(p.text)).hold(fact).how == "absent"]

    def _judge(self, item: Held, own: Sequence[Fact], rivals: Sequence[Fact], peers: Sequence[Fact]) -> Held:
        """The fact as it is, or ``other`` where its words stand beside a rival in the source and not beside its own."""
        beside = _beside(self.summary, item.fact, peers)
        known = {lemma for lemma in beside if lemma in self.source.postings}
        total = self._weight(beside)  # words that the source lacks speak against a swap, too
        if not known or not own:
            return item
        own = own[:MAX_PLACES]
        homes = {self.source.sentence_at(one.start) for one in own}
        near = homes.union(sentences_with(beside, self.source, N_LIKE))
        rivals = [rival for rival in rivals if self.source.sentence_at(rival.start) in near][:MAX_RIVALS]
        everything = [*own, *rivals]
        owned = [known & _beside(self.source, one, everything) for one in own]
        ours = max(map(self._weight, owned))
        shared = frozenset().union(*owned)
        noun = item.fact.noun if isinstance(item.fact, Quantity) else ""
        can_outweigh = not item.fact.is_name and not (noun and any(getattr(one, "noun", "") == noun for one in own))
        for rival in rivals:
            found = (known & _beside(self.source, rival, everything)) - shared
            theirs, n_words = self._weight(found), len(found)
            is_near = self.source.sentence_at(rival.start) in homes
            n_needed = 1 if is_near and not item.fact.is_name else MIN_RIVAL_WORDS[item.fact.kind]
            n_needed = n_needed if _is_same_kind(item.fact, rival) else MIN_FINER_WORDS
            is_clear = ours == 0 or (can_outweigh and theirs >= CLEAR * ours and n_words >= MIN_CLEAR_WORDS)
            if is_clear and n_words >= n_needed and theirs >= MIN_RIVAL_SHARE * total:
                return hold_by(item.fact, "other", note_of(self.source.text, span_of(rival), TOLD_THERE), rival)
        return item

    def _weight(self, lemmas: Set[str]) -> float:
        """Lemmas by their rarity."""
        return sum(map(self.source.rarity, lemmas))


def _one_of_two(item: Held, found: Sequence[Held], old: Held) -> Held:
    """A name as it was held where another stands for the same rival: «России и Израиля» are not both «Сирии»."""
    if item is old or not item.fact.is_name:
        return item
    others = (one for one in found if one.how == "other" and one.fact.text != item.fact.text)
    return old if any(one.source_start == item.source_start for one in others) else item


def _beside(text: IndexedText, fact: Fact, peers: Sequence[Fact]) -> set[str]:
    """The lemmas that stand nearer to a fact of a text than to its peers in the sentence."""
    i = text.sentence_at(fact.start)
    sentence = text.sentences[i]
    inside = [peer for peer in peers if sentence.start <= peer.start < sentence.stop]
    return {word.lemma for word in find_territory(text, i, fact, inside)}


def _is_rival_kind(fact: Quantity, other: Quantity) -> bool:
    """Whether two numbers count things of one kind, so that one may be taken for the other."""
    if fact.is_ordinal != other.is_ordinal or fact.family != other.family:
        return False
    return fact.is_ordinal or bool(fact.family) or fact.is_bare == other.is_bare


def _is_same_kind(fact: Fact, rival: Fact) -> bool:
    return not (isinstance(fact, Moment) and isinstance(rival, Moment)) or _is_same_grain(fact, rival)


def _is_year(moment: Moment) -> bool:
    return moment.year is not None and all(field is None for field in _fields(moment)[1:]) and not moment.is_decade


def _is_same_grain(fact: Moment, other: Moment) -> bool:
    return [f is None for f in _fields(fact)] == [f is None for f in _fields(other)]


def _fields(moment: Moment) -> tuple[int | None, ...]:
    return (
        moment.year if moment.month is None else None,
        moment.month,
        moment.day,
        moment.weekday,
        moment.season,
        moment.relative,
    )
