"""What int8 costs in likelihood: ``python -m benchmarks.engines.likelihood PAIRS --model NAME [--first N]``.

The log-probability of each reference, token by token, given what the model would be given of its text: in int8 and in
float32, each through the library that runs it fastest here. Far finer than ROUGE of what is written
(``benchmarks.engines.quality``), where one token that falls otherwise changes all that follow.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import Final

from summarizer.engines.conversion import find_or_convert
from summarizer.engines.converting import score_rows
from summarizer.engines.encoding import Encoding, Tokenizer
from summarizer.engines.families import FastDtype, runtimes_for
from summarizer.engines.parity import Row
from summarizer.evaluate import Pair, read_pairs
from summarizer.excerpts import Reader, plan_reading
from summarizer.models import Located, locate

MAX_TARGET_TOKENS: Final = 150  # of a reference; what is longer is no summary


def losses(located: Located, pairs: Sequence[Pair]) -> tuple[list[float], list[float], int]:
    """What each reference costs in float32, what int8 adds to that, in nats a token, and the number of tokens.

    Raises:
        SystemExit: No converted form of the model runs here.
    """
    float32, int8 = (_log_probs(located, pairs, dtype) for dtype in ("float32", "int8"))
    costs = [-fmean(row) for row in float32]
    added = [fmean(a) - fmean(b) for a, b in zip(float32, int8, strict=True)]
    return costs, added, sum(map(len, float32))


def _log_probs(located: Located, pairs: Sequence[Pair], dtype: FastDtype) -> list[list[float]]:
    runtimes = runtimes_for(located.folder, dtype) if located.folder else []
    if not located.folder or not runtimes:
        raise SystemExit(f"{located.entry.name}: no converted form of it runs here")
    conversion = find_or_convert(located.entry, located.folder, dtype, runtimes[0])
    return score_rows(conversion, list(_rows(located, conversion.tokenizer, pairs)))


def _rows(located: Located, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> Iterator[Row]:
    encoding = Encoding(located.entry, tokenizer)
    for pair in pairs:
        n_words = len(pair.reference.split())
        plan = plan_reading(pair.text, Reader(encoding.max_source_tokens, encoding.count_tokens), n_words)
        target = tokenizer.encode(pair.reference, add_special=False)[:MAX_TARGET_TOKENS]
        yield Row(encoding.encode(plan.excerpts[0].text, n_words), [*target, tokenizer.eos_id])


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="as summarizer evaluate takes them")
    parser.add_argument("--model", required=True, help="a name, a hub id or a folder")
    parser.add_argument("--first", type=int, default=40, help="pairs (%(default)s); each takes some ten seconds")
    args = parser.parse_args(arguments)
    costs, added, n_tokens = losses(locate(args.model), read_pairs(args.pairs, args.first))
    print(
        f"n = {len(costs)}, {n_tokens} tokens; a reference costs {fmean(costs):.3f} nats a token in float32, "
        f"{fmean(added):+.4f} in int8 (standard error {stdev(added) / len(added) ** 0.5:.4f})"
    )


if __name__ == "__main__":
    main()
