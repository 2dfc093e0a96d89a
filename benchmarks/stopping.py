"""How long a stop takes with a model at work: ``python benchmarks/stopping.py compact --times 30``.

The seed is repeated so many times over, and the model, loaded as the page does, stopped after half a second, one, two
and four. Two times are told: until the call gives up, and until no process works on it any more.
"""

import argparse
import time
from multiprocessing import active_children
from pathlib import Path
from threading import Timer

from summarizer import Summarizer, SummaryOptions, Watch
from summarizer.errors import StoppedError
from summarizer.page import load_apart

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
IDLE_S = 0.1  # a process that used no processor for so long does not work


def main() -> None:
    """Prints the seconds from ``Watch.stop`` to ``StoppedError``, and until the model is at rest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="as summarizer run takes it")
    parser.add_argument("--times", type=int, default=1, help="how often the seed stands in the text")
    args = parser.parse_args()
    text = next(SEEDS.glob("*.txt")).read_text("utf-8") * args.times
    summarizer = load_apart(args.model)
    for delay_s in (0.5, 1.0, 2.0, 4.0):
        print(f"after {delay_s} s: {stop_after(summarizer, text, delay_s)}", flush=True)


def stop_after(summarizer: Summarizer, text: str, delay_s: float) -> str:
    """What came of stopping the summary of a text so many seconds after it was begun."""
    watch, called_at = Watch(), list[float]()
    at_work = [child.pid for child in active_children() if child.pid]

    def stop() -> None:
        called_at.append(time.perf_counter())
        watch.stop()

    timer = Timer(delay_s, stop)
    timer.start()
    try:
        summarizer.summarize(text, SummaryOptions(length="long"), watch)
    except StoppedError:
        answered_s = time.perf_counter() - called_at[0]
        return f"stopped in {answered_s:.2f} s, at rest after {rest(at_work) - called_at[0]:.2f} s"
    timer.cancel()
    return "it had finished"


def rest(process_ids: list[int]) -> float:
    """When the last of the processes last worked, by the clock of ``perf_counter`` (Linux)."""
    worked_at, used = time.perf_counter(), -1
    while time.perf_counter() - worked_at < IDLE_S:
        now = sum(map(ticks, process_ids))
        if now > used:
            worked_at, used = time.perf_counter(), now
        time.sleep(0.01)
    return worked_at


def ticks(process_id: int) -> int:
    """What a process used of the processor so far; 0 once it is gone."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    main()
