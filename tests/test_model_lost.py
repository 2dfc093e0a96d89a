"""A model that ``auto`` finds and that is damaged: library, command and page take extract, and say so alike."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from huggingface_hub import constants

from summarizer import Summarizer
from summarizer.cli import main
from tests.texts import NEWS

LOST = "Модель не загрузилась, вместо неё предложения выбраны из текста"
PAGE = """
from summarizer.models import locate
from summarizer.page.server import shelf_of
from summarizer.page.shelf import load_apart
if __name__ == "__main__":
    shelf = shelf_of("auto", load_apart)
    assert shelf.default == "rut5-gazeta", shelf.default
    summary = shelf.get(shelf.default).summarize(open("a.txt", encoding="utf-8").read())
    print(summary.model, [finding.message for finding in summary.findings])
"""


Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a hub's cache that holds a model whose weights are damaged."""
    home = tmp_path_factory.mktemp("hub")
    root = home / "hub" / "models--IlyaGusev--rut5_base_sum_gazeta"
    (root / "refs").mkdir(parents=True)
    (root / "refs" / "main").write_text("x")
    (root / "snapshots" / "x").mkdir(parents=True)
    (root / "snapshots" / "x" / "config.json").write_text('{"model_type": "t5"}')
    (root / "snapshots" / "x" / "model.safetensors").write_bytes(b"broken")
    return home


@pytest.fixture(autouse=True)
def home(hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the user is in, with a text; the hub's cache is that of ``hub``."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(hub / "hub"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    return tmp_path


def test_library_and_page_take_extract_and_say_so(hub: Path, home: Path) -> None:
    summary = Summarizer.load().summarize(NEWS)
    assert summary.model == "extract" and LOST in summary.findings[0].message
    (home / "page.py").write_text(PAGE, encoding="utf-8")
    root = str(Path(__file__).resolve().parents[1])
    env = os.environ | {"HF_HOME": str(hub), "HF_HUB_OFFLINE": "1", "PYTHONPATH": root}
    env.pop("HF_HUB_CACHE", None)
    by_page = subprocess.run([sys.executable, "page.py"], env=env, capture_output=True, text=True, check=False)
    assert by_page.stdout == f"extract {[finding.message for finding in summary.findings]}\n", by_page.stderr


def test_command_takes_extract_and_the_records_name_it(home: Path, capfd: Capture) -> None:
    assert main(["run", "a.txt", "-o", "out"]) == 0
    said = capfd.readouterr().err
    assert LOST in said and "модель extract" in said
    record = json.loads((home / "out" / "summaries.jsonl").read_text("utf-8"))
    assert record["settings"]["model"] == "extract" and LOST in record["findings"][0]["message"]
    assert main(["run", "a.txt", "--model", "extract", "--format", "jsonl"]) == 0
    named = json.loads(capfd.readouterr().out)
    assert record["settings"]["model_version"] == named["settings"]["model_version"]
    assert record["summary"] == named["summary"]


def test_model_that_was_named_is_an_error(capfd: Capture) -> None:
    assert main(["run", "a.txt", "--model", "rut5-gazeta"]) == 4
    assert LOST not in capfd.readouterr().err


def test_evaluation_says_that_there_is_no_row_of_it(home: Path, capfd: Capture) -> None:
    (home / "pairs.jsonl").write_text(json.dumps({"text": NEWS, "reference": "Мост закроют."}) + "\n", encoding="utf-8")
    main(["evaluate", "pairs.jsonl", "--json"])
    done = capfd.readouterr()
    assert [row["system"] for row in json.loads(done.out)][-1] == "extract" and LOST in done.err
