"""slovnet's small networks over navec vectors: the tagger of names and the parser of syntax.

The only file that imports them. Their weights (31 MB) lie in the wheel of ``natasha``, which is
never imported: its own morphology does not run on Python 3.11 and later. Where the wheel or the
libraries are missing there is no network: names are found by capital letters alone, and roles are
not compared.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

NetworkName = Literal["NER", "Syntax"]
_VECTORS: Final = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODELS: Final[dict[NetworkName, str]] = {
    "NER": "model/slovnet_ner_news_v1.tar",
    "Syntax": "model/slovnet_syntax_news_v1.tar",
}
_LOADING: Final = Lock()  # two first summaries at once load it once
_TAGGING: Final = Lock()  # the limit on threads is the process's: two would leave each other's in force


def find_weights(package: str = "natasha") -> Path | None:
    """The folder with the vectors and the networks, None where the package that carries them is not installed.

    >>> find_weights("no_such_package") is None
    True
    """
    try:
        spec = find_spec(package)
    except ValueError:  # marked as not to be imported
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "data"
    is_whole = all((folder / name).is_file() for name in (_VECTORS, *_MODELS.values()))
    return folder if is_whole else None


def network(name: NetworkName) -> Callable[[Any], Any] | None:
    """The loaded network, None where it cannot be had; the first takes about 0.6 s, once."""
    with _LOADING:
        return _load(name)


@lru_cache(maxsize=2)
def _load(name: NetworkName) -> Callable[[Any], Any] | None:
    folder = find_weights()
    if folder is None:
        return None
    try:
        import slovnet
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    model = getattr(slovnet, name).load(str(folder / _MODELS[name]))
    model.navec(_vectors(folder))
    threads = ThreadpoolController()

    def run(source: Any) -> Any:
        with _TAGGING, threads.limit(limits=1):  # small matrices: a second thread only spins, at five times the cost
            return model(source)

    return run


@lru_cache(maxsize=1)
def _vectors(folder: Path) -> Any:
    from navec import Navec

    return Navec.load(str(folder / _VECTORS))
