import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import pytest
from gradio.queueing import Queue
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from summarizer import Finding, Summarizer, SummaryOptions, Watch, clean
from summarizer.checking.findings import MESSAGES
from summarizer.cleaning import RULE_NAMES
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError, StoppedError
from summarizer.evidence import Evidence, Passage
from summarizer.folder.outputs import to_markdown, to_text
from summarizer.options import LENGTH_NAMES
from summarizer.page import finding_texts, languages, russian, telling
from summarizer.page.build import REST_S, build_app
from summarizer.page.changes import SAMPLE_CHARS, list_repairs
from summarizer.page.docx import to_docx
from summarizer.page.following import Follower
from summarizer.page.handlers import MAX_PAGE_CHARS, Answer, answer_record, answer_text, find_examples, summarize_text
from summarizer.page.languages import say_in
from summarizer.page.marks import mark_source, mark_summary
from summarizer.page.mounting import guarded_app
from summarizer.page.shelf import ModelShelf
from summarizer.page.text_tab import Choices
from summarizer.page.view import Before, packed, record_of, show_answer, show_cleaned, show_progress, show_stopped
from summarizer.reading import document_of
from summarizer.split import split_sentences
from summarizer.watching import Progress
from tests.scripted import ScriptedEngine
from tests.texts import ENGLISH, LONG, NEWS, SPOILED

HOSTILE = "<img src=x onerror=alert(1)> Мοст\nзакрыт & <script>alert(2)</script>"


def shelf_of(engine: ScriptedEngine) -> ModelShelf:
    return ModelShelf.holding(Summarizer(engine), Summarizer.load)


def answer(text: str, engine: ScriptedEngine | None = None, model: str = "scripted") -> Answer:
    return summarize_text(shelf_of(engine or ScriptedEngine()), text, "medium", model)


def RU(both: languages.Both) -> str:
    return both.ru


def EN(both: languages.Both) -> str:
    return both.en


@pytest.mark.parametrize("length", LENGTH_NAMES)
def test_page_gives_the_bytes_of_the_library(length: str) -> None:
    summarizer = Summarizer(ExtractEngine())
    found = summarize_text(ModelShelf.holding(summarizer, Summarizer.load), SPOILED, length, "extract")  # type: ignore[arg-type]
    assert found.summary
    assert found.summary.text == summarizer.summarize(SPOILED, SummaryOptions(length=length)).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Вставьте текст или откройте файл"),
        (" \n", "Вставьте текст или откройте файл"),
        ("?!", "составлять реферат не из чего"),
        (ENGLISH, "не на русском"),
        ("а" * (MAX_PAGE_CHARS + 1), "до 1\xa0000\xa0000"),
    ],
)
def test_what_cannot_be_summarized_gets_a_sentence(text: str, words: str) -> None:
    found = answer(text)
    assert found.summary is None
    assert words in found.notice


def test_text_at_the_limit_is_taken() -> None:
    assert answer(NEWS + "\n" * (MAX_PAGE_CHARS - len(NEWS))).summary


def test_unknown_model_gets_a_sentence_with_those_that_are_here() -> None:
    found = answer(NEWS, model="../../etc")
    assert found.summary is None
    assert "../../etc" in found.notice and "scripted" in found.notice


@pytest.mark.parametrize("text", [None, 7, ["а"], {"a": 1}])
def test_what_is_no_string_gets_a_sentence(text: object) -> None:
    assert summarize_text(shelf_of(ScriptedEngine()), text, "medium", "scripted").notice == russian.WRONG_TYPE  # type: ignore[arg-type]


def test_unknown_length_gets_a_sentence() -> None:
    found = summarize_text(shelf_of(ScriptedEngine()), NEWS, "endless", "scripted")  # type: ignore[arg-type]
    assert "endless" in found.notice


