"""What the page keeps, and what it forgets, in a real Chromium: the name of a file, a text, the history."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summarizer
from summarizer.engines.extract import ExtractEngine
from summarizer.page import texts
from summarizer.page.build import build_app
from tests.serving import served
from tests.texts import LONG, NEWS
from tests.visiting import CHROMIUM, Visit, chromium

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(build_app(Summarizer(ExtractEngine()))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Any, url: str) -> Iterator[Visit]:
    visit = Visit(browser, url)
    yield visit
    visit.close()


def upload(visit: Visit, name: str, data: bytes) -> None:
    visit.page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": data})


def saved(visit: Visit) -> str:
    visit.shown("summary")
    with visit.page.expect_download() as download:
        visit.page.click("#actions [data-format=md]")
    return Path(download.value.path()).read_text("utf-8")


def test_summary_has_the_name_of_its_own_text(visit: Visit) -> None:
    upload(visit, "мост.txt", NEWS.replace("\n", "\r\n").encode())
    expect(visit.page.locator("#source textarea")).to_have_value(NEWS)
    visit.page.click("#go")
    assert saved(visit).startswith("# мост.txt")
    visit.summarize(LONG)
    expect(visit.page.locator("#marked")).to_contain_text(LONG[:40])
    assert saved(visit).startswith(f"# {texts.PASTED.ru}")


def test_complaint_about_a_text_goes_with_it(visit: Visit) -> None:
    status = visit.page.locator("#file-status")
    upload(visit, "фото.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    expect(status).to_contain_text("фото.txt")
    visit.fill(NEWS)
    expect(status).to_have_text("")
    upload(visit, "фото.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    expect(status).to_contain_text("фото.txt")
    visit.page.click("#clear")
    expect(status).to_have_text("")
    visit.complaints.clear()  # Chromium reports the status itself


def test_program_that_answers_again_is_not_said_to_be_gone(visit: Visit) -> None:
    status = visit.page.locator("#file-status")
    visit.page.route("**/repairs", lambda route: route.abort())
    visit.fill(NEWS)
    expect(status).to_have_text(texts.SCRIPT["gone"].ru)
    visit.page.unroute_all()
    expect(status).to_have_text("", timeout=10_000)
    visit.complaints.clear()
