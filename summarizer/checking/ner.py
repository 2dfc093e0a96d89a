"""Persons, organisations and places of a short text, as slovnet's tagger finds them."""

from functools import lru_cache
from typing import Final

from summarizer.checking.facts import Fact, FactKind
from summarizer.checking.networks import network

MAX_CHARS: Final = 4000  # of one piece: memory grows with the longest
_KINDS: Final[dict[str, FactKind]] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@lru_cache(maxsize=256)
def find_entities(text: str) -> tuple[Fact, ...]:
    """The named entities of a text, in order; none without the tagger or beyond MAX_CHARS.

    >>> [(fact.kind, fact.text) for fact in find_entities("В Перми прошёл форум, сказал Иванов.")]
    [('place', 'Перми'), ('person', 'Иванов')]
    >>> find_entities("Шёл дождь.")
    ()
    """
    tagger = network("NER") if len(text) <= MAX_CHARS and text.strip() else None
    spans = tagger(text).spans if tagger else []
    return tuple(Fact(_KINDS[s.type], text[s.start : s.stop], s.start, s.stop) for s in spans if s.type in _KINDS)
