"""What a summary is made of by the genre of its text: laws, reports, articles, chats, tales."""

import pytest

from summarizer.length import Budget, join_sentences
from summarizer.selection import Candidate, Room, count_one, find_candidates, n_words, select, texts_of
from summarizer.selection.misleading import is_weak
from summarizer.selection.ranking import rank
from summarizer.selection.runs import MAX_ITEMS, needed_run
from summarizer.selection.subjects import lacks_subject

LAW = """Статья 2. Меры поддержки
Сельским школам предоставляются:
1) субсидия на покупку автобусов в размере не менее двух миллионов рублей;
2) выплата на ремонт зданий не чаще одного раза в десять лет;
3) бесплатное подключение к сети со скоростью 50 мегабит.
Статья 3. Условия предоставления
1. Субсидия предоставляется, если в школе учатся не менее тридцати детей.
2. Школа, закрытая более чем на год, утрачивает право на поддержку."""
REPORT = """Завод «Рубин» подвёл итоги года
Ключевые показатели
• Выручка завода выросла за год на 14 %, до 61 млрд рублей.
• EBITDA завода снизилась за год на три процента.
• Чистый долг — 26 млрд рублей на конец года.
Расходы по направлениям
• Сырьё и энергия — 17 млрд рублей за весь год."""
ARTICLE = """Введение. Уличный свет меняет поведение птиц во всех городах мира.
Методы. В парках города повесили сорок дуплянок с камерами. Сон птиц записывали две весны подряд.
Результаты. Птицы у фонарей спали на час меньше остальных. Доля сна упала до семи часов. В мае сон длиннее.
Обсуждение. Наши данные согласуются с опытами в лаборатории. Дуплянки достаточно повернуть летком от фонаря.
Финансирование. Работа выполнена за счёт средств университета."""


def sentences_in(text: str, n: float, is_list: bool = False) -> tuple[str, ...]:
    return texts_of(select(find_candidates(text), Room(n, n, n, stands_alone=is_list), count_one))


def words_in(text: str, n: float) -> tuple[str, ...]:
    return texts_of(select(find_candidates(text), Room(n, 0.85 * n, 1.15 * n, is_soft=True), n_words))


def find(text: str, beginning: str) -> Candidate:
    return next(one for one in find_candidates(text) if one.sentence.text.startswith(beginning))


def test_list_that_is_one_sentence_comes_whole() -> None:
    ranked = rank(find_candidates(LAW))
    assert {needed_run(ranked, i) for i in (2, 3, 4)} == {(1, 2, 3, 4)}


def test_list_that_is_too_long_does_not_come_by_its_first_item() -> None:
    items = "".join(f"- субсидия номер {n} на покупку автобусов;\n" for n in range(MAX_ITEMS))
    ranked = rank(find_candidates(f"Сельским школам предоставляются:\n{items}- бесплатное подключение к сети."))
    assert needed_run(ranked, 1) == ()
    assert needed_run(ranked, MAX_ITEMS + 1) == (0, MAX_ITEMS + 1)


def test_clause_of_a_law_needs_the_heading_of_its_article_only_if_that_bars() -> None:
    assert find(LAW, "1. Субсидия").lead is None
    assert find(LAW.replace("Условия предоставления", "Основания отказа"), "1. Субсидия").lead is not None
    assert find(LAW.replace("Статья 3. Условия предоставления", "Условия:"), "1. Субсидия").lead is not None


def test_scope_of_a_law_tells_little() -> None:
    scope = "1. Действие настоящего Закона не распространяется на частные школы."
    assert is_weak(find_candidates(f"{scope}\n{LAW}")[0])


def test_figures_of_a_report_need_a_heading_that_says_of_what() -> None:
    leads = [one.lead for one in find_candidates(REPORT)]
    assert leads == [None, None, None, None, None, None, 5]


@pytest.mark.parametrize("line", ["Чистая прибыль — 3,4 млрд руб. (+6 % за год)", "Доля просроченных кредитов — 5,9 %"])
def test_figure_of_a_report_tells_something_without_an_end_mark(line: str) -> None:
    told = find_candidates(f"Банк подвёл итоги\nОсновные результаты\n{line}\nБанк закроет 14 отделений до конца года.")[
        2
    ]
    assert not (told.is_line or told.is_crumb or told.lead)


