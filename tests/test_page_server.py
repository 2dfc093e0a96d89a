"""The address that the page listens on, and why it may not be had."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import OptionError
from summarizer.page import russian, serve

ROOT = Path(__file__).resolve().parents[1]
# As a user without rights, on a system that lets nobody but root have the first ports.
UNPRIVILEGED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from summarizer.page.server import _listen
"a".encode("idna")  # what names need is not readable for everybody
os.setuid(65534)
try:
    _listen("127.0.0.1", 1)
except Exception as error:
    print(error)
"""


def refusal(host: str, port: int) -> str:
    with pytest.raises(OptionError) as caught:
        serve("extract", host=host, port=port, open_browser=False)
    return str(caught.value)


def test_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal("127.0.0.1", port) == russian.PORT_TAKEN.format(host="127.0.0.1", port=port)


@pytest.mark.parametrize("port", [-1, 65536, 10**20])
def test_port_that_there_is_not(port: int) -> None:
    assert refusal("127.0.0.1", port) == russian.NO_PORT.format(port=port)


@pytest.mark.parametrize("host", ["no.such.invalid", "", "а" * 300])
def test_name_that_nobody_knows(host: str) -> None:
    assert refusal(host, 0) == russian.NO_NAME.format(host=host)


def test_address_of_another_machine() -> None:
    assert refusal("192.0.2.1", 0) == russian.NO_ADDRESS.format(host="192.0.2.1")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="rights can be given up by root only")
def test_port_that_this_user_may_not_have() -> None:
    limit = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not limit.exists() or int(limit.read_text()) <= 1:
        pytest.skip("this system lets everybody have every port")
    line = [sys.executable, "-c", UNPRIVILEGED, str(ROOT)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == russian.NO_RIGHT.format(host="127.0.0.1", port=1, instead=7860)
