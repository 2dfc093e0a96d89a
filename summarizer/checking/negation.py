"""A «не» that a summary lost or added, against the source sentence that is most like it."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.checking.findings import Finding
from summarizer.cleaning.dictionary import PREDICATES, readings_of
from summarizer.evidence import Aligner
from summarizer.index import IndexedText, Word, share_of

MIN_SHARED: Final = 0.5  # of the summary sentence's lemmas; a looser likeness proves nothing
REACH: Final = 2  # words back from a verb where its «не» may stand: «не был принят»
_NEGATIONS: Final = frozenset({"не", "ни", "нельзя", "нет"})
_BORDER: Final = re.compile("[,;:—–]")


def find_negations(summary: IndexedText, source: IndexedText) -> list[Finding]:
    """Predicates that stand with «не» on one side only.

    >>> from summarizer.index import index_text
    >>> [f.text for f in find_negations(index_text("Суд отпустил Котова."), index_text("Суд не отпустил Котова."))]
    ['отпустил']
    >>> find_negations(index_text("Суд отпустил Котова."), index_text("Суд отпустил Котова. Дождь не шёл."))
    []
    """
    aligner = Aligner(source)
    found = []
    for at, sentence in enumerate(summary.sentences):
        if source.holds(sentence.text):
            continue
        for i, _ in aligner.rank(summary, at, n_best=1):
            if share_of(summary.lemmas[at], source.lemmas[i]) >= MIN_SHARED:
                found += _compare(summary.words[at], source.words[i], summary.text, source.text)
    return found


def _compare(ours: Sequence[Word], theirs: Sequence[Word], text: str, source: str) -> list[Finding]:
    """Findings for the predicates that both sentences have once and negate differently."""
    here, there = _polarities(ours, text), _polarities(theirs, source)
    found = []
    for lemma, places in here.items():
        other = there.get(lemma, [])
        if len(places) == len(other) == 1 and places[0][1] != other[0][1]:
            word, match = places[0][0], other[0][0]
            found.append(
                Finding("negation", word.start, word.stop, text[word.start : word.stop], match.start, match.stop)
            )
    return found


def _polarities(words: Sequence[Word], text: str) -> dict[str, list[tuple[Word, bool]]]:
    """For each predicate's lemma, its words and whether they are negated."""
    found: dict[str, list[tuple[Word, bool]]] = {}
    for i, word in enumerate(words):
        if word.is_content and readings_of(word.lower)[0].grammemes & PREDICATES:
            before = _same_clause(words[max(0, i - REACH) : i], word, text)
            found.setdefault(word.lemma, []).append((word, any(other.lower in _NEGATIONS for other in before)))
    return found


def _same_clause(before: Sequence[Word], word: Word, text: str) -> list[Word]:
    """The words before a word that no sign parts from it: «Мест нет, цирк открыт» says nothing against «открыт»."""
    return [other for other in before if not _BORDER.search(text, other.stop, word.start)]
