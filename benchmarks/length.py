"""Measures how well a length that is asked for is kept, on texts that the user names.

    python benchmarks/length.py news.jsonl.xz prose.jsonl.xz --n-texts 50
    python benchmarks/length.py folder/ --model compact --n-texts 5

A JSONL file (plain or xz) holds one object with a ``text`` field in each line; a folder holds text
files. Texts shorter than four times the longest target are left out. A length is kept within 15 %,
or where it is off by less than a mean sentence; a cut sentence is one that is not whole in the source,
however its lines were broken there, and does not end with a mark (for a model that writes, the second alone).
"""

import argparse
import re
import sys
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cleaning import read_texts

from summarizer import Summarizer, Summary, SummaryOptions
from summarizer.length import budget_of, is_honoured
from summarizer.selection import find_candidates
from summarizer.split import split_sentences

TARGETS = {
    "--length short": SummaryOptions(length="short"),
    "--length medium": SummaryOptions(),
    "--length long": SummaryOptions(length="long"),
    "--words 80": SummaryOptions(words=80),
    "--sentences 3": SummaryOptions(sentences=3),
    "--ratio 10%": SummaryOptions(ratio=0.1),
    "--points 4": SummaryOptions(points=4),
}
MIN_WORDS = 440  # four times --length long
MAX_CHARS = 100_000  # of one text: this measures length, not speed
END = re.compile(r"[.!?…][»”\")\]]*$")


def is_cut(sentence: str, source: str) -> bool:
    """Whether a sentence of a summary is a torn one."""
    return not END.search(sentence) and " ".join(sentence.split()) not in " ".join(source.split())


def measure(summaries: list[Summary], name: str) -> None:
    """Prints one line for one target: kept, cut, and how far off the worst are."""
    tally: Counter[str] = Counter()
    misses: list[float] = []
    for summary in summaries:
        source = find_candidates(summary.cleaned.text)
        budget = budget_of(summary.options, source)
        sentences = [sentence.text for sentence in split_sentences(summary.text)]
        tally["kept"] += is_honoured(summary.text, source, budget)
        tally["within"] += budget.is_met(summary.text)
        tally["cut"] += sum(is_cut(sentence, summary.cleaned.text) for sentence in sentences)
        misses.append(abs(budget.measure(summary.text) / budget.room.target - 1))
    n = len(summaries)
    print(
        f"{name:18} kept {tally['kept'] / n:6.1%} of {n}   within 15 % {tally['within'] / n:6.1%}"
        f"   cut sentences {tally['cut']}   off by {median(misses):.0%} (median), {max(misses):.0%} (worst)"
    )


def main() -> None:
    """Prints a line for each target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+", help="JSONL files, plain or xz, or folders of text files")
    parser.add_argument("--n-texts", type=int, default=50, help="of each file or folder")
    parser.add_argument("--model", default="extract")
    options = parser.parse_args()
    texts: list[str] = []
    for path in options.paths:
        fitting = (text for text in read_texts(path) if len(text.split()) >= MIN_WORDS and len(text) <= MAX_CHARS)
        texts += islice(fitting, options.n_texts)
    summarizer = Summarizer.load(options.model)
    for name, target in TARGETS.items():
        measure(list(summarizer.summarize_many(texts, replace(target, any_language=True))), name)


if __name__ == "__main__":
    main()
