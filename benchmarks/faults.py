"""Measures what a folder run loses when it is killed, stopped, doubled, starved or fed rubbish.

    python benchmarks/faults.py                              # all, about half an hour
    python benchmarks/faults.py --only kills --n-kills 30 --n-files 150
    python benchmarks/faults.py --only rows --n-rows 100000

Real processes and real signals on ``summarizer run --model extract``; texts are made up. Disk levels
need the right to mount a tmpfs. Exits with 1 where a figure misses its bar.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from fault_inputs import (
    measure_bad_files,
    measure_doors,
    measure_memory_failures,
    measure_resume,
    measure_rows,
)
from fault_processes import measure_doubles, measure_full_disks, measure_kills, measure_signals
from folder_runs import Result

MEASURES = {
    "kills": measure_kills,
    "signals": measure_signals,
    "doubles": measure_doubles,
    "disks": measure_full_disks,
    "bad": measure_bad_files,
    "memory": measure_memory_failures,
    "rows": measure_rows,
    "resume": measure_resume,
    "doors": measure_doors,
}


def main() -> int:
    """Prints the table; 1 where a figure misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--n-kills", type=int, default=300)
    parser.add_argument("--n-files", type=int, default=1500)
    parser.add_argument("--n-signals", type=int, default=50)
    parser.add_argument("--n-doubles", type=int, default=20)
    parser.add_argument("--n-levels", type=int, default=10)
    parser.add_argument("--n-rows", type=int, default=1_000_000)
    args = parser.parse_args()
    began = time.perf_counter()
    results = list[Result]()
    print("| what | at least | found | |\n|---|---|---|---|", flush=True)
    for name in args.only:
        with tempfile.TemporaryDirectory() as room:
            for result in MEASURES[name](Path(room), args):
                results.append(result)
                mark = "met" if result.is_met else "MISSED"
                print(f"| {result.what} | {result.bar} | {result.found} | {mark} |", flush=True)
    print(f"\n{time.perf_counter() - began:.0f} s")
    return 0 if all(result.is_met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
