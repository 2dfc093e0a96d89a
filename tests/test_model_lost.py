"""A model that ``auto`` finds and that is damaged: library, command and page take extract, and say so alike."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.texts import NEWS

LOST = "Модель не загрузилась, вместо неё предложения выбраны из текста"
LIBRARY = """
from summarizer import Summarizer
summary = Summarizer.load().summarize(open("a.txt", encoding="utf-8").read())
"""
PAGE = """
from summarizer.models import locate
from summarizer.page.server import shelf_of
from summarizer.page.shelf import load_apart
if __name__ == "__main__":
    shelf = shelf_of("auto", load_apart)
    assert shelf.default == "rut5-gazeta", shelf.default
    summary = shelf.get(shelf.default).summarize(open("a.txt", encoding="utf-8").read())
"""
SHOW = "    print(summary.model, [finding.message for finding in summary.findings])\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a text, and a hub's cache with a model whose weights are damaged."""
    home = tmp_path_factory.mktemp("home")
    root = home / "hub" / "models--IlyaGusev--rut5_base_sum_gazeta"
    (root / "refs").mkdir(parents=True)
    (root / "refs" / "main").write_text("x")
    (root / "snapshots" / "x").mkdir(parents=True)
    (root / "snapshots" / "x" / "config.json").write_text('{"model_type": "t5"}')
    (root / "snapshots" / "x" / "model.safetensors").write_bytes(b"broken")
    (home / "a.txt").write_text(NEWS, encoding="utf-8")
    return home


def run(home: Path, *line: str) -> "subprocess.CompletedProcess[str]":
    root = str(Path(__file__).resolve().parents[1])
    env = os.environ | {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "PYTHONPATH": root}
    env.pop("HF_HUB_CACHE", None)
    return subprocess.run([sys.executable, *line], cwd=home, env=env, capture_output=True, text=True, check=False)


def test_library_and_page_take_extract_and_say_so(home: Path) -> None:
    (home / "page.py").write_text(PAGE + SHOW, encoding="utf-8")
    by_library = run(home, "-c", LIBRARY + SHOW.strip())
    by_page = run(home, "page.py")
    assert by_library.stdout.startswith("extract [") and LOST in by_library.stdout, by_library.stderr
    assert by_page.stdout == by_library.stdout, by_page.stderr


def test_command_takes_extract_and_the_records_name_it(home: Path) -> None:
    done = run(home, "-m", "summarizer", "run", "a.txt", "-o", "out")
    assert done.returncode == 0 and LOST in done.stderr and "модель extract" in done.stderr
    record = json.loads((home / "out" / "summaries.jsonl").read_text("utf-8"))
    assert record["settings"]["model"] == "extract" and LOST in record["findings"][0]["message"]
    named = json.loads(run(home, "-m", "summarizer", "run", "a.txt", "--model", "extract", "--format", "jsonl").stdout)
    assert record["settings"]["model_version"] == named["settings"]["model_version"]
    assert record["summary"] == named["summary"]


def test_model_that_was_named_is_an_error(home: Path) -> None:
    assert run(home, "-m", "summarizer", "run", "a.txt", "--model", "rut5-gazeta").returncode == 4


def test_evaluation_says_that_there_is_no_row_of_it(home: Path) -> None:
    (home / "pairs.jsonl").write_text(json.dumps({"text": NEWS, "reference": "Мост закроют."}) + "\n", encoding="utf-8")
    done = run(home, "-m", "summarizer", "evaluate", "pairs.jsonl", "--json")
    assert [row["system"] for row in json.loads(done.stdout)][-1] == "extract" and LOST in done.stderr
