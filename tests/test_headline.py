import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.headline import TITLE_WORDS, find_headline, shorten
from summarizer.selection import find_candidates
from tests.texts import LATIN, LONG, NEWS, QUOTES, REPORT, TALE

SHORTENED = [
    ("По данным мэрии, мост через Упу закроют в мае.", "Мост через Упу закроют в мае"),
    ("Мост (его построили в 1970 году) закроют в мае, сообщили в мэрии.", "Мост закроют в мае"),
    ("Приют обойдётся в 54 тыс. руб.", "Приют обойдётся в 54 тыс. руб."),
    ("Ли заявила, что [банк] купит завод.", "Ли заявила, что [банк] купит завод"),
    ("Мост закроют, сообщили в мэрии.", "Мост закроют, сообщили в мэрии"),  # two words are no headline
    ("Совет избрал главой Анну Котову.", "Совет избрал главой Анну Котову"),
    (
        "Глава Тулы Котова открыла в мае после долгого ремонта музей самоваров, построенный в доме купца Льва Фомина.",
        "Глава Тулы Котова открыла в мае после долгого ремонта музей самоваров",
    ),
]
KEPT = [
    "По мнению мэра, мост не нужен городу",
    "Мост закроют, если не найдут денег на ремонт",
    "Цены вырастут, считает аналитик банка",
    "Мэр заявил, что мост откроют вовремя",
]


@pytest.mark.parametrize(("sentence", "expected"), SHORTENED)
def test_what_can_be_left_out_is(sentence: str, expected: str) -> None:
    assert shorten(sentence) == expected


@pytest.mark.parametrize("sentence", KEPT)
def test_what_turns_the_meaning_stays(sentence: str) -> None:
    assert shorten(sentence + ".") == sentence


@pytest.mark.parametrize(("text", "headline"), [
    ("Зимний вокзал\nПоезд на Пермь отменили из-за метели.", "Зимний вокзал"),
    ("Антон Греков\nПоезд на Пермь отменили из-за метели.", "Поезд на Пермь отменили из-за метели"),
    ("Автор: Антон Греков\nПоезд на Пермь отменили из-за метели.", "Поезд на Пермь отменили из-за метели"),
    ("ПРОТОКОЛ № 7 общего собрания\nг. Тверь, начало 18:30\nСобрание избрало Котову.", "ПРОТОКОЛ № 7 общего собрания"),
    ("09:00 Колонна выехала из Ростова. 09:45 Она встала.", "09:00 Колонна выехала из Ростова"),
])  # fmt: skip
def test_heading_of_the_text_is_taken_and_no_byline(text: str, headline: str) -> None:
    assert find_headline(find_candidates(text)) == headline


def test_heading_of_the_text_is_its_headline() -> None:
    assert find_headline(find_candidates(REPORT)) == "Отчёт библиотеки за год"


@pytest.mark.parametrize("text", [NEWS, TALE, LATIN, QUOTES, LONG])
def test_headline_is_of_the_sources_words_in_their_order(text: str) -> None:
    headline = find_headline(find_candidates(text))
    assert 3 <= len(headline.split()) <= TITLE_WORDS and not headline.endswith(".")
    words = re.findall(r"\w+", headline.lower())
    assert re.search(r"\b" + r"\b.*?\b".join(map(re.escape, words)) + r"\b", text.lower(), re.DOTALL)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="аб Вг.,!?\n «»-()1", max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    assert "\n" not in find_headline(find_candidates(text))
