"""What is there before Gradio is: the frame, and who waits for the page."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from summarizer.page import texts
from summarizer.page.guards import guarded
from summarizer.page.late import Late
from summarizer.page.opening import Opening, frame
from tests.visiting import CHROMIUM, FORBIDDEN

ROOT = Path(__file__).resolve().parents[1]


def run(work: Coroutine[Any, Any, None]) -> None:
    """Runs it in a thread of its own: in that of the tests a browser may have left an event loop running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def page(word: str) -> Starlette:
    """An application that answers every path it knows with a word."""

    async def answer(_: object) -> PlainTextResponse:
        return PlainTextResponse(word)

    return Starlette(routes=[Route(path, answer) for path in ("/", "/config", "/en/", "/en/config")])


def page_behind(may_open: Event) -> Callable[[str], Starlette]:
    """What makes the page once it may."""

    def make(language: str) -> Starlette:
        may_open.wait(60)
        return page(language)

    return make


def test_frame_is_there_at_once_and_the_rest_waits_for_the_page() -> None:
    may_open = Event()

    async def visit() -> None:
        transport = httpx.ASGITransport(Opening(page_behind(may_open), pytest.fail))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            first = await client.get("/")
            assert "<textarea" in first.text and "Составить реферат" in first.text
            waiting = asyncio.create_task(client.get("/config"))
            await asyncio.sleep(0.1)
            assert not waiting.done()
            may_open.set()
            assert (await waiting).text == "ru"
            assert (await client.get("/")).text == "ru"
            assert "Summarize" in (await client.get("/en/")).text  # made at its first visit
            assert (await client.get("/en/config")).text == "en"

    run(visit())


def test_frame_waits_for_nothing_behind_the_guard_either() -> None:
    may_open = Event()

    async def visit() -> None:
        transport = httpx.ASGITransport(guarded(Opening(page_behind(may_open), pytest.fail)))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            assert "src=" not in (await client.get("/")).text  # a script that the page has would come with the page
            may_open.set()

    run(visit())


def test_pages_are_made_one_after_the_other() -> None:
    making: set[str] = set()
    met: list[str] = []

    def make(language: str) -> Starlette:
        met.extend(making)
        making.add(language)
        time.sleep(0.1)
        making.discard(language)
        return page(language)

    async def visit() -> None:
        transport = httpx.ASGITransport(Opening(make, pytest.fail))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            both = await asyncio.gather(client.get("/config"), client.get("/en/config"))
            assert [answer.text for answer in both] == ["ru", "en"]

    run(visit())
    assert met == []


def test_who_asks_for_a_page_that_cannot_be_made_hears_of_it() -> None:
    def make(language: str) -> Starlette:
        raise ImportError("no gradio")

    async def visit() -> None:
        transport = httpx.ASGITransport(Opening(make, pytest.fail))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            with pytest.raises(ImportError):
                await client.get("/config")

    run(visit())


def test_who_waits_for_a_page_whose_making_was_cancelled_hears_of_it() -> None:
    may_end = Event()

    def make() -> Starlette:
        may_end.wait(60)
        return page("ru")

    async def wait() -> None:
        late = Late(make)
        opened = late.begin()
        await asyncio.sleep(0)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(asyncio.shield(opened), 5)
        may_end.set()

    run(wait())


def test_frame_needs_nothing_else_and_speaks_its_language() -> None:
    assert "src=" not in frame("ru") and "http" not in frame("ru")
    assert 'lang="en"' in frame("en") and "Paste an article" in frame("en")
    assert "$" not in frame("ru")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_file_that_falls_on_the_frame_does_not_replace_it(browser: Any) -> None:
    page = browser.new_context().new_page()
    page.route("http://frame.test/", lambda route: route.fulfill(body=frame("ru"), content_type="text/html"))
    page.route("http://frame.test/config", lambda route: None)  # Gradio is being imported
    page.goto("http://frame.test/")
    is_taken = page.evaluate("""() => {
        const files = new DataTransfer();
        files.items.add(new File(["Мост закрыт."], "мост.txt"));
        const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
        document.body.dispatchEvent(drop);
        return drop.defaultPrevented;
    }""")
    assert is_taken and page.inner_text("[role=status]") == texts.OPENING_FILE.ru
    page.context.close()


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_frame_gives_way_to_the_page_where_storage_is_forbidden(browser: Any) -> None:
    page, n_frames = browser.new_context().new_page(), 0

    def answer(route: Any) -> None:
        nonlocal n_frames
        n_frames += 1
        route.fulfill(body=frame("ru") if n_frames == 1 else "<p>Страница</p>", content_type="text/html; charset=utf-8")

    page.route("http://frame.test/", answer)
    page.route("http://frame.test/config", lambda route: route.fulfill(body="{}"))
    page.add_init_script(FORBIDDEN)
    page.goto("http://frame.test/")
    page.get_by_text("Страница", exact=True).wait_for()
    page.context.close()


def test_stubs_are_left_out_where_that_is_asked_for(tmp_path: Path) -> None:
    for name in ("own", "other"):
        (tmp_path / f"{name}.py").write_text("import gradio\n\n\nclass Own(gradio.Textbox):\n    EVENTS = ['change']\n")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    code = """
from summarizer.page.gradio_import import leave_out_stubs
leave_out_stubs()
import own
assert own.Own().change
import importlib, gradio.component_meta
importlib.reload(gradio.component_meta)
import other
"""
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert not (tmp_path / "own.pyi").exists()
    assert (tmp_path / "other.pyi").exists()  # left to itself Gradio writes one
