"""Headlines against those that editors gave: ``python benchmarks/headlines.py news.jsonl.xz --model compact``.

A JSONL file (plain or xz) holds one object with the fields ``text`` and ``title`` in each line. Prints ROUGE of the
model's headlines, of those that are made of the text's own words, and of the first sentence cut to as many words as the
model wrote, with the difference of ROUGE-L and its 95 % interval (bootstrap over the texts).
"""

import argparse
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from summarizer import Summarizer, SummaryOptions
from summarizer.checking import unsupported_facts
from summarizer.evaluate.measures import interval, rouge_l, rouge_n, words
from summarizer.headline import find_headline
from summarizer.selection import find_candidates
from summarizer.split import split_sentences
from training.texts import Document, read_documents


def main() -> None:
    """Prints a row for each way to make headlines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="compact")
    parser.add_argument("--skip", type=int, default=0, help="texts at the file's start that are left out")
    parser.add_argument("--n-texts", type=int, default=200)
    args = parser.parse_args()
    titled = (one for one in islice(read_documents(args.file), args.skip, None) if one.title)
    documents = list(islice(titled, args.n_texts))
    summarizer = Summarizer.load(args.model)
    written = summarizer.summarize_many((one.text for one in documents), SummaryOptions(length="short", title=True))
    made = [summary.title for summary in written]
    cut = [first_words(one.text, len(title.split())) for one, title in zip(documents, made, strict=True)]
    own = [find_headline(find_candidates(one.text)) for one in documents]
    base = show("first sentence, cut", cut, documents)
    show("of the text's words", own, documents)
    found = show(args.model, made, documents)
    gains = [a - b for a, b in zip(found, base, strict=True)]
    low, high = interval(gains)
    print(f"{args.model} against the cut sentence: R-L {fmean(gains):+.1f} ({low:+.1f} to {high:+.1f})")


def first_words(text: str, n: int) -> str:
    """The first words of a text's first sentence."""
    return " ".join(split_sentences(text)[0].text.split()[:n])


def show(name: str, titles: list[str], documents: list[Document]) -> list[float]:
    """Prints a row; the ROUGE-L of each headline."""

    def mean(measure: Callable[[list[str], list[str]], float]) -> float:
        pairs = zip(titles, documents, strict=True)
        return fmean(measure(words(title), words(one.title)) for title, one in pairs)

    n_foreign = sum(bool(unsupported_facts(t, one.text)) for t, one in zip(titles, documents, strict=True))
    n_words = fmean(len(title.split()) for title in titles)
    r_1, r_2, r_l = mean(lambda a, b: rouge_n(a, b, 1)), mean(lambda a, b: rouge_n(a, b, 2)), mean(rouge_l)
    foreign = f"{100 * n_foreign / len(titles):.1f} % foreign"
    print(f"{name:24} R-1 {r_1:5.1f}  R-2 {r_2:5.1f}  R-L {r_l:5.1f}  {n_words:4.1f} words  {foreign}", flush=True)
    return [rouge_l(words(title), words(one.title)) for title, one in zip(titles, documents, strict=True)]


if __name__ == "__main__":
    main()
