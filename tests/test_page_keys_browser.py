"""Evidence, the keyboard and what is said to those who do not see the page, in a real Chromium."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.page import texts
from summarizer.page.build import build_app
from summarizer.page.languages import say_in
from summarizer.page.marks import SHOWN_CHARS
from tests.scripted import Held, ScriptedEngine
from tests.serving import served
from tests.texts import LONG, NEWS, SPOILED, TALE
from tests.visiting import CHROMIUM, Visit

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

SCRIPT = texts.SCRIPT
IN_SIGHT = """node => { const box = node.getBoundingClientRect();
return box.top >= 0 && box.bottom <= innerHeight; }"""


@pytest.fixture(scope="module")
def held() -> Held:
    """A model that breaks off, and of what it says much stands in no source; it goes on as far as a test lets it."""
    return Held(lambda request: [Draft("Зелёные марсиане танцуют вальс. " * 30 + "Причиной ста", 0.0)])


@pytest.fixture(scope="module")
def held_url(held: Held) -> Iterator[str]:
    with served(build_app(Summarizer(ScriptedEngine(held, max_source_tokens=60)))) as url:
        yield url


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_place_is_in_sight_beside_a_long_summary(visit: Visit) -> None:
    visit.page.locator("#length label", has_text=texts.OWN_LENGTH.ru).click()
    visit.page.fill("#amount input", "40")
    visit.summarize("\n".join(f"{n}. {NEWS}" for n in range(30)))
    visit.shown("summary")
    visit.page.locator("#summary .sentence").last.click()
    assert visit.page.locator("#marked .under").first.evaluate(IN_SIGHT)
    assert SCRIPT["in_text"].ru in visit.page.inner_text("#said")


def test_place_behind_the_shown_text_and_of_another_text_is_quoted(visit: Visit) -> None:
    passage = visit.page.locator("#passage")
    visit.page.locator("#length label", has_text=texts.OWN_LENGTH.ru).click()
    visit.page.fill("#amount input", "1")
    line = "Кот" * 40 + " спал.\n"  # too few words for a summary
    visit.summarize(line * (SHOWN_CHARS // len(line) + 1) + TALE)
    visit.shown("summary")
    sentence = visit.page.locator("#summary .sentence").first
    sentence.click()
    expect(passage).to_have_text(re.compile(f"{SCRIPT['further_on'].ru} «.*{sentence.inner_text().strip()}.*»"))
    visit.fill(NEWS)
    expect(visit.page.locator("#hint")).to_have_text(SCRIPT["evidence_elsewhere"].ru)
    sentence.click()
    expect(passage).to_have_text(re.compile(f"^{SCRIPT['in_text'].ru} «.*{sentence.inner_text().strip()}.*»"))


def test_sentence_without_a_place_says_so(browser: Any, held_url: str, held: Held) -> None:
    held.let_go()
    visit = Visit(browser, held_url)
    visit.page.locator("#repair-facts label").click()
    visit.summarize(NEWS)
    visit.shown("summary")
    visit.page.locator("#summary .sentence.alone").first.click()
    expect(visit.page.locator("#passage")).to_have_text(SCRIPT["no_evidence"].ru)
    visit.close()


def test_progress_is_said_seldom_and_drafts_end_with_a_sentence(browser: Any, held_url: str, held: Held) -> None:
    visit = Visit(browser, held_url)
    visit.page.wait_for_selector("#said", state="attached")
    visit.page.evaluate(
        """() => { window.said = []; new MutationObserver(() => said.push(document.getElementById("said").innerText))
        .observe(document.getElementById("said"), { childList: true }); }"""
    )
    held.hold()
    visit.page.evaluate("() => { Date.now = () => 0; }")
    visit.summarize(LONG * 4)  # thirteen passes
    for n_done, second, said in ((1, 1, []), (2, 2, []), (3, 11, ["Готово 3"]), (4, 12, ["Готово 3"])):
        visit.page.evaluate(f"() => {{ Date.now = () => {second}_000; }}")
        held.let_go(1)
        expect(visit.page.locator("#busy")).to_contain_text(f"Готово {n_done} из")
        assert [line[: len("Готово 3")] for line in visit.page.evaluate("said")[1:]] == said
    expect(visit.page.locator("#go")).to_have_attribute("aria-disabled", "true")
    assert visit.page.locator("[aria-live]:has(#drafts)").count() == 0
    visit.page.click("#cancel")
    assert visit.shown("drafts").endswith("вальс.")
    visit.page.click("#copy")
    expect(visit.page.locator("#copy")).to_contain_text("✓")
    assert visit.page.evaluate("navigator.clipboard.readText()").endswith("вальс.")
    said = visit.page.evaluate("said")
    assert said[0] == SCRIPT["queued"].ru and said[-1] == texts.STOPPED_PARTLY.ru and len(said) == 3
    visit.close()


def test_what_a_sentence_rests_on_is_said_as_repaired(visit: Visit) -> None:
    visit.summarize(SPOILED)
    visit.shown("summary")
    sentence = visit.page.locator("#summary .sentence").first
    sentence.press("Enter")
    assert visit.page.inner_text("#said") == f"{SCRIPT['in_text'].ru} «{sentence.inner_text().strip()}»"


def test_focus_goes_from_the_field_to_the_summary(visit: Visit) -> None:
    visit.page.focus("#source textarea")
    visit.page.keyboard.insert_text(LONG)
    visit.page.keyboard.press("Control+Enter")
    visit.shown("summary")
    expect(visit.page.locator("#summary")).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator("#summary .sentence").first).to_be_focused()
    assert visit.page.inner_text("#said").startswith(SCRIPT["ready"].ru)


def test_text_is_pasted_over_one_that_is_read_and_opens_at_its_beginning(visit: Visit) -> None:
    visit.summarize(LONG * 5)
    visit.shown("summary")
    visit.page.evaluate("marked.scrollTop = 500")
    visit.page.evaluate("text => navigator.clipboard.writeText(text)", NEWS * 5)
    visit.page.focus("#marked")
    visit.page.keyboard.press("Control+v")
    expect(visit.page.locator("#source textarea")).to_have_value(NEWS * 5)
    visit.page.click("#go")
    expect(visit.page.locator("#marked")).to_contain_text(NEWS)
    assert visit.page.evaluate("marked.scrollTop") == 0


def test_text_of_the_history_opens_at_its_beginning(visit: Visit) -> None:
    page = visit.page
    visit.summarize(LONG * 5)
    visit.shown("summary")
    visit.fill(NEWS * 30)
    page.evaluate("document.querySelector('#source textarea').scrollTop = 500")
    page.get_by_role("tab", name=texts.HISTORY_TAB.ru).click()
    page.get_by_role("button", name=SCRIPT["reuse"].ru).click()
    expect(page.locator("#source textarea")).to_have_value(LONG * 5)
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('#source textarea').scrollTop") == 0


def test_choices_are_groups_and_tabs_move_by_arrows(visit: Visit) -> None:
    page = visit.page
    group = page.get_by_role("radiogroup", name=texts.LENGTH.ru)
    group.get_by_role("radio", checked=True).focus()
    page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio").nth(2)).to_be_checked()
    page.wait_for_timeout(100)
    page.keyboard.press("Tab")
    expect(page.locator("#model input")).to_be_focused()  # one stop for the whole group
    assert page.locator("[role=option]").count() > 0
    page.keyboard.press("Tab")
    expect(page.locator("[role=option]")).to_have_count(0)
    page.get_by_role("tab", name=texts.TEXT_TAB.ru).focus()
    page.keyboard.press("ArrowLeft")
    assert focused(visit) == "history-tab-button" and page.is_visible("#history-list")
    page.keyboard.press("ArrowRight")
    assert focused(visit) == "text-tab-button"


def test_choice_by_arrows_is_what_is_asked_for(visit: Visit) -> None:
    visit.page.locator("#length input:checked").focus()
    visit.page.keyboard.press("ArrowLeft")
    visit.summarize(LONG)
    expected = Summarizer(ExtractEngine()).summarize(LONG, SummaryOptions(length="short")).text
    assert visit.shown("summary") == expected


@pytest.mark.parametrize("language", ["ru", "en"])
def test_widgets_speak_the_language_of_the_page(browser: Any, url: str, language: str) -> None:
    other = {"ru": "en-US", "en": "ru-RU"}[language]
    page = browser.new_context(locale=other).new_page()
    page.goto(url + {"ru": "/", "en": "/en/"}[language])
    page.locator("#folder-tab-button").click()
    expect(page.locator("#files")).to_contain_text(say_in(language)(SCRIPT["drop_files"]))
    assert page.evaluate("[document.documentElement.lang, navigator.language]") == [language] * 2
    files = [{"name": name, "mimeType": "", "buffer": NEWS.encode() * 3} for name in ("а.txt", "б.txt")]
    page.set_input_files("#files input[type=file]", files)
    row = page.locator("#files .file").first
    expect(row).to_contain_text({"ru": re.compile(r"\d,\d\sКБ"), "en": re.compile(r"\d\.\d\sKB")}[language])
    name = {"ru": SCRIPT["drop_file"].ru, "en": SCRIPT["drop_file"].en}[language]
    expect(row.get_by_role("button", name=f"{name} а.txt")).to_have_count(1)
    page.context.close()