@pytest.mark.parametrize("line", ["Порций — 8", "мука — 250 г", "Глава 2 — Мост"])
def test_line_of_a_form_tells_nothing_without_an_end_mark(line: str) -> None:
    assert find_candidates(f"Банк закроет 14 отделений до конца года.\n{line}")[1].is_line


def test_numbered_heading_leads_its_list() -> None:
    told = find_candidates("5. Цель\nПомочь школам.\n6. Задачи\n1) купить автобусы;\n2) передать методику в области.")
    assert [one.lead for one in told][3:] == [2, 2]
    plan = find_candidates("План:\n1. Купить автобусы\n- два малых;\n- один большой.")
    assert {one.lead for one in plan[1:]} == {0}


def test_who_sits_in_a_court_is_not_told() -> None:
    ruling = "Суд г. Тулы в составе:\nсудьи Громовой Е. А.,\nрассмотрев иск Котова о долге,\nРЕШИЛ:\n"
    paid = "Взыскать с завода государственную пошлину в доход бюджета города Тулы в размере 4 500 рублей."
    text = f"{ruling}долг с завода взыскать.\nВ удовлетворении остальной части иска отказать.\n{paid}"
    assert words_in(text, 6) == ("РЕШИЛ:", "долг с завода взыскать.")
    assert find(text, "судьи").lead is None
    assert is_weak(find_candidates(text)[-1])


def test_sitting_comes_to_what_is_adopted() -> None:
    votes = "Прошу голосовать.\nЗа — 33, против — 0, воздержались — 5. Законопроект принят в первом чтении."
    assert find(votes, "Законопроект").around.is_outcome
    assert not find(votes.replace("За — 33, против — 0, воздержались — 5.", "Тише."), "Законопроект").around.is_outcome


@pytest.mark.parametrize("line", [
    "Мнение автора может не совпадать с мнением редакции.", "О компании: АО «Рубин» льёт сталь с 1986 года.",
    "Сообщение подготовлено пресс-службой мэрии города Тулы.", "Лит.: Котов А. А., Мосты, М., 1936; Ким Л., Реки, 1950",
    "При использовании материала ссылка обязательна.", "Фактические результаты могут существенно отличаться.",
])  # fmt: skip
def test_what_stands_under_all_texts_is_not_told(line: str) -> None:
    news = "Музей почты открыл выставку писем. На ней покажут сорок открыток. Билет стоит триста рублей."
    assert [one.is_aside for one in find_candidates(f"{news}\n{line}")] == [False] * 3 + [True]


@pytest.mark.parametrize("line", [
    "Информация о гибели двух рабочих завода предоставлена пресс-службой МЧС.",
    "Использование материала в несущих стенах домов разрешено с мая.",
    "Завод не берёт на себя обязательств по обновлению парка машин.",
])  # fmt: skip
def test_news_in_words_of_a_notice_is_told(line: str) -> None:
    news = "Музей почты открыл выставку писем. На ней покажут сорок открыток. Билет стоит триста рублей."
    assert not find_candidates(f"{news}\n{line}")[-1].is_aside


@pytest.mark.parametrize("heading", ["О музее", "О компании.", "Об организаторах", "О фонде «Берег»"])
def test_what_stands_below_a_press_release_is_no_part_of_it(heading: str) -> None:
    news = "Музей почты открыл выставку писем. На ней покажут сорок открыток. Билет стоит триста рублей."
    assert [one.is_aside for one in find_candidates(f"{news}\n{heading}\nМузей основан в 1986 году.")][3:] == [True] * 2


@pytest.mark.parametrize("title, is_other", [
    ("«Снесут весь район»: как в Орле чинят мост", True), ("Глава третья", False), ("В Орле чинят старый мост.", False),
])  # fmt: skip
def test_sentence_that_a_site_cuts_short_below_the_title_of_other_news_is_not_told(title: str, is_other: bool) -> None:
    begun = "В Орле начали чинить старый мост через реку. Рабочие разобрали опору, которую в мае..."
    text = f"Мост в Туле закрыли до мая из-за трещин.\nАвтобусы идут в объезд.\n{title}\n{begun}\nМост стар."
    assert [one.is_aside for one in find_candidates(text)] == [False, False, False, False, is_other, False]


