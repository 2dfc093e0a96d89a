from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.selection import Room, best_places, count_one, find_candidates, n_words, select, texts_of
from summarizer.selection.features import MAX_SECTION, SENTENCE_FEATURES, sentence_features
from summarizer.selection.pronouns import missing_nouns
from summarizer.selection.ranking import WEIGHTS, load_weights, rank, sections
from summarizer.selection.runs import MAX_ITEMS, MAX_RUN, needed_run, whole_groups
from summarizer.selection.search import Search
from summarizer.selection.words import WORD_FEATURES, word_features
from tests.texts import LONG, NEWS, QUOTES, TALE

LEANING = [
    "Он был построен в 1970 году.",
    "По его словам, мост откроют летом.",
    "Однако мост закрыт до осени.",
    "Об этом сообщила мэрия города.",
    "«Мы успеем к сроку», — добавил он.",
    "Кроме того, изменят маршруты автобусов.",
    "В подтверждение он показал снимки с дрона.",
    "Во-первых, он проверит заключение экспертов.",
    "Ни он, ни мэр на вопросы не ответили.",
    "Рогов считает, что она не справится.",
    "Таких складов в городе четыре.",
    "В нём заложен дефицит в два миллиарда.",
    "Рабочие узнали об этом из газет.",
    "В-третьих, снимайте с огня.",
    "“Мы успеем”, — добавил он.",
    "Во-первых, мост закрыт до осени.",
    "Третьим идёт завод «Рубин».",
    "Отвечая на вопрос врача, он отказался от отпуска.",
    "Чтобы перевезти столько же, нужны автобусы.",
    "Ещё двое рабочих ушли с завода.",
    "Мэр города тем временем уехал в отпуск.",
    "Рабочие в ту ночь остались в цехе.",
    "Да, мост закроют до осени.",
    "Отвечаю: мост закроют до осени.",
    "Мама сожгла её в печке и велела молчать.",
    "Добролюбов видел в нём болезнь.",
    "Глава города Олег Тюрин назвал его вчера.",
    "Неизвещение лишает права ссылаться на указанные обстоятельства.",
    "Неустойка по настоящему пункту не начисляется на авансы.",
    "Папа писал о том же в декабре.",
    "Сам бывший чиновник узнал о мосте из газет.",
    "Остальным лучше подождать нового моста.",
    "Порты Дона принимали бы океанские суда.",
    "Контракт с ним расторгли в мае.",
    "В 2015 году он уехал в Тулу.",
    "На заводе его знают все рабочие.",
    "К такой мере прибегли после того, как мост закрыли.",
    "На третью — мост починили.",
    "В реальности мост закрыт до осени.",
    "Тут и вид на мост через Упу.",
    "Во многом потому, что мост стар.",
    "Позже мэрия подтвердила закрытие моста.",
    "Позднее шанс отличиться имел Котов.",
    "Через час площадь пожара составляла гектар.",
    "Спустя три недели Котов уехал в Тулу.",
    "На следующий день рабочие вышли на мост.",
    "Годом ранее завод выпустил сто станков.",
    "Побывавшие там врачи рассказали о воде.",
    "Слово «мост» здесь означает поправку.",
    "Стало быть, мост закрыт до осени.",
    "Дело в том, что мост стар.",
    "Кстати, мост закроют до осени.",
    "Соответствующий план подписал мэр города.",
    "Одновременно в Туле закрыли мост.",
    "Ну и последнее — мост стар.",
    "В удовлетворении остальной части иска отказать.",
    "Ответственная Ершова Т. Л.",
    "Срок — до 1 июня.",
    "Возбуждено уголовное дело по ч. 1 ст. 105 УК РФ.",
    "По факту случившегося идёт проверка.",
    "КОТОВА А. Г. То есть сейчас денег нет.",
    "В ответ мэр закрыл мост для машин.",
    "По нормативу должно быть шесть.",
    "Для остальных проезд стоит сто рублей.",
    "Позже вернут только половину цены.",
]
STANDING = [
    "Данные хранятся, пока существует запись.",
    "Адрес почты, указанный при покупке, хранится год.",
    "Оно-то и видно: мост Ивана Петрова закрыт.",
    "Атака отбита у деревни Лесной.",
    "«Мы успеем», — сказал мэр города.",
    "Так-то лучше жить в новом доме.",
    "Итальянский посол приехал в Тулу.",
    "Мэр Орлов сказал, что он уйдёт.",
    "Оксана Громова учит новичков, её уроки бесплатны.",
    "В этом году мост закрыт до осени.",
    "Рогов сказал: «Она уйдёт».",
    "Таким образом, мост закрыт до осени.",
    "Завод купил станок и продал его осенью.",
    "Мама нашла её письмо в печке.",
    "Мэр велел рабочим дать ему план моста.",
    "Мост стар, и поэтому его закроют.",
    "Десантник выполнил поставленную перед ним задачу.",
    "Ещё в мае мост закрыли на год.",
    "Рабочие остались в тот день, когда мост закрыли.",
    "Вот уже сорок лет мост стоит над рекой.",
    "В указанный в письме день мост открыли.",
    "Мост чинят одни и те же люди.",
    "Если бы мост открыли, цены упали бы.",
    "Половина жителей хотела бы уехать.",
    "Завод выбрал тот же цвет, что и мэрия.",
    "Депутат и его жена уехали в Тулу.",
    "На третью неделю мост починили.",
    "Построили такой мост, как у нас.",
    "Через месяц мост откроют для машин.",
    "Через год после аварии мост открыли.",
    "На следующий день, 18 мая, мост открыли.",
    "Два года назад мост закрыли.",
    "Рабочие ночуют там, где упал мост.",
    "В Туле здесь никого не удивишь мостом.",
    "Короче всего путь через старый мост.",
    "Скажем спасибо рабочим за новый мост.",
    "Одновременно с мостом закрыли и рынок.",
    "В остальном городе мосты открыты.",
    "Ответственная за мосты Ершова уехала.",
    "Срок ремонта моста — два года.",
    "Возбуждено уголовное дело о краже рельсов.",
    "Возбуждено уголовное дело: директор завода украл рельсы.",
    "Возбуждено уголовное дело по жалобе жильцов Тулы.",
    "После случившегося накануне пожара школу закрыли.",
    "В произошедшем ДТП погибли двое рабочих.",
    "В ответ на жалобу мэр закрыл мост.",
    "В этот четверг мост откроют для машин.",
    "Позднее всех приехал мэр Тулы Котов.",
    "Мостов в городе осталось три.",
]


