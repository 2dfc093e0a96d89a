"""What comes before, or in the middle of, what it should wait for, in a real Chromium: presses, reloads, files."""

from typing import Any

import pytest

from summarizer import Summarizer
from summarizer.page import texts
from summarizer.page.build import build_app
from tests.scripted import Held, ScriptedEngine
from tests.serving import LateCloses, served
from tests.texts import LONG, NEWS, TALE
from tests.visiting import CHROMIUM, FORBIDDEN, PATIENCE_MS, Visit, leave_tab, open_tab, show_page

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
        for _ in range(PATIENCE_MS // 20):
            if self._waiting:
                return
            self._page.wait_for_timeout(20)
        pytest.fail("nobody asked for what is held back")

    def open(self) -> None:
        """Lets them in, and all that come later."""
        self._n_held = 0
        for route in self._waiting:
            route.continue_()


def upload(page: Any, name: str, text: str) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": text.encode()})


def test_text_is_summarized_though_the_stream_of_the_stop_before_closes_late(browser: Any) -> None:
    script = Held()
    with served(build_app(Summarizer(ScriptedEngine(script, max_source_tokens=60))), around=LateCloses) as url:
        visit = Visit(browser, url)
        visit.summarize(LONG)
        expect(visit.page.locator("#bar")).to_be_visible()
        visit.page.evaluate("for (const id of ['cancel', 'go']) document.getElementById(id).click()")
        script.let_go()
        assert visit.shown("summary")
        visit.close()


@pytest.mark.parametrize("late", ["page.js", "view.js", "assets/markdown*"])
def test_summary_that_is_asked_for_before_the_page_is_built_comes(browser: Any, url: str, late: str) -> None:
    page = open_tab(browser)
    gate = Gate(page, f"{url}/{late}")
    page.goto(url)
    gate.wait_for_one()
    page.fill(FIELD, NEWS)
    page.click("#go")
    page.wait_for_timeout(300)  # for what must not happen yet
    assert "undefined" not in page.inner_text("body")
    gate.open()
    expect(page.locator("#summary")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value(NEWS)
    leave_tab(browser, page)


RELOADS_WHEN_BUILT = """addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  if (!document.getElementById("open-file") || !sessionStorage.getItem("reloads")) return;
  sessionStorage.removeItem("reloads");
  location.reload();
}).observe(document.body, { childList: true, subtree: true }))"""


def test_text_and_choices_outlive_a_reload_before_they_are_back(visit: Visit) -> None:
    page = visit.page
    page.locator("#with-title label").click()
    visit.fill(NEWS)
    page.context.add_init_script(RELOADS_WHEN_BUILT)
    page.evaluate("sessionStorage.setItem('reloads', '1')")
    with page.expect_event("load"), page.expect_event("load"):
        page.reload(wait_until="commit")
    expect(page.locator("#with-title input")).to_be_checked()
    expect(page.locator(FIELD)).to_have_value(NEWS)
    page.goto("about:blank")  # nobody else gets a tab with such a script


def test_what_is_written_before_the_text_is_back_stays(visit: Visit) -> None:
    page = visit.page
    visit.fill(NEWS)
    gate = Gate(page, "**/kept.js")
    page.reload()
    gate.wait_for_one()
    page.fill(FIELD, TALE)
    gate.open()
    page.wait_for_selector("#open-file")
    page.wait_for_timeout(500)  # for what is put back
    expect(page.locator(FIELD)).to_have_value(TALE)


def test_file_that_is_read_late_replaces_neither_another_nor_what_was_written(visit: Visit) -> None:
    page = visit.page
    gate = Gate(page, "**/read", 1)
    upload(page, "первый.txt", LONG)
    gate.wait_for_one()
    upload(page, "второй.txt", NEWS)
    expect(page.locator(FIELD)).to_have_value(NEWS)
    late = Gate(page, "**/read", 1)
    upload(page, "третий.txt", LONG)
    late.wait_for_one()
    visit.fill(TALE)
    for one in (gate, late):
        with page.expect_response("**/read"):
            one.open()
    page.wait_for_timeout(300)  # for what must not happen
    expect(page.locator(FIELD)).to_have_value(TALE)


def test_example_and_its_summary_may_be_asked_for_at_once(visit: Visit) -> None:
    visit.fill(NEWS)
    visit.page.evaluate("for (const id of ['example-report', 'go']) document.getElementById(id).click()")
    assert visit.shown("summary")


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


def test_text_is_read_as_it_is_before_its_repairs_are_known(visit: Visit) -> None:
    page = visit.page
    visit.fill(NEWS)
    page.click("#views button >> nth=1")
    expect(page.locator("#marked")).to_contain_text(NEWS[:40])
    page.click("#views button >> nth=0")
    gate = Gate(page, "**/repairs")
    visit.fill(TALE)
    gate.wait_for_one()
    page.click("#views button >> nth=1")
    expect(page.locator("#marked")).to_contain_text(TALE[:40])
    gate.open()
