"""The page in a real Chromium, offline: what a person sees and does."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summarizer, SummaryOptions, clean
from summarizer.engines import Draft, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.page import texts
from summarizer.page.build import build_app
from summarizer.page.handlers import MAX_PAGE_CHARS
from summarizer.page.marks import SHOWN_CHARS
from summarizer.page.texts import SCRIPT
from summarizer.reading import document_of
from tests.documents import docx, paragraph
from tests.scripted import Held, ScriptedEngine
from tests.serving import served
from tests.texts import ENGLISH, LONG, NEWS, SPOILED
from tests.visiting import CHROMIUM, Visit, drop_on

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

MANY_CHUNKS = LONG * 4  # more than eight windows of the held model: thirteen passes
WIDTHS = (1280, 360)  # of a desktop and of a phone
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> **жирно** [он](javascript:alert(3)) ${alert(4)} {{1}}"


@pytest.fixture(scope="module")
def hostile_url() -> Iterator[str]:
    def inventive(request: Request) -> list[Draft]:
        return [Draft(f"{HOSTILE}\nВ городе Лондон 99 мостов.", 0.0)]

    with served(build_app(Summarizer(ScriptedEngine(inventive, name="<b>hostile</b>")))) as url:
        yield url


@pytest.fixture(scope="module")
def script() -> Held:
    return Held()


@pytest.fixture(scope="module")
def held_url(script: Held) -> Iterator[str]:
    """A page whose model goes on as far as a test lets it."""
    with served(build_app(Summarizer(ScriptedEngine(script, max_source_tokens=60)))) as url:
        yield url


@pytest.fixture
def held(script: Held) -> Iterator[Held]:
    """What lets that model go on; afterwards it does."""
    script.hold()
    yield script
    script.let_go()


@pytest.fixture(params=WIDTHS, ids=["desktop", "phone"])
def either(request: pytest.FixtureRequest, browser: Any, url: str) -> Iterator[Visit]:
    """A visit in a window of either width."""
    visit = Visit(browser, url, request.param)
    yield visit
    visit.close()


def test_example_is_summarized_and_its_repairs_are_marked(either: Visit) -> None:
    visit, page = either, either.page
    page.click("[id^=example-000]")
    expect(page.locator("#source textarea")).to_have_value(re.compile("обязаннοсти"))
    expect(page.locator("#repairs")).to_contain_text("«ο» (греческая) → «о» × 115")  # before any summary
    page.click("#go")
    assert visit.shown("summary").startswith("Исполняющий обязанности")
    assert "прочитано 100\xa0%" in visit.shown("figures")
    expect(page.locator("#marked mark")).to_have_count(151)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_repairs_are_undone_as_a_whole(visit: Visit) -> None:
    expect(visit.page.locator("#open-file")).to_be_visible()
    expect(visit.page.locator("#version")).to_be_hidden()  # nothing to take back before there is a text
    visit.fill(SPOILED)
    visit.page.click("#views button >> nth=1")
    expect(visit.page.locator("#marked")).to_have_text(NEWS, use_inner_text=True)
    visit.page.locator("#version label", has_text=texts.AS_GIVEN.ru).click()
    expect(visit.page.locator("#marked")).to_have_text(SPOILED, use_inner_text=True)
    visit.page.click("#go")
    given = Summarizer(ExtractEngine()).summarize(SPOILED, SummaryOptions(clean=False)).text
    assert visit.shown("summary") == given and any(letter in given for letter in "οκ")


def test_sentence_shows_its_source_by_mouse_and_by_keyboard(either: Visit) -> None:
    visit = either
    visit.summarize(LONG)
    visit.shown("summary")
    first, second = visit.page.locator("#summary .sentence").nth(0), visit.page.locator("#summary .sentence").nth(1)
    first.click()
    under = visit.page.locator("#marked .under")
    assert first.inner_text().strip() in "".join(under.all_inner_texts())
    assert first.get_attribute("aria-pressed") == "true"
    second.focus()
    visit.page.keyboard.press("Enter")
    assert second.inner_text().strip() in "".join(under.all_inner_texts())
    assert first.get_attribute("aria-pressed") == "false"
    box, shown = visit.page.locator("#marked").bounding_box(), under.first.bounding_box()
    assert box and shown and box["y"] <= shown["y"] <= box["y"] + box["height"]  # scrolled to
    visit.fill(NEWS)
    first.click()
    assert under.count() == 0  # an edited text has no evidence of the old one


def test_evidence_stays_when_repairs_come_late_and_in_the_other_version(browser: Any, url: str) -> None:
    visit = Visit(browser, url)
    held: list[Any] = []
    visit.page.route("**/repairs", lambda route: held.append(route))  # Playwright marks what it calls
    visit.summarize(f"{LONG}\n{SPOILED}")
    visit.shown("summary")
    visit.page.locator("#summary .sentence").first.click()
    expect(visit.page.locator("#marked .under")).not_to_have_count(0)
    held[0].continue_()
    expect(visit.page.locator("#repairs")).to_contain_text("→")
    expect(visit.page.locator("#marked .under")).not_to_have_count(0)
    visit.page.locator("#version label", has_text=texts.AS_GIVEN.ru).click()
    expect(visit.page.locator("#marked")).to_contain_text(SPOILED, use_inner_text=True)
    expect(visit.page.locator("#marked .under")).not_to_have_count(0)
    visit.close()


def drop(visit: Visit, place: str, *files: bytes) -> None:
    dropped = visit.page.evaluate_handle(
        """files => { const all = new DataTransfer();
        for (const bytes of files) all.items.add(new File([new Uint8Array(bytes)], "мост.docx")); return all; }""",
        [list(data) for data in files],
    )
    visit.page.dispatch_event(place, "drop", {"dataTransfer": dropped})


def test_file_is_read(visit: Visit) -> None:
    data, field = docx(paragraph(NEWS)), visit.page.locator("#source textarea")
    for place in ("#file", "#source", "#sheet", "#head"):  # chosen, or dropped anywhere
        if place == "#file":
            visit.page.set_input_files(place, {"name": "мост.docx", "mimeType": "", "buffer": data})
        else:
            drop(visit, place, data)
        expect(field).to_have_value(NEWS)
        visit.page.click("#clear")
        expect(field).to_have_value("")


def test_summary_that_a_reload_broke_off_is_told_once(browser: Any, held_url: str, held: Held) -> None:
    visit = Visit(browser, held_url)
    # A busy browser tells a page late that it is gone: what it asked for may be given up before.
    visit.page.evaluate("addEventListener('beforeunload', () => { document.body.dataset.state = 'stopped'; })")
    visit.summarize(LONG)
    visit.shown("busy")
    for sentence in (SCRIPT["broken_off"].ru, texts.SUMMARY_EMPTY.ru):
        visit.page.reload()
        expect(visit.page.locator("#source textarea")).to_have_value(LONG)
        expect(visit.page.locator("#sheet")).to_contain_text(sentence)
    visit.complaints.clear()  # Gradio's, of the stream that was broken off
    visit.close()


def test_what_is_not_read_gets_a_sentence(visit: Visit, tmp_path: Path) -> None:
    status = visit.page.locator("#file-status")
    drop(visit, "#source", docx(paragraph(NEWS)), docx(paragraph(LONG)))
    expect(status).to_have_text(SCRIPT["one_file"].ru)  # of several none is taken silently
    assert visit.page.input_value("#source textarea") == ""
    picture = {"name": "<b>фото.txt", "mimeType": "text/plain", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(100)}
    visit.page.set_input_files("#file", picture)
    expect(status).to_contain_text("<b>фото.txt: ")
    drop_on(visit.page, "#source", tmp_path)
    expect(status).to_have_text(SCRIPT["one_file"].ru)  # not that the program is gone
    file = tmp_path / "мост.txt"
    file.write_text(NEWS, "utf-8")
    visit.page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<input type=file id=chooser>'); }")
    visit.page.set_input_files("#chooser", str(file))
    file.unlink()
    visit.page.evaluate(
        """() => { const all = new DataTransfer(); all.items.add(document.getElementById("chooser").files[0]);
        const drop = new DragEvent("drop", { dataTransfer: all, bubbles: true });
        document.getElementById("source").dispatchEvent(drop); }"""
    )
    expect(status).to_have_text(f"мост.txt: {SCRIPT['no_bytes'].ru}")
    visit.complaints.clear()  # Chromium reports the status and the file itself


def test_refused_text_has_no_repairs_of_the_one_before(visit: Visit) -> None:
    visit.fill(SPOILED)
    expect(visit.page.locator("#repairs")).to_contain_text("→")
    paste_long = "([field, n]) => { field.value = 'а '.repeat(n); field.dispatchEvent(new Event('input')); }"
    visit.page.evaluate(paste_long, [visit.page.query_selector("#source textarea"), MAX_PAGE_CHARS + 1])
    expect(visit.page.locator("#file-status")).to_contain_text("слишком велик")
    expect(visit.page.locator("#repairs")).to_be_hidden()
    assert not visit.page.is_visible("#views") and not visit.page.is_visible("#version")
    visit.complaints.clear()  # Chromium reports the status itself


def test_summary_is_copied_letter_for_letter_and_saved(visit: Visit) -> None:
    visit.summarize(LONG)
    summary = visit.shown("summary")
    visit.page.click("#copy")
    expect(visit.page.locator("#copy")).to_contain_text("✓")  # for a second and a half
    expected = Summarizer(ExtractEngine()).summarize(LONG).text
    assert visit.page.evaluate("navigator.clipboard.readText()") == expected
    for format_name in ("txt", "md", "docx", "json"):
        with visit.page.expect_download() as saved:
            visit.page.click(f"#actions [data-format={format_name}]")
        assert saved.value.suggested_filename == f"реферат.{format_name}"
        data = Path(saved.value.path()).read_bytes()
        text = document_of(data, "summary.docx").text if format_name == "docx" else data.decode()
        assert summary.split(". ")[0].split("\n")[0] in text


def test_repaired_text_is_copied_whole(visit: Visit) -> None:
    visit.fill(NEWS)
    button = visit.page.locator("#copy-repaired")
    expect(visit.page.locator("#views")).to_be_visible()
    expect(button).to_be_hidden()  # nothing was repaired
    long = f"{SPOILED}\n\n{'Мост закрыли на ремонт. ' * 7_000}\n\n{SPOILED}"
    assert len(long) > SHOWN_CHARS
    visit.fill(long)
    button.click()
    expect(button).to_contain_text("✓")
    expect(button).to_have_text(texts.SCRIPT["copy_repaired"].ru)
    assert visit.page.evaluate("navigator.clipboard.readText()") == clean(long).text
    visit.page.locator("#version label", has_text=texts.AS_GIVEN.ru).click()
    expect(button).to_be_hidden()


def test_what_cannot_be_summarized_gets_a_sentence(visit: Visit) -> None:
    for text, words in (("", "Вставьте текст"), (ENGLISH, "не на русском")):
        visit.summarize(LONG)
        visit.shown("summary")
        visit.summarize(text)
        assert words in visit.shown("notice")
        assert not visit.page.is_visible("#summary") and not visit.page.is_visible("#copy")


def test_result_comes_back_whole_after_a_refusal(browser: Any, hostile_url: str) -> None:
    visit = Visit(browser, hostile_url)
    visit.summarize("")
    visit.shown("notice")
    visit.summarize(SPOILED)
    assert "<img src=x" in visit.shown("findings")
    assert visit.shown("repairs") and visit.shown("marked")
    visit.close()


def refuse_with(status: int) -> Callable[[Any], None]:
    return lambda route: route.fulfill(status=status, json={"detail": f"Велик <b>{status}"})


def test_refused_request_is_explained_and_forgotten(visit: Visit) -> None:
    with visit.page.expect_response("**/repairs"):  # the cleaning of the text is not refused
        visit.fill(LONG)
    for status in (503, 413):
        visit.page.route("**/queue/join*", refuse_with(status))
        visit.page.click("#go")
        expect(visit.page.locator("#refusal")).to_have_text(f"Велик <b>{status}")
        assert not visit.page.is_visible("#busy") and not visit.page.is_visible(".toast-wrap")
        visit.page.unroute_all()
        visit.page.click("#go")
        assert visit.shown("summary")
        assert visit.page.locator("#refusal").count() == 0
    visit.complaints.clear()  # Chromium reports the status itself


def test_closed_program_is_explained(visit: Visit) -> None:
    visit.page.route("**/queue/join*", lambda route: route.abort())
    visit.summarize(LONG)
    expect(visit.page.locator("#refusal")).to_have_text(texts.SCRIPT["gone"].ru)
    visit.complaints.clear()


def test_program_that_dies_at_work_is_told_and_the_text_is_there_when_it_is_back(browser: Any) -> None:
    held = Held()
    with served(build_app(Summarizer(ScriptedEngine(held)))) as url:
        visit = Visit(browser, url)
        visit.summarize(LONG)
        expect(visit.page.locator("#bar")).to_be_visible()
    held.let_go()
    for _ in range(2):  # it stays so when the button is pressed again
        expect(visit.page.locator("#refusal")).to_have_text(texts.SCRIPT["gone"].ru)
        assert not visit.page.is_visible("#busy") and not visit.page.is_visible("#cancel")
        visit.page.click("#go")
    with served(build_app(Summarizer(ExtractEngine())), port=int(url.rpartition(":")[2])):
        expect(visit.page.locator("#refusal")).to_have_count(0)  # the page is loaded anew
        expect(visit.page.locator("#source textarea")).to_have_value(LONG)
        visit.page.click("#go")
        assert visit.shown("summary")
        visit.complaints.clear()  # Chromium reports what it could not reach
        visit.close()


def test_answer_that_never_comes_is_told(visit: Visit) -> None:
    closed = 'data: {"msg": "close_stream"}\n\n'
    visit.page.route("**/queue/data*", lambda route: route.fulfill(content_type="text/event-stream", body=closed))
    visit.page.evaluate("() => { const wait = setTimeout; window.setTimeout = (call) => wait(call, 0); }")  # no grace
    visit.summarize(LONG)
    expect(visit.page.locator("#refusal")).to_have_text(texts.SCRIPT["unanswered"].ru)


def test_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit.page
    page.focus("#source textarea")
    page.keyboard.insert_text(LONG)
    page.keyboard.press("Control+Enter")
    visit.shown("summary")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.focus("#language")
        visited = ["language"]
        for _ in range(90):
            page.keyboard.press("Tab")
            visited.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        for stop in ("open-file", "go", "copy", "theme", "language", "marked", "sentence"):
            assert any(stop in name for name in visited), stop
        assert visited.index("open-file") < visited.index("go") < visited.index("copy")


def test_length_is_obeyed(visit: Visit) -> None:
    page = visit.page
    assert not page.is_visible("#amount")
    found: list[str] = []
    for label in (texts.LENGTHS["short"].ru, texts.LENGTHS["long"].ru):
        page.locator("#length label", has_text=label).click()
        visit.summarize(LONG)
        if found:
            expect(page.locator("#summary")).not_to_have_text(found[-1], use_inner_text=True)
        found.append(visit.shown("summary"))
    assert len(found[0]) * 2 < len(found[1])
    page.locator("#length label", has_text=texts.OWN_LENGTH.ru).click()
    page.fill("#amount input", "3")
    page.click("#unit input")
    page.get_by_role("option", name=texts.UNITS["points"].ru).click()
    page.locator("#with-title label").click()
    page.click("#go")
    assert visit.shown("headline")
    assert len(visit.shown("summary").splitlines()) == 3
    page.fill("#amount input", "0")
    page.click("#go")
    assert "от 1 до" in visit.shown("notice")


def test_progress_and_partial_results_are_shown(browser: Any, held_url: str, held: Held) -> None:
    visit = Visit(browser, held_url)
    visit.summarize(MANY_CHUNKS)
    held.let_go(2)
    expect(visit.page.locator("#busy")).to_have_text(re.compile(r"Готово 2 из \d+ частей"))
    assert 0 < int(visit.page.get_attribute("#bar", "aria-valuenow")) < 100
    assert visit.page.is_visible("#drafts")
    visit.page.click("#cancel")
    assert texts.STOPPED_PARTLY.ru in visit.shown("stopped") and visit.shown("drafts")
    visit.close()


def test_cancel_stops_the_model(browser: Any, held_url: str, held: Held) -> None:
    visit = Visit(browser, held_url)
    visit.summarize(MANY_CHUNKS)
    held.let_go(1)
    expect(visit.page.locator("#drafts")).to_be_visible()  # the model is at work
    visit.page.click("#cancel")
    visit.shown("stopped")
    assert held.was_stopped.wait(60)
    assert not visit.page.is_visible("#cancel")
    held.let_go()
    visit.summarize(NEWS)
    assert visit.shown("summary")
    visit.close()


# What there is before the button is pressed that stops: only the call; Gradio's number for it; the model at work.
PHASES = {
    "called": "true",
    "numbered": "performance.getEntriesByType('resource').some((one) => /queue.join/.test(one.name))",
    "at work": "document.getElementById('bar')",
}


@pytest.mark.parametrize("phase", PHASES)
def test_text_that_is_asked_for_right_after_a_stop_is_summarized(
    browser: Any, held_url: str, held: Held, phase: str
) -> None:
    visit = Visit(browser, held_url)
    visit.fill(LONG)
    visit.page.evaluate(
        f"""async () => {{
          const press = (id) => document.getElementById(id).click();
          const wait = () => new Promise((resolve) => setTimeout(resolve, 1));
          for (let i = 0; i < 2; i++) {{
            performance.clearResourceTimings();
            press("go");
            while (!({PHASES[phase]})) await wait();
            press("cancel");
          }}
          press("go");
        }}"""
    )
    held.let_go()
    assert visit.shown("summary")
    visit.close()


def test_stop_that_is_refused_is_explained_and_forgotten(browser: Any, held_url: str, held: Held) -> None:
    visit = Visit(browser, held_url)
    visit.page.route("**/stop", lambda route: route.fulfill(status=503, json={"detail": "Занято"}))
    visit.summarize(MANY_CHUNKS)
    held.let_go(1)
    expect(visit.page.locator("#drafts")).to_be_visible()
    visit.page.click("#cancel")
    expect(visit.page.locator("#refusal")).to_have_text("Занято")
    held.let_go()
    visit.summarize(NEWS)
    assert visit.shown("summary")
    visit.complaints.clear()  # Chromium reports the status itself
    visit.close()


def test_history_is_kept_in_this_browser_and_deleted(visit: Visit) -> None:
    page = visit.page
    for text in (LONG, NEWS):
        visit.summarize(text)
        visit.shown("summary")
    page.reload()
    page.wait_for_selector("#open-file")
    page.get_by_role("tab", name=texts.HISTORY_TAB.ru).click()
    entries = page.locator("#entries > [data-entry]")
    expect(entries).to_have_count(2)
    entries.first.get_by_role("button", name=texts.SCRIPT["reuse"].ru).click()
    expect(page.locator("#source textarea")).to_have_value(NEWS)
    page.get_by_role("tab", name=texts.HISTORY_TAB.ru).click()
    entries.first.get_by_role("button", name=texts.SCRIPT["remove"].ru).click()
    expect(entries).to_have_count(1)
    page.click("#forget")
    expect(entries).to_have_count(0)
    assert page.evaluate("localStorage.getItem('summarizer.history')") is None


def test_language_is_switched_and_the_text_stays(visit: Visit) -> None:
    page = visit.page
    visit.fill(LONG)
    page.click("#language")
    page.wait_for_url("**/en/")
    expect(page.locator("#source textarea")).to_have_value(LONG)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#go")
    assert "100% read" in visit.shown("figures")
    assert texts.SCRIPT["copy"].en in visit.shown("actions")
    page.click("#language")
    page.wait_for_selector("#open-file")
    assert page.evaluate("document.documentElement.lang") == "ru"


def test_theme_is_switched_and_remembered(browser: Any, url: str) -> None:
    visit = Visit(browser, url)
    assert not visit.page.evaluate("document.body.classList.contains('dark')")
    visit.page.click("#theme")
    assert visit.page.evaluate("document.body.classList.contains('dark')")
    visit.page.reload()
    visit.page.wait_for_selector("#open-file")
    assert visit.page.evaluate("document.body.classList.contains('dark')")
    visit.close()


def test_no_text_becomes_markup(browser: Any, hostile_url: str) -> None:
    visit = Visit(browser, hostile_url)
    visit.summarize(HOSTILE + " Мост в городе закрыт на ремонт до ноября. " * 20)
    assert HOSTILE in visit.shown("summary")
    assert "99" in visit.shown("findings") and HOSTILE in visit.shown("marked")
    visit.page.get_by_role("tab", name=texts.HISTORY_TAB.ru).click()
    visit.page.locator("#entries summary").click()
    assert HOSTILE in visit.shown("entries")
    for place in ("#result", "#marked", "#entries", "#file-status"):
        assert visit.page.locator(f"{place} :is(img, script, a, strong)").count() == 0
    visit.close()
