import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.split import MAX_PIECE_CHARS, split_chunks, split_sentences

SENTENCES = [
    "Музей им. Л. Н. Толстого открыт.| |Вход свободный.",
    "Рост составил 3,5 млн руб. в год.| |Это много!",
    "«Мы победили!» — сказал он.| |Все ушли.",
    "Встреча прошла в г. Туле.| |Её вёл А. С. Петров.",
    pytest.param(
        "Это было 5 мая 2014 г.| |Её вёл А. С. Петров.",
        marks=pytest.mark.xfail(strict=True, reason="razdel joins after «г.» at the end of a sentence"),
    ),
    "Первая строка\n|Вторая строка",
    "Одно предложение без точки",
]


@pytest.mark.parametrize("barred", SENTENCES)
def test_sentences_end_at_the_bars(barred: str) -> None:
    parts = [part.strip() for part in barred.split("|") if part.strip()]
    assert [s.text for s in split_sentences(barred.replace("|", ""))] == parts


def count_words(text: str) -> int:
    return len(text.split())


def count_chars(text: str) -> int:
    return len(text)


@given(st.text(alphabet="аб вг.!?\n «»-1", max_size=300), st.integers(1, 30))
def test_chunks_hold_every_sentence_in_order(text: str, budget: int) -> None:
    chunks = split_chunks(text, budget, count_chars)
    at = 0
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.stop]
        assert chunk.text.strip()
        assert len(chunk.text) <= budget
        assert not text[at : chunk.start].strip()
        at = chunk.stop
    assert not text[at:].strip()


@given(st.text(max_size=200))
def test_any_text_splits(text: str) -> None:
    for sentence in split_sentences(text):
        assert sentence.text == text[sentence.start : sentence.stop]
    split_chunks(text, 5, count_words)


def test_chunk_borders_are_sentence_borders() -> None:
    text = "Раз два три. Четыре пять. Шесть семь восемь девять."
    assert [c.text for c in split_chunks(text, 5, count_words)] == ["Раз два три. Четыре пять.", text[26:]]


def test_over_long_sentence_is_cut_at_words_and_says_so() -> None:
    chunks = split_chunks("Коротко. Один два три четыре пять", 2, count_words)
    assert [(c.text.strip(), c.is_cut) for c in chunks] == [
        ("Коротко.", False),
        ("Один два", True),
        ("три четыре", True),
        ("пять", True),
    ]


def test_over_long_first_item_gives_no_empty_chunk() -> None:
    assert all(c.text.strip() for c in split_chunks("словосверхдлинное и ещё", 4, count_chars))


def test_over_long_word_is_cut_at_characters() -> None:
    assert [c.text for c in split_chunks("я" * 10, 4, count_chars)] == ["яяяя", "яяяя", "яя"]


def test_paragraph_without_a_sentence_end_is_split_in_bounded_pieces() -> None:
    text = "слово " * 5000
    assert all(s.stop - s.start <= MAX_PIECE_CHARS for s in split_sentences(text))