@pytest.mark.parametrize("sentence", LEANING)
def test_sentence_that_leans_back_is_known(sentence: str) -> None:
    assert find_candidates(f"Мост закрыт. {sentence}")[-1].leans_back


@pytest.mark.parametrize("sentence", STANDING)
def test_sentence_that_stands_by_itself_is_known(sentence: str) -> None:
    assert not find_candidates(f"Мост закрыт. {sentence}")[-1].leans_back


def test_conclusion_in_the_midst_of_a_text_leans_as_others_do() -> None:
    text = "Мост закрыт. Таким образом, рынок пуст. Снег сошёл с полей. Дожди идут неделю. Река вышла из берегов."
    assert [one.leans_back for one in find_candidates(text)] == [False, True, False, False, False]


def test_leaning_sentence_comes_with_its_antecedent_or_not_at_all() -> None:
    for n in range(1, 6):
        for target in range(8, 90, 4):
            text = TALE + "\n" + NEWS
            chosen = select(find_candidates(text), Room(target, 0.85 * target, 1.15 * target))
            places = {candidate.place for candidate in chosen}
            assert all(c.place - 1 in places for c in chosen if c.leans_back and len(chosen) < n + 4), target


def test_line_about_a_book_is_no_part_of_a_run() -> None:
    lines = "Завод издал сказки для детей.", "– М.: Рубин, 2017.", "– 192 с. ISBN 978-5-94282-815-8"
    text = "\n".join([*lines, "Хотя это и сказки, их герои живут в Туле."])
    ranked = rank(find_candidates(text))
    assert [needed_run(ranked, i) for i in (0, 3)] == [(0,), ()]
    assert texts_of(select(find_candidates(text), Room(14, 5, 16))) == lines[:1]


