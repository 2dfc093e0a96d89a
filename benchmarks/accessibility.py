"""axe-core over every tab of the page: ``python benchmarks/accessibility.py node_modules/axe-core/axe.min.js``.

Get it with ``npm install --no-save axe-core``. Needs playwright and a Chromium; nothing leaves the machine.
Exit code 1 where a serious or critical finding is left.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import FilePayload, Page, sync_playwright
from screenshot import FLAGS, serve, summarize_example

from summarizer.page import texts
from summarizer.page.handlers import find_examples

TABS = (texts.TEXT_TAB, texts.FOLDER_TAB, texts.MODELS_TAB, texts.HISTORY_TAB)
LOOKS: tuple[tuple[str, Literal["light", "dark"], int], ...] = (
    ("/", "light", 1280),
    ("/", "dark", 1280),
    ("/en/", "light", 360),
    ("/", "dark", 360),
)
SERIOUS = ("serious", "critical")


def main() -> int:
    """Audits each tab in each language, light and dark, wide and narrow; prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("axe", type=Path, help="axe.min.js")
    script = parser.parse_args().axe.read_text("utf-8")
    n_serious = n_audits = 0
    with serve("extract") as url, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for path, scheme, width in LOOKS:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                bypass_csp=True,  # to bring axe in
            )
            page = context.new_page()
            page.goto(url + path)
            summarize_example(page)
            for tab in TABS:
                page.get_by_role("tab", name=tab.en if path == "/en/" else tab.ru).click()
                if tab is texts.FOLDER_TAB:
                    _summarize_folder(page)
                page.wait_for_timeout(500)
                n_serious += _report(page, script, f"{path} {scheme} {width} {tab.en}")
                n_audits += 1
        browser.close()
    print(f"{n_audits} audits, {n_serious} serious or critical findings")
    return 1 if n_serious else 0


def _summarize_folder(page: Page) -> None:
    """Fills the table: with summaries, and with a file that has none."""
    picture = FilePayload(name="снимок.txt", mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n")
    examples = [FilePayload(name=path.name, mimeType="", buffer=path.read_bytes()) for _, path in find_examples()]
    page.set_input_files("#files input[type=file]", [*examples, picture])
    page.wait_for_selector("#files .file-preview")
    page.click("#folder-go")
    page.wait_for_selector("#folder-download", timeout=60_000)


def _report(page: Page, script: str, where: str) -> int:
    page.evaluate(script)
    result: dict[str, list[Any]] = page.evaluate("async () => await axe.run()")
    found = result["violations"]
    print(f"{where}: {len(result['passes'])} rules passed, {len(found)} did not, {len(result['incomplete'])} unsure")
    for violation in found:
        nodes = ", ".join(node["target"][0] for node in violation["nodes"][:4])
        print(f"{where}: {violation['impact']} {violation['id']}: {violation['help']} ({nodes})")
    return sum(violation["impact"] in SERIOUS for violation in found)


if __name__ == "__main__":
    sys.exit(main())
