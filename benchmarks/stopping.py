"""How long a stop takes with a model at work: ``python benchmarks/stopping.py compact --times 30``.

The seed is repeated so many times over, and the model stopped after half a second, one, two and four.
"""

import argparse
import time
from pathlib import Path
from threading import Timer

from summarizer import Summarizer, SummaryOptions, Watch
from summarizer.errors import StoppedError

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def main() -> None:
    """Prints the seconds from ``Watch.stop`` to ``StoppedError``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="as summarizer run takes it")
    parser.add_argument("--times", type=int, default=1, help="how often the seed stands in the text")
    args = parser.parse_args()
    text = next(SEEDS.glob("*.txt")).read_text("utf-8") * args.times
    summarizer = Summarizer.load(args.model)
    for delay_s in (0.5, 1.0, 2.0, 4.0):
        print(f"after {delay_s} s: {stop_after(summarizer, text, delay_s)}", flush=True)


def stop_after(summarizer: Summarizer, text: str, delay_s: float) -> str:
    """What came of stopping the summary of a text so many seconds after it was begun."""
    watch, called_at = Watch(), list[float]()

    def stop() -> None:
        called_at.append(time.perf_counter())
        watch.stop()

    timer = Timer(delay_s, stop)
    timer.start()
    try:
        summarizer.summarize(text, SummaryOptions(length="long"), watch)
    except StoppedError:
        return f"stopped in {time.perf_counter() - called_at[0]:.2f} s"
    timer.cancel()
    return "it had finished"


if __name__ == "__main__":
    main()
