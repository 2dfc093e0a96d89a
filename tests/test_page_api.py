"""The endpoints for programs, and the examples of them in README and reference."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]  # no types published

from summarizer import Summarizer, SummaryOptions, clean
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import OptionError
from summarizer.evidence import find_evidence
from summarizer.page import read_access, russian, telling
from summarizer.page.access import Access
from summarizer.page.build import build_app
from summarizer.page.calls import ARGUMENTS
from summarizer.page.endpoints import MAX_SUMMARY_CHARS
from summarizer.page.english import in_english
from summarizer.page.languages import say_in
from tests.scripted import ScriptedEngine
from tests.serving import served
from tests.texts import LONG, NEWS, SPOILED

ROOT = Path(__file__).resolve().parents[1]
PAGE = "http://127.0.0.1:7860"
CYRILLIC = re.compile("[А-Яа-яЁё]")
USER, PASSWORD = "анна", "зимний сад: 7"


@pytest.fixture(scope="module")
def client(url: str) -> Client:
    return Client(url, verbose=False)


def ask(url: str, name: str, **arguments: object) -> dict[str, object]:
    """What an endpoint answers, as curl would ask it."""
    with httpx.Client(base_url=url, timeout=60) as http:
        event = http.post(f"/gradio_api/call/v2/{name}", json=arguments).raise_for_status().json()["event_id"]
        stream = http.get(f"/gradio_api/call/{name}/{event}").text
    found = json.loads(stream.split("event: complete\ndata: ")[1].splitlines()[0])[0]
    assert isinstance(found, dict)
    return found


def told_in(name: str) -> str:
    """The section on the API of one of the project's documents."""
    return (ROOT / name).read_text("utf-8").split("\n## The API\n")[1].split("\n## ")[0]


def example(name: str, language: str) -> str:
    """The example in a language that a document has in its section on the API."""
    [found] = re.findall(rf"```{language}\n(.*?)```", told_in(name), re.DOTALL)
    assert PAGE in found
    return str(found)


def test_example_of_the_readme_for_python_runs(url: str) -> None:
    code = example("README.md", "python").replace(PAGE, url)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    lines = done.stdout.splitlines()
    text = (ROOT / "seeds" / "000_85ea6cc59d434372.txt").read_text("utf-8")
    summary = Summarizer(ExtractEngine()).summarize(text, SummaryOptions(sentences=2, title=True))
    assert lines[:3] == [summary.title, summary.text, ""]
    assert lines[3] == f"{len(clean(text).repairs)} repairs"
    assert len(lines) == 6 and all(line.startswith("['") for line in lines[4:])


def test_example_of_the_reference_for_curl_runs(url: str) -> None:
    done = subprocess.run(
        ["bash", "-ec", example("docs/reference.md", "sh").replace(PAGE, url)],
        capture_output=True,
        text=True,
        check=True,
    )
    [answer] = json.loads(done.stdout.split("data: ")[-1])
    assert answer["text"] == "Мост закрыт на ремонт."
    assert answer["repairs"][0] == {"rule": "homoglyph", "start": 0, "stop": 4, "before": "Мοст", "after": "Мост"}


def test_reference_names_what_the_endpoints_answer_and_take(client: Client) -> None:
    section = told_in("docs/reference.md")
    info = client.view_api(return_format="dict")["named_endpoints"]
    assert info.keys() == {"/summarize", "/clean", "/evidence"}
    for name, arguments in (
        ("summarize", {"text": LONG}),
        ("clean", {"text": SPOILED}),
        ("evidence", {"summary": NEWS, "source": NEWS}),
    ):
        [row] = [line for line in section.splitlines() if line.startswith(f"| `{name}`")]
        _, takes, gives = (set(re.findall(r"`(\w+)`", cell)) for cell in row.strip("| ").split(" | "))
        assert takes == {one["parameter_name"] for one in info[f"/{name}"]["parameters"]}
        found = client.predict(**arguments, api_name=f"/{name}")
        inner = {
            key
            for values in found.values()
            if isinstance(values, list)
            for v in values
            if isinstance(v, dict)
            for key in v
        }
        assert found.keys() <= gives and gives <= found.keys() | inner | {"score"}


