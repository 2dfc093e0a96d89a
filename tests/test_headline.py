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
    (
        "Министр заявил, что граждане, купившие билеты на отменённый матч до мая, смогут вернуть деньги в любой кассе.",
        "Министр заявил, что граждане смогут вернуть деньги в любой кассе",
    ),
]
# What follows a clause may be a part of it: «проблемам…, путям».
GOES_ON = (
    "Исполняющий обязанности главы Тулы Анна Котова провела в понедельник совещание, посвящённое проблемам заводов, "
    "путям их решения, а также реализации планов по развитию отрасли."
)
KEPT = [
    "По мнению мэра, мост не нужен городу",
    "Мост закроют, если не найдут денег на ремонт",
    "Цены вырастут, считает аналитик банка",
    "Мэр заявил, что мост откроют вовремя",
]


@pytest.mark.parametrize(("sentence", "expected"), SHORTENED)
def test_what_can_be_left_out_is(sentence: str, expected: str) -> None:
    assert shorten(sentence) == expected


def test_clause_stays_where_what_follows_may_be_a_part_of_it() -> None:
    assert "совещание, посвящённое проблемам заводов, путям их решения" in shorten(GOES_ON)


@pytest.mark.parametrize("sentence", KEPT)
def test_what_turns_the_meaning_stays(sentence: str) -> None:
    assert shorten(sentence + ".") == sentence


@pytest.mark.parametrize(("text", "headline"), [
    ("Зимний вокзал\nПоезд на Пермь отменили из-за метели.", "Зимний вокзал"),
    ("Антон Греков\nПоезд на Пермь отменили из-за метели.", "Поезд на Пермь отменили из-за метели"),
    ("Автор: Антон Греков\nПоезд на Пермь отменили из-за метели.", "Поезд на Пермь отменили из-за метели"),
    ("ПРОТОКОЛ № 7 общего собрания\nг. Тверь, начало 18:30\nСобрание избрало Котову.", "ПРОТОКОЛ № 7 общего собрания"),
    ("09:00 Колонна выехала из Ростова. 09:45 Она встала.", "09:00 Колонна выехала из Ростова"),
    ("Отчёт о ремонте моста «Северный»\nМост стар.", "Отчёт о ремонте моста «Северный»"),
    ("Ремонт моста (обновлено)\nМост стар.", "Ремонт моста (обновлено)"),
    ("Когда откроют мост через Пинку?\n\nМост откроют в мае.", "Когда откроют мост через Пинку?"),
    ("Мост закрыт!\n\nЕго чинят до весны.", "Мост закрыт!"),
    ("🔥 Мост через Пинку закрыли\nЕго чинят до весны.", "Мост через Пинку закрыли"),
    ("🔥🔥 СРОЧНО! В Заречном закрыли мост\nЕго чинят до весны.", "СРОЧНО! В Заречном закрыли мост"),
    ("iPhone и мост\nЕго чинят до весны.", "iPhone и мост"),
    ("10 советов садоводу\nСажайте чеснок осенью.", "10 советов садоводу"),
    ("1. Ремонт моста\nЕго чинят до весны.", "Ремонт моста"),
    ("Статья 18. Отказ в субсидии\n1. Субсидию дают семьям.", "Статья 18. Отказ в субсидии"),
    ("УДК 624.21\nПРОЧНОСТЬ МОСТА\n© 2021 г. А. В. Лосев\nМост стар.", "ПРОЧНОСТЬ МОСТА"),
    ("От: Анна Белова\nКому: Игорь Ким\nТема: Re: Re: Перенос срока\n\nСрок прежний.", "Перенос срока"),
    ("Subject: Смета\n\nСмету подписали вчера.", "Смета"),
    ("Учителям повысят оклад\nОб этом сказал министр.", "Учителям повысят оклад"),
    ("1. ПРОТОКОЛ собрания за 2022 г.\nСобрание избрало Котову.", "ПРОТОКОЛ собрания за 2022 г."),
    ("Новая тема: мост\nЕго чинят до весны.", "Новая тема: мост"),
    ("Мост \U00017000!\n\nПоезд на Пермь отменили из-за метели.", "Поезд на Пермь отменили из-за метели"),
    ("Прибыль «Рубина» выросла на 12 %\nБанк отчитался вчера.", "Прибыль «Рубина» выросла на 12 %"),
    ("Цены выросли на 5%\nИх сравнили вчера.", "Цены выросли на 5%"),
    ("Доллар стоит 80 ₽\nКурс упал вчера.", "Доллар стоит 80 ₽"),
    ("Курсы для тех, кому 45+\nУчат даром.", "Курсы для тех, кому 45+"),
    ("«Мы всё успеем»\nРежиссёр о театре и деньгах\nТеатр закрыт.", "Режиссёр о театре и деньгах"),
])  # fmt: skip
def test_heading_of_the_text_is_taken_and_no_byline(text: str, headline: str) -> None:
    assert find_headline(find_candidates(text)) == headline


@pytest.mark.parametrize("line", [
    "Дело № 2-1345/2022 УИД 77RS0012-02-2022-001234-56", "УДК 624.21", "тел. +7 (495) 123-45-67", "From: Игорь Зимин",
    "Губернатору Ивановской области", "Москва, 14 мая 2023 года", "Гарри Тертлдав", "Р Е Ш Е Н И Е", "АО «Мост»",
    "Всем привет!", "Дмитрий, добрый день!", "— Вы уходите из театра?", "1. Откройте кран\n2. Закройте кран",
    "Утверждение: мост сносят", "«Мы всё успеем»", "> Мост сносят",
])  # fmt: skip
def test_what_is_no_heading_is_no_headline(line: str) -> None:
    assert find_headline(find_candidates(f"{line}\n\nПоезд на Пермь отменили из-за метели.")) == (
        "Поезд на Пермь отменили из-за метели"
    )


@pytest.mark.parametrize("claim", [
    "Миф: Поезд на Пермь отменили навсегда.", "Миф 1. Поезд на Пермь отменили навсегда.",
    "Утверждение: поезд на Пермь отменили навсегда.", "Почему отменили поезд на Пермь?",
    "«Поезд на Пермь отменили навсегда», — пишут в сети.", "— Поезд на Пермь отменили навсегда.",
])  # fmt: skip
def test_claims_questions_and_quotations_are_no_headlines_beside_other_sentences(claim: str) -> None:
    assert (
        find_headline(find_candidates(f"{claim} Поезд вышел из Перми в полдень.")) == "Поезд вышел из Перми в полдень"
    )


def test_question_is_a_headline_where_nothing_else_is() -> None:
    question = "Почему вчера отменили поезд на Пермь?"
    assert find_headline(find_candidates(question)) == question


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


def test_rumour_and_question_of_an_interview_are_no_headlines() -> None:
    rumour = "В сети разошлось сообщение о том, что мост закроют. На самом деле мост открыт. Мэр начал проверку слуха."
    assert "закроют" not in find_headline(find_candidates(rumour))
    assert not find_headline(find_candidates("— Вас зовут последним смотрителем. Это так?\n— Нет, нас трое."))