def test_broken_engine_gets_a_sentence_and_no_stack(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(request: object) -> list[Draft]:
        raise RuntimeError("/secret/path")

    found = answer(NEWS, ScriptedEngine(breaks))
    assert found.notice == russian.CRASHED
    assert "/secret/path" in caplog.text  # for the one who runs the program


def marked(answer: Answer) -> list[tuple[str, str]]:
    """The parts of a summary that are marked, and as what."""
    assert answer.summary
    view = show_answer(answer, RU)
    return [(text, view["said"]["ru"]["findings"][i]["category"]) for text, _, i in view["pieces"] if i >= 0]


def test_finding_is_marked_in_its_place() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Мост закроют на 99 дней.", 0.0)])
    summary = Summarizer(engine).summarize(NEWS, SummaryOptions(faithful="flag", words=6))
    found = Answer(NEWS, summary)
    assert marked(found) == [("99 дней", finding_texts.NO_NUMBER.ru)]
    said = show_answer(found, RU)["said"]
    assert "99" in said["ru"]["findings"][0]["message"]
    english = said["en"]["findings"][0]
    assert (
        english["message"].startswith("This number is not in the text: «99 дней»")
        and english["category"] == finding_texts.NO_NUMBER.en
    )


def test_sentence_taken_from_the_text_is_marked_as_such() -> None:
    found = answer(NEWS, ScriptedEngine(lambda request: [Draft("Мост закроют на 99 дней.", 0.0)]))
    assert marked(found)[0][1] == finding_texts.REPLACED.ru


def test_sentence_leads_to_what_it_rests_on_and_unread_text_is_pale() -> None:
    source = "Спοртсмены приехали. " + LONG
    engine = ScriptedEngine(lambda request: [Draft(split_sentences(request.source)[2].text, 0.0)], 60)
    summary = Summarizer(engine).summarize(source, SummaryOptions(sentences=1))
    pieces = mark_source(source, summary.cleaned, summary.evidence, summary.scored)
    under = "".join(piece.after for piece in pieces if 0 in piece.sentences)
    assert split_sentences(summary.text)[0].text in under
    assert summary.coverage < 1 and any(not piece.is_read for piece in pieces)
    assert all(piece.is_read for piece in pieces if piece.sentences)


def test_repaired_letters_are_marked_not_their_words() -> None:
    source = "Испοлняющий обязаннοсти вице-губернатора."
    cleaned = clean(source)
    found = [(piece.before, piece.after, piece.rule) for piece in mark_source(source, cleaned) if piece.rule]
    assert found == [("ο", "о", "homoglyph")] * 2
    assert list_repairs(cleaned.repairs, RU) == [(RULE_NAMES["homoglyph"], "«ο» (греческая) → «о» × 2")]
    assert "Greek" in list_repairs(cleaned.repairs, EN)[0][1]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_end_of_a_file_is_not_marked_since_it_is_not_told_of(end: str) -> None:
    view = show_cleaned(f"Мост закрыт.{end}", clean(f"Мост закрыт.{end}"), RU)
    assert view["n_repairs"] == 0 and not any(rule for _, _, rule, *_ in filter(lambda p: len(p) > 1, view["pieces"]))


def counted(samples: str) -> int:
    """How many changes a line of repairs tells of."""
    *told, last = samples.split("; ")
    parts = told if last.startswith("и ещё") else [*told, last]
    n_more = int(last.removeprefix("и ещё ")) if last.startswith("и ещё") else 0
    return n_more + sum(int(part.rpartition(" × ")[2]) if " × " in part else 1 for part in parts)


@pytest.mark.parametrize("source", [SPOILED, "Cпοpтcмeны пpиeхaли­ в гοpοд, мοcт зaкpыт.  Eгο чинят."])
def test_numbers_of_repairs_agree(source: str) -> None:
    view = show_cleaned(source, clean(source), RU)
    assert view["n_repairs"] == len(clean(source).repairs)  # as files and programs are told
    n_marks = sum(1 for piece in view["pieces"] if len(piece) > 1 and piece[2])
    assert n_marks == sum(counted(samples) for _, samples in view["repairs"]) > view["n_repairs"]
    assert str(view["n_repairs"]) in view["title"] and f"({n_marks}\xa0" in view["title"]


def test_invisible_sign_is_shown_by_its_name() -> None:
    source = "Мост за\u00adкрыт на ремонт."
    assert ("[U+00AD]", "") in [(piece.before, piece.after) for piece in mark_source(source, clean(source))]


def test_sample_of_a_repair_is_short_and_can_be_read() -> None:
    """Mojibake is one change of a whole paragraph; a subtitle's times are signs that one sees."""
    [(_, told)] = list_repairs(clean(NEWS.encode().decode("cp1251", "replace")).repairs, RU)
    assert max(map(len, told.split("; "))) < 3 * SAMPLE_CHARS
    source = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nРеплика закончена." for n in (1, 2, 3))
    told = dict(list_repairs(clean(source).repairs, RU))[RULE_NAMES["time_code"]]
    assert "00:00:01,000 --> 00:00:01,900" in told and "[U+0030]" not in told


def test_long_source_is_shown_in_part_and_says_so() -> None:
    source = NEWS * 900
    view = show_cleaned(source, clean(source), RU)
    assert view["is_cut"] and sum(len(piece[0]) for piece in view["pieces"]) < len(source)
    assert not show_cleaned(NEWS, clean(NEWS), RU)["is_cut"]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_pieces_of_any_summary_are_that_summary(text: str, spans: list[tuple[int, int]]) -> None:
    findings = [Finding("repetition", min(a, len(text)), min(b, len(text))) for a, b in spans]
    evidence = [Evidence(start, start + 3) for start in range(0, len(text) - 3, 5)]
    assert "".join(piece.text for piece in mark_summary(text, findings, evidence)) == text


@given(
    st.text(alphabet="оοaа \u00ad\n<b>&-т\u0301", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))),
)
def test_pieces_of_any_source_are_the_clean_text(source: str, spans: list[tuple[int, int]]) -> None:
    cleaned = clean(source)
    passages = tuple(Passage(min(a, b, len(source)), min(max(a, b), len(source)), 1) for a, b in spans)
    pieces = mark_source(source, cleaned, [Evidence(0, 1, passages)])
    assert "".join(piece.after for piece in pieces) == cleaned.text
    letters = iter(source)
    assert all(letter in letters for piece in pieces if not piece.rule for letter in piece.before)


