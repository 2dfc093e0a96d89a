"""What int8 costs in quality: ``python -m benchmarks.engines.quality PAIRS --model NAME [--first N]``.

ROUGE-L of the whole way of a text with a model in int8 and in float32, each through the library that runs it fastest
here, on pairs of text and reference. The difference is that of the same texts, with the 95 % interval of a bootstrap
over them. Only a trained model tells anything; a model that only transformers runs is refused, since two runs of it
would agree.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from summarizer import Summarizer, SummaryOptions
from summarizer.engines.ctranslate2.engine import CTranslate2Engine
from summarizer.engines.families import FastDtype
from summarizer.engines.loading import load_engine
from summarizer.engines.onnx.engine import OnnxEngine
from summarizer.evaluate import Pair, read_pairs
from summarizer.evaluate.measures import interval
from summarizer.evaluate.scores import Made, score

MAX_LOSS: Final = 0.2  # of ROUGE-L, F1 × 100


@dataclass(frozen=True)
class Summaries:
    """What one type made of all pairs."""

    texts: list[str]
    rouge_l: list[float]
    seconds: float  # of one text, of the processor


def summarize(model: str, dtype: FastDtype, pairs: Sequence[Pair], options: SummaryOptions) -> Summaries:
    """The summaries of all texts, by what runs the model fastest in that type here.

    Raises:
        SystemExit: No converted form of it runs here.
    """
    engine = load_engine(model, "cpu", dtype)
    if not isinstance(engine, CTranslate2Engine | OnnxEngine):
        raise SystemExit(
            f"{model}: no converted form of it runs; name compact or an encoder–decoder of the T5 or BART kind"
        )
    summarizer = Summarizer(engine)
    began = time.process_time()
    texts = [summary.text for summary in summarizer.summarize_many((pair.text for pair in pairs), options)]
    seconds = (time.process_time() - began) / len(pairs)
    return Summaries(texts, [score(Made(t), pair).rouge_l for t, pair in zip(texts, pairs, strict=True)], seconds)


def report(float32: Summaries, int8: Summaries) -> str:
    """Both means, the difference with its interval, and whether it is within the bar."""
    differences = [a - b for a, b in zip(int8.rouge_l, float32.rouge_l, strict=True)]
    low, high = interval(differences)
    n_equal = sum(a == b for a, b in zip(int8.texts, float32.texts, strict=True))
    mean = fmean(differences)
    return (
        f"n = {len(differences)}; ROUGE-L float32 {fmean(float32.rouge_l):.2f}, int8 {fmean(int8.rouge_l):.2f}, "
        f"difference {mean:+.2f} (95 %: {low:+.2f} to {high:+.2f}), bar ±{MAX_LOSS}: "
        f"{'met' if abs(mean) <= MAX_LOSS else 'MISSED'}; equal summaries {n_equal}; seconds of the processor a text: "
        f"float32 {float32.seconds:.2f}, int8 {int8.seconds:.2f}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "pairs", type=Path, help="jsonl or csv, also .xz, with the fields text and reference or summary"
    )
    parser.add_argument("--model", required=True, help="a name, a hub id or a folder")
    parser.add_argument("--first", type=int, help="only so many pairs")
    parser.add_argument("--num-beams", type=int, help="as the model's authors ran it")
    args = parser.parse_args(arguments)
    pairs, options = read_pairs(args.pairs, args.first), SummaryOptions(num_beams=args.num_beams)
    print(report(*(summarize(args.model, dtype, pairs, options) for dtype in ("float32", "int8"))))


if __name__ == "__main__":
    main()
