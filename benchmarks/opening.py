"""Seconds from the command to a page that can be used: ``python benchmarks/opening.py --times 5``.

Starts ``summarizer app`` each time anew, and looks in a Chromium that is already open. ``--floor`` starts a page of
Gradio's with one field and one button instead, for comparison. Needs playwright.
"""

import argparse
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright
from screenshot import FLAGS

ROOT = Path(__file__).resolve().parents[1]

TEXT = next((ROOT / "seeds").glob("*.txt")).read_text("utf-8")
FIELD = "#opening textarea, body:has(#open-file) #source textarea"  # of the frame, or of the page that took its place
BUTTON = "#opening button, body:has(#open-file) #go"
PATIENCE_MS = 120_000
MAX_TRIES = 9  # one more for each page that takes another's place
FLOOR = """
import os
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
with gr.Blocks() as page:
    field, button = gr.Textbox(), gr.Button(elem_id="open-file")
    button.click(str, field, field)
page.launch(server_port={port}, ssr_mode=False)
"""


def main() -> None:
    """Prints each start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--floor", action="store_true", help="the least page that Gradio makes")
    args = parser.parse_args()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(args.times):
            if args.floor:
                print(open_least(browser), flush=True)
            else:
                print(f"{open_once(browser)}; {press_at_once(browser)}", flush=True)
        browser.close()


@contextmanager
def started() -> Iterator[tuple[str, float]]:
    """The address of a page that was just started, and when that was."""
    began = time.perf_counter()
    command = [sys.executable, "app.py", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            yield found[0], began
        finally:
            process.terminate()


@contextmanager
def visited(browser: Browser) -> Iterator[tuple[Page, float]]:
    """The page in a browser of its own, and when it was started."""
    with started() as (url, began):
        page = browser.new_context().new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url, wait_until="commit")
        yield page, began
        page.context.close()


def open_once(browser: Browser) -> str:
    """When a text can be pasted and the button pressed, and when the whole page is there."""
    with visited(browser) as (page, began):
        page.wait_for_selector(FIELD)
        pasted_s = time.perf_counter() - began
        page.wait_for_selector("#open-file")
        whole_s = time.perf_counter() - began
    return f"a text can be pasted after {pasted_s:.2f} s, whole page after {whole_s:.2f} s"


def press_at_once(browser: Browser) -> str:
    """When the summary is there of a text that was pasted as soon as it could be."""
    with visited(browser) as (page, began):
        paste_and_press(page)
        pressed_s = time.perf_counter() - began
        page.wait_for_selector("#summary")
        summary_s = time.perf_counter() - began
    return f"pressed after {pressed_s:.2f} s, summary after {summary_s:.2f} s"


def paste_and_press(page: Page) -> None:
    """As a person does in whichever page stands there, once more where another took its place meanwhile."""
    for tries_left in reversed(range(MAX_TRIES)):
        try:
            page.locator(FIELD).fill(TEXT)
            page.locator(BUTTON).click(timeout=PATIENCE_MS // MAX_TRIES)
            return
        except Error:
            if not tries_left:
                raise


def open_least(browser: Browser) -> str:
    """When the least page of Gradio's is there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-c", FLOOR.format(port=port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            process.stdout.readline()
            page = browser.new_context().new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.goto(f"http://127.0.0.1:{port}")
            page.wait_for_selector("#open-file")
            whole_s = time.perf_counter() - began
            page.context.close()
        finally:
            process.terminate()
    return f"the least page after {whole_s:.2f} s"


if __name__ == "__main__":
    main()
