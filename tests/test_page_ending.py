"""Whatever ends a page, nothing that it was sent stays on the disk."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, str(ROOT / "app.py"), "--no-browser", "--port", "0", "--model", "extract"]
PATIENCE_S = 600  # for what takes a second: a hang is to fail, a busy machine is not
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@contextmanager
def page(folder: Path, *before: str) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """A page of its own process, which keeps what it is sent in that folder, and its address."""
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen([*before, *COMMAND], **pipes, text=True, env=environment) as process:
        try:
            assert process.stdout
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            yield process, found[0]
        finally:
            process.kill()


def upload(url: str) -> None:
    transport = httpx.HTTPTransport(retries=5)
    with httpx.Client(base_url=url, timeout=PATIENCE_S, transport=transport) as client:
        assert client.post("/gradio_api/upload", files={"files": ("а.txt", b"x")}).status_code == 200


def test_page_that_loses_its_terminal_leaves_nothing(tmp_path: Path) -> None:
    with page(tmp_path) as (process, url):
        upload(url)
        assert [*tmp_path.glob("summarizer-page-*/uploads/*/*.txt")]
        process.send_signal(signal.SIGHUP)
        assert process.wait(PATIENCE_S) == 143
    assert not [*tmp_path.glob("summarizer-page-*")]


def test_page_that_is_to_outlive_its_terminal_does_and_leaves_nothing_when_it_is_ended(tmp_path: Path) -> None:
    with page(tmp_path, "nohup") as (process, url):
        process.send_signal(signal.SIGHUP)
        upload(url)
        assert [*tmp_path.glob("summarizer-page-*/uploads/*/*.txt")]
        process.terminate()
        assert process.wait(PATIENCE_S) == 143
    assert not [*tmp_path.glob("summarizer-page-*")]


def test_page_that_somebody_looks_at_ends_without_a_stack_and_leaves_nothing(tmp_path: Path) -> None:
    with page(tmp_path) as (process, url):
        upload(url)
        with httpx.stream("GET", f"{url}/gradio_api/heartbeat/somebody", timeout=PATIENCE_S):
            assert [*tmp_path.glob("summarizer-page-*/uploads/*/*.txt")]
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE_S) == 0
        assert process.stdout
        told = process.stdout.read()
    assert "Traceback" not in told and "graceful" not in told
    assert not [*tmp_path.glob("summarizer-page-*")]
