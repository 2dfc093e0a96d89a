"""slovnet's small networks over navec vectors: the tagger of names and the parser of syntax.

The only file that imports them. Their weights (31 MB) lie in the wheel of ``natasha``, which is
never imported: its own morphology does not run on Python 3.11 and later. Where the wheel or the
libraries are missing there is no network: names are found by capital letters alone, and roles are
not compared.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

from summarizer.beside import begin
from summarizer.checking.vectors import WordVectors
from summarizer.checking.word_list import WordList

ModelName = Literal["NER", "Syntax"]
NetworkName = Literal["NER", "Syntax", "Words"]
_VECTORS: Final = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODELS: Final[dict[ModelName, str]] = {
    "NER": "model/slovnet_ner_news_v1.tar",
    "Syntax": "model/slovnet_syntax_news_v1.tar",
}
_BATCH: Final = 8  # sentences, as slovnet has it
_GZIP_HEADER: Final = 10  # bytes, with the time of packing: the same words have other ones in each network's file
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
    """The loaded network, None where it cannot be had; the first call takes about 0.4 s, once.

    ``Words`` is none, but the vectors that the others read: see ``WordVectors``.
    """
    with _LOADING:
        return _load().get(name)


def load_beside() -> None:
    """Begins to load the networks in a thread, so that a check which comes later need not wait for them."""
    begin(partial(network, "NER"), "networks")  # the check that needs them meets an error of theirs again


@lru_cache(maxsize=1)
def _load() -> dict[NetworkName, Callable[[Any], Any]]:
    folder = find_weights()
    if folder is None:
        return {}
    try:
        from threadpoolctl import ThreadpoolController

        models = _models(folder)
    except ImportError:
        return {}
    threads = ThreadpoolController()

    def run(model: Any, source: Any) -> Any:
        with _TAGGING, threads.limit(limits=1):  # small matrices: a second thread only spins, at five times the cost
            return model(source)

    return {name: partial(run, model) for name, model in models.items()}


def _models(folder: Path) -> dict[NetworkName, Any]:
    """The networks as slovnet's ``load`` makes them, but with one list of 250,000 words: each would read its own."""
    from slovnet import api
    from slovnet.const import REL, SHAPE, TAG, WORD
    from slovnet.exec.pack import Pack, vocab_name

    parts: dict[ModelName, tuple[Any, ...]] = {
        "NER": (api.NER, api.NERModel, api.TagEncoder, api.TagDecoder, api.NERInfer, TAG),
        "Syntax": (api.Syntax, api.SyntaxModel, api.SyntaxEncoder, api.SyntaxDecoder, api.SyntaxInfer, REL),
    }
    vectors, word_lists = _vectors(folder), dict[bytes, WordList]()
    models: dict[NetworkName, Any] = {}
    for name, (network_of, model_of, encoder_of, decoder_of, infer_of, labels) in parts.items():
        with Pack(str(folder / _MODELS[name])) as pack:
            pack.load_meta().check_protocol()
            model = pack.load_model(model_of)
            model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
            packed = pack.read(vocab_name(WORD))
            body = packed[_GZIP_HEADER:]
            if body not in word_lists:
                word_lists[body] = WordList(gzip.decompress(packed))
            encoder = encoder_of(word_lists[body], pack.load_vocab(SHAPE), _BATCH)
            decoder = decoder_of(pack.load_vocab(labels))
        models[name] = network_of(infer_of(model, encoder, decoder), _BATCH).navec(vectors)
    models["Words"] = WordVectors(vectors.pq.codes, vectors.pq.indexes, encoder.words_vocab)
    return models


def _vectors(folder: Path) -> Any:
    """What the networks take of navec: neither its words nor the products by which it would compare vectors."""
    from navec import Navec
    from navec.meta import Meta
    from navec.pq import PQ
    from navec.tar import Tar

    class Codes(PQ):  # type: ignore[misc]
        def precompute(self) -> None:
            """27 MB, and 100 MB while they are made: asked for only by who looks words up or compares them."""

    with Tar(str(folder / _VECTORS)) as tar:
        return Navec(Meta.from_file(tar.load("meta.json")), None, Codes.from_file(tar.load("pq.bin")))