def test_quotation_comes_whole_or_not_at_all() -> None:
    text = (
        "«Мост мы закроем на ремонт до самого ноября. Автобусы пойдут в объезд по мосту», — сказал мэр города Тулы. "
        "Жители города просили о ремонте моста три года подряд. Водителям советуют объезжать центр по улице Победы."
    )
    source = find_candidates(text)
    for target in range(5, 40):
        joined = " ".join(texts_of(select(source, Room(target, target, 1.15 * target))))
        assert joined.count("«") == joined.count("»"), target


def test_rest_of_a_wrapped_line_is_a_crumb() -> None:
    source = find_candidates(
        "и вышел на крыльцо старого дома.\nМельник взял фонарь и вышел.\naria-label — это имя элемента."
    )
    assert [candidate.is_crumb for candidate in source] == [True, False, False]


RULES = (
    "Правила утвердила мэрия.\nЗапрещается:\n- выходить на лёд ночью;\n- оставлять детей одних на льду.\n"
    "Разрешается:\n- кататься на коньках у станции."
)
VERDICT = (
    "Суд рассмотрел дело о долге завода «Рубин» перед банком.\n"
    "РЕШИЛ:\n1) взыскать долг с завода;\n2) в остальном отказать."
)

LEASE = (
    "1.1. Арендодатель передаёт Арендатору дом на один год.\n2.1. Арендодатель обязан:\n"
    "2.1.1. передать дом в день подписания акта;\n2.1.2. производить капитальный ремонт за свой счёт.\n"
    "2.2. Арендатор не вправе сдавать дом другим людям."
)
DEBATE = (
    "Мы спросили двоих о школьной форме.\nАнна Котова, учитель:\n«Форма приучает детей к порядку в школе и дома».\n"
    "Лев Ким, отец:\n«Форма дорога и ничему детей не учит»."
)


@pytest.mark.parametrize(("text", "lead", "items"), [
    (RULES, "Запрещается:", ["- выходить на лёд ночью;", "- оставлять детей одних на льду."]),
    (RULES, "Разрешается:", ["- кататься на коньках у станции."]),
    (VERDICT, "РЕШИЛ:", ["1) взыскать долг с завода;", "2) в остальном отказать."]),
    (VERDICT, "1) взыскать долг с завода;", ["2) в остальном отказать."]),  # half a verdict is none
    (LEASE, "2.1. Арендодатель обязан:", ["2.1.2. производить капитальный ремонт за свой счёт."]),
    (DEBATE, "Анна Котова, учитель:", ["«Форма приучает детей к порядку в школе и дома»."]),
])  # fmt: skip
def test_item_of_a_list_comes_with_what_introduces_it(text: str, lead: str, items: list[str]) -> None:
    source = find_candidates(text)
    for n in range(1, 30):
        chosen = texts_of(select(source, Room(n, n, 1.15 * n, is_soft=True)))
        assert lead in chosen or not set(items) & set(chosen), chosen
    assert lead in texts_of(select(source, Room(99, 99, 99)))


def test_list_whose_items_introduce_lists_costs_no_long_run() -> None:
    line = "{0}) Дом{0} построен давно рядом с рекой у леса. Он таков{0} и стоит тут на улице{0}:"
    ranked = rank(find_candidates("\n".join(line.format(k) for k in range(1, 91))))
    assert max(len(needed_run(ranked, i)) for i in range(len(ranked))) <= MAX_RUN + MAX_ITEMS


DRUG = (
    "Показания к применению\nПрепарат применяют у взрослых для лечения тревожных состояний и нарушений сна.\n\n"
    "Противопоказания\nТяжёлая печёночная недостаточность, эпилепсия, закрытоугольная глаукома, беременность.\n\n"
    "Способ применения\nВнутрь, по одной таблетке вечером."
)
AGENDA = (
    "Повестка дня:\n1. Отчёт председателя о работе за год.\n2. Выборы правления общества.\n\n"
    "1. По первому вопросу слушали председателя Орлова.\n2. По второму вопросу избрали правление."
)


def test_sentence_without_a_verb_comes_with_its_heading_or_not_at_all() -> None:
    source = find_candidates(DRUG)
    assert [candidate.lead for candidate in source] == [None, None, None, 2, None, 4]
    for n in range(1, 7):
        places = {candidate.place for candidate in select(source, Room(n, n, n), count_one)}
        assert (2 in places or 3 not in places) and (4 in places or 5 not in places), n
    assert not {3, 5} & {one.place for one in select(source, Room(3, 3, 3, stands_alone=True), count_one)}


