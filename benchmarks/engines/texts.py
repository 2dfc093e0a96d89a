"""Documents of any length, made of the sentences of the project's own cases: news with names, numbers and dates."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

CASES: Final = Path(__file__).resolve().parents[2] / "tests" / "cases"
SEED: Final = 5
LOG_MEAN, LOG_SD = 5.7, 0.6  # of a document's tokens: the median is 300, one in eight is over 600
MIN_TOKENS: Final = 120  # a shorter text could be its own summary


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of all labelled sources."""
    lines = (line for path in sorted(CASES.glob("facts_*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return tuple(sentence for line in lines for sentence in json.loads(line)["source"])


def make_document(draw: random.Random, n_tokens: int, count_tokens: Callable[[str], int]) -> str:
    """Sentences in paragraphs of three, of at most n_tokens together, and nearly so many."""
    taken: list[str] = []
    n_left = n_tokens
    while (size := count_tokens(sentence := draw.choice(sentences()))) <= n_left:
        taken.append(sentence)
        n_left -= size
    return "\n\n".join(" ".join(taken[i : i + 3]) for i in range(0, len(taken), 3))


def documents(n: int, count_tokens: Callable[[str], int], log_mean: float = LOG_MEAN) -> Iterator[str]:
    """Documents of log-normal lengths, each unlike the others, always the same."""
    draw = random.Random(SEED)
    for _ in range(n):
        yield make_document(draw, max(MIN_TOKENS, int(draw.lognormvariate(log_mean, LOG_SD))), count_tokens)


def write_folder(folder: Path, n: int, count_tokens: Callable[[str], int], log_mean: float = LOG_MEAN) -> None:
    """The documents as files of an empty folder."""
    folder.mkdir(parents=True)
    for i, text in enumerate(documents(n, count_tokens, log_mean)):
        (folder / f"{i:05}.txt").write_text(text, encoding="utf-8")
