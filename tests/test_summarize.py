from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Finding, Summarizer, SummaryOptions
from summarizer.engines import Draft, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import InputError, OptionError
from summarizer.split import split_sentences
from tests import texts
from tests.scripted import ScriptedEngine


def kinds(summary_of: str, options: SummaryOptions | None = None) -> list[str]:
    return [finding.kind for finding in Summarizer(ExtractEngine()).summarize(summary_of, options).findings]


def test_spoiled_text_gives_the_summary_of_the_clean_one() -> None:
    summarizer = Summarizer(ExtractEngine())
    spoiled, clean = summarizer.summarize(texts.SPOILED), summarizer.summarize(texts.NEWS)
    assert spoiled.text == clean.text
    assert spoiled.cleaned.repairs and not clean.cleaned.repairs


def test_many_gives_input_order_and_reads_a_few_at_a_time() -> None:
    read: list[int] = []

    def source() -> "list[str]":
        for i in range(100):
            read.append(i)
            yield f"Документ номер {i}. " + texts.NEWS

    found = Summarizer(ScriptedEngine()).summarize_many(source())
    first = next(found)
    assert first.text.startswith("Документ номер 0")
    assert len(read) < 40
    assert [summary.text.split()[2] for summary in found] == [f"{i}." for i in range(1, 100)]


def test_what_checks_a_model_is_read_while_it_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr("summarizer.summarize.load_beside", lambda: begun.append("networks"))
    Summarizer(ExtractEngine()).summarize(texts.NEWS)  # its sentences are the source's
    assert begun == []

    def script(request: Request) -> list[Draft]:
        begun.append("drafts")
        return [Draft(request.source[:60], -0.1)]

    Summarizer(ScriptedEngine(script)).summarize(texts.NEWS)
    assert begun == ["networks", "drafts"]


def test_extract_takes_one_text_after_another() -> None:
    read: list[int] = []
    sources = (read.append(i) or f"Документ номер {i}. " + texts.NEWS for i in range(5))
    found = Summarizer(ExtractEngine()).summarize_many(sources, at_once=5)
    next(found)
    assert read == [0]


def test_fewer_than_one_text_at_once_is_an_error() -> None:
    for at_once in (0, -1):
        with pytest.raises(OptionError, match="1 или больше"):
            Summarizer(ScriptedEngine()).summarize_many([texts.NEWS], at_once=at_once)


def test_one_string_is_no_list_of_texts() -> None:
    with pytest.raises(InputError, match="Вместо списка текстов"):
        Summarizer(ScriptedEngine()).summarize_many("Мост закрыт")


def test_text_beyond_the_window_is_read_as_a_selection_that_fills_it() -> None:
    engine = ScriptedEngine(max_source_tokens=100)
    summary = Summarizer(engine).summarize(texts.LONG, SummaryOptions(length="short"))
    [request] = engine.requests
    assert 80 <= len(request.source.split()) <= 100
    read = [summary.cleaned.text[span.start : span.stop] for span in summary.read]
    assert "".join("".join(read).split()) == "".join(request.source.split())
    n_letters = len("".join(summary.cleaned.text.split()))
    assert summary.coverage == pytest.approx(len("".join("".join(read).split())) / n_letters)
    assert "partly_read" in [f.kind for f in summary.findings] and not summary.is_fully_read


def test_model_with_a_focus_reads_little_of_a_text_and_says_so() -> None:
    engine = ScriptedEngine(max_source_tokens=1000, focus=2.0)
    summary = Summarizer(engine).summarize(texts.LONG, SummaryOptions(words=40))
    [request] = engine.requests
    assert 65 <= len(request.source.split()) <= 80
    assert "partly_read" in [f.kind for f in summary.findings] and summary.coverage < 0.6


def test_drafts_of_sections_are_read_whole_whatever_the_focus() -> None:
    engine = ScriptedEngine(max_source_tokens=30, focus=0.5)
    Summarizer(engine).summarize(texts.LONG, SummaryOptions(words=40))
    *sections, last = engine.requests
    assert len(sections) > 8 and len(last.source.split()) > 20


def test_read_and_scored_spans_are_the_whole_source() -> None:
    summary = Summarizer(ScriptedEngine(max_source_tokens=60)).summarize(texts.LONG)
    spans = sorted((*summary.read, *summary.scored), key=lambda span: span.start)
    assert summary.read and summary.scored
    assert "".join("".join(summary.cleaned.text[s.start : s.stop] for s in spans).split()) == "".join(
        summary.cleaned.text.split()
    )