def test_numbered_sentence_needs_no_lead_unless_that_turns_it() -> None:
    items = "1. Внести изменения в бюджет города на новый год.\n2. Премии в июле."
    decided = find_candidates(f"Депутаты решили:\n{items}")
    assert [candidate.lead for candidate in decided] == [None, None, 0]
    told = texts_of(select(decided, Room(2, 2, 2, stands_alone=True), count_one))
    assert told == ("1. Внести изменения в бюджет города на новый год.",)
    for lead in ("Запрещается:", "Мифы о бюджете", "Депутат предложил не делать следующего:"):
        assert find_candidates(f"{lead}\n{items}")[1].lead == 0


@pytest.mark.parametrize("text", [
    "Что нужно взять с собой в поход:\nСпальник, палатка.\nИ вот что пригодится в лесу ночью:\nфонарь",
    "Рекомендуем выполнить такие действия:\n- открыть меню;\n- нажать кнопку «Сброс».",
])  # fmt: skip
def test_line_with_a_colon_at_its_end_is_no_thesis(text: str) -> None:
    told = texts_of(select(find_candidates(text), Room(2, 2, 2, stands_alone=True), count_one))
    assert told and not any(line.endswith(":") for line in told)


def test_list_that_begins_anew_has_no_lead_of_the_one_before() -> None:
    assert [candidate.lead for candidate in find_candidates(AGENDA)] == [None, 0, 0, None, None]


def test_sentence_comes_with_the_name_that_its_paragraph_begins_with() -> None:
    text = (
        "Tefor K10 (1990 руб.). Корпус пластиковый, мощность 800 Вт. Кофе варит за пять минут.\n"
        "Brauna M2 (3490 руб.). Сталь, стекло. Кувшин треснул на второй неделе."
    )
    source = find_candidates(text)
    assert [candidate.lead for candidate in source] == [None, 0, 0, None, 3, 3]
    assert [candidate.is_crumb for candidate in source] == [True, False, False, True, True, False]
    story = "Посёлок Лесной. Мост закрыли весной.\nПотом пришла зима. Мост открыли."
    assert all(candidate.lead is None for candidate in find_candidates(story))


NOTES = (
    "Итоги совещания\n- Запуск сайта переносится на 20 октября\n- Павел готовит список ошибок до пятницы\n"
    "- Бюджет на рекламу сокращён вдвое\n- Отпуска согласовывать через Елену"
)


def test_item_that_says_something_needs_neither_its_list_nor_an_end() -> None:
    source = find_candidates(NOTES)
    assert [one.lead for one in source] == [None, None, None, None, 0]
    assert texts_of(select(source, Room(3, 3, 3, stands_alone=True), count_one)) == tuple(NOTES.split("\n")[1:4])
    fixed = find_candidates(NOTES.replace("Итоги совещания", "Исправленные ошибки"))
    assert [one.lead for one in fixed] == [None, 0, 0, 0, 0]
    habits = "10 привычек, которые экономят деньги\n1. Ведите учёт расходов.\n2. Планируйте меню на неделю."
    assert [one.lead for one in find_candidates(habits)] == [None, None, None]
    assert find_candidates(habits.replace("экономят", "не экономят"))[1].lead == 0


@pytest.mark.parametrize("told", [
    "Пётр Котов — русский врач, автор учебников.",
    "Показания: головная боль, мигрень, лихорадка при простуде.",
    "Гарантия — 24 месяца со дня продажи.",
])  # fmt: skip
def test_sentence_that_says_what_it_is_of_needs_no_heading(told: str) -> None:
    assert find_candidates(f"Утюг «Аврора»\n{told}")[1].lead is None


LAKES = (
    "Байкал. Площадь 31 722 км². В него впадает 336 рек.\nЛадожское озеро. Рыбаки ловят рыбу. Длина 219 км.\n"
    "Ханка. Лежит на границе с Китаем, тёплое. Озеро замерзает в ноябре."
)


