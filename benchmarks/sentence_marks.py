"""Measures how well marks are put into speech that has none, on written texts whose marks are taken away.

    python benchmarks/sentence_marks.py news.jsonl.xz essays.jsonl.xz --n-texts 100

Where a file has summaries, ``extract`` summarizes its texts as they were written and as they would be taken down;
R-L of both is printed. Texts that the network has learned from tell nothing.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from summarizer import Summarizer, SummaryOptions
from summarizer.cleaning.repairs import apply_edits
from summarizer.cleaning.sentence_marks import MARKS, mark_sentences
from summarizer.evaluate.measures import rouge_l, words
from training.spoken import spoken
from training.texts import Document, read_documents

MIN_WORDS = 100
MAX_CHARS = 50_000  # of one text


def main(argv: Sequence[str] | None = None) -> None:
    """Prints a line or two for each file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+", help="JSONL or CSV, plain or xz, with the field text")
    parser.add_argument("--n-texts", type=int, default=100, help="of each file")
    options = parser.parse_args(argv)
    for path in options.paths:
        fitting = (document for document in read_documents(path) if len(document.text.split()) >= MIN_WORDS)
        documents = list(islice(fitting, options.n_texts))
        print_marks(path, documents)
        if all(document.summary for document in documents):
            print_summaries(documents)


def print_marks(path: Path, documents: Sequence[Document]) -> None:
    """Precision and recall of ends of sentences, of commas, and of either."""
    tally: Counter[str] = Counter()
    for document in documents:
        right = spoken(document.text[:MAX_CHARS])
        said = " ".join(right.words)
        guessed = spoken(apply_edits(said, mark_sentences(said)))
        for one, other in zip(right.marks, guessed.marks, strict=True):
            count(tally, MARKS[one], MARKS[other])
    print(f"{path}: {len(documents)} texts, {tally['words']} words")
    for name in ("ends", "commas", "any"):
        hits, n_right, n_guessed = (tally[f"{name} {what}"] for what in ("both", "right", "guessed"))
        precision, recall = hits / max(1, n_guessed), hits / max(1, n_right)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"  {name:7} precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}")


def count(tally: Counter[str], right: str, guessed: str) -> None:
    """Counts one word."""
    tally["words"] += 1
    for name, signs in (("ends", ".?"), ("commas", ","), ("any", ".?,")):
        is_right, is_guessed = bool(right) and right in signs, bool(guessed) and guessed in signs
        tally[f"{name} right"] += is_right
        tally[f"{name} guessed"] += is_guessed
        tally[f"{name} both"] += is_right and is_guessed


def print_summaries(documents: Sequence[Document]) -> None:
    """R-L of the summaries of both forms of the texts."""
    summarizer = Summarizer.load("extract")
    said = [" ".join(spoken(document.text[:MAX_CHARS]).words) for document in documents]
    for name, texts in (
        ("as written", [document.text for document in documents]),
        ("as speech", said),
        ("as speech, --no-clean", said),
    ):
        options = SummaryOptions(clean=not name.endswith("clean"))
        summaries = [summary.text for summary in summarizer.summarize_many(texts, options)]
        scores = [rouge_l(words(s), words(d.summary)) for s, d in zip(summaries, documents, strict=True)]
        n_words = fmean(len(summary.split()) for summary in summaries)
        print(f"  summaries {name:22} R-L {fmean(scores):.1f} in {n_words:.0f} words")


if __name__ == "__main__":
    main()