def test_types_are_told(client: Client) -> None:
    found = client.view_api(return_format="dict")["named_endpoints"]["/summarize"]["parameters"]
    types = {one["parameter_name"]: one["python_type"]["type"] for one in found}
    assert types["text"] == "str" and types["title"] == "bool"
    assert {"int", "None"} == set(types["words"].split(" | ")) and {"float", "str", "None"} == set(
        types["ratio"].split(" | ")
    )
    assert {"short", "medium", "long"} == set(re.findall(r"'(\w+)'", types["length"]))
    assert {one["parameter_name"] for one in found if not one["parameter_has_default"]} == {"text"}


@pytest.mark.parametrize(
    "asked", [{"length": "short"}, {"words": 20}, {"sentences": 3}, {"ratio": 0.2}, {"points": 2}, {"title": True}]
)
def test_summary_is_that_of_the_library(asked: dict[str, object], url: str) -> None:
    summary = Summarizer(ExtractEngine()).summarize(LONG, SummaryOptions(**asked))  # type: ignore[arg-type]
    found = ask(url, "summarize", text=LONG, **asked)
    assert (found["text"], found["title"], found["points"]) == (summary.text, summary.title, list(summary.points))
    assert found["evidence"] and found["notice"] == ""


def test_evidence_of_any_summary_leads_to_the_source(url: str) -> None:
    summary = Summarizer(ExtractEngine()).summarize(LONG).text
    found = ask(url, "evidence", summary=summary, source=LONG)
    expected = find_evidence(summary, LONG)
    sentences = found["sentences"]
    assert isinstance(sentences, list) and len(sentences) == len(expected)
    for sentence, item in zip(sentences, expected, strict=True):
        assert sentence["text"] == summary[item.start : item.stop]
        assert [p["text"] for p in sentence["passages"]] == [LONG[p.start : p.stop] for p in item.passages]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("summarize", {"text": ""}, "не из чего"),
        ("summarize", {"text": LONG, "words": -5}, "-5"),
        ("summarize", {"text": LONG, "words": 0}, "Длина в словах 0"),
        ("summarize", {"text": LONG, "sentences": 0}, "0"),
        ("summarize", {"text": LONG, "ratio": 0}, "Доля 0"),
        ("summarize", {"text": LONG, "points": 0}, "0"),
        ("summarize", {"text": LONG, "words": "пять"}, russian.BAD_NUMBERS),
        ("summarize", {"text": LONG, "words": 1.5}, russian.BAD_NUMBERS),
        ("summarize", {"text": LONG, "ratio": 7}, "Доля 7"),
        ("summarize", {"text": LONG, "title": "да"}, russian.BAD_NUMBERS),
        ("summarize", {"text": LONG, "words": 5, "points": 2}, "дважды"),
        ("summarize", {"text": LONG, "length": "endless"}, "endless"),
        ("summarize", {"text": LONG, "model": "../etc"}, "../etc"),
        ("clean", {"text": None}, russian.WRONG_TYPE),
        ("clean", {"text": "а" * 1_000_001}, "знаков"),
        ("evidence", {"summary": 7, "source": NEWS}, russian.WRONG_TYPE),
        ("evidence", {"summary": NEWS, "source": ["x"]}, russian.WRONG_TYPE),
        ("evidence", {"summary": "а" * (MAX_SUMMARY_CHARS + 1), "source": NEWS}, "знаков"),
    ],
)
def test_what_cannot_be_done_gets_a_sentence(url: str, name: str, arguments: dict[str, object], words: str) -> None:
    assert words in str(ask(url, name, **arguments)["notice"])


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("summarize", {"text": ""}, "There is no sentence in the text: nothing to summarize"),
        ("summarize", {"text": LONG, "words": "пять"}, "whole numbers"),
        ("summarize", {"text": LONG, "ratio": 7}, "7"),
        ("summarize", {"text": LONG, "model": "gpt"}, "gpt"),
        ("clean", {"text": None}, "Text and settings must be strings"),
        ("evidence", {"summary": 7, "source": NEWS}, "Text and settings must be strings"),
    ],
)
def test_it_is_said_in_english_to_who_asks_for_it(
    url: str, name: str, arguments: dict[str, object], words: str
) -> None:
    notice = str(ask(url, name, **arguments, language="en")["notice"])
    assert words in notice and not CYRILLIC.search(notice)
    russian = ask(url, name, **arguments, language="ru")
    assert russian == ask(url, name, **arguments) and CYRILLIC.search(str(russian["notice"]))


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("summarize", {"text": NEWS, "wrods": 5}, "У summarize нет аргумента wrods; есть: text, length"),
        ("summarize", {"words": 5}, "Для summarize нужен text"),
        ("evidence", {"summary": NEWS}, "Для evidence нужен source"),
    ],
)
def test_argument_that_there_is_not_is_named_and_the_log_stays_short(
    url: str, name: str, arguments: dict[str, object], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    for language in ("ru", "en"):
        answer = httpx.post(
            f"{url}/gradio_api/call/v2/{name}", json=arguments, headers={"X-Language": language}, timeout=60
        )
        told = answer.json()["detail"]
        assert answer.status_code == 400 and (told.startswith(words) if language == "ru" else not CYRILLIC.search(told))
    assert "Traceback" not in caplog.text


def test_list_that_lacks_values_is_told_and_the_log_stays_short(url: str, caplog: pytest.LogCaptureFixture) -> None:
    for values in ([], [NEWS], [NEWS, "short"], [None] * 10, "x"):
        answer = httpx.post(f"{url}/gradio_api/call/summarize", json={"data": values}, timeout=60)
        assert answer.status_code == 400
        assert answer.json()["detail"].startswith("Для summarize нужны все значения по порядку: text, length, ")
    assert "Traceback" not in caplog.text
    everything = [NEWS, "short", "extract", None, None, None, None, False, "ru"]
    event = httpx.post(f"{url}/gradio_api/call/summarize", json={"data": everything}, timeout=60).json()["event_id"]
    assert "event: complete" in httpx.get(f"{url}/gradio_api/call/summarize/{event}", timeout=60).text


@pytest.mark.parametrize("event", ["nosuch", "0" * 32])
def test_answer_that_nobody_asked_for_is_not_there(url: str, event: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = httpx.get(f"{url}/gradio_api/call/summarize/{event}", timeout=60)
    assert (answer.status_code, answer.json()["detail"]) == (404, russian.NO_SUCH_PATH)
    assert "Traceback" not in caplog.text


def test_arguments_are_those_that_are_told(client: Client) -> None:
    info = client.view_api(return_format="dict")["named_endpoints"]
    for name, (needed, others) in ARGUMENTS.items():
        told = info[f"/{name}"]["parameters"]
        assert [one["parameter_name"] for one in told] == [*needed, *others]
        assert [one["parameter_name"] for one in told if not one["parameter_has_default"]] == list(needed)
    assert info.keys() == {f"/{name}" for name in ARGUMENTS}


@pytest.mark.parametrize("ratio", ["20%", "0,2", " 20 % "])
def test_ratio_may_be_written_as_for_the_command(url: str, ratio: str) -> None:
    found = ask(url, "summarize", text=LONG, ratio=ratio)
    assert found["text"] == ask(url, "summarize", text=LONG, ratio=0.2)["text"] and found["length"] == "ratio=0.2"
    assert ask(url, "summarize", text=LONG, ratio="много")["notice"] == russian.BAD_NUMBERS


@pytest.mark.parametrize(("summary", "source"), [("", ""), ("", NEWS), (NEWS, ""), (NEWS, " ")])
def test_evidence_of_nothing_says_so(url: str, summary: str, source: str) -> None:
    assert ask(url, "evidence", summary=summary, source=source)["notice"] == russian.NO_SENTENCES


@pytest.mark.parametrize("language", ["de", "EN", "", None, 7, ["en"], {"en": 1}])
def test_language_that_there_is_not_gets_a_sentence(url: str, language: object) -> None:
    found = ask(url, "clean", text="Мοст", language=language)
    assert found == {"text": "", "notice": f"Языка «{language}» нет; есть ru, en"}


def test_findings_are_told_in_the_language_asked_for() -> None:
    def adds(request: object) -> list[Draft]:
        return [Draft("Мост закрыли на 17 лет.", 0.0)]

    options = SummaryOptions()
    expected = Summarizer(ScriptedEngine(adds)).summarize(NEWS, options).findings
    assert expected
    with served(build_app(Summarizer(ScriptedEngine(adds)))) as url:
        russian, english = (ask(url, "summarize", text=NEWS, language=one)["findings"] for one in ("ru", "en"))
    assert russian == [finding.to_json() for finding in expected]
    assert isinstance(english, list)
    for told, finding in zip(english, expected, strict=True):
        assert told["message"] == telling.told(finding, say_in("en"))
        assert not CYRILLIC.search(re.sub("«.*?»", "", told["message"])) and told["kind"] == finding.kind


def test_refusal_before_the_endpoint_is_english_by_a_header(url: str) -> None:
    for headers, sentence in (({}, russian.BAD_CALL), ({"X-Language": "en"}, in_english(russian.BAD_CALL))):
        answer = httpx.post(url + "/gradio_api/call/v2/clean", content=b"[1", headers=headers)
        assert (answer.status_code, answer.json()["detail"]) == (400, sentence)


def test_broken_model_gets_a_sentence_and_no_stack() -> None:
    def breaks(request: object) -> list[Draft]:
        raise RuntimeError("/secret/path")

    with served(build_app(Summarizer(ScriptedEngine(breaks)))) as url:
        found = ask(url, "summarize", text=NEWS)
        english = ask(url, "summarize", text=NEWS, language="en")
    assert found == {"text": "", "notice": russian.CRASHED}
    assert english == {"text": "", "notice": in_english(russian.CRASHED)}


@pytest.fixture(scope="module")
def closed() -> Iterator[str]:
    with served(build_app(Summarizer(ExtractEngine())), access=Access({USER: PASSWORD})) as url:
        yield url


class TestPassword:
    """A page that asks for one."""

    @pytest.mark.parametrize(
        "path", ["/", "/en/", "/config", "/page.js", "/theme.css", "/results/" + "0" * 32 + ".zip"]
    )
    def test_nothing_is_there_without_it(self, closed: str, path: str) -> None:
        answer = httpx.get(closed + path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")
        in_its_language = in_english(russian.NOT_ALLOWED) if path == "/en/" else russian.NOT_ALLOWED
        assert answer.json() == {"detail": in_its_language}

    @pytest.mark.parametrize(
        "header",
        [
            "Basic " + b64encode(f"{USER}:не тот пароль".encode()).decode(),
            "Basic " + b64encode(f"пётр:{PASSWORD}".encode()).decode(),
            "Basic " + b64encode(f"{USER}:".encode()).decode(),
            "Basic " + b64encode(USER.encode()).decode(),
            "Basic !!!", "Basic", "Basic /w==", "Bearer " + PASSWORD.encode().hex(), "Basic " + "A" * 5000,
        ],
    )  # fmt: skip
    def test_wrong_ones_are_refused(self, closed: str, header: str) -> None:
        assert httpx.get(closed + "/config", headers={"Authorization": header}).status_code == 401

    def test_right_one_opens_the_page_and_the_endpoints(self, closed: str) -> None:
        assert httpx.get(closed + "/config", auth=(USER, PASSWORD)).status_code == 200
        client = Client(closed, verbose=False, httpx_kwargs={"auth": (USER, PASSWORD)})
        assert client.predict("Мοст", api_name="/clean")["text"] == "Мост"
        assert httpx.get(closed + "/config").status_code == 401  # that one came in does not open it to others

    def test_pairs_come_from_a_file_the_variable_or_the_command(self, tmp_path: Path) -> None:
        file = tmp_path / "access"
        file.write_text("# кто\nанна:длинный пароль\nпётр:два: слова\n", "utf-8")
        file.chmod(0o600)

        def opens(access: Access | None, pair: str) -> bool:
            return bool(access and access.is_granted("Basic " + b64encode(pair.encode()).decode()))

        assert opens(read_access(file=file), "пётр:два: слова") and opens(read_access(file=file), "анна:длинный пароль")
        assert opens(read_access("анна:длинный пароль"), "анна:длинный пароль")
        assert opens(read_access(environment={"SUMMARIZER_AUTH": "анна:длинный пароль"}), "анна:длинный пароль")
        assert read_access(environment={}) is None

    @pytest.mark.parametrize("pair", ["", "анна", "анна:", ":длинный пароль", "анна:коротко"])
    def test_what_is_no_pair_is_refused(self, pair: str, tmp_path: Path) -> None:
        with pytest.raises(OptionError):
            read_access(pair, environment={})

    def test_file_that_others_can_read_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "access"
        file.write_text("анна:длинный пароль")
        file.chmod(0o644)
        with pytest.raises(OptionError, match="chmod 600"):
            read_access(file=file)
        with pytest.raises(OptionError, match=r"не читается: такого файла нет$"):
            read_access(file=tmp_path / "нет")

    def test_command_without_a_good_pair_ends_with_a_sentence(self) -> None:
        line = [sys.executable, "-m", "summarizer", "app", "--no-browser", "--port", "0", "--auth", "анна:коротко"]
        done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 2 and "не короче 8 знаков" in done.stderr and "Traceback" not in done.stderr
