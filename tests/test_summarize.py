import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Summarizer, SummaryOptions
from summarizer.engines import Draft, Request
from summarizer.engines.extract import ExtractEngine
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


def test_long_text_is_read_whole_in_rounds_that_end() -> None:
    engine = ScriptedEngine(max_source_tokens=60)
    summary = Summarizer(engine).summarize(texts.LONG, SummaryOptions(length="short"))
    assert summary.coverage == pytest.approx(1.0)
    first_round = [request.source for request in engine.requests if request.source in summary.cleaned.text]
    assert "".join("".join(first_round).split()) == "".join(summary.cleaned.text.split())
    assert len(engine.requests) > len(first_round)
    assert len(summary.text.split()) <= 25 * 1.25


def test_model_that_does_not_shorten_still_ends() -> None:
    engine = ScriptedEngine(lambda request: [Draft(request.source, -1.0)], max_source_tokens=60)
    summary = Summarizer(engine).summarize(texts.LONG)
    assert 0 < len(summary.text.split()) <= 55 * 1.25


def test_invented_number_is_a_finding_with_its_place() -> None:
    engine = ScriptedEngine(lambda request: [Draft("На ремонт дали 41,5 млн рублей.", -0.1)])
    summary = Summarizer(engine).summarize(texts.NEWS, SummaryOptions(faithful="flag"))
    assert [(f.kind, f.text) for f in summary.findings] == [("unsupported_number", "41,5 млн рублей")]
    assert summary.text[summary.findings[0].start : summary.findings[0].stop] == "41,5 млн рублей"


def test_supported_candidate_is_chosen() -> None:
    drafts = [Draft("Мост закроют до 20 ноября.", -0.1), Draft("Мост закроют до 15 ноября.", -0.4)]
    summary = Summarizer(ScriptedEngine(lambda request: drafts)).summarize(texts.NEWS)
    assert summary.text == "Мост закроют до 15 ноября."


def test_unfinished_draft_loses_its_last_part_and_says_so() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Мост закроют. Автобусы пой", -0.1, is_finished=False)])
    summary = Summarizer(engine).summarize(texts.NEWS)
    assert summary.text == "Мост закроют."
    assert [f.kind for f in summary.findings] == ["unfinished"]


def test_sentence_over_the_window_is_reported() -> None:
    text = "слово " * 200 + "конец."
    summary = Summarizer(ScriptedEngine()).summarize("Начало текста. И " + text)
    assert "sentence_cut" in [f.kind for f in summary.findings]
    assert summary.coverage == pytest.approx(1.0)


def test_text_without_a_word_is_skipped_with_a_reason() -> None:
    for text in ("", texts.EMPTY, "\ufeff", "12 34 !"):
        summary = Summarizer(ExtractEngine()).summarize(text)
        assert summary.is_empty
        assert [f.kind for f in summary.findings] == ["empty_source"]


def test_short_text_comes_back_as_it_is() -> None:
    summary = Summarizer(ScriptedEngine()).summarize(texts.SHORT)
    assert summary.text == texts.SHORT
    assert [f.kind for f in summary.findings] == ["short_source"]


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


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=5))
def test_no_text_is_an_error(sources: list[str]) -> None:
    options = SummaryOptions(length="short", any_language=True)
    summaries = list(Summarizer(ScriptedEngine(max_source_tokens=7)).summarize_many(sources, options))
    assert len(summaries) == len(sources)
    assert all(0 <= summary.coverage <= 1 for summary in summaries)
