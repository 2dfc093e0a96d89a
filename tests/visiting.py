"""A tab of a real Chromium on the page, for the time of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := Path("/usr/bin") / name).exists()), None)
PATIENCE_MS = 20_000  # for what comes at once on a machine that does nothing else
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; whoever asks for it has looked whether it is installed."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """One tab, and what went wrong or went out in it."""

    def __init__(self, browser: Any, url: str, width: int = 1280) -> None:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="ru-RU")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self._see(request.url, url))
        self.page.goto(url)
        self.page.wait_for_selector("#open-file")

    def _dismiss(self, dialog: Any) -> None:
        self.complaints.append("dialog " + dialog.message)
        dialog.dismiss()

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _see(self, address: str, own: str) -> None:
        if not address.startswith((own, "data:", "blob:")):
            self.foreign.append(address)

    def fill(self, text: str) -> None:
        """Puts a text into the field, which is out of sight while the text is read."""
        if self.page.is_visible("#views") and not self.page.is_visible("#source textarea"):
            self.page.click("#views button >> nth=0")
        self.page.fill("#source textarea", text)

    def summarize(self, text: str) -> None:
        self.fill(text)
        self.page.click("#go")

    def shown(self, element: str) -> str:
        """The text of an element, once it is on the screen."""
        self.page.locator(f"#{element}").wait_for(state="visible")
        return str(self.page.locator(f"#{element}").inner_text())

    def close(self) -> None:
        complaints = list(self.complaints)  # Gradio breaks off what runs as a tab closes
        self.page.context.close()
        assert complaints == []
        assert self.foreign == []