def test_entry_comes_with_the_name_that_says_of_what_it_tells() -> None:
    assert [one.lead for one in find_candidates(LAKES)] == [None, 0, 0, None, None, 3, None, 6, None]
    said_again = LAKES.replace("Ханка", "Байкал")  # as who speaks in a play
    assert all(one.lead is None for one in find_candidates(said_again))


TALK = (
    "— Вы будете закрывать завод «Прогресс» в этом году?\n— Нет.\n— А что будет с детским садом завода?\n"
    "— Детский сад передадут городу до осени. Это решено.\n— Спасибо?"
)


def test_question_comes_with_its_answer_and_an_answer_with_its_question() -> None:
    source = find_candidates(TALK)
    for n in range(2, 7):
        places = {candidate.place for candidate in select(source, Room(n, n, n), count_one)}
        assert (0 in places) == (1 in places) and (2 in places) == (3 in places), places
        assert 5 not in places and (4 not in places or 3 in places)


def test_one_sentence_is_told_where_none_is_whole_without_another() -> None:
    told = texts_of(select(find_candidates("— Вы закроете завод в этом году?\n— Нет."), Room(1, 1, 1), count_one))
    assert told == ("— Нет.",)


def test_enumeration_is_one_sentence_that_stands_by_itself() -> None:
    text = (
        "Совет собрался. Он решил: 1) закрыть цех с 1 июня; 2) уволить рабочих; 3) продать землю :) Прессу не пустили."
    )
    decided = find_candidates(text)[1]
    assert decided.sentence.text.startswith("Он решил: 1)") and not decided.closes_quote


@pytest.mark.parametrize("bracketed", [
    "Завод «Рубин» продал участок (12 га) компании «Вектор».", "Врач назначил препарат (25 мг) больному.",
    "Анна Котова (32) избрана мэром Тулы.", "Суд сослался на закон (п. 3) и отказал.",
    "Поезд шёл быстро (90 км/ч) и ночью.", "Автор писал(а) письма домой.", "Мост (он стар :)) закрыли на год.",
])  # fmt: skip
def test_bracket_that_closes_behind_two_letters_closes(bracketed: str) -> None:
    candidate = find_candidates(bracketed)[0]
    assert not (candidate.opens_quote or candidate.closes_quote)


def test_sentence_with_a_short_bracket_needs_no_other() -> None:
    text = (
        "Завод «Рубин» продал участок (12 га) компании «Вектор» за 900 миллионов рублей. Сделку одобрил совет "
        "директоров в марте. Рабочие завода узнали о сделке из газет. Профсоюз намерен обратиться в прокуратуру города."
    )
    assert texts_of(select(find_candidates(text), Room(1, 1, 1), count_one))[0].startswith("Завод «Рубин» продал")


def test_pronouns_of_a_sentence_of_any_length_are_found() -> None:
    assert len(missing_nouns("дали им и " * 20_000)) == 20_000


def test_curly_and_straight_quotations_come_whole_too() -> None:
    for opening, closing in ("“”", '""', "„“"):
        said = f"{opening}Мы построим школы. Мы закроем долги{closing}, — сказал он."
        text = f"Выступил мэр. {said} Завод {opening}Рубин{closing} встал."
        traits = [(one.opens_quote, one.closes_quote) for one in find_candidates(text)]
        assert traits == [(False, False), (True, False), (False, True), (False, False)], opening


@pytest.mark.parametrize("line", [
    "МОСКВА, 11 апр — РИА «Полдень».",
    "Иван Петров, корреспондент «Вестей».",
    "Опубликовано 5 июня 2024 года в 14:20.",
    "На фото: цех завода после ремонта.",
    "> Отгрузить приборы в срок завод не успеет.",
    "Ключевые слова: почва, уголь, томат, опыт, влага, песок, вода, поле, юг, зерно, рост, доза, вес.",
    "2. СЛУШАЛИ: учителя русского языка И. С. Панову.",
    "При использовании материалов ссылка на Туластат обязательна.",
    "Выделите фрагмент и нажмите Ctrl+Enter.",
    "Нашли опечатку в тексте?",
    "«Сокол» (Тула) — «Заря» (Калуга) — 1:3.",
    "Атлеты из Тулы готовятся к стартам на Играх в...",
    "Здравствуйте, дорогие радиослушатели!",
    "Дорогие братья и сестры!",
])  # fmt: skip
def test_lines_around_a_text_are_crumbs(line: str) -> None:
    assert find_candidates(f"{line}\nСовет завода отправил директора в отставку.")[0].is_crumb


