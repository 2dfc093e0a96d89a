from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.excerpts import DRAFT_WORDS, FAR_WINDOWS, MAX_SECTIONS, Plan, Reader, plan_reading
from tests.texts import LONG, NEWS, REPORT, TALE


def count_words(text: str) -> int:
    return len(text.split())


def plan(
    text: str, window: int, target_words: int = 20, in_one_excerpt: bool = False, focus: float | None = None
) -> Plan:
    return plan_reading(text, Reader(window, count_words, focus), target_words, in_one_excerpt)


def n_windows(text: str, window: int) -> float:
    return count_words(text) / window


def test_text_within_the_window_is_read_as_it_is() -> None:
    [excerpt] = plan(NEWS, 200).excerpts
    assert excerpt.text == NEWS and [(s.start, s.stop) for s in excerpt.spans] == [(0, len(NEWS))]


def test_selection_fills_the_window_in_source_order() -> None:
    found = plan(LONG, 100)
    [excerpt] = found.excerpts
    assert found.is_last and 85 <= count_words(excerpt.text) <= 100
    assert all(LONG[span.start : span.stop] in excerpt.text for span in excerpt.spans)
    starts = [span.start for span in excerpt.spans]
    assert starts == sorted(starts)


def test_focus_reads_of_a_text_so_many_words_for_each_of_the_summary() -> None:
    for window in (150, 10_000):
        [excerpt] = plan(LONG, window, target_words=40, focus=2.5).excerpts
        assert 85 <= count_words(excerpt.text) <= 100
        assert all(LONG[span.start : span.stop] in excerpt.text for span in excerpt.spans)
    assert plan(LONG, 10_000, target_words=40, focus=100) == plan(LONG, 10_000, target_words=40)
    assert plan(LONG, 100, target_words=80, focus=2.5).excerpts == plan(LONG, 100).excerpts


def test_focus_leaves_sections_their_windows() -> None:
    text = "\n".join((LONG, TALE, REPORT, LONG, TALE))
    assert plan(text, 40, focus=1.0) == plan(text, 40)


def test_far_text_is_read_in_sections_from_its_beginning_to_its_end() -> None:
    text = "\n".join((LONG, TALE, REPORT, LONG, TALE))
    window = 40
    assert n_windows(text, window) > FAR_WINDOWS
    found = plan(text, window)
    assert not found.is_last and FAR_WINDOWS < len(found.excerpts) <= MAX_SECTIONS
    assert DRAFT_WORDS[0] <= found.words_each <= DRAFT_WORDS[1]
    starts = [excerpt.spans[0].start for excerpt in found.excerpts]
    assert starts == sorted(starts) and starts[-1] > 0.8 * len(text)


def test_sections_begin_at_chapters_that_are_near() -> None:
    chapter = "Дом стоял у реки. Рядом шумел старый лес. За лесом лежало поле. По полю шла дорога. "
    lengths = (5, 6, 5, 7, 5, 6, 5, 6, 7, 5, 6, 5)
    text = "\n".join(f"Глава {i}\n{chapter * n}" for i, n in enumerate(lengths, 1))
    window = count_words(text) // len(lengths) + 1
    borders = [excerpt.spans[0].start for excerpt in plan(text, window).excerpts]
    chapters = [text[:start].count("Глава") for start in borders]
    assert len(borders) >= 11 and chapters == sorted(set(chapters))


def test_long_summary_of_a_long_text_is_written_by_sections_at_once() -> None:
    found = plan(LONG, 150, target_words=240)
    assert found.is_last and len(found.excerpts) == 2 and found.words_each == 120


def test_long_summary_of_a_far_text_asks_each_section_for_a_sentence_or_two() -> None:
    found = plan(LONG * 3, 40, target_words=150)
    assert found.is_last and len(found.excerpts) == 6 and found.words_each == DRAFT_WORDS[0]


def test_drafts_are_read_in_one_pass_whatever_their_length() -> None:
    found = plan(LONG * 5, 30, in_one_excerpt=True)
    assert found.is_last and len(found.excerpts) == 1 and count_words(found.excerpts[0].text) <= 30


def test_sentence_over_the_window_is_told() -> None:
    assert plan(" ".join(f"{i}слово" for i in range(60)), 20).has_cut_sentence
    assert not plan(LONG, 100).has_cut_sentence


@given(
    st.text(alphabet="аб Вг.!?\n «»-1", max_size=400).filter(str.strip),
    st.integers(1, 30),
    st.integers(1, 300),
    st.booleans(),
)
def test_any_text_gives_excerpts_that_fit_and_are_its_own(
    text: str, window: int, target_words: int, in_one_excerpt: bool
) -> None:
    found = plan_reading(text, Reader(window, len), target_words, in_one_excerpt)
    assert 1 <= len(found.excerpts) <= MAX_SECTIONS
    for excerpt in found.excerpts:
        assert excerpt.text.strip() and len(excerpt.text) <= window
        read = "".join("".join(text[span.start : span.stop] for span in excerpt.spans).split())
        assert read == "".join(excerpt.text.split())
    spans = [span for excerpt in found.excerpts for span in excerpt.spans]
    assert all(a.stop <= b.start for a, b in pairwise(spans))
