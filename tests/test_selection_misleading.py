"""What a summary must not tell by leaving out: a claim without its refutation, a prompt without its answer."""

import pytest

from summarizer.selection import Room, count_one, find_candidates, make_candidate, n_words, select, texts_of
from summarizer.selection.ranking import rank
from summarizer.selection.runs import needed_run
from summarizer.split import Sentence

MYTHS = (
    "Долгое время считалось, что кофе вызывает инфаркт у всех людей. На самом деле связи между ними не нашли. "
    "Кофе пьют по всему миру уже пятьсот лет подряд. Его привозят из Бразилии, Вьетнама и Колумбии."
)
FACTS = (
    "Миф: прививка от гриппа сама вызывает грипп у людей.\nФакт: в вакцине нет живого вируса.\n"
    "Миф: здоровым людям прививка от гриппа не нужна.\nФакт: осложнения бывают и у здоровых людей."
)
RULES = "Требования:\n• опыт работы бухгалтером не менее трёх лет;\n• знание программы «Парус» и таблиц."
RUMOUR = (
    "В сети разошлось сообщение о том, что поликлинику закроют. Считается, что здание признали аварийным. "
    "На самом деле поликлиника продолжит работать в прежнем здании. Глава города сообщил о начале проверки слуха."
)
RULE = (
    "Размер возмещения не может превышать 600 рублей за килограмм багажа. Это ограничение не применяется при умысле. "
    "Перевозчик отвечает за утрату багажа с момента приёмки до выдачи. Спор о багаже рассматривает суд по месту выдачи."
)
INTERVIEW = (
    "— В соцсетях сообщают о закрытии детского отделения с нового года.\n— Его не закрывают, а переводят в дом 5.\n"
    "— Когда больница получит томограф, который обещал губернатор?\n— Томограф привезли весной, но специалиста нет.\n"
    "— Читатели пишут, что лекарств на всех больных не хватает.\n— Запаса лекарств хватит больнице на три месяца."
)
RULING = (
    "Петрова Е. С. обратилась в суд с иском к заводу «Рубин» о взыскании 840 000 руб. Завод иск не признал и просил "
    "отказать. Свидетель Иванов подтвердил слова истца в полном объёме.\nСуд РЕШИЛ:\nиск удовлетворить частично.\n"
    "Взыскать с завода «Рубин» 350 000 руб. неустойки.\nСудья Орлова"
)

TRIAL = (
    "Защитник заявил в суде: «Мой клиент невиновен. Деньги со склада украл бухгалтер Петров вместе с кладовщиком. "
    "Следствие это скрыло от прокурора». Суд признал клиента виновным и назначил пять лет колонии."
)
QUOTED = "Деньги со склада украл бухгалтер Петров вместе с кладовщиком."
DEATH = (
    "Актёр Иван Котов скончался в Москве на 81-м году жизни, сообщил телеграм-канал «Кадр». Котов снялся в сорока "
    "фильмах и сыграл в двадцати спектаклях театра. Последний фильм с его участием вышел в 2019 году.\n"
    "Позже дочь артиста назвала сообщение ложным: Котов жив и репетирует."
)
CHARGE = (
    "Плата за вывоз мусора в Туле вырастет на 30 % с первого июля, сообщила мэрия. Новый тариф утвердят в мае после "
    "общественных слушаний.\n\n"
    "Уточнение: в первой версии заметки была ошибка, плата вырастет не на 30, а на 3 %."
)
BRIDGE = (
    "В Туле закрыли мост через Упу\nВ Туле закрыли мост через Упу из-за трещин, сообщил телеграм-канал «Тула сегодня». "
    "Автобусы пустили в объезд по улице Победы до осени.\nМэрия опровергла сообщение: мост открыт, трещин нет."
)
COFFEE = (
    "Три чашки кофе в день снижают риск инфаркта на 15 %, утверждалось в статье. Учёные десять лет следили за двумя "
    "тысячами человек. Опыт шёл в разных странах Европы. Журнал отозвал статью: данные были подделаны."
)
LIMIT = (
    "5.5. Общая ответственность Стороны ограничивается суммой реального ущерба. Упущенная выгода возмещению не "
    "подлежит. Указанное ограничение не применяется при умышленном нарушении."
)

TOWNS = (
    "За тридцать лет население малых городов сократилось на 11 %. Однако этот показатель обманчив: 80 % потерь "
    "приходится на города Севера. Города Юга выросли за это время на четверть."
)
OBLOMOV = (
    "На первый взгляд, Обломов просто ленив и не хочет ничего делать. Но лень его не врождённая, а воспитанная домом. "
    "Обломов не лежит потому, что не может встать. Обломов лежит потому, что не видит, ради чего вставать."
)

CLEANER = (
    "Купил пылесос в мае и пользуюсь каждый день.\nДостоинства: лёгкий, тихий, легко чистится. Щётка берёт шерсть с "
    "ковра.\nНедостатки: аккумулятор умер через четыре месяца, сервис отказал.\nПокупать советую с оглядкой."
)
SIDES = (
    "Плюсы:\n- тихий мотор и лёгкий корпус;\n- щётка хорошо берёт шерсть.\n"
    "Минусы:\n- аккумулятор умер через четыре месяца;\n- сервис отказал в ремонте."
)