def test_texts_of_a_view_are_one_line_of_plain_json() -> None:
    [(line, mark)] = packed(show_cleaned(HOSTILE, clean(HOSTILE), RU))
    assert mark is None and "\n" not in line and line.isascii()
    assert json.loads(line)["pieces"][0][0].startswith("<img")


def test_every_finding_and_rule_is_said_in_both_languages() -> None:
    assert set(finding_texts.FINDINGS) == set(MESSAGES) and set(finding_texts.RULES) == set(RULE_NAMES)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (Choices(), SummaryOptions()),
        (Choices("short", has_title=True), SummaryOptions(length="short", title=True)),
        (Choices("own", 40, "words"), SummaryOptions(words=40)),
        (Choices("own", 3, "sentences", is_repaired=False), SummaryOptions(sentences=3, faithful="flag")),
        (Choices("own", 10, "ratio", version="given"), SummaryOptions(ratio=0.1, clean=False)),
        (Choices("own", 5, "points"), SummaryOptions(points=5)),
    ],
)
def test_choices_are_options(choices: Choices, expected: SummaryOptions) -> None:
    assert choices.options(RU) == expected


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (Choices("own", None, "words"), "сколько слов"),
        (Choices("own", 2.5, "points"), "Длина 2,5:"),
        (Choices("own", 0, "sentences"), "от 1 до"),
        (Choices("own", 100, "ratio"), "меньше 1"),
        (Choices("endless"), "endless"),
    ],
)
def test_choices_out_of_range_get_a_sentence(choices: Choices, words: str) -> None:
    found = answer_text(shelf_of(ScriptedEngine()), NEWS, lambda: choices.options(RU), "scripted")
    assert found.summary is None and words in found.notice


def test_drafts_end_with_a_whole_sentence() -> None:
    progress = Progress(0.4, 2, 5, ("Матч отменён. Причиной ста", "Билеты вернут."))
    assert show_progress(progress, 20.0, RU)["drafts"] == ["Матч отменён.", "Билеты вернут."]
    assert show_stopped(progress, RU)["drafts"] == ["Матч отменён.", "Билеты вернут."]
    assert show_stopped(None, RU)["drafts"] == []


def test_progress_is_told_with_the_time_left() -> None:
    view = show_progress(Progress(0.4, 2, 5, ("Раз.", "Два.")), 20.0, RU)
    assert view["line"] == "Готово 2 из 5 частей · осталось около 30\xa0с" and view["drafts"] == ["Раз.", "Два."]
    assert show_progress(Progress(0.5, 0, 1), 200.0, EN)["line"].endswith("about 4\xa0min left")


