"""No packet leaves the machine: the page in a network namespace of its own, with and without the system watching."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Opens the page as a user does, asks everything of it, and prints what the endpoints gave.
VISIT = """
import io, json, re, subprocess, sys, zipfile, httpx
page = subprocess.Popen([sys.executable, "-m", "summarizer", "app", "--no-browser", "--port", "0"],
                        stdout=subprocess.PIPE, text=True)
url = re.search(r"http://\\S+", page.stdout.readline())[0]
text = open("seeds/000_85ea6cc59d434372.txt", encoding="utf-8").read()
with httpx.Client(base_url=url, timeout=60, transport=httpx.HTTPTransport(retries=5)) as http:
    for path in ("/", "/en/", "/config", "/theme.css", "/page.js", "/gradio_api/info", "/gradio_api/startup-events"):
        assert http.get(path).status_code == 200, path
    calls = {"summarize": {"text": text}, "clean": {"text": text}, "evidence": {"summary": text[:300], "source": text}}
    for name, body in calls.items():
        event = http.post(f"/gradio_api/call/v2/{name}", json=body).json()["event_id"]
        stream = http.get(f"/gradio_api/call/{name}/{event}").text
        assert json.loads(stream.split("event: complete\\ndata: ")[1].splitlines()[0])[0]["notice"] == "", stream
        print(name)
    assert http.post("/gradio_api/upload", files={"files": ("a.txt", text.encode())}).status_code == 200
    forged = {"text": {"path": "http://192.0.2.1/x", "meta": {"_type": "gradio.FileData"}}}
    assert http.post("/gradio_api/call/v2/clean", json=forged).status_code == 400
page.terminate()
page.wait(60)
"""
_CONNECT = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=(AF_\w+)(.*)")
_LOCAL = ('inet_addr("127.', '"::1"', "htons(0)")


def can_unshare() -> bool:
    """True where this user may make a network namespace."""
    line = ["unshare", "-rn", "ip", "link", "set", "lo", "up"]
    return bool(shutil.which("unshare")) and subprocess.run(line, capture_output=True, check=False).returncode == 0


def visit(*before: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    line = [*before, sys.executable, "-c", VISIT]
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=170, check=False)


@pytest.mark.skipif(not can_unshare(), reason="network namespaces cannot be made here")
def test_page_does_all_it_does_without_a_route() -> None:
    done = visit("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["summarize", "clean", "evidence"]


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_call_of_the_system_reaches_out(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    done = visit("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace))
    assert done.returncode == 0, done.stderr[-2000:]
    found = [(match[1], match[2]) for line in trace.read_text().splitlines() if (match := _CONNECT.search(line))]
    assert any(family == "AF_INET" and "127.0.0.1" in rest for family, rest in found)  # the trace does see the visit
    outward = [
        (family, rest)
        for family, rest in found
        if family in ("AF_INET", "AF_INET6") and not any(sign in rest for sign in _LOCAL)
    ]
    assert outward == []
    assert not any(
        "resolv" in rest or "nscd" in rest for family, rest in found if family == "AF_UNIX" and "= 0" in rest
    )
