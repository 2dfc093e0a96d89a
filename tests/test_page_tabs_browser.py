"""The tabs for folders and models in a real Chromium, on a desktop, a tablet and a phone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from summarizer import Summarizer
from summarizer.page import russian, tab_texts, texts
from summarizer.page.build import build_app
from summarizer.page.keeping import delete, kept
from summarizer.page.languages import say_in
from summarizer.page.texts import FOLDER_TAB, MODELS_TAB, SCRIPT
from tests.documents import xlsx
from tests.scripted import Held, ScriptedEngine
from tests.serving import served
from tests.texts import LONG, NEWS
from tests.visiting import CHROMIUM, drop_on, leave_tab, open_tab, show_page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

HOSTILE = "<img src=x onerror=alert(1)>"
# What is wider than the window, scrolls sideways, or has letters too small to read.
UNREADABLE = """() => {
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (!box.width || !box.height || style.visibility === "hidden") continue;
    const isOut = box.right > innerWidth + 0.5 || box.left < -0.5;
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
    const isCut = node.closest(".body-cell") && node.scrollWidth > node.clientWidth + 1 && style.display !== "inline";
    const isSmall = node.closest(".body-cell") && parseFloat(style.fontSize) < 14;
    if (isOut || scrolls || isCut || isSmall) found.push(node.outerHTML.slice(0, 200));
  }
  return found;
}"""
SCROLLBAR = 17  # px, the widest of them
GRADIOS_OWN = "Method not implemented."  # its table says so of itself


class Visit:
    """One tab of a browser, and what went wrong or out in it."""

    def __init__(self, browser: Any, url: str, width: int = 1280, language: str = "") -> None:
        self.browser, self.page = browser, open_tab(browser, width, height=740)
        self.wrong: list[str] = []
        self._heard = {
            "console": lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None,
            "pageerror": lambda error: self.wrong.append(str(error)),
            "dialog": lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()),
            "request": lambda request: self._see(request.url, url),
        }
        for event, hear in self._heard.items():
            self.page.on(event, hear)
        show_page(self.page, url + language)

    def _see(self, address: str, own: str) -> None:
        if not address.startswith((own, "data:", "blob:")):
            self.wrong.append(address)

    def open(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def close(self) -> None:
        for event, hear in self._heard.items():  # Gradio breaks off what runs as a tab closes
            self.page.remove_listener(event, hear)
        leave_tab(self.browser, self.page)
        assert [line for line in self.wrong if line != GRADIOS_OWN] == []


@pytest.fixture
def visit(browser: Any, url: str) -> Iterator[Visit]:
    visit = Visit(browser, url)
    yield visit
    visit.close()


def assert_readable(page: Any) -> None:
    """In windows as wide as those of a desktop, a tablet and a phone, and where the rules of the one end."""
    for width in (1280, 1279, 721, 720, 360):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate("() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 100))")  # drawn
        assert page.evaluate(UNREADABLE) == [], width


def archive(folder: Path, n_good: int = 2) -> Path:
    path = folder / "архив.zip"
    with ZipFile(path, "w") as file:
        for n in range(n_good):
            file.writestr(f"статья {n}.txt", f"{n}. {NEWS}")
        file.writestr(f"{HOSTILE}.txt", NEWS + f" {HOSTILE}")
        file.writestr("../../evil.txt", NEWS)
    return path


def test_folder_from_the_files_to_the_download(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("Папка")
    other = tmp_path / f"{HOSTILE.replace('/', '')}.md"
    other.write_text(LONG, "utf-8")
    page.set_input_files("#files input[type=file]", [str(archive(tmp_path)), str(other)])
    expect(page.locator("#chosen")).to_have_text("Выбрано файлов: 2")  # they are there, not on the way
    page.click("#folder-go")
    expect(page.locator("#folder-notice")).to_contain_text("Рефератов: 4, пропущено: 0, не вышло: 1")
    table = page.locator("#folder-table")
    expect(table).to_contain_text(russian.LEADS_OUT[1:])
    expect(table).to_contain_text("onerror=alert(1)")
    assert page.locator("#folder-table img, #files img, #folder-table script").count() == 0
    name, summary = (table.locator(f".body-cell[data-col='{n}'] span:visible").last.bounding_box() for n in (0, 2))
    assert summary["height"] > 2 * name["height"] and abs(summary["y"] - name["y"]) < 2  # beside its beginning
    page.evaluate("addEventListener('beforeunload', () => { document.title = 'left' })")  # whatever runs would end
    with page.expect_download() as download:
        page.click("#folder-download")
    assert page.title() != "left"
    assert download.value.suggested_filename == tab_texts.ARCHIVE_NAME
    with ZipFile(download.value.path()) as file:
        assert {"summaries.jsonl", "summaries.csv", "архив/статья 0.txt.txt"} <= set(file.namelist())
    assert_readable(page)


def test_results_of_a_folder_stay_in_reach_when_the_page_is_opened_anew(visit: Visit, tmp_path: Path) -> None:
    page, last = visit.page, visit.page.locator("#last-results")
    visit.open("Папка")
    page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
    page.click("#folder-go")
    address = page.locator("#folder-download").get_attribute("href")
    for leave in (page.reload, lambda: page.click("#language"), page.reload):
        leave()
        page.get_by_role("tab").first.click()  # the next page draws this one's tab late
        page.reload()
        page.locator("#folder-tab-button").click()
        expect(last.locator("a")).to_have_attribute("href", address)
    expect(last).to_have_text(f"{SCRIPT['last_results'].en} {SCRIPT['take_results'].en}")
    with page.expect_download() as download:
        last.locator("a").click()
    assert download.value.suggested_filename == tab_texts.ARCHIVE_NAME
    page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
    page.click("#folder-go")
    expect(page.locator("#folder-download")).to_be_visible()
    expect(last).to_be_hidden()  # those are newer
    newer = page.locator("#folder-download").get_attribute("href")
    page.reload()
    expect(last.locator("a")).to_have_attribute("href", newer)
    delete(kept().jobs / newer.removeprefix("/results/").removesuffix(".zip"))  # after an hour
    with page.expect_response(f"**{newer}"):
        page.reload()
    expect(page.locator("#chosen")).to_be_attached()  # whose script is there
    expect(last).to_have_count(0)
    visit.wrong = [line for line in visit.wrong if "404" not in line]  # Chromium reports the status itself


@pytest.mark.parametrize("language", ["", "/en/"])
def test_box_says_what_it_takes(browser: Any, url: str, language: str, tmp_path: Path) -> None:
    visit, say = Visit(browser, url, language=language), say_in("en" if language else "ru")
    visit.open(say(FOLDER_TAB))
    words = " ".join(say(SCRIPT[word]) for word in ("drop_files", "or", "choose_files"))
    box = visit.page.get_by_role("button", name=words)
    expect(box).to_be_visible()
    visit.page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
    expect(box).to_be_hidden()
    visit.page.wait_for_timeout(1000)  # a file that Gradio still takes in would come back after all are gone
    visit.page.get_by_role("button", name=say(SCRIPT["clear_files"])).click()
    expect(box).to_be_visible()  # drawn anew
    visit.close()


def test_files_are_added_to_those_that_were_chosen(visit: Visit, tmp_path: Path) -> None:
    page, more = visit.page, tmp_path / "другой.txt"
    more.write_text(NEWS, "utf-8")
    visit.open("Папка")
    page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Добавить файлы").click()
    with page.expect_response(re.compile("/upload")):
        chooser.value.set_files(str(more))
    expect(page.locator("#files .file")).to_have_count(2)
    page.wait_for_timeout(1000)  # a file that Gradio still takes in would come back after all are gone
    page.get_by_role("button", name="Убрать файлы").click()
    expect(page.locator("#files .file")).to_have_count(0)


def test_history_is_no_wider_than_the_window(visit: Visit) -> None:
    view = {"record": {"summary": LONG.replace("\n", " ")}, "copied": LONG, "figures": ""}
    entries = json.dumps([{"when": 0, "view": view, "source": LONG}])
    visit.page.evaluate("entries => localStorage.setItem('summarizer.history', entries)", entries)
    visit.page.reload()
    visit.open("История")
    expect(visit.page.locator("#entries .name")).to_have_count(1)
    assert_readable(visit.page)
    when, name = (visit.page.locator(f"#entries .{part}").bounding_box() for part in ("when", "name"))
    assert name["y"] >= when["y"] + when["height"]  # on a phone it has lines of its own


def test_folder_without_files_gets_a_sentence(visit: Visit) -> None:
    visit.open("Папка")
    visit.page.click("#folder-go")
    expect(visit.page.locator("#folder-notice")).to_contain_text(texts.NO_FILES.ru)
    expect(visit.page.locator("#folder-go")).to_be_enabled()


def test_folder_is_stopped_and_keeps_what_is_finished(browser: Any, tmp_path: Path) -> None:
    held = Held(at="2. ")  # the last text: the first is tried alone
    with served(build_app(Summarizer(ScriptedEngine(held)))) as url:
        visit = Visit(browser, url)
        visit.open("Папка")
        visit.page.set_input_files("#files input[type=file]", str(archive(tmp_path, n_good=3)))
        expect(visit.page.locator("#chosen")).to_have_text("Выбрано файлов: 1")
        visit.page.click("#folder-go")
        expect(visit.page.locator("#folder-notice")).to_contain_text("Готово ")
        visit.page.click("#folder-stop")
        expect(visit.page.locator("#folder-notice")).to_contain_text("Остановлено через ")
        expect(visit.page.locator("#folder-download")).to_be_visible()
        visit.close()


def test_who_leaves_a_folder_at_work_is_asked_and_may_stay(browser: Any, tmp_path: Path) -> None:
    script = Held()
    with served(build_app(Summarizer(ScriptedEngine(script)))) as url:
        visit = Visit(browser, url)
        visit.open("Папка")
        visit.page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
        visit.page.click("#folder-go")
        expect(visit.page.locator("#folder-stop")).to_be_enabled()
        with visit.page.expect_event("dialog") as question:  # which a visit answers by staying
            visit.page.click("#language", no_wait_after=True)
        assert question.value.type == "beforeunload"
        visit.wrong.clear()
        script.let_go()
        expect(visit.page.locator("#folder-notice")).to_contain_text("Рефератов: 3")
        visit.page.click("#language")  # nobody asks any more
        visit.page.wait_for_url("**/en/")
        visit.close()


def test_files_dropped_beside_the_box_are_taken(visit: Visit) -> None:
    visit.open("Папка")
    dropped = visit.page.evaluate_handle(
        """text => { const all = new DataTransfer();
        for (const name of ["а.txt", "б.txt"]) all.items.add(new File([text], name)); return all; }""",
        NEWS,
    )
    chosen = visit.page.locator("#chosen")
    chosen.wait_for(state="attached")  # by the page's script: before it runs nobody takes files
    visit.page.dispatch_event("#head", "drop", {"dataTransfer": dropped})
    expect(chosen).to_have_text("Выбрано файлов: 2")


def test_folders_and_files_that_fall_on_the_box_are_added(visit: Visit, tmp_path: Path) -> None:
    folder = tmp_path / "папка"
    (folder / "внутри").mkdir(parents=True)
    for path in (folder / "а.txt", folder / "внутри" / "б.txt", tmp_path / "в.txt"):
        path.write_text(NEWS, "utf-8")
    visit.open("Папка")
    chosen = visit.page.locator("#chosen")
    chosen.wait_for(state="attached")
    drop_on(visit.page, "#files", folder)
    expect(chosen).to_have_text("Выбрано файлов: 2")
    drop_on(visit.page, "#files", tmp_path / "в.txt")  # where a browser left to itself would leave the page for it
    expect(chosen).to_have_text("Выбрано файлов: 3")


def test_folder_without_files_is_told_until_files_come(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "пустая" / "внутри").mkdir(parents=True)
    (tmp_path / "в.txt").write_text(NEWS, "utf-8")
    visit.open("Папка")
    chosen = visit.page.locator("#chosen")
    chosen.wait_for(state="attached")
    drop_on(visit.page, "#files", tmp_path / "пустая")
    expect(chosen).to_have_text(SCRIPT["empty_folder"].ru)
    drop_on(visit.page, "#files", tmp_path / "в.txt")
    expect(chosen).to_have_text("Выбрано файлов: 1")


def test_files_that_are_not_taken_are_told_why_and_others_are_taken(browser: Any, url: str, tmp_path: Path) -> None:
    visit = Visit(browser, url)
    visit.open("Папка")
    files = [str(archive(tmp_path))]
    answer = {"status": 413, "json": {"detail": russian.FULL}}
    visit.page.route("**/upload?*", lambda route: route.fulfill(**answer))
    visit.page.set_input_files("#files input[type=file]", files)
    expect(visit.page.locator("#chosen")).to_have_text(russian.FULL)
    expect(visit.page.locator("#files .error")).to_be_hidden()  # Gradio's own says «Error»
    visit.page.unroute("**/upload?*")
    visit.page.set_input_files("#files input[type=file]", files)
    expect(visit.page.locator("#chosen")).to_have_text("Выбрано файлов: 1")
    visit.wrong.clear()  # Chromium reports what it was not given
    visit.close()


@pytest.mark.parametrize("name", ["новости.csv", "новости.XLSX"])
def test_column_of_texts_is_asked_for_where_there_is_a_table(visit: Visit, tmp_path: Path, name: str) -> None:
    visit.open("Папка")
    column = visit.page.get_by_label(tab_texts.COLUMN.ru)
    table = tmp_path / name
    table.write_bytes(f'id;body\n7;"{NEWS}"\n'.encode() if name.endswith("csv") else xlsx([["id", "body"], [7, NEWS]]))
    expect(column).to_be_hidden()
    visit.page.set_input_files("#files input[type=file]", str(table))
    column.fill("body")
    visit.page.click("#folder-go")
    expect(visit.page.locator("#folder-notice")).to_contain_text("Рефератов: 1")
    assert_readable(visit.page)


def test_program_that_is_gone_is_told_in_every_tab(browser: Any) -> None:
    with served(build_app(Summarizer(ScriptedEngine()))) as url:
        visit = Visit(browser, url)
        visit.open("Папка")
    visit.page.click("#folder-go")
    expect(visit.page.locator("#gone")).to_have_text(SCRIPT["gone"].ru)
    visit.wrong.clear()  # Chromium reports what it was not given
    visit.close()


def test_models_are_listed_measured_and_brought(visit: Visit) -> None:
    page = visit.page
    visit.open("Модели")
    expect(page.locator("#models-table")).to_contain_text("rut5-gazeta")
    expect(page.locator("#models-tab .prose.lead")).to_contain_text(
        "Токен — слово или его часть"
    )  # what a column counts
    page.click("#measure")
    expect(page.locator("#models-notice")).to_contain_text(" в секунду; ")
    expect(page.locator("#models-table")).to_contain_text("в памяти")
    page.locator("#bring button").first.click()
    expect(page.locator("#bring-there textarea")).to_have_value(texts_of("hf download IlyaGusev/rut5_base_sum_gazeta"))
    assert_readable(page)


def test_english_page_says_the_same_in_english(browser: Any, url: str, tmp_path: Path) -> None:
    visit = Visit(browser, url, language="/en/")
    visit.open("Folder")
    visit.page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
    expect(visit.page.locator("#chosen")).to_have_text("Files chosen: 1")
    visit.page.click("#folder-go")
    expect(visit.page.locator("#folder-notice")).to_contain_text("Summaries: 3, skipped: 0, failed: 1")
    with visit.page.expect_download():
        visit.page.click("#folder-download")
    visit.close()


@pytest.mark.parametrize("tab", ["folder", "models"])
def test_table_has_room_beside_a_scrollbar(visit: Visit, tab: str, tmp_path: Path) -> None:
    """In the narrowest window that has a table; in this Chromium, unlike others, a scrollbar takes no room."""
    visit.open("Папка" if tab == "folder" else "Модели")
    if tab == "folder":
        visit.page.set_input_files("#files input[type=file]", str(archive(tmp_path)))
        visit.page.click("#folder-go")
    row = visit.page.locator(f"#{tab}-table .virtual-row").first
    expect(row).to_be_visible()
    assert row.evaluate("node => node.closest('.virtual-table-viewport').clientWidth - node.offsetWidth") >= SCROLLBAR


@pytest.mark.parametrize("language", ["", "/en/"])
def test_row_of_the_models_is_a_card_on_a_phone(browser: Any, url: str, language: str) -> None:
    visit = Visit(browser, url, 360, language)
    say = say_in("en" if language else "ru")
    visit.open(say(MODELS_TAB))
    row = visit.page.locator("#models-table .virtual-row", has_text="extract").last
    expect(row).to_contain_text("MIT")
    boxes = [row.locator(f"[data-col='{n}']").bounding_box() for n in range(len(tab_texts.MODEL_COLUMNS))]
    order = sorted(range(len(boxes)), key=lambda n: (boxes[n]["y"], boxes[n]["x"]))
    assert order == [0, 1, 6, 2, 3, 4, 5]  # name and state, what it is for, then the rest line by line
    for n in order[3:]:
        label = f"getComputedStyle(node.querySelector('[data-col=\"{n}\"] .cell-wrap'), '::before').content"
        assert row.evaluate(f"node => {label}") == f'"{say(tab_texts.MODEL_COLUMNS[n])}:"'
    visit.close()


def texts_of(part: str) -> Any:

    return re.compile(re.escape(part))
