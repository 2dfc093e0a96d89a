"""Counts Russian letter pairs in texts and writes ``summarizer/cleaning/tables/letter_pairs.tsv``.

    python benchmarks/tables/letter_pairs.py news.jsonl.xz prose.jsonl.xz

Files hold one JSON object with a ``text`` field in each line, plain or xz. The table holds counts
turned into log-probabilities only; no word of the texts can be read from it.
"""

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
BOUNDARY = "_"
CASES = "lu_"  # lower, upper, no letter
SMOOTHING = 0.5
TARGET = Path(__file__).parents[2] / "summarizer" / "cleaning" / "tables" / "letter_pairs.tsv"


def read_texts(path: Path) -> Iterator[str]:
    """Yields the texts of a JSONL file, plain or xz."""
    open_text = lzma.open if path.suffix == ".xz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def letter_of(character: str) -> str:
    """The lower-case Russian letter, or the boundary."""
    lower = character.lower()
    return lower if lower in ALPHABET else BOUNDARY


def case_of(character: str) -> str:
    """``l``, ``u`` or ``_`` for a lower-case, an upper-case and no Russian letter."""
    if character.lower() not in ALPHABET:
        return BOUNDARY
    return "l" if character.islower() else "u"


def count(paths: list[Path], max_characters: int) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Letter pairs and case pairs over at most ``max_characters`` of each file."""
    characters: Counter[tuple[str, str]] = Counter()
    for path in paths:
        left = max_characters
        for text in read_texts(path):
            characters.update(pairwise(text[:left]))
            left -= len(text)
            if left <= 0:
                break
    letters: Counter[tuple[str, str]] = Counter()
    cases: Counter[tuple[str, str]] = Counter()
    for (first, second), n_times in characters.items():
        letters[letter_of(first), letter_of(second)] += n_times
        cases[case_of(first), case_of(second)] += n_times
    return letters, cases


def row(counts: Counter[tuple[str, str]], first: str, symbols: str) -> str:
    """One row of the table: log-probabilities of what follows ``first``, in hundredths."""
    total = sum(counts[first, second] + SMOOTHING for second in symbols)
    logs = (log((counts[first, second] + SMOOTHING) / total) for second in symbols)
    return "\t".join([first, *(str(round(100 * value)) for value in logs)])


def main() -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--max-characters", type=int, default=8_000_000, help="of each file")
    options = parser.parse_args()
    letters, cases = count(options.paths, options.max_characters)
    symbols = ALPHABET + BOUNDARY
    lines = [
        "# Log-probabilities (hundredths of a nat) of a letter after a letter, then of a case after a case",
        "# (l lower, u upper, _ no Russian letter). Made by benchmarks/tables/letter_pairs.py from",
        f"# {sum(letters.values()):,} character pairs of Russian news, documentation and prose.",
        *(row(letters, first, symbols) for first in symbols),
        *("=" + row(cases, first, CASES) for first in CASES),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
