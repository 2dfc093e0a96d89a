"""A picture of the page with the seed summarized: ``python benchmarks/screenshot.py page.png``.

Needs playwright and a Chromium; nothing leaves the machine.
"""

import argparse
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from playwright.sync_api import Page, expect, sync_playwright

from summarizer import Summarizer
from summarizer.page.build import build_app
from summarizer.page.mounting import guarded_app

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Serves the page, presses its buttons, and saves what is to be seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picture", type=Path, help="the PNG to write")
    parser.add_argument("--model", default="auto", help="as summarizer run takes it")
    parser.add_argument("--width", type=int, default=1280, help="of the window, in pixels")
    parser.add_argument("--height", type=int, default=1000, help="of the window, in pixels")
    parser.add_argument("--dark", action="store_true", help="the dark page")
    args = parser.parse_args()
    with serve(args.model) as url, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(
            viewport={"width": args.width, "height": args.height},
            color_scheme="dark" if args.dark else "light",
            locale="ru-RU",
        )
        page.goto(url)
        summarize_example(page)
        page.screenshot(path=args.picture)
        browser.close()


@contextmanager
def serve(model: str) -> Iterator[str]:
    """The address of the page on a free port, with a model by name."""
    app = guarded_app(build_app(Summarizer.load(model)))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def summarize_example(page: Page) -> None:
    """The seed summarized, with one of its sentences followed to the source."""
    page.wait_for_selector("#open-file")
    page.click("[id^=example-000]")
    expect(page.locator("#source textarea")).not_to_have_value("")
    page.click("#go")
    page.wait_for_selector("#copy", timeout=300_000)
    page.locator("#summary .sentence").nth(1).click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
