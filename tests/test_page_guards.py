import json
from collections.abc import Iterator
from shutil import rmtree

import pytest
from starlette.testclient import TestClient

from summarizer import Summarizer
from summarizer.page import russian, texts
from summarizer.page.build import build_app
from summarizer.page.guards import Guard
from summarizer.page.keeping import kept
from summarizer.page.mounting import guarded_app
from tests.scripted import ScriptedEngine
from tests.texts import NEWS

BASE = "http://127.0.0.1:7860"
SUMMARIZE = "/gradio_api/call/summarize"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = guarded_app(build_app(Summarizer(ScriptedEngine())))
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        yield client


def call(client: TestClient, name: str, **arguments: object) -> object:
    """What an endpoint answers, as curl would ask it."""
    event = client.post(f"/gradio_api/call/v2/{name}", json=arguments).json()["event_id"]
    stream = client.get(f"/gradio_api/call/{name}/{event}").text
    assert "event: complete" in stream, stream
    return json.loads(stream.split("data: ", 1)[1].splitlines()[0])[0]


def test_page_answers_with_every_header(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert texts.TITLE.ru in answer.text and '<html\n\tlang="ru"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    script_rule = policy.split("script-src ")[1].split(";")[0]
    assert "unsafe" not in script_rule and "http" not in script_rule
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"


def test_each_language_has_a_page_that_says_so(client: TestClient) -> None:
    answer = client.get("/en/")
    assert texts.TITLE.en in answer.text and '<html\n\tlang="en"' in answer.text


def test_file_is_read_and_a_refusal_names_it(client: TestClient) -> None:
    sent = {"X-Name": "%D0%B0.txt", "Content-Type": "application/octet-stream"}
    assert client.post("/read", content="Мост закрыт.".encode("cp1251"), headers=sent).json()["text"] == "Мост закрыт."
    refused = client.post("/read", content=b"\x89PNG\r\n\x1a\n" + bytes(64), headers=sent)
    assert refused.status_code == 422 and refused.json()["detail"].startswith("а.txt: ")


def test_file_gets_a_remedy_that_there_is_on_a_page(client: TestClient) -> None:
    table = client.post("/read", content=b"id,text\n1,a\n", headers={"X-Name": "a.csv"})
    assert table.json()["detail"].startswith("a.csv: это таблица. Откройте её на вкладке «Папка»")
    for language, remedy in (("ru", "Сохраните файл в UTF-8."), ("en", "Save the file in UTF-8.")):
        sent = {"X-Name": "a.txt", "X-Language": language}
        told = client.post("/read", content="Мост закрыт.".encode()[:-2] + b"\xd0 \xff", headers=sent).json()["detail"]
        assert told.endswith(remedy) and "--" not in told


def test_upload_after_the_folder_was_cleared_away_is_as_private(client: TestClient) -> None:
    folder = kept().folder
    rmtree(folder)
    assert client.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 200
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("path", ["/config", "/theme.css", "/page.js", "/nothing", "/gradio_api/info"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "169.254.169.254", "", "[::1", "localhost.evil"],
)
def test_foreign_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["detail"] == russian.BAD_HOST


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "LOCALHOST"])
def test_own_host_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/config", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://localhost:7860"},  # the page of this test is 127.0.0.1
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_request_from_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    for answer in (
        client.post(SUMMARIZE, json={"data": [NEWS]}, headers=headers),
        client.get("/config", headers=headers),
    ):
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": BASE},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},  # a link to the page
    ],
)
def test_request_of_the_page_itself_passes(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/config", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://169.254.169.254/",
        "/file=/etc/passwd",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/vibe-code",
        "/gradio_api/component_server",
        "/gradio_api/run/predict",
        "/gradio_api/call/show",
        "/gradio_api/openapi.json",
        "/gradio_api/deep_link",
        "/login",
        "/docs",
        "/openapi.json",
        "/runs",
        "/static/../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/assets//etc/passwd",
    ],
)
def test_what_the_page_does_not_use_is_not_there(client: TestClient, path: str) -> None:
    for answer in (client.get(path), client.post(path, files={"files": ("a.txt", b"x")})):
        assert answer.status_code in (403, 404, 405)
        assert "root:" not in answer.text


def test_body_over_the_limit_is_refused_with_a_sentence() -> None:
    app = Guard(guarded_app(build_app(Summarizer(ScriptedEngine()))), max_body_bytes=2**20)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        answer = client.post(SUMMARIZE, content=b"x" * (2**20 + 1))
        assert (answer.status_code, answer.json()["detail"]) == (413, russian.BODY_TOO_LARGE.format(limit=1))
        chunked = client.post(SUMMARIZE, content=iter([b"x" * 2**19] * 3))  # says no length beforehand
        assert chunked.status_code == 413
        for length in ("-1", "1e9", "x", ""):
            assert client.post(SUMMARIZE, content=b"{}", headers={"Content-Length": length}).status_code == 413


def test_forwarded_host_is_not_believed(client: TestClient) -> None:
    answer = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    assert "evil.example" not in answer.text


def test_page_opened_to_a_network_takes_addresses_but_no_foreign_names() -> None:
    app = guarded_app(build_app(Summarizer(ScriptedEngine())), host="0.0.0.0")
    with TestClient(app, base_url="http://192.168.1.5:7860") as client:
        assert client.get("/config").status_code == 200
        assert client.get("/config", headers={"Host": "evil.example"}).status_code == 421


def test_endpoints_answer_programs(client: TestClient) -> None:
    summary = call(client, "summarize", text=NEWS)
    assert isinstance(summary, dict) and summary["model"] == "scripted"
    assert summary["text"] == Summarizer(ScriptedEngine()).summarize(NEWS).text
    cleaned = call(client, "clean", text="Мοст закрыт.")
    assert isinstance(cleaned, dict) and cleaned["text"] == "Мост закрыт."
    assert cleaned["repairs"][0]["rule"] == "homoglyph"


@pytest.mark.parametrize(
    "wrong", [{"text": None}, {"text": 7}, {"text": [NEWS]}, {"length": "endless"}, {"model": 5}, {"model": "/etc"}]
)
def test_wrong_arguments_get_a_sentence(client: TestClient, wrong: dict[str, object]) -> None:
    answer = call(client, "summarize", **{"text": NEWS, **wrong})
    assert isinstance(answer, dict) and answer["text"] == "" and answer["notice"]


@pytest.mark.parametrize("text", ["\ud800", "\x00", "<script>alert(1)</script> Мост закрыт.", "{{7*7}} ${7*7} Мост."])
def test_odd_text_comes_back_as_text(client: TestClient, text: str) -> None:
    headers, path = {"Content-Type": "application/json"}, "/gradio_api/call/v2/summarize"
    event = client.post(path, content=json.dumps({"text": text}), headers=headers).json()["event_id"]
    assert "event: complete" in client.get(f"/gradio_api/call/summarize/{event}").text
