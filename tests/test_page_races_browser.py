"""What comes before, or in the middle of, what it should wait for, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest

from summarizer.page import texts
from tests.texts import NEWS
from tests.visiting import CHROMIUM, FORBIDDEN, Visit, show_page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

FIELD = "#source textarea"


class Gate:
    """Holds what a page asks for at some addresses until it is opened; beyond a number it lets everything in."""

    def __init__(self, page: Any, addresses: str, n_held: int = 100) -> None:
        self._page, self._n_held = page, n_held
        self._waiting: list[Any] = []
        page.route(addresses, self._take)

    def _take(self, route: Any) -> None:
        if len(self._waiting) < self._n_held:
            self._waiting.append(route)
        else:
            route.continue_()

    def wait_for_one(self) -> None:
        """Until somebody asks."""
        while not self._waiting:
            self._page.wait_for_timeout(20)

    def open(self) -> None:
        """Lets them in, and all that come later."""
        self._n_held = 0
        for route in self._waiting:
            route.continue_()


@pytest.fixture
def visit(browser: Any, url: str) -> Iterator[Visit]:
    visit = Visit(browser, url)
    yield visit
    visit.close()


def test_page_works_where_storage_is_forbidden(browser: Any, url: str) -> None:
    page = browser.new_context(locale="ru-RU").new_page()
    page.add_init_script(FORBIDDEN)
    show_page(page, url)
    page.click("#theme")
    page.fill(FIELD, NEWS)
    page.click("#go")
    expect(page.locator("#summary")).to_be_visible()
    page.context.close()


FILL_STORAGE = """() => {
  for (let piece = "x".repeat(2 ** 22), i = 0; piece; i += 1) {
    try { localStorage.setItem(i, piece); } catch { piece = piece.slice(0, piece.length >> 1); }
  }
}"""


def test_full_storage_is_told_beside_the_summary_and_hinders_nothing(visit: Visit) -> None:
    page = visit.page
    page.evaluate(FILL_STORAGE)
    page.click("#theme")
    expect(page.locator("body")).to_have_class("dark")
    gate = Gate(page, "**/repairs")
    visit.summarize(NEWS)
    visit.shown("summary")
    gate.open()
    page.wait_for_timeout(500)  # for what is told of the text
    expect(page.locator("#right")).to_contain_text(texts.SCRIPT["storage_full"].ru)
    page.click("#theme")
