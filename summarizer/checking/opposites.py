"""Verbs of a summary whose opposite the source says of the same: «долг вырос» for «долг сократился»."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from summarizer.checking.antonyms import Antonyms, read_antonyms
from summarizer.checking.directions import trend_verbs
from summarizer.checking.findings import Finding
from summarizer.checking.pairs import Pair
from summarizer.checking.participants import CORE, is_same
from summarizer.checking.syntax import Clause, find_clauses
from summarizer.index import WORD, index_text
from summarizer.split import Sentence

_NOT: Final = frozenset({"не", "ни"})


@lru_cache(maxsize=1)
def _antonyms() -> Antonyms:
    return read_antonyms("opposites.tsv", [trend_verbs(1), trend_verbs(-1)])


def find_opposites(pair: Pair) -> Iterator[Finding]:
    """Verbs of a summary to which the source has an opposite one, said of the same.

    >>> from summarizer.index import index_text
    >>> def opposites(summary, source):
    ...     return [f.text for f in find_opposites(Pair(index_text(summary), index_text(source)))]
    >>> opposites("Долг завода вырос.", "Долг завода резко сократился.")
    ['вырос']
    >>> opposites("Доход вырос.", "Доход вырос, долг сократился.")
    []
    """
    ours, theirs = pair.summary.sentences[pair.at], pair.source.sentences[pair.source_at]
    lemmas = pair.source.lemmas[pair.source_at]
    for clause in find_clauses(ours.text):
        if clause.verb not in _antonyms() or _is_denied(clause, ours):
            continue
        clauses = find_clauses(theirs.text)
        told = [one for one in clauses if _tell_of_one(clause, ours, one, lemmas)]
        other = next((one for one in told if _antonyms().are_opposite(clause.verb, one.verb)), None)
        apart = {one.verb for one in clauses if one not in told and any(its.role in CORE for its in one.arguments)}
        alike = {verb for verb in lemmas if verb in _antonyms() and _antonyms().are_alike(clause.verb, verb)}
        is_held = not alike <= apart  # «начались 12-го и закончились 15-го» ends what it began
        if other and not is_held and not _is_denied(other, theirs):
            place = ours.start + clause.start, ours.start + clause.stop
            yield pair.against(place, (theirs.start + other.start, theirs.start + other.stop))


def _tell_of_one(clause: Clause, ours: Sentence, other: Clause, lemmas: frozenset[str]) -> bool:
    """Whether a clause of ours and another tell of one thing, which is all that ours says it is by these lemmas.

    Where something is done to a thing in both, it is that: troops may begin one battle and end another.
    """
    both = {one.role for one in clause.arguments} & {its.role for its in other.arguments}
    roles = {"patient"} if "patient" in both else CORE
    return any(
        is_same(one, its) and index_text(ours.text[one.start : one.stop]).lemmas[0] <= lemmas
        for one in clause.arguments
        for its in other.arguments
        if one.role in roles and its.role in roles
    )


def _is_denied(clause: Clause, sentence: Sentence) -> bool:
    return not _NOT.isdisjoint(word.lower() for word in WORD.findall(sentence.text[: clause.start])[-1:])
