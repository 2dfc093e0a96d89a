import json
import os
import subprocess
import sys
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Finding, Summarizer, SummaryOptions, clean
from summarizer.cleaning import RULE_NAMES
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError
from summarizer.options import LENGTH_NAMES
from summarizer.page import build_app, texts
from summarizer.page.handlers import MAX_PAGE_CHARS, Answer, answer_record, find_example, summarize_text
from summarizer.page.marks import list_findings, list_repairs, mark_source, mark_summary
from summarizer.page.shelf import ModelShelf
from tests.scripted import ScriptedEngine
from tests.texts import ENGLISH, LONG, NEWS, SPOILED


def shelf_of(engine: ScriptedEngine) -> ModelShelf:
    return ModelShelf.holding(Summarizer(engine), Summarizer.load)


def answer(text: str, engine: ScriptedEngine | None = None, model: str = "scripted") -> Answer:
    return summarize_text(shelf_of(engine or ScriptedEngine()), text, "medium", model)


def joined(pieces: list[tuple[str, str | None]]) -> str:
    return "".join(piece for piece, _ in pieces)


@pytest.mark.parametrize("length", LENGTH_NAMES)
def test_page_gives_the_bytes_of_the_library(length: str) -> None:
    summarizer = Summarizer(ExtractEngine())
    found = summarize_text(ModelShelf.holding(summarizer, Summarizer.load), SPOILED, length, "extract")  # type: ignore[arg-type]
    assert found.summary
    assert found.summary.text == summarizer.summarize(SPOILED, SummaryOptions(length=length)).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "составлять реферат не из чего"),
        (" \n", "составлять реферат не из чего"),
        (ENGLISH, "не на русском"),
        ("а" * (MAX_PAGE_CHARS + 1), "до 1\xa0000\xa0000"),
    ],
)
def test_what_cannot_be_summarized_gets_a_sentence(text: str, words: str) -> None:
    found = answer(text)
    assert found.summary is None
    assert words in found.notice


def test_text_at_the_limit_is_taken() -> None:
    assert answer(("Мост закроют. " * 80_000)[:MAX_PAGE_CHARS], ScriptedEngine(max_source_tokens=10**6)).summary


def test_unknown_model_gets_a_sentence_with_those_that_are_here() -> None:
    found = answer(NEWS, model="../../etc")
    assert found.summary is None
    assert "../../etc" in found.notice and "scripted" in found.notice


@pytest.mark.parametrize("text", [None, 7, ["а"], {"a": 1}])
def test_what_is_no_string_gets_a_sentence(text: object) -> None:
    assert summarize_text(shelf_of(ScriptedEngine()), text, "medium", "scripted").notice == texts.WRONG_TYPE  # type: ignore[arg-type]


def test_unknown_length_gets_a_sentence() -> None:
    found = summarize_text(shelf_of(ScriptedEngine()), NEWS, "endless", "scripted")  # type: ignore[arg-type]
    assert "endless" in found.notice