FLOOD = (
    "Вода в реке Уве поднялась до девяти метров, сообщили в штабе. Людей в домах нет.\nВ соцсетях распространилось "
    "сообщение о прорыве плотины. МЧС эту информацию опровергло: плотина цела, вода уходит.\nДорога на Ключи закрыта."
)
CHAR = (
    "Песчаные почвы региона плохо держат воду. В ряде работ высказывалось предположение, что уголь заменит удобрения. "
    "Опыт шёл четыре года на двух полях.\nУрожай ячменя не вырос. Предположение о том, что уголь заменит удобрения, не "
    "подтвердилось."
)
SPIES = (
    "Пожар в Тамбове начался в доме купца. Город выгорел за одну ночь. Пожар нередко приписывали шпионам соседей. "
    "Никаких доказательств этому нет. Город отстроили по новому плану."
)
BLENDER = (
    "Купила блендер в мае.\nИз плюсов: мощный мотор, удобная ручка, длинный шнур.\n"
    "Из минусов — шумит как самолёт, сильно греется.\nПодруга взяла такой же."
)
GONE = "Директор школы ушла после жалоб родителей. Или нет?\nШкола стоит на берегу реки. В школе учатся триста детей."
PHENOL = (
    "Завод стоит на реке Сурень. По данным экологов, содержание фенола ниже стоков завода выросло в сорок раз. Жители "
    "перестали брать воду.\nВедомство провело проверку. Превышений по фенолу ниже стоков завода она не нашла. "
    "За мазут завод всё же оштрафуют."
)
VOLGA = (
    "Представим, что Волга повернула на запад. Каспий обмелел бы на сорок метров. На деле реки разделяет гряда. "
    "Канал между реками построили за четыре года."
)
CASH = (
    "Получить капитал наличными деньгами нельзя. Единственное исключение — выплата семьям с малым доходом. "
    "Заявление подают в фонд или на портале. Срока у капитала нет."
)
LETTER = (
    "Вы спрашиваете, правда ли, что я продал имение. Нет, не продал и продавать не хочу. Озимые вымокли ещё осенью. "
    "Доктор велел везти дочь на воды."
)
SATIRE = (
    "Чиновникам запретят слово «нет»\nМэрия готовит указ о замене слова «нет» на «мы работаем». Указ одобрил "
    "вице-мэр по радости. Дороги назовут естественными уже в мае.\nВсе события и персонажи вымышлены."
)


def chosen(text: str, n: int, **room: bool) -> tuple[str, ...]:
    return texts_of(select(find_candidates(text), Room(n, n, n, **room), count_one))


@pytest.mark.parametrize(
    ("text", "claim", "answer"),
    [
        (MYTHS, 0, 1),
        (FACTS, 0, 1),
        (FACTS, 2, 3),
        (RULE, 0, 1),
        (RUMOUR, 0, 2),
        (DEATH, 0, 3),
        (CHARGE, 0, 2),
        (BRIDGE, 0, 3),
        (BRIDGE, 1, 3),
        (COFFEE, 0, 3),
        (LIMIT, 0, 2),
        (LIMIT, 2, 0),
        (TOWNS, 0, 1),
        (OBLOMOV, 0, 1),
        (OBLOMOV, 2, 3),
        (CLEANER, 1, 3),
        (CLEANER, 2, 3),
        (BLENDER, 1, 2),
        (SIDES, 1, 4),
        (SIDES, 2, 4),
        (FLOOD, 2, 3),
        (CHAR, 1, 4),
        (SPIES, 2, 3),
        (GONE, 0, 1),
        (LETTER, 0, 1),
        (PHENOL, 1, 4),
        (PHENOL, 1, 3),
        (VOLGA, 1, 0),
        (CASH, 0, 1),
        (CASH, 1, 0),
        (SATIRE, 1, 4),
    ],
)
def test_claim_comes_with_what_takes_it_back_or_not_at_all(text: str, claim: int, answer: int) -> None:
    source = texts_of(find_candidates(text))
    for n in range(1, len(source)):
        told = chosen(text, n)
        assert source[claim] not in told or source[answer] in told, n


DISPUTED = (
    "Суд в Туле назначил Ершовой два года условно. Деньги она не вернула. Приговор можно обжаловать до мая.\n"
    "Адвокат Рыбин указал, что подписи в ведомостях никто не исследовал.{}Суд с этим доводом не согласился: подписи "
    "изучали дважды.\nПрокурор просил три года колонии общего режима."
)
SUMS = (
    "Рабочие завода остановили конвейер. По данным профсоюза, завод должен им 96 миллионов рублей. Администрация "
    "называет другую сумму — 41 миллион рублей. Проверку на заводе начала трудовая инспекция. Цех закрыт до мая."
)
LATER = (
    "Взрыв разрушил подъезд дома в Ухте. Глава МЧС Дронов заявил, что завалы разобраны полностью. Позже в ведомстве "
    "поправились: под плитами осталась часть перекрытия. Жильцов разместили в школе. Газ отключили во всём квартале."
)
FIRST = (
    "Взрыв разрушил подъезд дома в Ухте. Сначала спасатели сообщали о четырёх пострадавших, через час о шести. К "
    "вечеру минздрав назвал другое число: девять человек. Жильцов разместили в школе. Газ отключили во всём квартале."
)
ILLUSION = (
    "Нам твердят, что переезд на Марс спасёт человечество от гибели. Будто бы достаточно построить ракету "
    "побольше. Это опасная иллюзия.\nНа Марсе нет воздуха и магнитного поля. Почва Марса ядовита из-за перхлоратов."
)