def test_book_is_read_in_sections_and_a_last_pass() -> None:
    engine = ScriptedEngine(max_source_tokens=30)
    book = "\n".join(f"Глава {i}\nДом {i}00 стоит у реки. В {i}-й год его купил купец Иван {i}-й." for i in range(50))
    summary = Summarizer(engine).summarize(book, SummaryOptions(length="short"))
    assert len(engine.batch_sizes) == 2 and 8 < engine.batch_sizes[0] <= 16 and engine.batch_sizes[1] == 1
    starts = [span.start for span in summary.read]
    assert starts == sorted(starts) and starts[-1] > 0.8 * len(summary.cleaned.text)
    drafts = {split_sentences(request.source)[0].text for request in engine.requests[:-1]}
    assert drafts.issuperset(engine.requests[-1].source.splitlines())


def test_draft_of_a_section_tells_no_number_that_only_the_rest_of_the_book_holds() -> None:
    book = "\n".join(f"Глава {i}\nДом {i}00 стоит у реки. Купец Иван {i}-й купил его и жил в нём." for i in range(50))

    def last_pass_reads(invented: str, options: SummaryOptions) -> str:
        def invents(request: Request) -> list[Draft]:
            return [Draft(f"{split_sentences(request.source)[0].text} {invented}", 0.0)]

        engine = ScriptedEngine(invents, max_source_tokens=30)
        summary = Summarizer(engine).summarize(book, options)
        read = [book[span.start : span.stop] for span in summary.read]
        seen.update(f"{i}00" for i in range(50) if any(f"Дом {i}00" in part for part in read))
        return engine.requests[-1].source

    seen: set[str] = set()
    options = SummaryOptions(length="short", faithful="off")
    last_pass_reads("", options)
    unseen = next(f"{i}00" for i in range(2, 50) if f"{i}00" not in seen)
    assert f"Дом {unseen} снесли." in last_pass_reads(f"Дом {unseen} снесли.", options)
    assert "снесли" not in last_pass_reads(f"Дом {unseen} снесли.", SummaryOptions(length="short"))


def test_model_that_does_not_shorten_still_ends_at_the_length() -> None:
    engine = ScriptedEngine(lambda request: [Draft(request.source, -1.0)], max_source_tokens=60)
    summary = Summarizer(engine).summarize(texts.LONG * 3)
    assert len(engine.batch_sizes) == 2
    assert 55 * 0.85 <= len(summary.text.split()) <= 55 * 1.15


def test_text_within_the_window_is_read_whole() -> None:
    summary = Summarizer(ScriptedEngine()).summarize(texts.NEWS)
    assert summary.is_fully_read and summary.coverage == 1.0 and summary.scored == ()


def test_short_draft_is_filled_up_and_says_with_what() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Мост через Упу закроют на ремонт.", -0.1)])
    summary = Summarizer(engine).summarize(texts.NEWS, SummaryOptions(words=30))
    added = [f for f in summary.findings if f.kind == "added_from_source"]
    assert added and all(summary.text[f.start : f.stop] == f.text and f.text in texts.NEWS for f in added)
    assert "Городской мост через реку Упу закроют" not in summary.text
    assert 30 * 0.85 <= len(summary.text.split()) <= 30 * 1.15


def test_long_draft_loses_whole_sentences() -> None:
    engine = ScriptedEngine(lambda request: [Draft(request.source, -0.1)])
    summary = Summarizer(engine).summarize(texts.NEWS, SummaryOptions(sentences=2))
    found = [sentence.text for sentence in split_sentences(summary.text)]
    assert len(found) == 2 and all(sentence in texts.NEWS for sentence in found)


def test_other_draft_fills_up_before_the_source_does() -> None:
    drafts = [Draft("Мост закроют на ремонт.", -0.1), Draft("На работы мэрия даст 40,5 млн рублей.", -0.4)]
    summary = Summarizer(ScriptedEngine(lambda request: drafts)).summarize(texts.NEWS, SummaryOptions(words=11))
    assert [(f.kind, f.text) for f in summary.findings] == [("added_from_draft", drafts[1].text)]


def test_points_are_lines_of_one_sentence() -> None:
    summary = Summarizer(ScriptedEngine()).summarize(texts.NEWS, SummaryOptions(points=4))
    assert len(summary.points) == 4 == len(set(summary.points))
    assert all(len(split_sentences(point)) == 1 and not point.startswith("По её словам") for point in summary.points)