def test_what_stands_below_a_press_release_is_not_told() -> None:
    news = "Тула, 11 октября 2022 года. — Завод «Рубин» открыл цех насосов. Цех даст городу триста рабочих мест."
    news += " Цех строили год. Насосы купят заводы Тулы. Деньги дал банк."
    firm = (
        "О компании\nЗавод «Рубин» основан в 1998 году. Завод имеет пять цехов в Туле.\nКонтакты для СМИ\nАнна Котова."
    )
    source = find_candidates(f"{news}\n{firm}")
    assert [one.is_aside for one in source] == [False] * 5 + [True] * 5 and not source[0].is_speech
    assert not any(one.is_aside for one in find_candidates(f"{firm}\n{news}"))


def test_spaced_letters_are_a_crumb() -> None:
    source = find_candidates("Входит р у с с к и й пленник. А в 5 т. и в 6 т. о том не сказано ни слова.")
    assert [candidate.is_crumb for candidate in source] == [True, False]


def test_headings_and_crumbs_wait_for_whole_sentences() -> None:
    lines = "Афиша недели", "Тула, 5 мая", "Музей самоваров откроют в мае после ремонта.", "Фото: архив"
    text = "\n".join([*lines, "Вход будет свободным для всех жителей города."])
    source = find_candidates(text)
    assert texts_of(select(source, Room(2, 2, 2), count_one)) == (source[2].sentence.text, source[4].sentence.text)
    assert texts_of(select(source, Room(5, 5, 5), count_one)) == tuple(
        one.sentence.text for one in source if not one.is_label
    )


def test_same_is_not_said_twice() -> None:
    text = NEWS + "\n" + NEWS.replace("сообщила мэрия Тулы", "сообщили в мэрии Тулы")
    chosen = texts_of(select(find_candidates(text), Room(60, 55, 66)))
    assert sum("закроют на ремонт" in sentence for sentence in chosen) <= 1


def test_no_run_of_words_is_said_twice() -> None:
    text = (
        "Мост через реку Упу закроют с понедельника. Рабочие в городе ждут мост через реку Упу открытым к зиме. "
        "Автобусы пойдут в объезд по улице Победы."
    )
    for n in (2, 3):
        chosen = " ".join(texts_of(select(find_candidates(text), Room(n, n, n), count_one)))
        assert chosen.lower().count("мост через реку упу") == 1


def test_foreign_sentence_of_a_russian_text_waits_for_russian_ones() -> None:
    text = (
        "Мост через Упу закрыли на ремонт до осени. The town has no other bridge across the river. Объезд есть у леса."
    )
    source = find_candidates(f"{text} Автобусы ходят по улице Победы через центр.")
    for stands_alone in (False, True):
        told = select(source, Room(2, 2, 2, stands_alone=stands_alone), count_one)
        assert source[1] not in told and len(told) == 2
    assert source[1] in select(source, Room(4, 4, 4), count_one)


def test_question_is_no_thesis() -> None:
    source = find_candidates("Знаете, сколько раз в день я читал новости? Мост закрыли на ремонт до осени.")
    assert texts_of(select(source, Room(2, 2, 2, stands_alone=True), count_one)) == (source[1].sentence.text,)


def test_points_stand_alone() -> None:
    chosen = select(find_candidates(QUOTES), Room(3, 3, 3, stands_alone=True), count_one)
    assert len(chosen) == 3 and not any(candidate.leans_back or candidate.opens_quote for candidate in chosen)


def test_no_point_leans_on_what_is_not_there() -> None:
    source = find_candidates(NEWS + "\n" + TALE)
    for n in range(1, 12):
        points = select(source, Room(n, n, n, stands_alone=True), count_one)
        assert points and not any(candidate.leans_back for candidate in points)