@pytest.mark.parametrize(("text", "claim", "answer"), [
    (DISPUTED.format(" "), 3, 4), (DISPUTED.format("\n"), 3, 4), (SUMS, 1, 2), (LATER, 1, 2), (FIRST, 1, 2),
    (ILLUSION, 0, 2), (ILLUSION, 1, 2),
])  # fmt: skip
def test_claim_comes_with_who_denies_it(text: str, claim: int, answer: int) -> None:
    source = texts_of(find_candidates(text))
    for n in range(1, len(source)):
        told = chosen(text, n)
        assert source[claim] not in told or source[answer] in told, n


def test_who_denies_a_claim_comes_with_it() -> None:
    assert find_candidates(SUMS)[2].leans_back and find_candidates(DISPUTED.format("\n"))[4].leans_back


def test_no_thesis_is_a_claim_that_is_taken_back() -> None:
    for text, n in ((MYTHS, 3), (FACTS, 2), (RULE, 3)):
        told = chosen(text, n, stands_alone=True)
        assert told and not any(line.startswith(("Долгое", "Миф", "Размер", "Это")) for line in told)


@pytest.mark.parametrize("text", [DEATH, CHARGE, BRIDGE, COFFEE])
def test_correction_is_an_outcome_and_names_what_it_takes_back(text: str) -> None:
    source = find_candidates(text)
    assert source[-1].around.is_outcome and source[0].counter == source[-1].place
    assert chosen(text, 1) == chosen(text, 1, stands_alone=True) == (source[-1].sentence.text,)
    told = chosen(text, 2, stands_alone=True)
    assert source[-1].sentence.text in told and source[0].sentence.text not in told


def test_number_that_is_told_anew_takes_back_the_one_before() -> None:
    text = (
        "Порт за год перевалил 16 млн тонн грузов, сообщила пресс-служба. Громова заявила, что уволились 120 человек "
        "из 900. Позже пресс-служба уточнила, что ушли 112 человек. Ледокол простоял в ремонте до марта."
    )
    assert [candidate.counter for candidate in find_candidates(text)] == [None, 2, None, None]


FARE = (
    "Проезд в Твери с июня будет стоить 38 рублей, сообщил департамент транспорта. По карте «Волга» заплатить придётся "
    "36 рублей. Тариф не меняли с 2021 года.\n{}Департамент транспорта уточнил, что по карте «Волга» проезд "
    "будет стоить 35 рублей, а не 36."
)


@pytest.mark.parametrize("label", ["Обновлено в 18:40. ", "Исправление.\n", ""])
def test_correction_behind_its_label_names_the_number_that_it_denies(label: str) -> None:
    source = find_candidates(FARE.format(label))
    assert [one.counter for one in source[:3]] == [None, source[-1].place, None]
    assert source[-1].around.is_outcome and not any(one.around.is_outcome for one in source[:-1])


def test_number_that_somebody_else_tells_later_takes_back_the_one_before() -> None:
    text = (
        "Завод встал. Профком заявил, что уволились 120 человек. Отдел кадров позднее сообщил о 87 уволенных. Цех цел."
    )
    assert [candidate.counter for candidate in find_candidates(text)] == [None, 2, None, None]


def test_text_that_is_a_joke_says_so_and_keeps_its_heading() -> None:
    source = find_candidates(SATIRE)
    assert chosen(SATIRE, 1) == (source[-1].sentence.text,) and source[0].counter is None
    review = "Роман вышел в мае. Он смешной. Герои книги вымышлены, но узнаваемы. Город настоящий."
    assert all(one.counter is None for one in find_candidates(f"{review} Цена невелика. Купите роман в мае. Прочтите."))


def test_refutation_that_a_text_begins_with_takes_nothing_back() -> None:
    text = (
        "Мэрия опровергла слухи о закрытии моста. Мост открыт. «Слухи не соответствуют действительности», — сказал мэр."
    )
    assert all(candidate.counter is None for candidate in find_candidates(text))


def test_what_one_person_says_is_no_hearsay() -> None:
    source = find_candidates(
        "Врач утверждает, что кофе вреден. Кофе считается напитком богатых людей.\n"
        "На вокзале появился новый вестибюль, что обрадовало жителей."
    )
    assert not any(candidate.is_hearsay for candidate in source)


def test_statement_of_the_side_that_asks_comes_with_its_answer() -> None:
    source = find_candidates(INTERVIEW)
    assert [candidate.turn.is_prompt for candidate in source] == [True, False] * 3
    for n in (2, 4):
        places = {candidate.place for candidate in select(source, Room(n, n, n), count_one)}
        assert all((place ^ 1) in places for place in places)
    theses = chosen(INTERVIEW, 3, stands_alone=True)
    assert set(theses) <= {source[i].sentence.text for i in (1, 3, 5)}


