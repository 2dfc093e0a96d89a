"""Pairs of text and summary → the weights by which sentences are chosen.

    python -m training.fit_selection pairs.jsonl.xz
    python -m training.fit_selection my_pairs.jsonl --out summarizer/selection/weights.json

Words are fitted first (logistic: does this stem of the text stand in the summary?), then sentences
(ridge: what share of its words and word pairs does the summary hold, against the mean of its text?).
Only numbers leave this program; the same pairs give the same weights.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from summarizer.cleaning import clean
from summarizer.selection import ranking
from summarizer.selection.features import SENTENCE_FEATURES, WORD_FEATURES, sentence_features, word_features
from summarizer.selection.ranking import Weights
from summarizer.selection.traits import Candidate, find_candidates, stem
from training.texts import Document, read_documents

Array = NDArray[np.float64]

OUT: Final = Path(ranking.__file__).with_name(ranking.WEIGHTS)
MIN_SENTENCES: Final = 5  # of a text: there is nothing to choose from fewer
N_WORD_DOCUMENTS: Final = 1500  # every text gives hundreds of words: more moves no weight by a hundredth
PENALTY: Final = 30.0  # of the ridge and of the logistic fit, on standardized features
N_STEPS: Final = 12  # of Newton's method: the weights no longer move


def fit(documents: Sequence[Document]) -> Weights:
    """The weights for pairs; texts of less than MIN_SENTENCES sentences are left out."""
    known = [(section, document.summary) for document in documents for section in _first_section(document)]
    if not known:
        raise SystemExit(f"Нет ни одной пары с summary и текстом хотя бы в {MIN_SENTENCES} предложений")
    words = _fit_words(known[:N_WORD_DOCUMENTS])
    rows: list[list[float]] = []
    gains: list[float] = []
    for section, summary in known:
        rows += sentence_features(section)
        shares = [_share_in(summary, candidate) for candidate in section]
        mean = sum(shares) / len(shares)
        gains += [share - mean for share in shares]
    return Weights(words, _ridge(np.array(rows), np.array(gains)))


def _first_section(document: Document) -> Iterator[Sequence[Candidate]]:
    candidates = find_candidates(clean(document.text).text) if document.summary else []
    if len(candidates) >= MIN_SENTENCES:
        yield ranking.sections(candidates)[0]


def _fit_words(known: Iterable[tuple[Sequence[Candidate], str]]) -> tuple[float, ...]:
    rows: list[list[float]] = []
    hits: list[float] = []
    for section, summary in known:
        told = {stem(word) for word in _words(summary)}
        for word, row in word_features(section).items():
            rows.append(row)
            hits.append(float(word in told))
    return _logistic(np.array(rows), np.array(hits))


def _words(text: str) -> list[str]:
    return [s for candidate in find_candidates(text) for s in candidate.stems]


def _share_in(summary: str, candidate: Candidate) -> float:
    """Share of the sentence's stems plus share of its pairs of stems that the summary holds."""
    told, stems = _words(summary), candidate.stems
    pairs = Counter(pairwise(stems))
    n_words = (Counter(told) & Counter(stems)).total()
    n_pairs = (Counter(pairwise(told)) & pairs).total()
    return n_words / max(1, len(stems)) + n_pairs / max(1, pairs.total())


def _ridge(x: Array, y: Array) -> tuple[float, ...]:
    """Weights and constant of a penalized linear fit, for features as they are: x (n, features), y (n,)."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / spread
    weights = np.linalg.solve(z.T @ z + PENALTY * np.eye(z.shape[1]), z.T @ (y - y.mean())) / spread
    return (*weights.tolist(), float(y.mean() - mean @ weights))


def _logistic(x: Array, y: Array) -> tuple[float, ...]:
    """Weights and constant of a penalized logistic fit by Newton's method: x (n, features), y (n,) of 0 and 1."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    penalty = PENALTY * np.eye(z.shape[1])
    penalty[-1, -1] = 0.0
    weights = np.zeros(z.shape[1])
    for _ in range(N_STEPS):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (y - p) - penalty @ weights
        weights += np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, gradient)
    plain = weights[:-1] / spread
    return (*plain.tolist(), float(weights[-1] - mean @ plain))


def to_json(weights: Weights, path: Path, n_pairs: int) -> str:
    """The weights as the package reads them, with where they come from."""
    table: dict[str, Any] = {
        "made_by": "training/fit_selection.py",
        "pairs": {"n": n_pairs, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()},
        "words": dict(zip((*WORD_FEATURES, "constant"), _rounded(weights.words), strict=True)),
        "sentences": dict(zip((*SENTENCE_FEATURES, "constant"), _rounded(weights.sentences), strict=True)),
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 4) for value in values]


def main() -> None:
    """Fits and writes the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path, help="JSONL, plain or xz, with the fields text and summary")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--first", type=int, help="only so many pairs")
    options = parser.parse_args()
    documents = list(islice(read_documents(options.pairs), options.first))
    options.out.write_text(to_json(fit(documents), options.pairs, len(documents)), encoding="utf-8")
    print(f"{options.out}: {len(documents)} pairs")


if __name__ == "__main__":
    main()
