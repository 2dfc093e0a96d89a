"""Pairs of text and summary → the weights by which sentences are chosen.

    python -m training.fit_selection pairs.jsonl.xz
    python -m training.fit_selection my_pairs.jsonl --out summarizer/selection/weights.json

Sentences are fitted first (ridge: what share of its words and word pairs does the summary hold,
against the mean of its text?), then words (logistic: does this stem of the text stand in the
summary?), then sets of sentences (ridge: their ROUGE-1, against the mean of the sets of one text).
Only numbers leave this program; the same pairs give the same weights.
"""

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from summarizer.cleaning import clean
from summarizer.errors import InputError, OutputError
from summarizer.evaluate import measures
from summarizer.length import Budget
from summarizer.selection import ranking
from summarizer.selection.features import SENTENCE_FEATURES, sentence_features
from summarizer.selection.ranking import SET_FEATURES, Weights, dot, rank
from summarizer.selection.runs import whole_groups
from summarizer.selection.search import Search
from summarizer.selection.traits import Candidate, find_candidates, stem
from summarizer.selection.words import WORD_FEATURES, word_features
from training.ending import end
from training.texts import Document, read_documents

Array = NDArray[np.float64]
Known = tuple[Sequence[Candidate], str]  # what is looked at of a text, and its summary

OUT: Final = Path(ranking.__file__).with_name(ranking.WEIGHTS)
MIN_SENTENCES: Final = 5  # of a text: there is nothing to choose from fewer
MIN_PAIRS: Final = 300  # for the weights that come along: of those from 30 pairs 23 of 80 have another sign than these
N_WORD_DOCUMENTS: Final = 1500  # the latest; every text gives hundreds of words: more moves no weight by a hundredth
PENALTY: Final = 30.0  # of the ridge and of the logistic fit, on standardized features
SET_WORDS: Final = (42, 55)  # lengths that sets are drawn for in turns: of leads, and of summaries
N_SETS: Final = 120  # of one text
N_SET_DOCUMENTS: Final = 1500  # the latest: some 180,000 sets
MAX_FILL: Final = 20.0  # points of ROUGE that filling the room may count at most
N_HALVINGS: Final = 20
N_STEPS: Final = 12  # of Newton's method: the weights no longer move


def find_known(documents: Sequence[Document]) -> list[Known]:
    """What can be learned from: pairs whose text has MIN_SENTENCES sentences or more."""
    return [(section, document.summary) for document in documents for section in _first_section(document)]


def fit(known: Sequence[Known]) -> Weights:
    """The weights for what ``find_known`` found."""
    sentences = _fit_sentences(known)
    words = _fit_words(known[-N_WORD_DOCUMENTS:], sentences)
    unfitted = Weights(words, sentences, (0.0,) * len(SENTENCE_FEATURES), (1.0, *(0.0,) * (len(SET_FEATURES) - 1)))
    return _fit_sets(known[-N_SET_DOCUMENTS:], unfitted)


def _fit_sentences(known: Iterable[Known]) -> tuple[float, ...]:
    rows: list[list[float]] = []
    gains: list[float] = []
    for section, summary in known:
        rows += sentence_features(section)
        shares = [_share_in(summary, candidate) for candidate in section]
        mean = sum(shares) / len(shares)
        gains += [share - mean for share in shares]
    return _ridge(np.array(rows), np.array(gains))


def _first_section(document: Document) -> Iterator[Sequence[Candidate]]:
    candidates = find_candidates(clean(document.text).text) if document.summary else []
    if len(candidates) >= MIN_SENTENCES:
        yield ranking.sections(candidates)[0]


def _fit_words(known: Iterable[Known], sentences: Sequence[float]) -> tuple[float, ...]:
    rows: list[list[float]] = []
    hits: list[float] = []
    for section, summary in known:
        told = {stem(word) for word in _words(summary)}
        values = [dot(sentences, row) for row in sentence_features(section)]
        for word, row in word_features(section, values).items():
            rows.append(row)
            hits.append(float(word in told))
    return _logistic(np.array(rows), np.array(hits))


@dataclass(frozen=True)
class _Sets:
    """Some sets of sentences of one text: features (n, SENTENCE_FEATURES + SET_FEATURES), F1 and words (n,)."""

    features: Array
    scores: Array
    n_words: Array
    target_words: int

    @property
    def centred(self) -> Array:
        """The features less their mean: only differences within a text tell which set is better."""
        return np.asarray(self.features - self.features.mean(0))


