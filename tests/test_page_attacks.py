"""Attacks on the running page: over a real socket, raw where a client would tidy them up. None may succeed."""

import json
import socket
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from summarizer import Summarizer
from summarizer.engines import Draft, Request
from summarizer.page import russian
from summarizer.page.build import build_app
from summarizer.page.english import in_english
from summarizer.page.guards import MAX_BODY_BYTES, MAX_UPLOAD_BYTES, Guard
from summarizer.page.keeping import kept
from summarizer.page.mounting import guarded_app
from tests.scripted import ScriptedEngine
from tests.serving import served
from tests.texts import NEWS

CANARY = "canary-7f3a: nobody may read this"
CALL = "/gradio_api/call/v2/"


class Trap:
    """A server that must never be called: the target of every forged request."""

    def __init__(self) -> None:
        calls = self.calls = []  # type: ignore[var-annotated]

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(CANARY.encode())

            do_POST = do_HEAD = do_PUT = do_GET

            def log_message(self, *args: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    def echo(request: Request) -> list[Draft]:
        return [Draft(request.source[:200], 0.0)]

    with served(build_app(Summarizer(ScriptedEngine(echo)))) as url:
        yield url


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.txt"
    path.write_text(CANARY)
    return path


def raw(url: str, request: bytes, timeout_s: float = 10) -> tuple[int, bytes]:
    """Status and whole answer to bytes as they are."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=timeout_s) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while block := connection.recv(65536):
                answer += block
                if len(answer) > 2**20:
                    break
        except TimeoutError:
            pass
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0, answer


def get(url: str, target: str, headers: str = "") -> tuple[int, bytes]:
    """A GET with the target as it stands, dots and escapes included."""
    host = urlsplit(url).netloc
    return raw(url, f"GET {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n".encode())


def ask(url: str, name: str, body: object) -> tuple[int, str]:
    """What comes of a call: its refusal, or the whole stream of its answer."""
    with httpx.Client(base_url=url, timeout=20) as http:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = http.post(CALL + name, content=content, headers={"Content-Type": "application/json"})
        if answer.status_code != 200:
            return answer.status_code, answer.text
        return 200, http.get(f"/gradio_api/call/{name}/{answer.json()['event_id']}").text


# --- files of this machine ------------------------------------------------------------------------------------------

ROUTES = [
    "/gradio_api/file={}",
    "/file={}",
    "/gradio_api/file/{}",
    "/static/{}",
    "/assets/{}",
    "/en/gradio_api/file={}",
    "/results/{}",
    "/export/{}",
    "/gradio_api/stream/{}",
    "/gradio_api/custom_component/x/client/{}/x",
    "/svelte/{}",
    "/en/assets/{}",
    "/gradio_api/deep_link?session_hash={}",
]
WAYS = {
    "plain": lambda path: path,
    "dots": lambda path: "../" * 12 + path.lstrip("/"),
    "escaped dots": lambda path: "%2e%2e/" * 12 + path.lstrip("/"),
    "escaped slashes": lambda path: "..%2f" * 12 + quote(path.lstrip("/"), safe=""),
    "escaped twice": lambda path: "%252e%252e%252f" * 12 + path.lstrip("/"),
    "backslashes": lambda path: "..%5c" * 12 + path.lstrip("/").replace("/", "%5c"),
    "overlong UTF-8": lambda path: "%c0%ae%c0%ae/" * 12 + path.lstrip("/"),
    "filter stripped": lambda path: "....//" * 12 + path.lstrip("/"),
    "NUL": lambda path: path + "%00.txt",
    "file url": lambda path: "file://" + path,
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("way", WAYS)
def test_no_file_of_this_machine_is_served(url: str, secret: Path, route: str, way: str) -> None:
    for path in (str(secret), "/etc/passwd"):
        status, answer = get(url, route.format(WAYS[way](path)))
        assert status in (400, 403, 404, 405), status
        assert CANARY.encode() not in answer and b"root:" not in answer


def test_upload_of_another_browser_is_not_served(url: str) -> None:
    [path] = httpx.post(url + "/gradio_api/upload", files={"files": ("a.txt", CANARY.encode())}).json()
    assert Path(path).read_text() == CANARY
    for route in ROUTES:
        status, answer = get(url, route.format(path))
        assert status in (400, 403, 404, 405) and CANARY.encode() not in answer


# --- requests that the server would make ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "route",
    [
        "/gradio_api/proxy={}",
        "/proxy={}",
        "/gradio_api/file={}",
        "/file={}",
        "/gradio_api/stream/{}",
        "/en/gradio_api/proxy={}",
        "/gradio_api/proxy=%68ttp://{host}/x",
        "/gradio_api//proxy={}",
        "/static/{}",
        "//{host}/x",
    ],
)
def test_no_route_fetches_for_others(url: str, trap: Trap, route: str) -> None:
    status, answer = get(url, route.format(trap.url + "/x", host=urlsplit(trap.url).netloc))
    assert status in (400, 403, 404, 405, 421) and CANARY.encode() not in answer
    assert trap.calls == []


def file_data(path: str, **more: object) -> dict[str, object]:
    return {"path": path, "meta": {"_type": "gradio.FileData"}, "orig_name": "a.txt", **more}


FORGED = {
    "url as path": lambda trap, secret: file_data(trap + "/x"),
    "url beside the path": lambda trap, secret: file_data(str(secret), url=trap + "/x"),
    "upper case scheme": lambda trap, secret: file_data(trap.replace("http", "HTTP") + "/x"),
    "file url": lambda trap, secret: file_data(f"file://{secret}"),
    "path outside": lambda trap, secret: file_data(str(secret)),
    "path with dots": lambda trap, secret: file_data(f"{kept().uploads}/../../../../../../../../{secret}"),
    "relative path": lambda trap, secret: file_data("../../../../../../../../etc/passwd"),
    "path of a job": lambda trap, secret: file_data(str(kept().jobs)),
    "stream": lambda trap, secret: file_data(trap + "/x.m3u8", is_stream=True),
    "data url": lambda trap, secret: file_data("data:text/plain;base64,eA=="),
    "no string": lambda trap, secret: file_data([trap]),  # type: ignore[arg-type]
    "nested": lambda trap, secret: [{"a": [file_data(trap + "/x")]}],
    "NUL in the path": lambda trap, secret: file_data(f"{secret}\0"),
}


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("route", ["clean", "summarize", "queue/join", "en"])
def test_no_call_reads_a_file_or_an_address(url: str, trap: Trap, secret: Path, forged: str, route: str) -> None:
    value = FORGED[forged](trap.url, secret)
    if route in ("clean", "summarize"):
        status, answer = ask(url, route, {"text": value})
    else:
        statuses = []
        for number in range(30):  # every button of the page
            body = {"data": [value, "medium", "scripted"], "fn_index": number, "session_hash": "attack"}
            prefix = "/en" if route == "en" else ""
            found = httpx.post(f"{url}{prefix}/gradio_api/queue/join", json=body)
            statuses.append(found.status_code)
            answer = found.text
        assert set(statuses) == {400}
        status = 400
    said = (russian.FOREIGN_FILE, in_english(russian.FOREIGN_FILE))  # in the language of the page that was asked
    assert status == 400 and any(sentence in answer for sentence in said)
    assert CANARY not in answer and trap.calls == []


# --- other sites and other names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example#127.0.0.1",
        "127.0.0.1@evil.example",
        "localhost.evil.example",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "169.254.169.254",
        "",
    ],
)
def test_foreign_names_are_refused(url: str, host: str) -> None:
    status, answer = raw(url, f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert status in (400, 421) and b"<html" not in answer


def test_second_host_does_not_help(url: str) -> None:
    own = urlsplit(url).netloc
    for first, second in ((own, "evil.example"), ("evil.example", own)):
        request = f"GET /config HTTP/1.1\r\nHost: {first}\r\nHost: {second}\r\nConnection: close\r\n\r\n"
        assert raw(url, request.encode())[0] in (400, 421)
    _, answer = raw(url, f"GET http://evil.example/ HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n".encode())
    assert b"evil.example" not in answer


@pytest.mark.parametrize(
    "header",
    [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1",
        "Origin: http://localhost:1",
        "Origin: [",
        "Origin: http://{own}.evil.example",
        "Origin: http://evil@{own}",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
def test_other_sites_neither_upload_nor_call(url: str, header: str) -> None:
    own = urlsplit(url).netloc
    name, value = header.format(own=own).split(": ", 1)
    before = kept().n_bytes()
    for path, sent in (
        ("/gradio_api/upload", {"files": {"files": ("a.txt", b"x" * 1000)}}),
        ("/read", {"content": b"x" * 1000}),
        (CALL + "clean", {"json": {"text": NEWS}}),
        ("/gradio_api/queue/join", {"json": {"data": [], "fn_index": 0, "session_hash": "a"}}),
        ("/gradio_api/cancel", {"json": {"session_hash": "a", "fn_index": 0, "event_id": "a"}}),
    ):
        answer = httpx.post(url + path, headers={name: value}, **sent)  # type: ignore[arg-type]
        assert answer.status_code == 403
        assert not any(key.startswith("access-control") for key in answer.headers)
    assert kept().n_bytes() == before


def test_preflight_of_another_site_is_refused(url: str) -> None:
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    answer = httpx.options(url + CALL + "clean", headers=headers)
    assert answer.status_code == 403 and "access-control-allow-origin" not in answer.headers


def test_page_cannot_be_framed_and_runs_only_its_own_scripts(url: str) -> None:
    headers = httpx.get(url).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and headers["x-frame-options"] == "DENY"
    script = policy.split("script-src ")[1].split(";")[0]
    assert "unsafe" not in script and "*" not in script and "http" not in script and "data:" not in script


# --- too much --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", CALL + "clean", "/gradio_api/upload", "/read", "/gradio_api/cancel"]
)
def test_body_that_says_it_is_too_large_is_not_read(url: str, path: str) -> None:
    host, too_much = urlsplit(url).netloc, MAX_UPLOAD_BYTES + 1
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {too_much}\r\nConnection: close\r\n\r\n"
    status, answer = raw(url, head.encode())  # it would wait in vain for a body
    assert status == 413 and " МБ, которые страница берёт" in answer.decode()


def test_body_that_does_not_say_its_length_is_cut(url: str) -> None:
    answer = httpx.post(url + CALL + "clean", content=iter([b"x" * 2**20] * (MAX_BODY_BYTES // 2**20 + 2)), timeout=30)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"text": ' + b"9" * 100_000 + b"}",
        b"\xff\xfe",
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"NaN",
        b'{"text": "a"',
        b'{"text": 1e999999}',
        b'{"__proto__": {"a": 1}, "text": "a", "b": 1}',
    ],
)
def test_body_that_is_no_call_gets_a_sentence(url: str, body: bytes) -> None:
    status, answer = ask(url, "clean", body)
    assert status in (200, 400) and "Traceback" not in answer and "site-packages" not in answer
    if status == 400:
        known = (russian.BAD_CALL, "У clean нет аргумента __proto__, b; есть: text, language")
        assert json.loads(answer)["detail"] in known


@pytest.mark.parametrize(
    "body",
    [
        {"data": "x"},
        {"data": []},
        {"data": [None] * 1000, "fn_index": 0, "session_hash": "a"},
        {"fn_index": "0", "data": []},
        {"data": [], "fn_index": -1, "session_hash": "a"},
        {"data": [], "fn_index": 10**9, "session_hash": "a"},
        {"data": [{}], "fn_index": 1, "session_hash": {"a": 1}},
        {"data": [1], "fn_index": 0, "session_hash": "../../etc"},
    ],
)
def test_call_of_wrong_types_tells_nothing(url: str, body: dict[str, Any]) -> None:
    answer = httpx.post(url + "/gradio_api/queue/join", json=body)
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text and "site-packages" not in answer.text and "pydantic" not in answer.text


def test_uploads_are_refused_where_there_are_too_many() -> None:
    app = Guard(guarded_app(build_app(Summarizer(ScriptedEngine()))), max_kept_bytes=10_000)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        (kept().uploads / "full").write_bytes(bytes(10_001))
        answer = client.post("/gradio_api/upload", files={"files": ("a.txt", b"x")})
        (kept().uploads / "full").unlink()
        assert answer.status_code == 413 and "подождите" in answer.json()["detail"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/evil.txt",
        "..\\..\\evil.txt",
        "/etc/evil.txt",
        "a\0b.txt",
        "-rf",
        "$(touch evil)",
        "a" * 300 + ".txt",
        ".bashrc",
    ],
)
def test_upload_stays_in_its_folder(url: str, name: str) -> None:
    boundary = "xxx"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    part = f"{head}{name}\r\n--{boundary}--\r\n"
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = httpx.post(url + "/gradio_api/upload", content=part.encode(), headers=headers)
    assert answer.status_code in (200, 400), answer.text
    for path in answer.json() if answer.status_code == 200 else []:
        assert Path(path).resolve().is_relative_to(kept().uploads.resolve())
    assert not Path("/tmp/evil.txt").exists() and not Path("/etc/evil.txt").exists() and not Path("evil").exists()


# --- what is not there -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/run/predict",
        "/gradio_api/api/predict",
        "/gradio_api/component_server",
        "/monitoring",
        "/gradio_api/vibe-edit",
        "/gradio_api/process_recording",
        "/gradio_api/token",
        "/gradio_api/app_id/",
        "/gradio_api/dev/reload",
        "/gradio_api/profiling/traces",
        "/gradio_api/mcp",
        "/login",
        "/logout",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/gradio_api/openapi.json",
        "/runs",
        "/gradio_api/queue/status",
        "/gradio_api/call/run",
        "/gradio_api/call/stop",
        "/results/",
        "/results/x.zip",
        "/results/..%2f..%2fuploads.zip",
        "/results/" + "0" * 32 + ".zip",
        "/en/results/" + "0" * 32 + ".zip",
        "/.git/config",
        "/app.py",
    ],
)
def test_routes_that_the_page_does_not_use_are_not_there(url: str, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = httpx.request(method, url + path, json={"data": []} if method == "POST" else None)
        assert answer.status_code in (404, 405), (method, answer.status_code)
        assert answer.json()["detail"] in (russian.NO_SUCH_PATH, in_english(russian.NO_SUCH_PATH))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_methods_that_the_page_does_not_use(url: str, method: str) -> None:
    host = urlsplit(url).netloc
    status, answer = raw(
        url, f"{method} /config HTTP/1.1\r\nHost: {host}\r\nX-Secret: 1\r\nConnection: close\r\n\r\n".encode()
    )
    assert status in (400, 404, 405) and b"X-Secret" not in answer


def test_socket_upgrade_is_refused(url: str) -> None:
    host = urlsplit(url).netloc
    key = b64encode(bytes(16)).decode()
    head = f"GET /gradio_api/queue/join HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    status, _ = raw(url, f"{head}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode(), timeout_s=3)
    assert status in (400, 403, 404, 405, 426, 500) and status != 101


def test_smuggled_request_is_not_answered(url: str) -> None:
    host = urlsplit(url).netloc
    inner = f"GET /gradio_api/file=/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"
    head = f"POST {CALL}clean HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
    _, answer = raw(url, f"{head}Connection: close\r\n\r\n0\r\n\r\n{inner}".encode(), timeout_s=3)
    assert b"root:" not in answer


def test_headers_cannot_be_split(url: str) -> None:
    _, answer = get(url, "/config?x=%0d%0aSet-Cookie:%20evil=1")
    assert b"evil=1" not in answer.split(b"\r\n\r\n")[0]
    _, answer = get(url, "//evil.example/%2e%2e")
    assert b"location: //evil" not in answer.lower()
