import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.split import KEPT_TEXTS, MAX_PIECE_CHARS, Kept, Sentence, fitting_parts, split_sentences
from summarizer.split.kept import KEPT_CHARS

SENTENCES = [
    "Музей им. Л. Н. Толстого открыт.| |Вход свободный.",
    "Рост составил 3,5 млн руб. в год.| |Это много!",
    "«Мы победили!» — сказал он.| |Все ушли.",
    "Встреча прошла в г. Туле.| |Её вёл А. С. Петров.",
    "Это было 5 мая 2014 г.| |Её вёл А. С. Петров.",
    "В 2014 г. Иван Петров ушёл.| |В 2014 г. и позже он пел.",
    pytest.param(
        "Это было в 2014 г.| |Иван Петров ушёл.",
        marks=pytest.mark.xfail(strict=True, reason="a name after «г.» may begin a sentence or go on"),
    ),
    "Различия недостоверны (табл. 1).| |При 100 мМ всхожесть упала (см. рис. 2, поз. 4).",
    "Её портрет хранится в музее (инв. № 312).| |Похоронена на кладбище (уч. 6).",
    "Родилась в Туле (урожд. Гольц; 3 февр. 1871 г., Орловская губ. — 9 сент. 1942 г.).| |Писала картины.",
    "Грамота дана 15 апр. 1621 г. в Москве.| |До сер. XIX в. её искали.",
    "Эту версию приводит митр. Евгений.| |Её отверг архиеп. Филарет.",
    "Командир роты ст. лейт. Кузнецов убит.| |Инж. П. П. Сергеев жив.",
    "Ревизія ст. сов. Лебедевымъ кончена.| |Врач: к.м.н. Баринов О. Л.",
    "Река течёт в Респ. Марий Эл.| |Дл. 889 км, пл. басс. 39,4 тыс. км².",
    "Служила в шк. № 14 до войны.| |Издавала журн. «Чиж».",
    "Звоните: доб. 118, моб. 8-917-000-11-22.| |Смотри: ф. 12, оп. 3, ед. хр. 12.",
    "Он (смотрит на дверь. Она закрыта) молчит.",
    "Стук остался(( Еду завтра.| |Потом (может быть) скажу.",
    "Сегодня до +15 °C.| |Учёные рады.| |Ветер до 20 м/с.| |Давление 768 мм рт. ст.| |Снега нет.",
    "Он подал прошение Михаилу I.| |Царь его пожаловал.| |Писал это V. Hugo.",
    "Суд взыскал долг с Фролова Н. Н.| |В иске отказано.| |Он читал Э. А. По в школе.",
    "Председатель: Юдин В. К.| |Секретарь: Мальцева О. О.",
    "Товар стал витамином С.| |Это дорого.| |Есть вилла у Ф. Каца.",
    "Выручка упала в III кв. 2021 г.| |Без учёта курса она росла.",
    "Статья 31. Ответственность за утрату багажа",
    "Рис. 4-40. Зависимость всхожести от соли.| |Она видна.",
    "Глава IV. Часть 2. Плавание\n|Миф 3. Алкоголь смертелен.| |Это не так.",
    "Версия 1. Народы моря.| |Так звали пришельцев.",
    "Тула, 11 октября 2022 года. — Завод «Рубин» открыл цех.| |В нём тепло.",
    "Он умер 11 октября 2022 года.| |— Когда?",
    "Тула. На набережной сгорел дом.| |Тула.| |Пострадали двое.\n|Тульская область. Мост закрыт.",
    "Ханка.| |Лежит у границы.\n|Байкал.| |Площадь 31 722 км².| |В него впадает 336 рек.",
    "Уровень воды — 902 см.| |По прогнозу, он упадёт на 3 см.| |Датчики молчат (см. Приложение 2).",
    "Индекс упал до 2 745 п.| |Лидером стал «Рубин».| |Ставка выросла на 1 п. п.| |Его прогноз хуже.",
    "Отношение долга к прибыли — 0,7х.| |Затраты те же.",
    "Напряжение 220–240 В.| |Объём 280 мл.| |В 1941 А. Котов ушёл на фронт.",
    "Масса зверя до 520 г.| |Мех густой.| |Мы живём в д. 5 г. Тулы у школы № 12 г. Тулы.| |Ели по 1,5 г.| |Хлеба нет.",
    "Рукопись издана в 1884 г.| |Вышел автор в отставку позже.| |В 862 г. Рюрик пришёл.| |К 988 г. Русь росла.",
    "Выплаты за 9 мес. 2023 г. выросли.| |Офис у м. «Беляево» закрыт.| |Глубина 6 м.| |«Это много», — сказал он.",
    "Посты обогрева: М-2, 151-й км; М-2, 228-й км; М-4, 260-й км.| |Снега нет.",
    "Гумуса стало меньше на 0,69 абс. % за год.| |Опыт идёт.",
    "Продано 311 тыс. т.| |Лежак — 300 р.| |Парковка есть.| |Сосед, 1985 г. р.| |Нож изъят.| |Жил в 5 км от р. Упы.",
    "Собрание вышло в 8 т. Том первый утрачен.| |Он жил там с начала 1990-х.| |Это много.| |Брус 2 м. на 15 см.",
    "Встреча в 10 ч.| |Площадь закрыта.| |Согласно п. 3 ч. Первой статьи долг взыскан.| |Труды в 2 ч. Часть первая.",
    "Об этом говорит глава 4.| |Она верна.",
    "Первая строка\n|Вторая строка",
    "Одно предложение без точки",
]