def _fit_sets(known: Sequence[Known], weights: Weights) -> Weights:
    """The weights with those of sets: what goes with a high ROUGE-1 among the sets of one text.

    How much it counts that a room is filled is then set so that lengths come out as asked for, on the mean.
    """
    rng = random.Random(0)
    drawn = [
        found
        for (section, summary), target in zip(known, cycle(SET_WORDS))
        if len((found := _draw_sets(section, summary, target, weights, rng)).scores) > 1
    ]
    if not drawn:
        return weights
    x = np.vstack([found.centred for found in drawn])
    y = np.concatenate([found.scores - found.scores.mean() for found in drawn])
    fitted = np.array(_ridge(x, y)[:-1])
    fitted[-1] = _level_fill(drawn, fitted)
    n = len(SENTENCE_FEATURES)
    return replace(weights, members=tuple(fitted[:n].tolist()), sets=tuple(fitted[n:].tolist()))


def _draw_sets(section: Sequence[Candidate], summary: str, target: int, weights: Weights, rng: random.Random) -> _Sets:
    ranked = rank(section, weights)
    rows = np.array(sentence_features(section))
    told = Counter(measures.words(summary))
    search = Search(ranked, [one.candidate.n_words for one in ranked], weights.sets)
    room = Budget(target).room
    found = list(search.find_sets(whole_groups(ranked), room.least, room.most))
    features, scores, sizes = [], [], []
    for one in rng.sample(found, min(N_SETS, len(found))):
        share = np.array([ranked[i].candidate.n_words for i in one.members]) / one.tally.n_words
        features.append([*(share @ rows[list(one.members)]), *one.tally.features(target)])
        ours = Counter(word for i in one.members for word in measures.words(ranked[i].candidate.sentence.text))
        scores.append(measures.f1((ours & told).total(), ours.total(), told.total()))
        sizes.append(one.tally.n_words)
    return _Sets(np.array(features), np.array(scores), np.array(sizes), target)


def _level_fill(drawn: Sequence[_Sets], weights: Array) -> float:
    """The weight of the last feature, fill, by which the best sets have the words asked for, on the mean."""
    low, high = -MAX_FILL, MAX_FILL
    for _ in range(N_HALVINGS):
        middle = (low + high) / 2
        tried = np.array([*weights[:-1], middle])
        best = [int(np.argmax(found.features @ tried)) for found in drawn]
        filled = np.mean([found.n_words[i] / found.target_words for found, i in zip(drawn, best, strict=True)])
        low, high = (middle, high) if filled < 1 else (low, middle)
    return (low + high) / 2


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
        "members": dict(zip(SENTENCE_FEATURES, _rounded(weights.members), strict=True)),
        "sets": dict(zip(SET_FEATURES, _rounded(weights.sets), strict=True)),
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 4) for value in values]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path, help="JSONL, plain or xz, with the fields text and summary")
    parser.add_argument("--out", type=Path, help=f"{OUT} if not given, from {MIN_PAIRS} pairs on")
    parser.add_argument("--first", type=int, help="only so many pairs")
    options = parser.parse_args(argv)
    return end(lambda: fit_file(options))


def fit_file(options: argparse.Namespace) -> None:
    """Fits and writes the weights, with the arguments of the command line."""
    out = options.out or OUT
    if not out.parent.is_dir() or out.is_dir():
        raise OutputError(f"{out}: нужно имя файла в папке, которая есть")
    documents = list(islice(read_documents(options.pairs), options.first))
    known = find_known(documents)
    check_number(len(known), len(documents), options)
    table = to_json(fit(known), options.pairs, len(known))
    partial = out.with_name(out.name + ".partial")
    try:
        partial.write_text(table, encoding="utf-8")
        partial.replace(out)
    except OSError as error:
        raise OutputError(f"{out} не пишется: {error}") from error
    print(f"{out}: {len(known)} of {len(documents)} pairs")


def check_number(n_known: int, n_pairs: int, options: argparse.Namespace) -> None:
    """Nothing, if there are pairs enough.

    Raises:
        InputError: None can be learned from, or too few for the weights that come with the program.
    """
    taken = f"{options.pairs}: взято пар: {n_known} из {n_pairs}"
    if not n_known:
        raise InputError(f"{taken}; нужны summary или reference и текст хотя бы в {MIN_SENTENCES} предложений")
    if n_known < MIN_PAIRS and not options.out:
        raise InputError(f"{taken}; чтобы заменить {OUT}, нужно {MIN_PAIRS}. Назовите другой файл: --out weights.json")


if __name__ == "__main__":
    sys.exit(main())
