"""One path, three doors: the same texts through library, command and page give equal bytes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.options import LENGTH_NAMES, LengthName
from summarizer.page.handlers import summarize_text
from summarizer.page.shelf import ModelShelf
from tests.texts import TWELVE


def command(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[bytes]":
    line = [sys.executable, "-m", "summarizer", *arguments]
    return subprocess.run(line, input=stdin.encode(), capture_output=True, check=False)


@pytest.fixture(scope="module")
def by_library() -> list[str]:
    summarizer = Summarizer.load("extract")
    return [summary.text for summary in summarizer.summarize_many(TWELVE)]


def test_library_alone_and_together_agree(by_library: list[str]) -> None:
    summarizer = Summarizer.load("extract")
    assert [summarizer.summarize(text).text for text in TWELVE] == by_library


def test_command_on_a_folder_agrees(by_library: list[str], tmp_path: Path) -> None:
    for i, text in enumerate(TWELVE):
        (tmp_path / f"{i:02}.txt").write_text(text, encoding="utf-8")
    done = command("run", str(tmp_path), "--model", "extract", "--format", "jsonl")
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [record["summary"] for record in records] == by_library
    assert done.returncode == 0


@pytest.mark.parametrize("i", [1, 11])
def test_command_on_a_stream_agrees(i: int, by_library: list[str]) -> None:
    done = command("run", "-", "--model", "extract", stdin=TWELVE[i])
    assert done.stdout.decode() == by_library[i] + "\n"


@pytest.mark.parametrize("length", LENGTH_NAMES)
def test_page_agrees(length: LengthName) -> None:
    summarizer = Summarizer.load("extract")
    shelf = ModelShelf.holding(summarizer, Summarizer.load)
    answers = [summarize_text(shelf, text, length, "extract") for text in TWELVE]
    found = [answer.summary.text if answer.summary else "" for answer in answers]
    assert found == [s.text for s in summarizer.summarize_many(TWELVE, SummaryOptions(length=length))]