def test_headings_fill_nothing_up_beside_sentences() -> None:
    text = LAW + "\nСтатья 4. Финансирование\nСредства выделяет областной бюджет из своих доходов."
    assert not any(line.startswith("Статья") for line in words_in(text, 100))


def test_text_of_lines_is_filled_from_them() -> None:
    verses = "Мороз и солнце над рекой\nЕщё ты дремлешь за стеной\nПора красавица проснись\nНавстречу северу явись"
    assert len(words_in(verses, 12)) == 2


def test_article_comes_to_what_was_found() -> None:
    outcomes = texts_of(one for one in find_candidates(ARTICLE) if one.around.is_outcome)
    assert outcomes == (
        "Птицы у фонарей спали на час меньше остальных.",
        "Доля сна упала до семи часов.",
        "Дуплянки достаточно повернуть летком от фонаря.",
    )


def test_article_with_conclusions_comes_to_them() -> None:
    conclusion = "Дуплянки следует вешать вдали от фонарей."
    text = ARTICLE.replace("Финансирование.", f"Выводы. {conclusion}\nФинансирование.")
    assert texts_of(one for one in find_candidates(text) if one.around.is_outcome) == (conclusion,)


def test_means_and_headings_of_an_article_tell_little() -> None:
    text = ARTICLE.replace("Результаты.", "Результаты исследования и их обсуждение.")
    assert is_weak(find(text, "В парках")) and not is_weak(find(text, "Птицы"))
    assert find(text, "Результаты").is_crumb
    assert not {"Введение.", "Сон птиц записывали две весны подряд."} & {*words_in(text, 40)}


@pytest.mark.parametrize("who", ["Финансирование. Работа выполнена за счёт вуза.", "Работа поддержана грантом № 21."])
def test_who_paid_for_an_article_is_no_part_of_it(who: str) -> None:
    text = f"{ARTICLE.rpartition(chr(10))[0]}\n{who}"
    assert find(text, "Работа").is_aside and not find(text, "Дуплянки").is_aside


def test_aim_comes_with_its_heading() -> None:
    text = ARTICLE.replace("Методы.", "Цель работы. Сравнить, как спят птицы у фонарей.\nМетоды.")
    assert needed_run(rank(find_candidates(text)), find(text, "Сравнить").place) == (2, 3)


def test_text_without_means_is_no_article() -> None:
    assert not any(one.around.section for one in find_candidates("Введение\nМост стар.\nЗаключение\nЕго закроют."))


def test_what_names_a_text_above_it_does_not_tell_of_it() -> None:
    text = "Выборы ректора в университете. Хроника дня\n\n18:30 — Ректором избрана Ирина Соболева."
    assert [one.is_crumb for one in find_candidates(text)] == [True, True, False]
    assert find_candidates("Почему люди боятся больших перемен?\n\nПеремены пугают.")[0].is_crumb
    assert not find_candidates("Люди боятся перемен.\n\nПеремены пугают.")[0].is_heading


CHAT = """Марина (склад): Коллеги, доброе утро! Сегодня созвон по переезду склада на новое место.
Игорь: А страховка у второго перевозчика есть? В прошлый раз разбили стеллаж.
Анна: Есть, до трёх миллионов рублей.
Марина (склад): Тогда берём второго перевозчика. Аня, подпиши договор до среды. Переезжаем в конце мая.
Анна: Первый перевозчик дороже. Предлагаю взять ещё и его на один день.
Игорь: Мы не едем, у нас отпуск с пятого мая"""


def test_chat_comes_to_what_is_decided() -> None:
    outcomes = [one for one in find_candidates(CHAT) if one.around.is_outcome]
    assert [one.sentence.text for one in outcomes] == [
        "Марина (склад): Тогда берём второго перевозчика.",
        "Аня, подпиши договор до среды.",
        "Переезжаем в конце мая.",
    ]
    assert not any(one.leans_back for one in outcomes)