def test_question_of_two_sentences_comes_whole() -> None:
    text = "— Вас называют последним смотрителем маяка. Это так?\n— Нет, на побережье есть ещё трое смотрителей."
    assert chosen(text, 3) == texts_of(find_candidates(text)) and not chosen(text, 2)[1:]


LICENCE = (
    "Можно ли менять права в другом регионе?\nМожно в любом отделении, независимо от прописки.\n\n"
    "Сколько стоит замена прав?\nГоспошлина за новые права составляет две тысячи рублей. Через портал дешевле.\n\n"
    "Нужна ли медицинская справка?\nДа, если срок прав истёк."
)


def test_lone_questions_are_prompts_and_the_lines_below_answer() -> None:
    source = find_candidates(LICENCE)
    assert [candidate.turn.is_prompt for candidate in source] == [True, False, True, False, False, True, False]
    assert [candidate.lead for candidate in source] == [None, 0, None, None, None, None, 5]
    assert chosen(LICENCE, 3, stands_alone=True) == (source[3].sentence.text,)
    assert chosen(LICENCE, 1)[0] in {source[i].sentence.text for i in (1, 3)}  # one must be told
    one_question = "Можно ли менять права?\nМэрия открыла новый отдел. В отделе работают трое."
    assert not any(candidate.turn.is_prompt for candidate in find_candidates(one_question))


OPERA = (
    "**Вы писали эту оперу семь лет. Почему так долго?**\nПервую версию я выбросила через три года работы.\n"
    "Правда ли, что вам предлагали мюзикл?\nПредлагали, и за хорошие деньги.\n"
    "Можно ли слушать оперу дома?\nНи в коем случае. Дома оперу слушают одни соседи композитора.\n"
    "Кто будет дирижировать на премьере?\nДирижёра Ахметова привезут из Казани перед самой премьерой."
)


def test_questions_may_take_two_sentences_and_answers_drop_what_they_are_about() -> None:
    source = find_candidates(OPERA)
    assert [one.turn.is_prompt for one in source] == [True, True, False, True, False, True, False, False, True, False]
    assert [one.lead for one in source] == [None, None, None, None, 3, None, 5, None, None, None]


PLAY = (
    "ЭЛЕКТРИК. Воды нет.\nМАСТЕР. Где взять воду посреди ночи?\n"
    "ЭЛЕКТРИК. Насос сломался в среду, а новый обещали к пятнице."
)
CHAT = (
    "[12.03, 09:14] Аня: Собрание перенесли на пятницу, на шесть вечера.\n"
    "[12.03, 09:15] Пётр: А кто принесёт протокол?\n[12.03, 09:17] Аня: Протокол принесёт Орлова."
)
POSTS = (
    "marina.k:\nЗаказала холодильник в мае, привезли с вмятиной. Магазин вернул половину цены.\n"
    "Олег писал:\nХолодильник меняли два месяца, но всё же поменяли на новый."
)


def test_speakers_are_known_by_capitals_behind_a_time_and_above_their_lines() -> None:
    play, chat, posts = map(find_candidates, (PLAY, CHAT, POSTS))
    assert [candidate.turn.begins for candidate in play] == [True, False] * 3
    assert [candidate.turn.is_name for candidate in play] == [True, False] * 3
    assert [candidate.turn.begins for candidate in chat] == [True] * 3 and chat[1].turn.is_prompt
    assert [candidate.lead for candidate in posts] == [None, 0, 0, None, 3]


def test_line_of_a_chat_is_measured_by_what_is_said_and_needs_no_full_stop() -> None:
    lines = ["Игорь: Так, всем привет, давайте начнём.", "Лена: 👍", "Игорь: Релиз переносим на двадцать седьмое мая",
             "Лена: По первому вопросу.", "Лена: Банк вернул деньги сорока людям из пятидесяти"]  # fmt: skip
    source = find_candidates("\n".join(f"[00:0{i}:12] {line}" for i, line in enumerate(lines)))
    assert [one.is_crumb for one in source] == [True, True, False, True, False]
    assert chosen("\n".join(lines), 2, stands_alone=True) == (lines[2], lines[4])


def test_headings_that_name_a_speaker_make_no_chat() -> None:
    lines = ["Ким: всегда хотел драться дома", "— Вы готовы?", "— Да, я готов к бою с мая.", "— А зал?", "— Зал полон.",
             "Ким: о Москве не думаю"]  # fmt: skip
    assert [one.is_crumb for one in find_candidates("\n".join(lines))][::5] == [True, True]


def test_no_heading_is_the_only_sentence_where_another_says_something() -> None:
    text = "Изменено\n- Программа больше не запускается на старых системах.\nВерсия 4.1.2 (01.02.2023)"
    assert chosen(text, 1) == ("- Программа больше не запускается на старых системах.",)


def test_label_that_comes_once_is_no_speaker() -> None:
    text = "Диагноз основной: острый инфаркт миокарда. Поставлен стент в правую артерию.\nВыписан домой."
    assert not any(candidate.turn.begins or candidate.turn.goes_on for candidate in find_candidates(text))
    talk = "Орлов: Мост закрыт.\nПетров: Когда откроют?\nОрлов: Осенью."
    assert all(candidate.turn.begins for candidate in find_candidates(talk))


