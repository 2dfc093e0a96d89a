"""Written texts, less their marks → the network that puts marks into speech which has none.

    python -m training.sentence_marks news.jsonl.xz essays.jsonl.xz prose.jsonl.xz --out marks.npz

Each text becomes words in small letters and, for each, the mark behind it; the network learns to guess these
(cross-entropy, AdamW). What it sees and how it computes stands in ``summarizer/cleaning/marks_network.py``, which reads
what this writes; ``benchmarks/sentence_marks.py`` tells what it finds.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from summarizer.cleaning import marks_network
from summarizer.cleaning.marks_network import DILATIONS, N_ENDS, N_FRAMES, N_WORDS, TABLES, word_ids
from summarizer.cleaning.sentence_marks import MARKS
from summarizer.errors import InputError, OutputError
from training.ending import check_files, end
from training.spoken import Spoken, spoken
from training.texts import read_documents

OUT: Final = Path(marks_network.__file__).parent / "tables" / marks_network.WEIGHTS
MAX_CHARS: Final = 400_000  # of one text: a few long books would outweigh all else
MIN_WORDS: Final = 20
D_WORD, D_STATE = 64, 128
WIDTHS: Final = (5, 3, 3, 3)  # words that each layer sees at once
RUN: Final = 256  # words in a row
N_RUNS: Final = 64  # of a batch
EDGE: Final = 8  # words at both ends of a run whose neighbours are missing: they are not learned from
UNKNOWN_SHARE: Final = 0.08  # of words that are made unknown, so that their ends are learned from
LEARNING_RATE: Final = 4e-3
SAID_EVERY: Final = 200  # steps


@dataclass(frozen=True)
class Encoded:
    """Texts in a row: the rows of each word in the network's tables (words, 3), and the mark behind it (words)."""

    ids: Tensor
    marks: Tensor


def encode(texts: Sequence[Spoken], known: dict[str, int]) -> Encoded:
    """The texts one after another as numbers."""
    cache: dict[str, tuple[int, int, int]] = {}
    for text in texts:
        for word in text.words:
            if word not in cache:
                cache[word] = word_ids(word, known)
    ids = np.array([cache[word] for text in texts for word in text.words], np.int32).reshape(-1, 3)
    return Encoded(torch.from_numpy(ids), torch.tensor([mark for text in texts for mark in text.marks]))


