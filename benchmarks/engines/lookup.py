"""What guessing from the source wins: ``python -m benchmarks.engines.lookup PAIRS --model compact [--dtype float32]``.

Each text is cut to the model's window and summarized greedily, in int8 through ONNX Runtime, else through transformers,
without guesses and with them, in turns. Only a trained model tells anything: random weights copy nothing.
"""

import argparse
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from summarizer import Watch
from summarizer.engines import Request
from summarizer.engines.conversion import find_or_convert
from summarizer.engines.families import ConversionError, runtimes_for
from summarizer.engines.loading import DtypeName
from summarizer.engines.onnx.engine import OnnxEngine
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.errors import SummarizerError
from summarizer.evaluate import read_pairs
from summarizer.models import ModelEntry, locate
from summarizer.split import split_sentences
from summarizer.watching import Progress


@dataclass(frozen=True)
class Run:
    """One text, once."""

    text: str  # the draft's
    n_passes: int  # of the model; without guesses as many as the draft has tokens
    wall_s: float


Guessing = OnnxEngine | TransformersEngine


def cut(text: str, engine: Guessing) -> str:
    """The first sentences that fill the window."""
    stops = [sentence.stop for sentence in split_sentences(text)]
    n_fitting = bisect_right(stops, engine.traits.max_source_tokens, key=lambda stop: engine.count_tokens(text[:stop]))
    return text[: stops[max(0, n_fitting - 1)]]


def run(engine: Guessing, text: str, n_words: int) -> Run:
    """Summarizes a text by itself."""
    told: list[Progress] = []
    [chunk] = Watch(told.append).begin_round(1)
    began = time.perf_counter()
    [[draft]] = engine.generate([Request(text, n_words, num_beams=1, watch=chunk)])
    wall_s = time.perf_counter() - began
    return Run(draft.text, sum(0 < progress.share < 1 for progress in told), wall_s)


def report(plain: Sequence[Run], guessed: Sequence[Run]) -> str:
    """Tokens for a pass, seconds, and how many times as fast.

    >>> report([Run("а", 40, 3.0), Run("б", 60, 4.0)], [Run("а", 20, 2.0), Run("б", 30, 3.0)])
    'n = 2; tokens a pass 2.00; seconds a text 3.50 without, 2.50 with: 1.40× (median 1.42, least 1.33); equal 2'
    """
    ratios = [one.wall_s / other.wall_s for one, other in zip(plain, guessed, strict=True)]
    before, after = (fmean(run.wall_s for run in runs) for runs in (plain, guessed))
    n_tokens, n_passes = (sum(run.n_passes for run in runs) for runs in (plain, guessed))
    n_equal = sum(one.text == other.text for one, other in zip(plain, guessed, strict=True))
    return (
        f"n = {len(ratios)}; tokens a pass {n_tokens / n_passes:.2f}; seconds a text {before:.2f} without, "
        f"{after:.2f} with: {before / after:.2f}× (median {median(ratios):.2f}, least {min(ratios):.2f}); "
        f"equal {n_equal}"
    )


def load(entry: ModelEntry, folder: Path, dtype: DtypeName, is_guessing: bool) -> Guessing:
    """The engine that guesses in this type.

    Raises:
        ConversionError: ONNX Runtime does not run the model in int8 here.
    """
    if dtype == "int8":
        if "onnxruntime" not in runtimes_for(folder, dtype):
            raise ConversionError("ONNX Runtime does not run this model in int8 here; --dtype float32 does")
        return OnnxEngine(entry, find_or_convert(entry, folder, dtype, "onnxruntime"), is_guessing=is_guessing)
    return TransformersEngine(entry, folder, dtype=dtype, is_guessing=is_guessing)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="jsonl or csv, also .xz; only the field text is used")
    parser.add_argument("--model", required=True, help="a name, a hub id or a folder")
    parser.add_argument("--dtype", choices=("int8", "float32", "bfloat16"), default="float32")
    parser.add_argument("--first", type=int, default=12, help="so many pairs")
    parser.add_argument("--words", type=int, default=55, help="of a summary")
    args = parser.parse_args(arguments)
    try:
        located, pairs = locate(args.model), read_pairs(args.pairs, args.first)
        if located.folder is None:
            parser.error(f"{args.model} has no files here")
        plain, guessing = (load(located.entry, located.folder, args.dtype, guesses) for guesses in (False, True))
    except ConversionError as error:
        parser.error(f"{args.model}: {error}")
    except SummarizerError as error:
        parser.error(str(error))
    texts = [cut(pair.text, plain) for pair in pairs]
    for engine in (plain, guessing):
        run(engine, texts[0], 3)  # the first call makes what later ones find
    runs = [(run(plain, text, args.words), run(guessing, text, args.words)) for text in texts]
    print(report(*zip(*runs, strict=True)))


if __name__ == "__main__":
    main()