@pytest.mark.parametrize("barred", SENTENCES)
def test_sentences_end_at_the_bars(barred: str) -> None:
    parts = [part.strip() for part in barred.split("|") if part.strip()]
    assert [s.text for s in split_sentences(barred.replace("|", ""))] == parts


def test_sentences_of_a_long_line_stay_whole() -> None:
    told = [
        f"Аптекарь № {i} нашёл {i} {'старых ' * (i % 9)}писем им. А. С. Пушкина в 19{i % 90 + 10} г. в Туле."
        for i in range(500)
    ]
    assert [s.text for s in split_sentences(" ".join(told))] == told


def count_words(text: str) -> int:
    return len(text.split())


def count_chars(text: str) -> int:
    return len(text)


def parts(text: str, budget: int) -> list[Sentence]:
    return list(fitting_parts(Sentence(text, 0, len(text)), budget, count_chars))


@given(st.text(alphabet="аб вг.!?\n «»-1", max_size=300), st.integers(1, 30))
def test_parts_of_a_sentence_lose_nothing(text: str, budget: int) -> None:
    at = 0
    for part in parts(text, budget):
        assert part.text == text[part.start : part.stop]
        assert part.text.strip() or len(text) <= budget
        assert len(part.text) <= budget
        assert not text[at : part.start].strip()
        at = part.stop
    assert not text[at:].strip()


@given(st.text(max_size=200))
def test_any_text_splits(text: str) -> None:
    for sentence in split_sentences(text):
        assert sentence.text == text[sentence.start : sentence.stop]


def test_over_long_sentence_is_cut_at_words() -> None:
    sentence = Sentence("Один два три четыре пять", 7, 31)
    found = [(part.text.strip(), part.start) for part in fitting_parts(sentence, 2, count_words)]
    assert found == [("Один два", 7), ("три четыре", 16), ("пять", 27)]


def test_over_long_word_is_cut_at_characters() -> None:
    assert [part.text for part in parts("я" * 10, 4)] == ["яяяя", "яяяя", "яя"]


def test_sentence_within_the_budget_is_whole() -> None:
    assert [part.text for part in parts("Мост.", 5)] == ["Мост."]


def test_paragraph_without_a_sentence_end_is_split_in_bounded_pieces() -> None:
    text = "слово " * 5000
    assert all(s.stop - s.start <= MAX_PIECE_CHARS for s in split_sentences(text))


def test_texts_of_many_users_are_each_split_once() -> None:
    articles = [f"Статья {n}. " + "Мост закрыт до мая. " * 200 for n in range(16)]
    found = [split_sentences(article) for article in articles]
    assert all(split_sentences(article) is sentences for article, sentences in zip(articles, found, strict=True))


def test_no_more_than_a_few_books_are_kept() -> None:
    asked: list[str] = []

    @Kept
    def ask(text: str) -> int:
        asked.append(text[0])
        return len(text)

    books = [name * KEPT_CHARS for name in "абвгдежз"]
    for book in (*books, *reversed(books)):
        assert ask(book) == KEPT_CHARS
    assert "".join(asked) == "абвгдежз" + "абвгдежз"[-KEPT_TEXTS - 1 :: -1]
    ask("и")
    ask("к")
    assert [ask(text) for text in "ик"] == [1, 1] and "".join(asked[-2:]) == "ик"