class Network(nn.Module):
    """What ``MarksNetwork`` computes, to be learned."""

    def __init__(self) -> None:
        super().__init__()
        tables = [nn.Embedding(n, D_WORD) for n in (N_WORDS, N_ENDS, N_FRAMES)]
        for table in tables:
            nn.init.normal_(table.weight, std=0.3)
        self.tables = nn.ModuleList(tables)
        self.layers = nn.ModuleList(
            nn.Conv1d(D_STATE if at else D_WORD, D_STATE, width, padding=width // 2 * dilation, dilation=dilation)
            for at, (width, dilation) in enumerate(zip(WIDTHS, DILATIONS, strict=True))
        )
        self.decision = nn.Linear(2 * D_STATE, len(MARKS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor) -> Tensor:
        """(batch, words, 3) → scores of the marks, (batch, words, 4)."""
        state = sum(table(ids[..., at]) for at, table in enumerate(self.tables)).transpose(1, 2)
        for at, layer in enumerate(self.layers):
            found = functional.relu(layer(self.dropout(state)))
            state = state + found if at else found
        state = state.transpose(1, 2)
        after = functional.pad(state, (0, 0, 0, 1))[:, 1:]
        scores: Tensor = self.decision(torch.cat((state, after), -1))
        return scores


def to_arrays(network: Network, known: dict[str, int]) -> dict[str, NDArray[Any]]:
    """The weights as ``load_network`` reads them: tables in bytes with a scale, all else in halves."""
    weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    arrays: dict[str, NDArray[Any]] = {"vocabulary": np.frombuffer("\n".join(["", *known]).encode(), np.uint8)}
    for at, name in enumerate(TABLES):
        table = weights[f"tables.{at}.weight"]
        scale = np.abs(table).max() / 127
        arrays[name] = np.rint(table / scale).astype(np.int8)
        arrays[f"{name}_scale"] = np.array(scale, np.float32)
    for at in range(len(DILATIONS)):
        arrays[f"layer{at}"] = weights[f"layers.{at}.weight"].transpose(2, 1, 0).astype(np.float16)
        arrays[f"layer{at}_bias"] = weights[f"layers.{at}.bias"].astype(np.float16)
    arrays["decision"] = weights["decision.weight"].T.astype(np.float16)
    arrays["decision_bias"] = weights["decision.bias"].astype(np.float16)
    return arrays


def batches(data: Encoded, n_steps: int) -> Iterator[Encoded]:
    """Runs of words in shuffled order, time and again, each time cut at other places."""
    n_runs = max(1, len(data.marks) // RUN)
    order: list[int] = []
    for _ in range(n_steps):
        shift = random.randrange(RUN)
        while len(order) < N_RUNS:
            order += random.sample(range(n_runs), n_runs)
        last = max(0, len(data.marks) - RUN)
        starts = [min(last, order.pop() * RUN + shift) for _ in range(N_RUNS)]
        ids = torch.stack([data.ids[start : start + RUN] for start in starts]).long()
        ids[..., 0][torch.rand(ids.shape[:2]) < UNKNOWN_SHARE] = 0
        yield Encoded(ids, torch.stack([data.marks[start : start + RUN] for start in starts]))


def learn(data: Encoded, epochs: float) -> Network:
    """The network that has seen the words so many times."""
    network = Network()
    n_steps = max(1, round(epochs * len(data.marks) / (RUN * N_RUNS)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=n_steps + 1, pct_start=0.05)
    total = 0.0
    for step, batch in enumerate(batches(data, n_steps), 1):
        scores, marks = network(batch.ids)[:, EDGE:-EDGE], batch.marks[:, EDGE:-EDGE]
        loss = functional.cross_entropy(scores.reshape(-1, len(MARKS)), marks.reshape(-1))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has none here
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % SAID_EVERY == 0:
            print(f"{step} of {n_steps}: {total / SAID_EVERY:.4f} nats a word", flush=True)
            total = 0.0
    return network.eval()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path, nargs="+", help="JSONL or CSV, plain or xz, with the field text")
    parser.add_argument("--out", type=Path, default=OUT, help=f"{OUT} if not given")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--max-words", type=int, default=12_000_000, help="of all texts")
    options = parser.parse_args(argv)
    return end(lambda: learn_from_files(options))


def learn_from_files(options: argparse.Namespace) -> None:
    """Learns and writes the weights, with the arguments of the command line."""
    check_files(*options.texts)
    if not options.out.parent.is_dir() or options.out.is_dir():
        raise OutputError(f"{options.out}: нужно имя файла в папке, которая есть")
    random.seed(0)
    torch.manual_seed(0)
    texts = read_spoken(options.texts, options.max_words)
    counts = Counter(word.replace("ё", "е") for text in texts for word in text.words)
    known = {word: at for at, (word, _) in enumerate(counts.most_common(N_WORDS - 1), 1)}
    print(f"{len(texts)} texts, {counts.total()} words, {len(counts)} different ones", flush=True)
    network = learn(encode(texts, known), options.epochs)
    partial = options.out.with_name(options.out.name + ".partial")
    try:
        with partial.open("wb") as file:
            np.savez_compressed(file, **to_arrays(network, known))  # type: ignore[arg-type]  # any names
        partial.replace(options.out)
    except OSError as error:
        raise OutputError(f"{options.out} не пишется: {error}") from error
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


def read_spoken(paths: Sequence[Path], max_words: int) -> list[Spoken]:
    """The texts of the files in a random order, up to so many words.

    Raises:
        InputError: No text is long enough to learn from.
    """
    texts = [document.text[:MAX_CHARS] for path in paths for document in read_documents(path)]
    random.shuffle(texts)
    taken, n_words = list[Spoken](), 0
    for text in texts:
        if n_words >= max_words:
            break
        one = spoken(text)
        if len(one.words) >= MIN_WORDS:
            taken.append(one)
            n_words += len(one.words)
    if not taken:
        raise InputError(f"{', '.join(map(str, paths))}: нет текста хотя бы в {MIN_WORDS} слов")
    return taken


if __name__ == "__main__":
    sys.exit(main())
