"""Verbs of a summary whose opposite the source says of the same: «долг вырос» for «долг сократился»."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.checking.antonyms import Antonyms, read_antonyms
from summarizer.checking.directions import trend_verbs
from summarizer.checking.findings import Finding, set_against
from summarizer.checking.participants import CORE, is_same
from summarizer.checking.syntax import Argument, Clause, find_clauses
from summarizer.evidence import find_counterparts
from summarizer.index import WORD, IndexedText, index_text
from summarizer.split import Sentence

_NOT: Final = frozenset({"не", "ни"})


@lru_cache(maxsize=1)
def _antonyms() -> Antonyms:
    return read_antonyms("opposites.tsv", [trend_verbs(1), trend_verbs(-1)])


def find_opposites(summary: IndexedText, source: IndexedText) -> list[Finding]:
    """Verbs to which the counterpart of their sentence has an opposite one, said of the same.

    >>> from summarizer.index import index_text
    >>> [f.text for f in find_opposites(index_text("Долг завода вырос."), index_text("Долг завода резко сократился."))]
    ['вырос']
    >>> find_opposites(index_text("Доход вырос."), index_text("Доход вырос, долг сократился."))
    []
    """
    found = []
    for at, i in find_counterparts(summary, source):
        ours, theirs = summary.sentences[at], source.sentences[i]
        for clause, other in _Pair(ours, theirs, source.lemmas[i]).find():
            place = ours.start + clause.start, ours.start + clause.stop
            its = theirs.start + other.start, theirs.start + other.stop
            found.append(set_against("negation", summary.text, place, source.text, its))
    return found


@dataclass(frozen=True)
class _Pair:
    """A sentence of a summary and the one of the source that says the same, with its lemmas."""

    ours: Sentence
    theirs: Sentence
    lemmas: frozenset[str]

    def find(self) -> Iterator[tuple[Clause, Clause]]:
        """Each clause of ours with the one that says the opposite."""
        for clause in find_clauses(self.ours.text):
            if clause.verb not in _antonyms() or _is_denied(clause, self.ours):
                continue
            clauses = find_clauses(self.theirs.text)
            told = [one for one in clauses if self._tells_of_one(clause, one)]
            other = next((one for one in told if _antonyms().are_opposite(clause.verb, one.verb)), None)
            apart = {one.verb for one in clauses if one not in told and any(its.role in CORE for its in one.arguments)}
            alike = {verb for verb in self.lemmas if verb in _antonyms() and _antonyms().are_alike(clause.verb, verb)}
            is_held = not alike <= apart  # «начались 12-го и закончились 15-го» ends what it began
            if other and not is_held and not _is_denied(other, self.theirs):
                yield clause, other

    def _tells_of_one(self, clause: Clause, other: Clause) -> bool:
        """Whether both clauses tell of one thing or person, with all that ours says it is.

        Where something is done to a thing in both, it is that: troops may begin one battle and end another.
        """
        both = {one.role for one in clause.arguments} & {its.role for its in other.arguments}
        roles = {"patient"} if "patient" in both else CORE
        return any(
            is_same(one, its) and self._lemmas_of(one) <= self.lemmas
            for one in clause.arguments
            for its in other.arguments
            if one.role in roles and its.role in roles
        )

    def _lemmas_of(self, argument: Argument) -> frozenset[str]:
        return index_text(self.ours.text[argument.start : argument.stop]).lemmas[0]


def _is_denied(clause: Clause, sentence: Sentence) -> bool:
    return not _NOT.isdisjoint(word.lower() for word in WORD.findall(sentence.text[: clause.start])[-1:])