@pytest.mark.parametrize(
    ("progress", "at_once", "later"),
    [
        (None, "Начинаю…", "Готовлю модель · прошло 12\xa0с"),
        (Progress(0, 0, 0, step="reading"), "Читаю текст…", "Читаю текст · прошло 12\xa0с"),
        (
            Progress(0.2, 3, 12, step="choosing"),
            "Отбираю главное: часть 4 из 12",
            "Отбираю главное: часть 4 из 12 · прошло 12\xa0с",
        ),
        (Progress(0.0, 0, 1), "Составляю реферат…", "Составляю реферат · прошло 12\xa0с"),
        (Progress(0.8, 13, 13, step="checking"), "Сверяю с текстом…", "Сверяю с текстом · прошло 12\xa0с"),
    ],
)
def test_progress_without_a_time_left_tells_what_is_done_and_for_how_long(
    progress: Progress | None, at_once: str, later: str
) -> None:
    assert show_progress(progress, 1.0, RU)["line"] == at_once
    assert show_progress(progress, 12.4, RU)["line"] == later


def test_time_left_is_counted_from_when_the_model_began_to_write() -> None:
    book = Progress(0.6, 6, 13)  # 0.15 of the work in 10 s: the other 0.4 take 27
    assert show_progress(book, 50.0, RU, Before(40.0, 0.45))["line"] == "Готово 6 из 13 частей · осталось около 30\xa0с"


def test_follower_stops_the_model_and_shows_what_is_there() -> None:
    began, watches = Event(), []

    def endless(watch: Watch) -> Answer:
        watches.append(watch)
        watch.begin_round(2)[0].finish("Начало готово.")
        began.set()
        while not watch.is_stopped:
            time.sleep(0.01)
        raise StoppedError("Остановлено")

    follower = Follower()
    views = follower.follow("tab", endless, RU)
    assert next(views)["kind"] == "running"
    assert next(views)["kind"] == "running" and began.wait(60)
    progress = follower.stop("tab")
    assert progress and progress.drafts == ("Начало готово.",) and watches[0].is_stopped
    last = list(views)[-1]
    assert last["kind"] == "stopped" and last["drafts"] == ["Начало готово."]
    assert follower.stop("tab") is None


def test_closed_tab_and_second_text_stop_the_first() -> None:
    follower, watches = Follower(), []

    def endless(watch: Watch) -> Answer:
        watches.append(watch)
        watch.begin_round(2)[0].finish("Начало.")
        while not watch.is_stopped:
            time.sleep(0.01)
        raise StoppedError("Остановлено")

    first = follower.follow("tab", endless, RU, "of the first")
    next(first), next(first)
    second = follower.follow("tab", endless, RU, "of the second")
    next(second), next(second)
    assert [watch.is_stopped for watch in watches] == [True, False]
    assert follower.stop("tab", "of the first") is None and not watches[1].is_stopped
    second.close()  # type: ignore[attr-defined]
    assert watches[1].is_stopped


def test_every_view_tells_of_which_request_it_is() -> None:
    views = Follower().follow("tab", lambda watch: answer(NEWS), RU, "the seventh")
    assert {view["asked"] for view in views} == {"the seventh"}


@pytest.mark.parametrize("found", [Answer(NEWS, "no summary"), None])  # type: ignore[arg-type]
def test_answer_that_cannot_be_shown_gets_a_sentence(found: Answer, caplog: pytest.LogCaptureFixture) -> None:
    *_, last = Follower().follow("tab", lambda watch: found, RU)
    assert (last["kind"], last["text"]) == ("notice", russian.CRASHED)
    assert "AttributeError" in caplog.text