def test_old_mail_is_not_told_as_the_writers_own() -> None:
    text = "Условия принимаем, договор подпишем.\n> Анна, здравствуйте! Просим не применять к нам штраф за просрочку."
    assert chosen(text, 3) == ("Условия принимаем, договор подпишем.",)
    assert chosen("> Просим не применять к нам штраф за просрочку.", 1)  # there is nothing else


@pytest.mark.parametrize("line", [
    "Председатель: Юдин В. К.", "«Сокол»: Котов, Ким, Горин (Ершов, 60), Абрамов, Зуев.", "Удаление: Котов, 88.",
    "Протокол общего собрания от 18 апреля 2022 г.", "Присутствовали: Громов В. И., Тарасова Л. П., Ким С. Д.",
    "Начальник отдела закупок, тел. +7 495 123-45-67", "Приложение: фотографии на 6 листах, 58 подписей.",
    "Присутствовали: Котов А. П. (председатель), Зимина Л. В., Орлов Д. С., Фадеева Н. И. (секретарь).",
    "5.1. Договор составлен в двух экземплярах, по одному для каждой стороны.",
])  # fmt: skip
def test_entry_of_a_form_is_a_crumb(line: str) -> None:
    assert find_candidates(f"{line}\nСовет завода отправил директора в отставку.")[0].is_crumb


def test_sentence_of_names_is_no_entry() -> None:
    assert not find_candidates("Столица Тульской губернии — Тула.\nЗимой Андрей Котов и Анна Ким уехали.")[0].is_crumb


def test_sentence_that_ends_with_a_year_is_none() -> None:
    assert not find_candidates("Мост открыли для движения 18 апреля 2022 г.")[0].is_crumb


@pytest.mark.parametrize("sentence", [
    "3. Это ограничение снято.", "— Но контракт не продлили с мая.", "❗ Это неправда от начала.",
    "Директор: Тогда запустим цех без насосов.", "Напротив, участок продали весной.",
    "Стоимость таких работ не возмещается.", "Указанное требование снято в мае.", "В противном случае суд откажет.",
    "Онъ потерялъ обозъ.", "Тѣмъ не менѣе домъ стоитъ.",
])  # fmt: skip
def test_mark_before_the_first_word_hides_no_beginning(sentence: str) -> None:
    assert find_candidates(f"Мост закрыт до мая. Завод встал.\n{sentence}")[-1].leans_back


@pytest.mark.parametrize("sentence", ["Он выбрал дом такой же, как у брата.", "Мэр внёс такой план, что совет ушёл."])
def test_such_that_is_explained_leans_on_nothing(sentence: str) -> None:
    text = sentence.removeprefix("Он ")
    assert not find_candidates(f"Мост закрыт. Мэр {text}")[-1].leans_back


def test_items_end_with_a_semicolon_and_come_with_their_lead() -> None:
    text = "Требования:\n• опыт работы бухгалтером не менее трёх лет;\n• знание программы «Парус» и таблиц.\nЖдём вас."
    source = find_candidates(text)
    assert [candidate.is_crumb for candidate in source] == [True, False, False, True]
    assert "Требования:" not in chosen(text, 2, stands_alone=True)


def test_ruling_is_told() -> None:
    told = texts_of(select(find_candidates(RULING), Room(12, 8, 14), n_words))
    assert "Взыскать с завода «Рубин» 350 000 руб. неустойки." in told


def test_conclusions_and_verdicts_are_told_however_brief_and_without_the_literature() -> None:
    text = (
        "Опыт шёл четыре года на двух полях. Почва там песчаная и плохо держит воду зимой.\n4. Выводы\n"
        "1. Уголь держит воду.\n2. Без азота урожай не растёт.\n"
        "Список литературы\n1. Павлов П. П. Уголь в поле. М., 2012."
    )
    source = find_candidates(text)
    assert [one.around.is_outcome for one in source[3:5]] == [True, True] and all(one.is_aside for one in source[5:])
    assert set(chosen(text, 2)) & set(texts_of(source[3:5])) and not any(one.is_brief for one in source[3:5])
    verdict = find_candidates("Пылесос стоит тридцать тысяч рублей. Он тих.\nИтог: если у вас нет ковров, он хорош.")[
        -1
    ]
    assert not (verdict.is_speech or verdict.is_crumb or verdict.is_brief)


def test_text_of_its_author_is_no_speech() -> None:
    text = "Я купила робот в ноябре по акции. Мне он служил неделю. Потом мы поехали в сервис. Деньги нам вернули."
    assert not any(candidate.is_speech for candidate in find_candidates(text))
    assert find_candidates("Мост закрыт. Завод встал. Мы уходим. Дом сгорел.")[2].is_speech


@pytest.mark.parametrize("sentence, is_speech", [
    ("Водолазы нашли на дне озера лодку.", False), ("Посол вернулся в Вашингтон из Тулы.", False),
    ("У села стоит 4-я бригада.", False),
    ("Нашествие мышей застало врасплох деревню.", False), ("Водолазы осмотрели нашу старую лодку.", True),
])  # fmt: skip
def test_word_that_begins_like_a_pronoun_is_no_voice(sentence: str, is_speech: bool) -> None:
    assert find_candidates(f"Мост закрыт. Завод встал. {sentence}")[2].is_speech is is_speech


