"""Seconds from the command to a page that can be used: ``python benchmarks/opening.py --times 5``.

Starts ``summarizer app`` each time anew, and looks in a Chromium that is already open. Needs playwright.
"""

import argparse
import re
import shutil
import subprocess
import sys
import time

from playwright.sync_api import Browser, sync_playwright
from screenshot import FLAGS


def main() -> None:
    """Prints each start: the address is printed, the page answers, its button can be pressed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(args.times):
            print(open_once(browser), flush=True)
        browser.close()


def open_once(browser: Browser) -> str:
    """The times of one start."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "summarizer", "app", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        told_s = time.perf_counter() - began
        page = browser.new_page()
        page.goto(found[0])  # waits in the socket's line until the server is there
        answered_s = time.perf_counter() - began
        page.wait_for_selector("#open-file")
        usable_s = time.perf_counter() - began
        page.close()
        process.terminate()
    return f"address {told_s:.2f} s, answered {answered_s:.2f} s, usable {usable_s:.2f} s"


if __name__ == "__main__":
    main()
