"""What the page keeps, and what it forgets, in a real Chromium: the name of a file, a text, the history."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summarizer
from summarizer.engines.extract import ExtractEngine
from summarizer.folder.records import Record
from summarizer.page import texts
from summarizer.page.build import build_app
from tests.serving import served
from tests.texts import ENGLISH, LONG, NEWS, TALE
from tests.visiting import CHROMIUM, Visit

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def upload(visit: Visit, name: str, data: bytes) -> None:
    visit.page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": data})


def remembered(visit: Visit, *summaries: str, **more: Any) -> None:
    """A history with these summaries, the newest first."""
    entries = []
    for n, summary in enumerate(summaries):
        record = json.loads(Record("a.txt", "", "done", summary=summary).to_json())
        view = {"record": record, "copied": summary, "figures": "", **more}
        entries.append({"id": str(n), "when": len(summaries) - n, "view": view})
    visit.page.evaluate("entries => localStorage.setItem('summarizer.history', entries)", json.dumps(entries))


def open_history(visit: Visit) -> None:
    visit.page.reload()
    visit.page.wait_for_selector("#open-file", state="attached")  # its tab may be out of sight
    visit.page.get_by_role("tab", name=texts.HISTORY_TAB.ru).click()


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate("document.activeElement.innerText"))


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
    assert saved(visit).startswith("*модель: ")


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
    expect(status).to_have_text("")
    visit.complaints.clear()


def test_same_summary_of_the_same_text_is_kept_once(visit: Visit) -> None:
    for text in (NEWS, TALE, NEWS):
        visit.summarize(text)
        expect(visit.page.locator("#marked")).to_contain_text(text[:40])
    visit.page.get_by_role("tab", name=texts.HISTORY_TAB.ru).click()
    expect(visit.page.locator("#entries > [data-entry]")).to_have_count(2)


def test_saved_summary_is_named_after_its_text(visit: Visit) -> None:
    cases = (
        ("Отчёт.v2.docx", "Мост", "Отчёт.v2 — реферат.txt"),
        ("-", "Мост: да/нет?", "Мост да нет — реферат.txt"),
        ("-", "Мост через реку. " * 9, f"{'Мост через реку. ' * 4}Мост через — реферат.txt"),  # of 80 signs, at a word
        ("-", "Мост" * 30, f"{'Мост' * 20} — реферат.txt"),
    )
    for name, headline, saved_as in cases:
        record = json.loads(Record(name, "", "done", headline=headline, summary="Мост закрыт.").to_json())
        remembered(visit, "Мост закрыт.", record=record)
        open_history(visit)
        visit.page.locator("#entries summary").click()
        with visit.page.expect_download() as download:
            visit.page.click("#entries [data-format=txt]")
        assert download.value.suggested_filename == saved_as


def test_part_of_the_page_that_is_open_stays_open(visit: Visit) -> None:
    visit.page.get_by_role("tab", name=texts.MODELS_TAB.ru).click()
    visit.page.reload()
    expect(visit.page.get_by_role("tab", name=texts.MODELS_TAB.ru)).to_have_attribute("aria-selected", "true")
    visit.page.click("#language")
    expect(visit.page.get_by_role("tab", name=texts.MODELS_TAB.en)).to_have_attribute("aria-selected", "true")


def test_each_tab_deletes_what_it_shows(visit: Visit) -> None:
    remembered(visit, "Первый.", "Второй.")
    open_history(visit)
    other = visit.page.context.new_page()
    other.goto(visit.page.url)
    other.evaluate(
        """() => { const all = JSON.parse(localStorage.getItem("summarizer.history"));
        localStorage.setItem("summarizer.history", JSON.stringify([{ ...all[0], id: "new", when: 9 }, ...all])); }"""
    )
    rows = visit.page.locator("#entries > [data-entry]")
    expect(rows).to_have_count(3)  # it hears of the other tab's
    rows.nth(1).get_by_role("button", name=texts.SCRIPT["remove"].ru).click()
    kept = json.loads(visit.page.evaluate("localStorage.getItem('summarizer.history')"))
    assert [entry["id"] for entry in kept] == ["new", "1"]
    other.close()


def test_what_was_deleted_comes_back_by_keyboard(visit: Visit) -> None:
    remembered(visit, "Первый.", "Второй.")
    open_history(visit)
    rows = visit.page.locator("#entries > [data-entry]")
    rows.first.get_by_role("button", name=texts.SCRIPT["remove"].ru).press("Enter")
    expect(rows).to_have_count(1)
    assert focused(visit) == texts.SCRIPT["undo"].ru
    visit.page.keyboard.press("Enter")
    expect(rows.locator(".name")).to_have_text(["Первый.", "Второй."])
    assert "Первый." in focused(visit)
    visit.page.locator("#forget").press("Enter")
    expect(rows).to_have_count(0)
    assert visit.page.evaluate("localStorage.getItem('summarizer.history')") is None
    visit.page.keyboard.press("Enter")
    expect(rows.locator(".name")).to_have_text(["Первый.", "Второй."])


def test_history_speaks_the_language_of_the_page_and_says_how_long_it_is(visit: Visit) -> None:
    said = {"ru": ("13 слов", "Числа нет в тексте"), "en": ("13 words", "No such number")}
    told = {
        language: {"figures": figures, "findings": [{"message": message, "colour": "absent"}]}
        for language, (figures, message) in said.items()
    }
    remembered(visit, "Мостов 99.", said=told)
    open_history(visit)
    for language in said:
        row = visit.page.locator("#entries > [data-entry]")
        row.locator("summary").click()
        for shown in said[language]:
            expect(row).to_contain_text(shown)
        expect(visit.page.locator("#history-note")).to_contain_text("50")
        visit.page.click("#language")


def test_history_tells_what_to_look_at_and_saves(visit: Visit) -> None:
    remembered(visit, "Мостов 99.", findings=[{"message": "Числа нет в тексте: «99»", "colour": "absent"}])
    open_history(visit)
    row = visit.page.locator("#entries > [data-entry]")
    expect(row.locator(".counted")).to_have_text("замечаний: 1")
    row.locator("summary").click()
    expect(row).to_contain_text("Числа нет в тексте: «99»")
    expect(row).to_contain_text("длиннее 200\xa0000 знаков")
    with visit.page.expect_download() as download:
        row.locator("[data-format=md]").click()
    assert "Мостов 99." in Path(download.value.path()).read_text("utf-8")


def test_summary_that_cannot_be_saved_stays(visit: Visit) -> None:
    visit.summarize(NEWS)
    summary = visit.shown("summary")
    visit.page.route("**/export/md", lambda route: route.abort())
    visit.page.click("#actions [data-format=md]")
    expect(visit.page.locator("#actions .problem")).to_have_text(texts.SCRIPT["gone"].ru)
    assert visit.shown("summary") == summary
    visit.complaints.clear()


LATE_CHECKBOX = """
const find = document.querySelector.bind(document);
let asked = 0;
document.querySelector = (selector) => {
  asked ||= selector === "#with-title input" && performance.now();
  if (selector !== "#with-title input" || performance.now() - asked > 500) return find(selector);
  setTimeout(() => document.body.append(document.createComment("it is drawn")), 600);
  return null;
};
"""


def test_what_was_kept_waits_for_the_widgets_that_it_goes_into(visit: Visit) -> None:
    page = visit.page
    page.locator("#with-title label").click()
    visit.summarize(NEWS)
    summary = visit.shown("summary")
    page.context.add_init_script(LATE_CHECKBOX)
    page.reload()
    expect(page.locator("#summary")).to_have_text(summary, use_inner_text=True)
    expect(page.locator("#with-title input")).to_be_checked()
    page.goto("about:blank")  # nobody else gets a tab with such a script


def test_reload_and_language_keep_text_choices_and_summary(visit: Visit) -> None:
    page = visit.page
    upload(visit, "мост.txt", NEWS.encode())
    expect(page.locator("#source textarea")).to_have_value(NEWS)
    page.locator("#length label", has_text=texts.OWN_LENGTH.ru).click()
    page.fill("#amount input", "12")
    page.click("#unit input")
    page.get_by_role("option", name=texts.UNITS["words"].ru).click()
    page.locator("#with-title label").click()
    page.click("#model input")
    page.get_by_role("option", name="compact").click()
    page.click("#model input")
    page.get_by_role("option", name="extract").click()
    page.click("#go")
    summary = visit.shown("summary")
    for address in ("", "en/"):
        if address:
            page.click("#language")
        else:
            page.reload()
        page.wait_for_selector("#open-file")
        expect(page.locator("#summary")).to_have_text(summary, use_inner_text=True)
        expect(page.locator("#source textarea")).to_have_value(NEWS)
        assert saved(visit).startswith("# мост.txt")
        expect(page.locator("#figures")).to_contain_text("words" if address else "слов")
        page.locator("#summary .sentence").first.click()
        assert page.locator("#marked .under").count() > 0
        assert page.locator("#amount input").input_value() == "12" and page.is_visible("#amount")
        unit = texts.UNITS["words"]
        expect(page.locator("#unit input")).to_have_value(unit.en if address else unit.ru)
        expect(page.locator("#model input")).to_have_value(re.compile("^extract"))
        assert page.is_checked("#with-title input")
    page.click("#go")  # what is shown is what Gradio knows
    expect(page.locator("#figures")).to_contain_text("words")
    assert len(visit.shown("summary").split()) < 25


def test_summary_of_other_settings_says_so(visit: Visit) -> None:
    page, sign = visit.page, visit.page.locator("#stale")
    visit.summarize(NEWS)
    visit.shown("summary")
    expect(sign).to_be_hidden()
    page.locator("#length label").first.click()
    expect(sign).to_be_visible()
    page.reload()
    expect(sign).to_be_visible()
    page.locator("#length label").nth(1).click()
    expect(sign).to_be_hidden()
    page.click("#model input")
    page.get_by_role("option", name="compact").click()
    expect(sign).to_have_text(texts.SCRIPT["stale"].ru)


def test_text_is_there_after_back_and_gone_with_its_deletion(visit: Visit) -> None:
    page = visit.page
    visit.fill(LONG)
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("#source textarea")).to_have_value(LONG)
    page.click("#clear")
    expect(page.locator("#source textarea")).to_have_value("")
    page.reload()
    page.wait_for_selector("#open-file")
    page.wait_for_timeout(300)
    expect(page.locator("#source textarea")).to_have_value("")


def test_summary_that_made_room_for_a_notice_does_not_come_back(visit: Visit) -> None:
    visit.summarize(LONG)
    visit.shown("summary")
    visit.summarize(ENGLISH)
    visit.shown("notice")
    visit.page.reload()
    visit.page.wait_for_selector("#open-file")
    expect(visit.page.locator("#source textarea")).to_have_value(ENGLISH)
    assert visit.page.locator("#summary").count() == 0


def test_model_that_was_chosen_stays_chosen(visit: Visit) -> None:
    visit.page.click("#model input")
    visit.page.get_by_role("option", name="compact").click()
    visit.page.reload()
    visit.page.wait_for_selector("#open-file")
    expect(visit.page.locator("#model input")).to_have_value(re.compile("^compact"))
    expect(visit.page.locator("[role=option]")).to_have_count(0)


def test_page_recovers_when_the_program_is_started_again(browser: Any) -> None:
    with served(build_app(Summarizer(ExtractEngine()))) as url:
        visit = Visit(browser, url)
        visit.summarize(NEWS)
        shown = visit.shown("summary")
    visit.page.click("#go")
    expect(visit.page.locator("#refusal")).to_have_text(texts.SCRIPT["gone"].ru)
    with served(build_app(Summarizer(ExtractEngine())), port=int(url.rpartition(":")[2])):
        expect(visit.page.locator("#refusal")).to_have_count(0)
        visit.page.wait_for_selector("#open-file")
        expect(visit.page.locator("#source textarea")).to_have_value(NEWS)
        assert visit.shown("summary") == shown
        visit.summarize(TALE)
        expect(visit.page.locator("#marked")).to_contain_text(TALE[:40])
        visit.complaints.clear()  # Chromium reports what it could not reach
        visit.close()
