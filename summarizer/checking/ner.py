"""Persons, organisations and places of a short text by slovnet's NER over navec vectors.

The only file that imports them. Their weights (29 MB) lie in the wheel of ``natasha``, which is
never imported: its own morphology does not run on Python 3.11 and later. Where the wheel or the
libraries are missing, names are found by capital letters alone.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Final

from summarizer.checking.facts import Fact, FactKind

MAX_CHARS: Final = 4000  # of one piece: memory grows with the longest
_KINDS: Final[dict[str, FactKind]] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_WEIGHTS: Final = ("emb/navec_news_v1_1B_250K_300d_100q.tar", "model/slovnet_ner_news_v1.tar")


def find_weights() -> tuple[Path, Path] | None:
    """The files of the vectors and of the tagger, None where they are not installed."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        return None
    vectors, tagger = (Path(spec.submodule_search_locations[0]) / "data" / name for name in _WEIGHTS)
    return (vectors, tagger) if vectors.is_file() and tagger.is_file() else None


_LOADING: Final = Lock()  # two first summaries at once load it once
_TAGGING: Final = Lock()  # the limit below is the process's: two threads would leave each other's in force


def _tagger() -> Any:
    with _LOADING:
        return _load_tagger()


@lru_cache(maxsize=1)
def _load_tagger() -> Any:
    """The loaded tagger, None where it cannot be had; takes about 0.7 s once."""
    weights = find_weights()
    if weights is None:
        return None
    try:
        from navec import Navec
        from slovnet import NER
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    tagger = NER.load(str(weights[1]))
    tagger.navec(Navec.load(str(weights[0])))
    threads = ThreadpoolController()

    def tag(text: str) -> Any:
        with (
            _TAGGING,
            threads.limit(limits=1),
        ):  # its matrices are small: a second thread only spins, at five times the cost
            return tagger(text)

    return tag


@lru_cache(maxsize=256)
def find_entities(text: str) -> tuple[Fact, ...]:
    """The named entities of a text, in order; none without the tagger or beyond MAX_CHARS.

    >>> [(fact.kind, fact.text) for fact in find_entities("В Перми прошёл форум, сказал Иванов.")]
    [('place', 'Перми'), ('person', 'Иванов')]
    >>> find_entities("Шёл дождь.")
    ()
    """
    tagger = _tagger() if len(text) <= MAX_CHARS and text.strip() else None
    spans = tagger(text).spans if tagger else []
    return tuple(Fact(_KINDS[s.type], text[s.start : s.stop], s.start, s.stop) for s in spans if s.type in _KINDS)
