"""Summaries of ten texts of our own, as a model writes them: ``python benchmarks/samples.py --model compact``.

The seed, the page's two examples and the first seven texts of a file of test cases, which no model was trained on;
none is chosen for how it comes out. What the check mended or doubts is told below each.
"""

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from summarizer import Summarizer

ROOT: Final = Path(__file__).resolve().parents[1]
EXAMPLES: Final = "summarizer/page/examples"
FILES: Final = ("seeds/000_85ea6cc59d434372.txt", f"{EXAMPLES}/essay.txt", f"{EXAMPLES}/report.txt")
CASES: Final = "tests/cases/facts_third.jsonl"
N_CASES: Final = 7


def texts() -> Iterator[tuple[str, str]]:
    """Names and texts."""
    for name in FILES:
        yield name, (ROOT / name).read_text("utf-8")
    with (ROOT / CASES).open(encoding="utf-8") as lines:
        for case in map(json.loads, islice(lines, N_CASES)):
            yield f"{CASES}, {case['id']}", " ".join(case["source"])


def main() -> None:
    """Prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="compact")
    summarizer = Summarizer.load(parser.parse_args().model)
    for i, (name, text) in enumerate(texts(), 1):
        summary = summarizer.summarize(text)
        print(f"{i}. `{name}`, {len(text.split())} words: {' '.join(summary.text.split())}")
        for finding in summary.findings:
            print(f"   - {finding.kind}: {finding.text} {finding.note}".rstrip())


if __name__ == "__main__":
    main()