def test_speech_in_a_parliament_decides_nothing() -> None:
    speech = "Котов А. В. Уважаемые депутаты, переезжаем в новый зал.\nКим О. С. Переезжаем завтра в новый зал."
    assert not any(one.around.is_outcome for one in find_candidates(speech * 2))


def test_answer_comes_with_a_question_that_goes_on() -> None:
    ranked = rank(find_candidates(CHAT))
    assert needed_run(ranked, 4) == (2, 4)


def test_who_goes_on_is_not_taken_for_who_speaks_before() -> None:
    source = find_candidates(CHAT)
    assert join_sentences([source[4], source[7]], Budget(20)).count("\n") == 1
    assert join_sentences([source[5], source[7]], Budget(20)).count("\n") == 0


SITTING = """КОТОВА А. Г. Уважаемые депутаты, начнём с бюджета района. Доходы составят 812 млн рублей.
ОРЛОВ П. С. Хватит ли этого на ремонт моста?
КОТОВА А. Г. Да. На мост заложено 64 млн рублей, подрядчика нашли в марте.
ОРЛОВ П. С. А что со школой?
КОТОВА А. Г. На спортзал денег нет, крышу починят к сентябрю."""


def test_who_speaks_in_a_sitting_is_known_in_capitals_too() -> None:
    in_small = SITTING.replace("КОТОВА", "Котова").replace("ОРЛОВ", "Орлов")
    turns = [one.turn for one in find_candidates(SITTING)]
    assert any(turn.is_prompt for turn in turns) and turns == [one.turn for one in find_candidates(in_small)]
    assert not any("Да." in sentence for sentence in sentences_in(SITTING, 2))


LIFE = """Котова Анна Львовна (1858, Тула — 1913, Орёл) — русский географ, автор описания реки Упы.
В 1876 году окончила гимназию с большой медалью. В 1880 году поступила на Бестужевские курсы.
В 1890 году Котова составила первую карту реки Упы."""


def test_theses_of_a_life_say_who_before_they_leave_it_to_the_first() -> None:
    first, school, courses, card = texts_of(find_candidates(LIFE))
    assert sentences_in(LIFE, 2, is_list=True) == (first, card)
    assert len(sentences_in(LIFE, 4, is_list=True)) == 4
    other = LIFE.replace("(1858, Тула — 1913, Орёл) — русский географ, автор", "в юности прочла")
    assert not {school, courses} & {*sentences_in(other, 4, is_list=True)}
    dull = LIFE.replace(card, "Летом Ким уехал на юг за углём.")
    assert dull.split("\n")[-1] in sentences_in(dull, 3, is_list=True)


def test_tale_comes_to_its_last_paragraph() -> None:
    tale = "Соль\nЖил у реки мельник с сыном.\nСын ушёл за солью к морю.\nСын вернулся домой. Соль он отдал рыбам."
    assert [one.around.is_outcome for one in find_candidates(tale)] == [False, False, False, True, True]
    other = tale.replace("Жил у реки мельник", "Мельник открыл завод")
    assert not any(one.around.is_outcome for one in find_candidates(other))


@pytest.mark.parametrize("sentence", [
    "Прошу вас до пятницы ответить на два вопроса.", "Предлагаю новую дату открытия магазина.",
    "Подведу итог. Мост закроют на весь будущий год.",
])  # fmt: skip
def test_letter_comes_to_what_it_asks_for_and_a_lecture_to_its_sum(sentence: str) -> None:
    assert find_candidates(f"Мы получили отчёт о мосте. {sentence}")[-1].around.is_outcome


def test_thanks_are_not_told() -> None:
    letter = find_candidates(
        "Спасибо, что прислали отчёт о работе магазина. Я прочитал его с командой. Магазин закрыт."
    )
    assert letter[0].is_aside and not needed_run(rank(letter), 1)


@pytest.mark.parametrize("words, is_lacking", [("а" * 100_000, True), ("А" * 100_000, False), ("1 " * 50_000, False)])
def test_who_does_what_a_sentence_of_any_length_tells_is_found(words: str, is_lacking: bool) -> None:
    assert lacks_subject(f"Ушла {words}.") is is_lacking