def test_title_is_the_models_where_the_source_holds_its_facts() -> None:
    def script(request: Request) -> list[Draft]:
        return [Draft("В Туле закроют мост" if request.is_title else "Мост закроют.", -0.1)]

    engine = ScriptedEngine(script, can_title=True)
    assert Summarizer(engine).summarize(texts.NEWS, SummaryOptions(title=True)).title == "В Туле закроют мост"
    assert Summarizer(engine).summarize(texts.TALE, SummaryOptions(title=True, words=20)).title in texts.TALE


def test_seconds_of_a_summary_hold_those_of_its_headline(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [0.0]
    for room in ("summarize", "one_text"):
        monkeypatch.setattr(f"summarizer.{room}.time", SimpleNamespace(perf_counter=lambda: seconds[0]))

    def script(request: Request) -> list[Draft]:
        if request.is_title:
            seconds[0] += 0.5
        return [Draft("Мост закроют.", -0.1)]

    engine = ScriptedEngine(script, can_title=True)
    found = list(Summarizer(engine).summarize_many([texts.NEWS, "", texts.TALE], SummaryOptions(title=True)))
    assert [summary.elapsed_s for summary in found] == [0.5, 0.0, 0.5]


def test_title_without_a_model_for_it_is_of_the_sources_words() -> None:
    summary = Summarizer(ScriptedEngine()).summarize(texts.NEWS, SummaryOptions(title=True))
    assert summary.title == "Городской мост через реку Упу закроют на ремонт с понедельника"


def test_damaged_model_is_named_in_every_summary() -> None:
    notes = [Finding("model_lost", text="Веса не читаются")]
    summary = Summarizer(ExtractEngine(), notes).summarize(texts.NEWS)
    assert [f.kind for f in summary.findings] == ["model_lost"]


def test_length_that_the_source_cannot_give_is_said() -> None:
    text = "Мост закрыт на год. " * 30
    assert "off_length" in kinds(text, SummaryOptions(words=60))


@pytest.mark.parametrize("options", [SummaryOptions(points=3), SummaryOptions(sentences=3)], ids=str)
def test_one_sentence_fewer_than_asked_for_is_said(options: SummaryOptions) -> None:
    text = "Мост закрыли на ремонт. Рынок переехал за реку. " + "Мост закрыли на ремонт. " * 3
    found = Summarizer(ExtractEngine()).summarize(text, options).findings
    assert [(f.kind, f.text) for f in found] == [("off_length", "2 вместо 3")]


def test_transcript_without_marks_is_told_as_such() -> None:
    text = " ".join(f"и тогда мы поехали в деревню номер {i} за рекой" for i in range(20))
    found = kinds(text, SummaryOptions(words=20, clean=False))
    assert found.count("no_marks") == 1 and not {"off_length", "broken_end"}.intersection(found)
    assert "off_length" not in kinds("Мы поехали вчера в деревню за рекой. Там тихо.", SummaryOptions(words=6))


def test_invented_number_is_a_finding_with_its_place() -> None:
    engine = ScriptedEngine(lambda request: [Draft("На ремонт дали 41,5 млн рублей.", -0.1)])
    summary = Summarizer(engine).summarize(texts.NEWS, SummaryOptions(faithful="flag", words=6))
    assert [(f.kind, f.text) for f in summary.findings] == [("unsupported_number", "41,5 млн рублей")]
    assert summary.text[summary.findings[0].start : summary.findings[0].stop] == "41,5 млн рублей"


def test_supported_candidate_is_chosen() -> None:
    drafts = [Draft("Мост закроют до 20 ноября.", -0.1), Draft("Мост закроют до 15 ноября.", -0.4)]
    summary = Summarizer(ScriptedEngine(lambda request: drafts)).summarize(texts.NEWS, SummaryOptions(words=5))
    assert summary.text == "Мост закроют до 15 ноября."


def test_unfinished_draft_loses_its_last_part_and_says_so() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Мост закроют на год. Автобусы пой", -0.1, is_finished=False)])
    summary = Summarizer(engine).summarize(texts.NEWS, SummaryOptions(words=4))
    assert summary.text == "Мост закроют на год."
    assert [f.kind for f in summary.findings] == ["unfinished"]


def test_sentence_over_the_window_is_read_in_parts_and_reported() -> None:
    text = " ".join(f"{i}слово" for i in range(200)) + " конец."
    summary = Summarizer(ScriptedEngine()).summarize("Начало текста. И " + text)
    assert "sentence_cut" in [f.kind for f in summary.findings]
    assert 0.5 < summary.coverage < 1


def test_text_without_a_word_is_skipped_with_a_reason() -> None:
    for text in ("", texts.EMPTY, "\ufeff", "12 34 !"):
        summary = Summarizer(ExtractEngine()).summarize(text)
        assert summary.is_empty
        assert [f.kind for f in summary.findings] == ["empty_source"]


def test_text_of_lost_letters_alone_says_so() -> None:
    assert kinds("???? ????? ???? ?????? ????? ????") == ["empty_source", "lost_letters"]


def test_short_text_comes_back_as_it_is() -> None:
    summary = Summarizer(ScriptedEngine()).summarize(texts.SHORT)
    assert summary.text == texts.SHORT
    assert [f.kind for f in summary.findings] == ["short_source"]


def test_heading_of_a_text_that_comes_back_is_not_told_twice() -> None:
    heading, rest = "Ремонт моста", "Мост закроют в мае.\nЕго не чинили с 1970 года."
    for options in (SummaryOptions(title=True), SummaryOptions(title=True, points=9)):
        summary = Summarizer(ExtractEngine()).summarize(f"{heading}\n\n{rest}", options)
        assert (summary.title, summary.text) == (heading, rest)
    assert Summarizer(ExtractEngine()).summarize(f"{heading}\n\n{rest}").text == f"{heading}\n\n{rest}"
    alone = Summarizer(ExtractEngine()).summarize(texts.SHORT, SummaryOptions(title=True))
    assert alone.text == texts.SHORT and alone.title  # a headline alone is no summary


@pytest.mark.parametrize("text", [texts.ENGLISH, texts.UKRAINIAN])
def test_foreign_text_is_summarized_only_when_asked(text: str) -> None:
    assert kinds(text) == ["not_russian"]
    summary = Summarizer(ExtractEngine()).summarize(text, SummaryOptions(length="short", any_language=True))
    assert summary.text and "not_russian" in [f.kind for f in summary.findings]


def test_text_over_the_limit_is_refused_by_a_finding() -> None:
    assert kinds(texts.NEWS, SummaryOptions(max_source_chars=100)) == ["too_long"]


def test_options_reach_the_engine() -> None:
    engine = ScriptedEngine()
    Summarizer(engine).summarize(texts.NEWS, SummaryOptions(length="short", num_beams=3, n_best=3))
    assert engine.requests == [Request(texts.NEWS, 25, 3, 3)]


@pytest.mark.parametrize("odd", ["мая-𗀀", "Знак 𗀀"])  # letters that Unicode has no name for
def test_letter_without_a_name_stops_no_summary(odd: str) -> None:
    text = f"{odd} стоит над мостом, сообщила мэрия. {texts.NEWS}"
    assert Summarizer(ExtractEngine()).summarize(text, SummaryOptions(title=True)).title


@given(st.lists(st.text(max_size=120), max_size=5))
def test_no_text_is_an_error(sources: list[str]) -> None:
    options = SummaryOptions(length="short", any_language=True)
    summaries = list(Summarizer(ScriptedEngine(max_source_tokens=7)).summarize_many(sources, options))
    assert len(summaries) == len(sources)
    assert all(0 <= summary.coverage <= 1 for summary in summaries)


def test_lost_letters_are_a_finding() -> None:
    text = "Совет ???????? ????? утвердил план. " + "Мост через реку закрыли на ремонт до ноября, сообщила мэрия. " * 5
    kinds = [finding.kind for finding in Summarizer(ScriptedEngine()).summarize(text).findings]
    assert "lost_letters" in kinds
    clean_kinds = [f.kind for f in Summarizer(ScriptedEngine()).summarize(text.replace("?", "")).findings]
    assert "lost_letters" not in clean_kinds


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "5"},
        {"words": 3.5},
        {"words": True},
        {"ratio": "10%"},
        {"clean": "no"},
        {"title": 1},
        {"n_best": None},
    ],
)
def test_option_of_another_type_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        SummaryOptions(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, b"\xd0\x9c"])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(InputError, match="нужна строка"):
        Summarizer(ScriptedEngine()).summarize(text)  # type: ignore[arg-type]


def test_device_that_is_not_known_is_refused() -> None:
    with pytest.raises(OptionError, match="tpu"):
        Summarizer.load("extract", device="tpu")  # type: ignore[arg-type]
