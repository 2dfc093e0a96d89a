"""Causes and times turned round: «пожар из-за замыкания» and the other way, «до всходов» and «после всходов»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.checking.facts import span_of
from summarizer.checking.findings import Finding
from summarizer.checking.nouns import noun_behind
from summarizer.checking.pairs import Pair
from summarizer.cleaning.dictionary import cases_of
from summarizer.index import IndexedText, Word

REACH: Final = 3  # words behind a preposition where its noun may stand
_CAUSE: Final = frozenset({"из-за", "вследствие", "благодаря"})
_AFTER: Final = frozenset({"после"})
_BEFORE: Final = frozenset({"до", "перед"})
_GOVERNED: Final = frozenset({"gent", "ablt", "datv"})  # cases behind these prepositions
_KINDS: Final = (_CAUSE, _AFTER, _BEFORE)
_OPPOSITE: Final = {_AFTER: _BEFORE, _BEFORE: _AFTER}


@dataclass(frozen=True)
class _Tie:
    """A preposition with its noun, and the lemmas of the rest of the sentence."""

    kind: frozenset[str]
    first: Word
    noun: Word
    rest: frozenset[str]


def find_orders(pair: Pair) -> Iterator[Finding]:
    """Prepositions of a summary that make cause of effect, or after of before.

    >>> from summarizer.index import index_text
    >>> source = index_text("Пожар начался из-за замыкания после грозы.")
    >>> told = ("Замыкание началось из-за пожара.", "Пожар начался перед грозой.", "После грозы начался пожар.")
    >>> [[f.text for f in find_orders(Pair(index_text(one), source))] for one in told]
    [['из-за пожара'], ['перед грозой'], []]
    """
    theirs = list(_ties(pair.theirs))
    for ours in _ties(pair.ours) if theirs else ():
        other = next((one for one in theirs if _is_turned(ours, one) or _is_opposite(ours, one)), None)
        if other and not _is_said(ours, pair.source):
            yield pair.against(span_of(ours.first, ours.noun), span_of(other.first, other.noun))


def _is_turned(ours: _Tie, other: _Tie) -> bool:
    """«А из-за Б» and «Б из-за А»."""
    is_crossed = ours.noun.lemma in other.rest and other.noun.lemma in ours.rest
    return ours.kind == other.kind and ours.noun.lemma != other.noun.lemma and is_crossed


def _is_opposite(ours: _Tie, other: _Tie) -> bool:
    """«до всходов» and «после всходов»."""
    return _OPPOSITE.get(ours.kind) == other.kind and ours.noun.lemma == other.noun.lemma


def _is_said(ours: _Tie, source: IndexedText) -> bool:
    """Whether the source ties the noun in this way anywhere."""
    places = source.postings.get(ours.noun.lemma, ())
    return any(
        (one.kind, one.noun.lemma) == (ours.kind, ours.noun.lemma) for i in places for one in _ties(source.words[i])
    )


def _ties(words: Sequence[Word]) -> Iterator[_Tie]:
    for i, word in enumerate(words):
        kind = next((kind for kind in _KINDS if word.lower in kind), None)
        noun = noun_behind(words[i + 1 : i + 1 + REACH]) if kind else None
        if kind and noun and cases_of(noun.lower) & _GOVERNED:
            rest = frozenset(one.lemma for one in words if one is not noun and one.is_content)
            yield _Tie(kind, word, noun, rest)