def test_files_are_those_of_the_folder_command() -> None:
    summary = Summarizer(ExtractEngine()).summarize(NEWS, SummaryOptions(title=True))
    record = record_of(summary, NEWS)
    with TestClient(guarded_app(build_app(Summarizer(ScriptedEngine()))), base_url="http://127.0.0.1:7860") as client:
        sent = {
            name: client.post(f"/export/{name}", content=record.to_line()) for name in ("txt", "md", "json", "docx")
        }
        assert client.post("/export/exe", content=record.to_line()).status_code == 404
        for wrong in (
            b"",
            b"{}",
            b"[1]",
            b'{"path": 1}',
            b"[" * 200_000,
            record.to_line().replace(b'"findings": [', b'"findings": [7,'),
        ):
            assert client.post("/export/md", content=wrong).status_code == 422
    assert sent["txt"].text == to_text(record, has_name=False)
    assert sent["md"].text == to_markdown(record)
    assert sent["json"].content == record.to_line()
    assert all(f"summary.{name}" in answer.headers["content-disposition"] for name, answer in sent.items())
    read = document_of(sent["docx"].content, "реферат.docx")
    assert read.format == "docx" and summary.text in read.text and summary.title in read.text


def test_odd_letters_make_no_broken_document() -> None:
    record = record_of(Summarizer(ExtractEngine()).summarize(NEWS), NEWS)
    odd = replace(record, summary="<b>\x00\x0b\ud800 & ]]> конец.")
    assert "<b>" in document_of(to_docx(odd), "а.docx").text


def test_record_of_an_answer_is_plain_data() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Дали 7 рублей.", 0.0)])
    record = answer_record(
        Answer(NEWS, Summarizer(engine).summarize(NEWS, SummaryOptions(faithful="flag", words=3))), say_in("ru")
    )
    assert record["text"] == "Дали 7 рублей."
    [finding] = record["findings"]
    assert (finding["kind"], finding["start"], finding["text"]) == ("unsupported_number", 5, "7 рублей")
    assert "«7 рублей»" in finding["message"]
    assert json.loads(json.dumps(record))["evidence"][0]["stop"] == len(record["text"])
    assert answer_record(answer(""), say_in("ru"))["notice"]


def test_model_is_loaded_once_for_two_who_ask_at_once() -> None:
    began, may_end, loads = Event(), Event(), []

    def load(name: str) -> Summarizer:
        loads.append(name)
        began.set()
        may_end.wait(60)
        return Summarizer(ScriptedEngine(name=name))

    shelf = ModelShelf("extract", load)
    shelf.preload()
    began.wait(60)
    waiting = [Thread(target=shelf.get, args=("extract",)) for _ in range(3)]
    for thread in waiting:
        thread.start()
    may_end.set()
    for thread in waiting:
        thread.join(60)
    assert shelf.get("extract").model == "extract"
    assert loads == ["extract"]


def test_preloading_that_failed_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def load(name: str) -> Summarizer:
        raise ModelError("Файл повреждён")

    shelf = ModelShelf("extract", load)
    shelf.preload()
    for thread in enumerate_threads():
        if thread.name == "preload":
            thread.join(60)
    assert "extract could not be loaded: Файл повреждён" in caplog.text


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


def test_examples_are_the_seed_and_two_longer_texts_of_our_own() -> None:
    found = [path.read_text("utf-8") for _, path in find_examples()]
    assert len(found) == 3 and "Краснοдарсκогο" in found[0]
    assert all(len(text.split()) > 600 and not clean(text.rstrip()).repairs for text in found[1:])


@pytest.mark.parametrize(("n", "words"), [(1, "1\xa0место"), (3, "3\xa0места"), (11, "11\xa0мест")])
def test_counts_agree_with_their_nouns(n: int, words: str) -> None:
    assert telling.repaired_title(n, n, RU).endswith(words)


def test_figures_are_written_the_russian_way() -> None:
    found = answer(LONG, ScriptedEngine(max_source_tokens=10_000))
    assert found.summary
    assert "прочитано 100\xa0%" in telling.figures(found.summary, RU)
    assert "модель\xa0scripted" in telling.figures(found.summary, RU)


def test_gradio_is_told_not_to_call_out_before_it_is_imported() -> None:
    code = (
        "import summarizer.page.gradio_import as g; g.leave_out_stubs();"
        "import gradio.analytics as a, huggingface_hub.constants as c;"
        "print(a.analytics_enabled(), c.HF_HUB_OFFLINE)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "GRADIO_"))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["False", "True"]


def test_page_that_nobody_asks_rests() -> None:
    pages = build_app(Summarizer.load("extract"))
    assert {page._queue.sleep_when_free for page in pages.values()} == {REST_S}
    loops = (Queue.start_processing, Queue.start_progress_updates)
    assert all(any("sleep_when_free" in name for name in loop.__code__.co_names) for loop in loops)