def test_broken_engine_gets_a_sentence_and_no_stack(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(request: object) -> list[Draft]:
        raise RuntimeError("/secret/path")

    found = answer(NEWS, ScriptedEngine(breaks))
    assert found.notice == texts.CRASHED
    assert "/secret/path" in caplog.text  # for the one who runs the program


def test_finding_is_marked_in_its_place() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Мост закроют на 99 дней.", 0.0)])
    summary = Summarizer(engine).summarize(NEWS, SummaryOptions(faithful="flag", words=6))
    pieces = mark_summary(summary.text, summary.findings)
    assert pieces == [("Мост закроют на ", None), ("99 дней", texts.NO_NUMBER), (".", None)]
    assert "99" in joined(list_findings(summary.findings))


def test_sentence_taken_from_the_text_is_marked_as_such() -> None:
    found = answer(NEWS, ScriptedEngine(lambda request: [Draft("Мост закроют на 99 дней.", 0.0)]))
    assert found.summary
    assert mark_summary(found.summary.text, found.summary.findings)[0][1] == texts.REPLACED
    assert "Мост закроют на 99 дней." in joined(list_findings(found.summary.findings))


def test_repaired_letters_are_marked_not_their_words() -> None:
    cleaned = clean("Испοлняющий обязаннοсти вице-губернатора.")
    marked = [piece for piece in mark_source("Испοлняющий обязаннοсти вице-губернатора.", cleaned) if piece[1]]
    assert marked == [("ο", RULE_NAMES["homoglyph"])] * 2
    assert "«ο» (греческая) → «о» × 2" in joined(list_repairs(cleaned.repairs))


def test_invisible_sign_is_shown_by_its_name() -> None:
    source = "Мост за\u00adкрыт на ремонт."
    assert ("[U+00AD]", RULE_NAMES["invisible"]) in mark_source(source, clean(source))


def test_long_source_is_shown_in_part_and_says_so() -> None:
    source = NEWS * 200
    pieces = mark_source(source, clean(source))
    assert len(joined(pieces)) < len(source)
    assert texts.number(len(source)) in pieces[-1][0]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_pieces_of_any_summary_are_that_summary(text: str, spans: list[tuple[int, int]]) -> None:
    findings = [Finding("repetition", min(a, len(text)), min(b, len(text))) for a, b in spans]
    assert joined(mark_summary(text, findings)) == text


@given(st.text(alphabet="оοaа \u00ad\n<b>&", max_size=40))
def test_unmarked_pieces_of_any_source_are_its_own(source: str) -> None:
    kept = "".join(piece for piece, rule in mark_source(source, clean(source)) if rule is None)
    letters = iter(source)
    assert all(letter in letters for letter in kept)


def test_record_of_an_answer_is_plain_data() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Дали 7 рублей.", 0.0)])
    record = answer_record(Answer(NEWS, Summarizer(engine).summarize(NEWS, SummaryOptions(faithful="flag", words=3))))
    assert record["text"] == "Дали 7 рублей."
    [finding] = record["findings"]
    assert (finding["kind"], finding["start"], finding["text"]) == ("unsupported_number", 5, "7 рублей")
    assert "«7 рублей»" in finding["message"]
    assert json.loads(json.dumps(record))["evidence"][0]["stop"] == len(record["text"])
    assert answer_record(answer(""))["notice"]


def test_model_is_loaded_once_for_two_who_ask_at_once() -> None:
    began, may_end, loads = Event(), Event(), []

    def load(name: str) -> Summarizer:
        loads.append(name)
        began.set()
        may_end.wait(5)
        return Summarizer(ScriptedEngine(name=name))

    shelf = ModelShelf("extract", load)
    shelf.preload()
    began.wait(5)
    waiting = [Thread(target=shelf.get, args=("extract",)) for _ in range(3)]
    for thread in waiting:
        thread.start()
    may_end.set()
    for thread in waiting:
        thread.join(5)
    assert shelf.get("extract").model == "extract"
    assert loads == ["extract"]


def test_loading_that_failed_is_tried_again() -> None:
    outcomes = iter([ModelError("Файл повреждён"), None])

    def load(name: str) -> Summarizer:
        if error := next(outcomes):
            raise error
        return Summarizer(ScriptedEngine())

    shelf = ModelShelf("extract", load)
    assert summarize_text(shelf, NEWS, "medium", "extract").notice == "Файл повреждён"
    assert summarize_text(shelf, NEWS, "medium", "extract").summary


def test_widgets_start_with_the_defaults_of_the_options() -> None:
    config = build_app(Summarizer(ScriptedEngine()))["ru"].get_config_file()
    values = {c["props"].get("elem_id"): c["props"].get("value") for c in config["components"]}
    assert values["length"] == SummaryOptions().length
    assert values["model"] == "scripted"
    endpoints = {d["api_name"] for d in config["dependencies"] if d["api_visibility"] == "public"}
    assert endpoints == {"summarize", "clean", "evidence"}


def test_example_is_the_seed() -> None:
    example = find_example()
    assert example and "Краснοдарсκогο" in example


@pytest.mark.parametrize(("n", "words"), [(1, "1\xa0место"), (3, "3\xa0места"), (11, "11\xa0мест")])
def test_counts_agree_with_their_nouns(n: int, words: str) -> None:
    assert texts.repaired_title(n).endswith(words)


def test_figures_are_written_the_russian_way() -> None:
    found = answer(LONG, ScriptedEngine(max_source_tokens=10_000))
    assert found.summary
    assert "прочитано 100\xa0%" in texts.figures(found.summary)
    assert "модель\xa0scripted" in texts.figures(found.summary)


def test_gradio_is_told_not_to_call_out_before_it_is_imported() -> None:
    code = (
        "import summarizer.page, gradio.analytics as a, huggingface_hub.constants as c;"
        "print(a.analytics_enabled(), c.HF_HUB_OFFLINE)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "GRADIO_"))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["False", "True"]