@pytest.mark.parametrize("signs", ["🚛❌", "⭐", "⏰ ", "👨\u200d🔧", "→", "! 🔥 🔥"])
def test_sentence_that_ends_with_an_emoji_is_whole(signs: str) -> None:
    assert not find_candidates(f"Мост через Каму закрыт для грузовиков с сегодняшнего дня {signs}")[0].is_line


def test_row_of_signs_of_any_length_is_a_line() -> None:
    assert make_candidate(Sentence(f"{'🔥' * 40_000} мост закрыт", 0, 0), 0, starts_paragraph=True).is_line


def test_what_goes_on_from_a_crumb_comes_with_what_that_goes_on_from() -> None:
    text = (
        "В Туле поступило сто сообщений.\nВ доме нашли тело сторожа. Нож изъят. Возбуждено дело по статье «Убийство»."
    )
    assert needed_run(rank(find_candidates(text)), 3) == (1, 2, 3)


def test_pronoun_comes_with_the_sentence_that_names_whom_it_means() -> None:
    text = (
        "Глава города Олег Тюрин назвал слухи о закрытии ложью. Полиция начала проверку. Он призвал не верить слухам. "
        "Поликлиника продолжит работать в прежнем здании до весны."
    )
    assert needed_run(rank(find_candidates(text)), 2) == (0, 1, 2)
    assert needed_run(rank(find_candidates(text.replace("Он ", "Она "))), 2) == (1, 2)


@pytest.mark.parametrize("marks", ["«»", "“”", "„“", '""'])
@pytest.mark.parametrize("more", ["", "Договор он подделал ещё зимой. Сторож всё видел. "])
def test_middle_of_a_quotation_comes_with_its_speaker_or_not_at_all(marks: str, more: str) -> None:
    text = TRIAL.replace("Следствие", f"{more}Следствие").replace("«", marks[0]).replace("»", marks[1])
    assert [one.is_quoted for one in find_candidates(text)] == [False, *[True] * (1 + more.count(". ")), False, False]
    for n in range(1, 7):
        told, theses = chosen(text, n), chosen(text, n, stands_alone=True)
        assert QUOTED not in theses and (QUOTED not in told or told[0].startswith("Защитник")), n


@pytest.mark.parametrize("text", [
    "Завод «Торговый дом «Рубин» продали весной. Мост закрыли. Суд открыл «Вестник». Снег сошёл.",  # one mark too few
    "Суд «закрыл мост.\nДождь идёт. Снег сошёл. Мэр открыл «Рубин»» и ушёл.",  # no quotation goes over paragraphs
    "Обращение мэра\n«Друзья! Мост закрыт до мая. Снег сошёл».",  # nobody but him speaks
    "Мэр рад: «Мост закрыт. Снег сойдёт, — сказал он. — Лёд тоже».",
])  # fmt: skip
def test_quotation_swallows_nothing_that_is_not_in_it(text: str) -> None:
    assert not any(candidate.is_quoted for candidate in find_candidates(text))


@pytest.mark.parametrize("announcement", [
    "Смута не просто разорила города и сёла страны.", "После ремонта моста остался один вопрос.",
    "Мэр города сказал рабочим вот что.", "Для города и завода главное —",
    "Рабочие завода требуют следующее.", "Мэр города написал рабочим завода:",
])  # fmt: skip
def test_announcement_comes_with_what_it_announces(announcement: str) -> None:
    text = f"{announcement}\nГород не нашёл денег на новый мост. Снег сошёл с полей за рекой."
    assert needed_run(rank(find_candidates(text)), 0) == (0, 1)


def test_list_needs_only_its_own_lead() -> None:
    assert needed_run(rank(find_candidates(RULES)), 2) == (0, 2)


def test_no_thesis_leaves_out_who_does_it() -> None:
    text = (
        "Анна Котова из посёлка Лесного упала с лошади и сломала ногу. В школу посёлка пойдёт не раньше ноября. "
        "Посёлок собрал деньги на лечение за два дня. Врачи обещают полное выздоровление ноги к зиме."
    )
    assert [candidate.lacks_subject for candidate in find_candidates(text)] == [False, True, False, False]
    assert chosen(text, 3, stands_alone=True) == tuple(texts_of(find_candidates(text))[i] for i in (0, 2, 3))


def test_each_poster_of_a_thread_leads_the_lines_below_him() -> None:
    lines = ["marina.k:", "Газ в доме дорог зимой.", "Степаныч:", "Газобетон посыплется через год.", "Олег_72:", "Нет."]
    source = find_candidates("\n".join(lines))
    assert [one.lead for one in source] == [None, 0, None, 2, None, 4]
    assert [one.turn.is_name for one in source] == [True, False] * 3


def test_name_with_a_stage_direction_is_a_name() -> None:
    source = find_candidates("ЗОЯ (листает папку).\nВоды в доме нет.\nЗОЯ.\nСвета нет.\nКИМ.\nПочему?")
    assert [one.turn.is_name for one in source] == [True, False, True, False, True, False]