def test_narrative_is_gone_on_from_where_it_was_taken() -> None:
    deeds = (
        "Он рано вставал и шёл к плотине.", "Он носил синий кафтан с медными пуговицами.", "Его боялись мальчишки.",
        "Он знал тропы в старом лесу за рекой.", "Ему привозили рожь из дальних сёл.", "Он пел по вечерам песни деда.",
        "Его сын уехал в город учиться ремеслу.", "Он ждал писем и смотрел на дорогу.", "Ему никто не писал всю зиму.",
    )  # fmt: skip
    text = f"Мельник Лука жил у реки. {' '.join(deeds)}"
    chosen = [candidate.place for candidate in select(find_candidates(text), Room(44, 38, 50))]
    assert chosen == list(range(len(chosen))) and len(chosen) > 5


def test_what_is_said_is_not_chosen_again() -> None:
    source = find_candidates(NEWS)
    said = source[:1]
    assert source[0] not in select(source, Room(40, 30, 46), n_words, said)
    assert sum(map(n_words, [*said, *select(source, Room(40, 34, 46), n_words, said)])) <= 46


def test_long_text_is_chosen_from_in_all_its_parts() -> None:
    names = [f"{a}{b}" for a in ("Бор", "Вал", "Гай", "Дол", "Луг", "Мыс") for b in "абвгдежзиклмнопрстуф"]
    text = "\n".join(
        f"В {1700 + i} году {name}ск построил {name}ны мост {name}ой весной." for i, name in enumerate(names)
    )
    text += "\n" + text.replace("построил", "снёс")
    source = find_candidates(text)
    chosen = select(source, Room(100, 85, 115))
    places = [candidate.place / len(source) for candidate in chosen]
    assert places == sorted(places) and min(places) < 0.3 and max(places) > 0.6


@given(st.text(alphabet="аб Вг.!?\n «»-1Он", max_size=400), st.integers(1, 40))
def test_choice_is_in_order_and_within_the_room(text: str, most: int) -> None:
    source = find_candidates(text)
    chosen = select(source, Room(most, most, most))
    assert [c.place for c in chosen] == sorted({c.place for c in chosen})
    assert sum(map(n_words, chosen)) <= most
    assert all(source[c.place] == c for c in chosen)


def test_sections_hold_every_sentence_in_order() -> None:
    source = find_candidates(LONG * 9)
    parts = sections(source)
    assert [c for part in parts for c in part] == [*source]
    assert len(parts) > 1 and max(map(len, parts)) <= MAX_SECTION


def test_weights_are_those_of_the_features() -> None:
    weights = load_weights()
    source = find_candidates(NEWS)
    assert len(weights.words) == len(WORD_FEATURES) + 1
    assert all(len(row) == len(WORD_FEATURES) for row in word_features(source, [0.0] * len(source)).values())
    assert len(weights.members) == len(SENTENCE_FEATURES)
    assert len(weights.sentences) == len(SENTENCE_FEATURES) + 1
    assert all(len(row) == len(SENTENCE_FEATURES) for row in sentence_features(source))


TURNOUT = (
    "Явка избирателей на выборах главы области по состоянию на 18:00 составила 41 процент, сообщила председатель "
    "комиссии области Светлана Попова. Пять лет назад на то же время проголосовали 38 процентов избирателей. "
    "Наибольшая активность отмечена в Куркинском районе, наименьшая — в Туле. Голосование на участках области проходит "
    "три дня, с 8 по 10 сентября. Жалоб, которые могли бы повлиять на итоги, не поступало. Один избиратель испортил "
    "бюллетень."
)


def test_lead_that_leaves_a_small_room_open_is_told() -> None:
    source = find_candidates(TURNOUT)
    assert source[0].n_words == 19
    assert source[0] in select(source, Room(24, 0.85 * 24, 1.15 * 24, is_soft=True))


@pytest.mark.parametrize(("n_more", "is_lead"), [(0, True), (6, False)])
def test_lead_that_is_a_little_too_long_is_told_alone(n_more: int, is_lead: bool) -> None:
    lead = (
        "С 10 по 24 июня из-за испытаний сетей в домах на улицах Садовой, Полевой и Мира не будет горячей воды, как "
        "сообщила в понедельник управляющая компания «Уют» из Тулы" + " и соседи" * n_more + "."
    )
    text = f"{lead} Вентили на стояках просят закрыть заранее. Плату за дни без воды пересчитают без всяких заявлений."
    told = texts_of(select(find_candidates(text), Room(25, 21, 28, is_soft=True), n_words))
    assert (told == (lead,)) is is_lead
    essay = f"{lead}\nТаким образом, вода вернётся в дома на этих улицах только к концу июня этого года."
    assert texts_of(select(find_candidates(essay), Room(25, 21, 28, is_soft=True), n_words)) != (lead,)


