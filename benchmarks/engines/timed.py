"""Runs a command and prints, as the last line of its output, what it took: ``python timed.py COMMAND …``.

A small process of its own, since a child's peak memory counts what its parent held when it was started.
"""

import json
import os
import subprocess
import sys
import time


def main() -> int:
    """The command's exit code; seconds by the wall, of the processor (children included), and peak MB."""
    began = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:])
    _, status, used = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - began
    found = {"wall_s": wall_s, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
    print(json.dumps(found), flush=True)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