def test_first_sentence_tells_the_news_however_brief() -> None:
    text = (
        "Работники завода «Прогресс» объявили забастовку. С утра конвейер стоит, у проходной собрались триста человек. "
        "Рабочие требуют погасить долги по зарплате за три месяца. Гострудинспекция вынесла директору предупреждение."
    )
    assert not find_candidates(text)[0].is_brief
    assert chosen(text, 3, stands_alone=True)[0] == "Работники завода «Прогресс» объявили забастовку."


def test_first_sentence_lacks_no_subject() -> None:
    letter = find_candidates("Получил ваше письмо и весьма рад. Получил ваше письмо и весьма рад.")
    assert [candidate.lacks_subject for candidate in letter] == [False, True]


def test_name_that_comes_again_answers_no_question() -> None:
    play = "Анна.\nНе знаю, право. Кто там?\nОлег.\nЭто я.\nАнна.\nКто?\nОлег.\nЯ!\nАнна.\nЧто ж так?\nОлег.\nБуря."
    assert not any(candidate.turn.is_prompt for candidate in find_candidates(play))
    questions = "Нужна ли справка?\nНет.\nНужен ли паспорт?\nНет.\nСтоит ли ждать?\nНет."
    assert find_candidates(questions)[0].turn.is_prompt


STENOGRAM = (
    "Председательствующий. Переходим к вопросу о питании школьников. Докладывает Седова.\n"
    "Седова О. В. Уважаемые депутаты! Законопроект даёт горячее питание ученикам из многодетных семей. Деньги есть. "
    "Комитет просит поддержать законопроект в первом чтении.\n"
    "Лапин И. С. Почему в законопроект не вошли сельские школы?\n"
    "Седова О. В. Они уже получают питание. Школы нашли в бюджете.\nПредседательствующий. Прошу голосовать за питание."
)


def test_speakers_of_a_stenogram_are_known_and_a_speech_tells_by_itself() -> None:
    source = find_candidates(STENOGRAM)
    assert [one.sentence.text for one in source if one.turn.begins and one.turn.is_name] == [
        "Председательствующий.", "Седова О. В.", "Председательствующий."]  # fmt: skip
    assert [one.turn.is_prompt for one in source].count(
        True
    ) == 1  # of more than two who speak none is the side that asks
    assert source[3].is_crumb and source[3].turn.is_labelled
    theses = chosen(STENOGRAM, 2, stands_alone=True)
    assert theses == (source[4].sentence.text, source[6].sentence.text)
    sued = "Орлова А. В. обратилась в суд.\nСуд отказал.\nОрлова А. В. обжаловала решение."
    assert not any(one.turn.begins for one in find_candidates(sued))


@pytest.mark.parametrize("second", ["Снег сошёл с полей", "«Снег сошёл с полей"])
def test_quotation_of_several_paragraphs_is_one(second: str) -> None:
    text = f"Мэр ответил жителям города.\n«Мост стар. Его закроют.\n{second}. Ждать нечего».\nЖители города против."
    assert [one.is_quoted for one in find_candidates(text)] == [False, False, True, True, True, False]
    letter = "Открытое письмо\n«Мост стар. Его закроют.\nСнег сошёл с полей»."
    assert not any(one.is_quoted for one in find_candidates(letter))
    unclosed = text.replace("нечего».", "нечего.")
    assert not any(one.is_quoted for one in find_candidates(unclosed))


HOSPITAL = (
    "Слухи о закрытии больницы в Шуе не подтвердились\n\nВ соцсетях разошлась запись, автор которой утверждает, что "
    "больницу в Шуе закроют весной.\nВрач Лыков заявил, что больница в Шуе не закроется.\nВ больнице идёт ремонт крыши."
)


def test_denial_that_a_text_begins_with_comes_with_what_it_denies() -> None:
    source = find_candidates(HOSPITAL)
    assert [one.counter for one in source] == [None, 0, None, None]
    assert source[0].around.is_news and not source[0].is_crumb
    assert chosen(HOSPITAL, 1) == chosen(HOSPITAL, 1, stands_alone=True) == (source[0].sentence.text,)


@pytest.mark.parametrize("recount", [
    "Позднее Минздрав уточнил число жертв: погибли трое.", "К вечеру число погибших на трассе выросло до трёх человек.",
])  # fmt: skip
def test_number_of_victims_comes_with_that_counted_anew(recount: str) -> None:
    text = f"Автобусы столкнулись под Уфой в мае.\nПо данным МЧС, погибли двое.\nБыл гололёд.\n{recount}"
    text = text.replace("погибли двое", "погибли двое, жертв среди детей нет")
    assert [one.counter for one in find_candidates(text)] == [None, 3, None, None]


def test_elliptic_answer_comes_with_the_question_before_it() -> None:
    text = "Откуда мы знаем о голоде? Из дозорных книг, которые составляли в уездах. Пашня сократилась в десять раз."
    assert needed_run(rank(find_candidates(text)), 1) == (0, 1)
    assert needed_run(rank(find_candidates(text)), 2) == (2,)


@pytest.mark.parametrize("answer", ["Обратитесь в кассу с паспортом.", "Напишите заявление в кассу."])
def test_advice_comes_with_the_question_that_it_answers(answer: str) -> None:
    text = f"Кому положен билет?\nВсем детям до десяти лет.\nЧто делать, если билет утерян?\n{answer}"
    assert find_candidates(text)[3].lead == 2


