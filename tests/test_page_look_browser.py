"""How the page looks in a real Chromium: lists, frames, what covers what, and what comes out of a printer."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from summarizer.page import texts
from tests.texts import LONG, NEWS
from tests.visiting import CHROMIUM, leave_tab, open_tab, show_page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
def page(browser: Any, url: str) -> Iterator[Any]:
    page = opened(browser, url)
    yield page
    leave_tab(browser, page)


@pytest.fixture
def phone(browser: Any, url: str) -> Iterator[Any]:
    page = opened(browser, url, width=360)
    yield page
    leave_tab(browser, page)


def opened(browser: Any, url: str, width: int = 1280) -> Any:
    page = open_tab(browser, width, height=740)
    show_page(page, url)
    return page


def choose_length(page: Any, amount: str, unit: str) -> None:
    page.locator("#length label").last.click()
    page.fill("#amount input", amount)
    page.click("#unit input")
    page.get_by_role("option", name=unit).click()


def test_theses_are_told_apart(page: Any) -> None:
    page.fill("#source textarea", LONG)
    choose_length(page, "3", "тезисов")
    page.click("#go")
    expect(page.locator("#summary li")).to_have_count(3)
    expect(page.locator("#summary li .sentence")).to_have_count(3)
    assert page.locator("#summary").evaluate("node => getComputedStyle(node).listStyleType") == "disc"
    assert page.locator("#summary li").first.evaluate("node => getComputedStyle(node).display") == "list-item"
    first, second = (page.locator("#summary li").nth(i).bounding_box() for i in (0, 1))
    assert second["y"] - first["y"] - first["height"] > 4


FRAMED = """() => [...document.querySelectorAll("#tabs *")].filter(node => node.offsetWidth > 1
  && getComputedStyle(node).outlineStyle === "solid").map(node => node.type ?? node.className.split(" ")[0])"""


def test_one_frame_shows_what_has_the_focus(page: Any) -> None:
    page.click("#source textarea")
    assert page.evaluate(FRAMED) == ["textarea"]
    page.locator("#with-title label").click()
    assert page.evaluate(FRAMED) == []  # the mouse knows where it is
    page.keyboard.press("Tab")
    assert page.evaluate(FRAMED) == ["checkbox"]
    page.locator("#model input").focus()
    assert page.evaluate(FRAMED) == ["wrap"]  # the whole box, not what stands in it


def test_nothing_lies_over_the_button_of_a_phone(phone: Any) -> None:
    """A label that is scrolled under the button stays under it."""
    labels, button = phone.locator("#left [data-testid=block-info]:visible"), phone.locator("#do").bounding_box()
    for i in range(labels.count()):
        label = labels.nth(i).bounding_box()
        phone.mouse.wheel(0, label["y"] - button["y"] - 10)
        middle = button["y"] + button["height"] / 2
        covering = f"document.elementFromPoint({label['x'] + 5}, {middle}).closest('#do') !== null"
        assert phone.evaluate(covering)


@pytest.mark.parametrize("width", [320, 390, 560, 720])
def test_every_length_of_a_folder_is_in_sight(phone: Any, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 740})
    phone.get_by_role("tab", name="Папка").click()
    labels = phone.locator("#folder-length label")
    expect(labels).to_have_count(3)
    for i in range(3):
        at = labels.nth(i).bounding_box()
        middle = f"{at['x'] + at['width'] / 2}, {at['y'] + at['height'] / 2}"
        assert phone.evaluate(f"document.elementFromPoint({middle})?.closest('#folder-length label') !== null")
        assert labels.nth(i).evaluate("node => node.scrollWidth <= node.clientWidth")


def test_number_stays_in_one_line(page: Any) -> None:
    page.fill("#source textarea", "За год библиотеки области посетили 128 400 раз, а ремонт обошёлся в 9,8 млн рублей.")
    page.click("#go")
    numbers = page.locator("#summary .number")
    expect(numbers).to_have_text(["128 400", "9,8 млн"])
    for width in range(240, 400, 8):
        page.set_viewport_size({"width": width, "height": 740})
        assert numbers.evaluate_all("all => all.every(one => one.getClientRects().length === 1)")


def test_keys_are_told_where_there_are_keys(page: Any, browser: Any, url: str) -> None:
    expect(page.locator("#keys")).to_have_text(texts.KEYS.ru)
    with browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}) as context:
        touched = context.new_page()
        show_page(touched, url)
        expect(touched.locator("#keys")).to_be_hidden()


def test_word_that_is_wider_than_a_phone_is_broken(phone: Any) -> None:
    word = "Превысокомногорассмотрительствующий" * 9
    phone.fill("#source textarea", f"{word}\n\n{NEWS}")
    phone.locator("#with-title label").click()
    phone.click("#go")
    expect(phone.locator("#headline")).to_contain_text(word)
    phone.set_input_files("#file", {"name": f"{word}.txt", "mimeType": "", "buffer": b" "})
    expect(phone.locator("#file-status")).to_contain_text(word)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_role("tab", name="История").click()
    phone.locator("#entries summary").click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("width", [360, 1280])
def test_folder_tells_files_of_long_names_apart(browser: Any, url: str, width: int, tmp_path: Path) -> None:
    names = [f"{'отчёт' * 18}{n}.txt" for n in (1, 2)]
    for name in names:
        (tmp_path / name).write_text(NEWS, "utf-8")
    page = opened(browser, url, width)
    page.get_by_role("tab", name="Папка").click()
    page.click("#folder-go")
    expect(page.locator("#folder-notice")).to_contain_text(texts.NO_FILES.ru)
    page.set_input_files("#files input[type=file]", [str(tmp_path / name) for name in names])
    expect(page.locator("#chosen")).to_have_text("Выбрано файлов: 2")
    expect(page.locator("#folder-notice")).to_be_hidden()
    page.click("#folder-go")
    expect(page.locator("#folder-notice")).to_contain_text("Рефератов: 2")
    cells = page.locator("#folder-table .body-cell[data-col='0'] span:visible")
    expect(cells).to_have_text(names)
    assert cells.evaluate_all("nodes => nodes.every(node => node.scrollWidth <= node.parentElement.clientWidth)")
    leave_tab(browser, page)


def test_paper_has_the_summary_and_nothing_to_press(page: Any) -> None:
    page.locator("#with-title label").click()
    page.set_input_files("#file", {"name": "мост.txt", "mimeType": "", "buffer": (LONG * 4).encode()})
    expect(page.locator("#source textarea")).not_to_have_value("")
    choose_length(page, "4", "тезисов")
    page.click("#go")
    expect(page.locator("#summary li")).to_have_count(4)
    pdf = pdfium.PdfDocument(page.pdf())
    assert len(pdf) == 1
    text = pdf[0].get_textpage().get_text_range()
    summary = page.locator("#summary li .sentence").last.inner_text()
    for shown in (page.locator("#headline").inner_text(), summary[:20], "Источник: мост.txt"):
        assert shown.split()[-1] in text
    for pressed in (texts.SUMMARIZE, texts.SCRIPT["copy"], texts.CLEAR, texts.FOLDER_TAB, texts.LENGTH, texts.SOURCE):
        assert pressed.ru not in text


def test_paper_names_no_file_where_there_is_none_and_is_headed_once(page: Any) -> None:
    page.fill("#source textarea", NEWS)
    page.click("#go")
    page.wait_for_selector("#copy")
    text = pdfium.PdfDocument(page.pdf())[0].get_textpage().get_text_range()
    assert "прочитано" in text and texts.SCRIPT["origin"].ru not in text
    assert text.count(texts.SUMMARY.ru) == 1


PASTE = """(node, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  return node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("head", ["<!DOCTYPE html><title>Т</title><body>", '<div class="a"><h1>Мост</h1>', "\n<p>"])
def test_source_of_a_page_is_read_as_a_page(page: Any, head: str) -> None:
    source = f"{head}<p>Мост&nbsp;закрыт до <b>мая</b>.</p><script>alert(1)</script><p>Объезд есть.</p></div>\n"
    assert not page.locator("#source textarea").evaluate(PASTE, source)
    expect(page.locator("#source textarea")).to_have_value(re.compile("закрыт до мая"))
    text = page.locator("#source textarea").input_value()
    assert "Объезд есть." in text and "<" not in text and "alert" not in text


def test_text_with_a_tag_is_pasted_as_it_is(page: Any) -> None:
    for text in ("Тег <p> начинает абзац.", "<p> начинает абзац, а </p> кончает его.", "<b>Мост</b> закрыт", "3 < 5"):
        assert page.locator("#source textarea").evaluate(PASTE, text)
    page.fill("#source textarea", "Мост закрыт.")  # and what stands there is not replaced
    page.locator("#source textarea").press("End")
    assert page.locator("#source textarea").evaluate(PASTE, "<p>Объезд есть.</p>")


def test_summary_comes_into_sight_on_a_phone(browser: Any, url: str) -> None:
    page = opened(browser, url, 360)
    page.fill("#source textarea", NEWS)
    page.click("#go")
    page.wait_for_selector("#copy")
    expect(page.locator("#copy")).to_be_in_viewport()
    leave_tab(browser, page)


def test_sentence_is_told_on_a_phone_where_it_was_pressed(phone: Any) -> None:
    phone.fill("#source textarea", LONG)
    phone.click("#go")
    phone.wait_for_selector("#copy")
    phone.wait_for_timeout(1000)  # the summary comes into sight slowly
    sentence, place = phone.locator("#summary .sentence").nth(1), "scrollY"
    was_at = phone.evaluate(place)
    sentence.click()
    expect(phone.locator("#passage")).to_contain_text(sentence.inner_text().strip())
    assert phone.evaluate(place) == was_at


@pytest.mark.parametrize(("width", "is_beside"), [(360, False), (1280, True)])
def test_what_can_be_done_with_an_entry_is_beside_it_where_there_is_room(
    browser: Any, url: str, width: int, is_beside: bool
) -> None:
    page = opened(browser, url, width)
    page.fill("#source textarea", NEWS)
    page.click("#go")
    page.wait_for_selector("#copy")
    page.get_by_role("tab", name="История").click()
    name, deeds = (page.locator(f"#entries {part}").bounding_box() for part in ("summary", "li > .entry-actions"))
    assert (deeds["y"] < name["y"] + name["height"]) == is_beside
    assert not is_beside or abs(deeds["y"] + deeds["height"] / 2 - name["y"] - name["height"] / 2) < 2  # in its line
    leave_tab(browser, page)


def test_tabs_come_back_out_of_the_menu_once_they_fit(phone: Any) -> None:
    tabs = phone.get_by_role("tab")
    expect(tabs).to_have_count(4)
    phone.evaluate("document.head.append(Object.assign(document.createElement('style'), { id: 'wide' }))")
    phone.evaluate("wide.textContent = '#tabs .tab-container button { letter-spacing: 1em }'")
    expect(phone.get_by_label("More tabs")).to_be_visible()
    phone.evaluate("wide.remove()")
    expect(tabs).to_have_count(4)


def test_page_is_built_once_whatever_widget_comes_last(browser: Any, url: str) -> None:
    page, late = open_tab(browser), []

    def hold(route: Any) -> None:
        late.append(route)

    page.route("**/assets/markdown*", hold)  # the heading's kind
    page.goto(url)
    page.wait_for_selector("#source textarea")
    page.wait_for_timeout(1000)  # for the script to build what it must not build yet
    assert late
    for route in late:
        route.continue_()
    expect(page.locator("#switches")).to_have_count(1)
    expect(page.locator("#open-file")).to_have_count(1)
    leave_tab(browser, page)


def test_dark_page_is_printed_in_black(browser: Any, url: str) -> None:
    page = opened(browser, url)
    page.click("#theme")
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    for tab in ("Папка", "Текст"):
        page.get_by_role("tab", name=tab).click()
        page.emulate_media(media="print")
        colours = page.eval_on_selector_all("h1, p", "all => all.map(one => getComputedStyle(one).color)")
        assert set(colours) == {"rgb(0, 0, 0)"}
        page.emulate_media(media="screen")
    leave_tab(browser, page)
