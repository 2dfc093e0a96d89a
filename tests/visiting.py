"""A tab of a real Chromium on the page, for the time of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := Path("/usr/bin") / name).exists()), None)
PATIENCE_MS = 60_000  # for what comes at once on a machine that does nothing else
OPENING_MS = 180_000  # a new tab compiles all scripts: 17 s beside six busy programs, on machines four times as slow
NOTHING = "**/nothing-is-here"
FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException("", "SecurityError"); } });
}"""
_LEFT: dict[Any, Any] = {}  # a browser → the tab that the last test left
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
        _LEFT.pop(browser, None)
        browser.close()


def open_tab(browser: Any, width: int = 1280, height: int = 800) -> Any:
    """A tab that shows nothing and keeps nothing: the one that was left last, else a new one.

    A new one has to fetch and compile Gradio's scripts, at four times the cost of a whole visit in one that has.
    """
    page = _LEFT.pop(browser, None)
    if page is None:
        context = browser.new_context(locale="ru-RU")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    return page


def show_page(page: Any, address: str) -> None:
    """Opens the page in a tab, and waits until its script has taken over."""
    page.goto(address, timeout=OPENING_MS)
    page.wait_for_selector("#open-file", timeout=OPENING_MS)


def leave_tab(browser: Any, page: Any) -> None:
    """Forgets what the page kept in its tab, and leaves it to the next test; a tab that has company is closed."""
    context = page.context
    if browser in _LEFT or len(context.pages) > 1 or page.url == "about:blank":
        context.close()
        return
    page.unroute_all()
    page.route(NOTHING, lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto(NOTHING.replace("**", "/".join(page.url.split("/")[:3])))  # the same origin, without its script
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.unroute_all()
    page.goto("about:blank")
    page.emulate_media(media="null")
    page.mouse.move(0, 0)
    context.clear_cookies()
    _LEFT[browser] = page


def drop_on(page: Any, place: str, *paths: Path) -> None:
    """Lets files and folders fall there from outside, as a file manager does."""
    box = page.locator(place).bounding_box()
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


class Visit:
    """One tab, and what went wrong or went out in it."""

    def __init__(self, browser: Any, url: str, width: int = 1280) -> None:
        self.browser, self.page = browser, open_tab(browser, width)
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self._heard = {
            "console": lambda message: self._hear(message.type, message.text),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": self._dismiss,
            "request": lambda request: self._see(request.url, url),
        }
        for event, hear in self._heard.items():
            self.page.on(event, hear)
        show_page(self.page, url)

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
        for event, hear in self._heard.items():  # Gradio breaks off what runs as a tab closes
            self.page.remove_listener(event, hear)
        leave_tab(self.browser, self.page)
        assert self.complaints == []
        assert self.foreign == []