def test_clause_without_a_predicate_comes_with_the_heading_of_its_section() -> None:
    text = (
        "Правила\n2. Какие данные собирает завод\n2.1. Адрес почты и имя.\n2.2. Завод не передаёт данные банкам.\n"
        "2.3. Список прочитанных книг."
    )
    assert [one.lead for one in find_candidates(text)][2:] == [1, None, 1]


def test_text_that_begins_with_its_author_is_his() -> None:
    text = "Деревня наша называлась Вязы. Было в ней сорок дворов. Звали нас Котовыми. Дед держал скот. Зимой он умер."
    assert not find_candidates(text)[0].is_speech and find_candidates(f"Мост закрыт. {text}")[1].is_speech


def test_what_turns_out_at_the_end_of_a_story_is_told() -> None:
    text = (
        "Утро пекаря Жуковой началось как обычно. У крыльца булочной стоял мужчина с коробкой. Мужчина ушёл к вокзалу. "
        "Коробку открыли к полудню у печи. Эксперты музея приехали через час. "
        "Как выяснилось вечером, в коробке лежала икона из музея Галича."
    )
    source = find_candidates(text)
    assert [one.around.is_outcome for one in source] == [False] * 5 + [True]
    assert source[5].sentence.text in chosen(text, 4, stands_alone=True)


SHELTER = (
    "Приют для сов\n\nАрхив переезжает в новое здание.\n\n"
    "Когда появился приют?\nВ 2014 году мне принесли сову с пулей в крыле. Клиника взять её отказалась.\n\n"
    "Сколько у вас птиц?\nСто двадцать. Весной бывает больше, потому что люди подбирают слётков.\n\n"
    "На что вы живёте?\nПочти всё нам дают люди. В месяц на мышей уходит сто сорок тысяч рублей."
)


def test_who_is_asked_says_in_an_interview_what_others_would_say_of_him() -> None:
    source = find_candidates(SHELTER)
    told = {one.sentence.text for one in source if not one.is_speech}
    assert {"В 2014 году мне принесли сову с пулей в крыле.", "Почти всё нам дают люди."} <= told
    assert any(one.is_speech for one in source if one.turn.is_prompt)
    tale = SHELTER.replace("Почти всё", "— Почти всё — это, — сказал он, — ").replace("Сколько", "— Сколько")
    assert not any(one.turn.in_interview for one in find_candidates(tale))


def test_answer_behind_a_dash_is_told_without_its_beginning_in_an_interview_alone() -> None:
    asked = "— Зачем переводить?\n— Язык стареет. Мои ученики Тургенева почти не читали. Они его не слышат.\n"
    talk = find_candidates(asked * 3)
    assert [one.turn.goes_on for one in talk[:4]] == [False, False, False, True]
    assert [one.turn.goes_on for one in find_candidates(asked)] == [False, False, True, True]


def test_answer_of_a_word_goes_on() -> None:
    source = find_candidates("— Вы переводите машиной романы и повести?\n— Пробовала. Машина пишет гладко.\nМост стар.")
    for n in range(1, 5):
        places = {one.place for one in select(source, Room(n, n, n), count_one)}
        assert 0 not in places or {1, 2} <= places


def test_first_sentence_below_a_heading_may_be_brief() -> None:
    told = find_candidates("Новый дом\n\nАрхив переезжает в новое здание.\nДела везут туда с марта.")
    assert [one.is_brief for one in told[1:]] == [False, True]


def test_items_behind_a_hyphen_are_no_conversation_unless_somebody_asks() -> None:
    notes = "Решения\n- Новый сайт открываем в марте.\n- Отзывы покупателей туда не входят.\n"
    assert not any(one.turn.begins or one.is_speech for one in find_candidates(notes))
    assert all(one.turn.begins for one in find_candidates("- Сайт открывают в марте?\n- Открывают в апреле."))


def test_what_a_law_is_for_gives_way_to_what_it_rules() -> None:
    law = "Закон о тишине.\nНастоящий Закон устанавливает часы, когда нельзя шуметь.\nШуметь нельзя с 22 до 8 часов."
    source = find_candidates(law)
    assert texts_of(select(source[1:], Room(1, 1, 1), count_one)) == ("Шуметь нельзя с 22 до 8 часов.",)


def test_what_is_asked_of_an_office_and_a_verdict_are_what_a_text_comes_to() -> None:
    letter = find_candidates("Улицу не чинят. Мы просим Вас вмешаться.\nИтог: для кота он хорош. Я бы его не взяла.")
    assert [one.around.is_outcome for one in letter] == [False, True, True, True]
    quoted = find_candidates("Котов написал: «Мы просим Вас вмешаться». Мэр молчит.")
    assert not any(one.around.is_outcome for one in quoted)


def test_good_of_a_thing_comes_with_its_bad_in_prose_too() -> None:
    review = find_candidates("Сначала о хорошем. Он лёгкий и тихий.\nТеперь о плохом. Батарея садится за час.")
    assert [one.counter for one in review] == [3, 3, None, None]


def test_rule_that_is_run_into_another_word_is_none() -> None:
    source = find_candidates(RULE.replace("ограничение не", "ограничение_багажа не"))
    assert needed_run(rank(source), 0) == (0,)
