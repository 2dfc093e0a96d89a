from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.evaluate import (
    Pair,
    interval,
    lead_of_words,
    read_pairs,
    rouge_l,
    rouge_n,
    score,
    to_table,
    words,
)

# Counted by hand: overlaps and common subsequences of short word lists.
ROUGE = [
    ("а б в г", "а б в г", 100.0, 100.0, 100.0),
    ("а б в г", "а в б г", 100.0, 0.0, 75.0),
    ("а а а", "а б", 40.0, 0.0, 40.0),
    ("", "а б", 0.0, 0.0, 0.0),
    ("д е", "а б", 0.0, 0.0, 0.0),
    ("а б в", "а б в г д е", 200 * 3 / 9, 200 * 2 / 7, 200 * 3 / 9),
]


@pytest.mark.parametrize(("candidate", "reference", "r1", "r2", "rl"), ROUGE)
def test_rouge_is_what_one_counts_by_hand(candidate: str, reference: str, r1: float, r2: float, rl: float) -> None:
    a, b = words(candidate), words(reference)
    assert (rouge_n(a, b, 1), rouge_n(a, b, 2), rouge_l(a, b)) == pytest.approx((r1, r2, rl))


def test_score_sees_novelty_repetition_and_foreign_facts() -> None:
    pair = Pair("В Туле открыли музей самоваров.", "Открыт музей.")
    copied = score("В Туле открыли музей.", pair)
    assert (copied.novel_bigrams, copied.is_unsupported, copied.is_repetitive) == (0.0, False, False)
    invented = score("Музей открыл Петров. Потом музей открыл Петров. Потом ушёл.", pair)
    assert invented.novel_bigrams == 1.0 and invented.is_unsupported and invented.is_repetitive


def test_interval_holds_the_mean_and_repeats() -> None:
    values = [float(i % 7) for i in range(100)]
    low, high = interval(values)
    assert low < sum(values) / 100 < high
    assert interval(values) == (low, high)
    assert interval([5.0] * 10) == (5.0, 5.0)


def test_lead_of_words_is_whole_sentences_nearest_to_the_target() -> None:
    text = "Раз два три. Четыре пять шесть. Семь восемь девять."
    assert [len(lead_of_words(text, n).split()) for n in (1, 4, 5, 7, 20)] == [3, 3, 6, 6, 9]


def test_pairs_without_a_field_are_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"text": "а"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="summary"):
        read_pairs(path)


def test_table_has_a_line_for_each_row_and_a_head() -> None:
    assert len(to_table([]).splitlines()) == 1