def test_room_that_may_lack_words_is_filled_with_no_caption() -> None:
    lead = TURNOUT.partition(".")[0] + "."
    source = find_candidates(f"{lead}\nГлава избирательной комиссии Светлана Попова")
    assert select(source, Room(24, 0.85 * 24, 1.15 * 24, is_soft=True)) == [source[0]]
    assert select(source, Room(40, 0.85 * 40, 1.15 * 40, is_soft=True)) == [source[0]]


def test_word_of_the_sentence_below_a_heading_is_one_of_the_first() -> None:
    bare, headed = find_candidates(NEWS), find_candidates(f"Ремонт моста\nФото: архив\n\n{NEWS}")
    stem, place = bare[-1].stems[-1], WORD_FEATURES.index("first_place")
    told = [word_features(source, [0.0] * len(source))[stem][place] for source in (bare, headed)]
    assert told[0] == told[1] > 0


def test_every_set_that_fits_is_tried_and_counted_once() -> None:
    source = find_candidates(
        "Мост закрыт до самого мая этого года. Он стар и давно опасен всем людям. Кот спит на печи весь целый день."
    )
    ranked = rank(source)
    assert sorted(whole_groups(ranked)) == [(0,), (0, 1), (0, 1, 2), (2,)]
    search = Search(ranked, [1.0] * len(ranked), load_weights().sets)
    found = {one.members: one.tally for one in search.find_sets(whole_groups(ranked), 2, 3)}
    assert set(found) == {(0, 1), (0, 2), (0, 1, 2)}
    whole = found[0, 1, 2]
    stems = [stem for candidate in source for stem in candidate.stems]
    chances = {stem: chance for one in ranked for stem, chance in one.chances.items()}
    assert (whole.n_words, whole.size, whole.repeated) == (
        sum(c.n_words for c in source),
        3.0,
        len(stems) - len(set(stems)),
    )
    assert whole.content + whole.function == pytest.approx(sum(chances.values()))


def test_sentence_torn_at_a_link_is_one() -> None:
    torn = "Сейм Польши в пятницу утром\nпринял новый закон о судах\n, как и ожидали. Спор\n\nо нём продолжится."
    source = find_candidates(torn)
    assert source[0].sentence.text == "Сейм Польши в пятницу утром принял новый закон о судах, как и ожидали."
    assert [c.sentence.text for c in source[1:]] == ["Спор", "о нём продолжится."]
    assert (
        torn[source[0].sentence.start : source[0].sentence.stop].split()
        == torn.split(" Спор")[0].replace("\n,", " ,").split()
    )


def test_sentence_torn_within_an_editors_insert_is_one() -> None:
    torn = "«Мы подадим апелляцию (на решение CAS. —\nRT\n), но оснований (их пока\nне видели\n. Он ждёт», — сказал он."
    texts = [candidate.sentence.text for candidate in find_candidates(torn)]
    assert texts[0] == "«Мы подадим апелляцию (на решение CAS. — RT), но оснований (их пока не видели."
    assert find_candidates(torn)[0].opens_quote


def test_sentence_torn_at_a_quoted_word_is_one() -> None:
    torn = "Мэр назвал этот шаг\n«пятничной глупостью»\n. Ким ушёл\n«Заря» осталась."
    texts = [candidate.sentence.text for candidate in find_candidates(torn)]
    assert texts == ["Мэр назвал этот шаг «пятничной глупостью».", "Ким ушёл", "«Заря» осталась."]


def test_weights_hold_no_words_of_any_text() -> None:
    table = files("summarizer.selection").joinpath(WEIGHTS).read_text("utf-8")
    assert table.isascii()


def test_rank_of_nothing_is_nothing() -> None:
    assert rank([]) == [] and select([], Room(5, 4, 6)) == [] and best_places([], []) == []
