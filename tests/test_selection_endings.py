"""What a summary tells of the end: a verdict, a vote, a score, a find, the last paragraph of a story."""

import pytest

from summarizer.selection import Room, find_candidates, n_words, select, texts_of
from summarizer.selection.verdicts import MAX_SENTENCES

TRIAL = """В Заречном суде завершился процесс о ремонте школы. На скамье подсудимых сидели Ларин и подрядчик Юдин.
Ларин подписал акты, хотя кровля школы осталась старой. Юдин провёл деньги через подставные фирмы.
Суд допросил двадцать свидетелей за месяц. Обвинение просило для Ларина семь лет колонии.
Прения заняли три дня. {end} Адвокаты молчат."""
VOTE = """Заседание открыл председатель комитета Орешкин. На повестке стоял вопрос об ограде парка.
Докладчик Сафина сообщила, что ограду ломают каждую весну. Депутат Громов назвал новую ограду лишней.
Торговцы ждут убытков от закрытых ворот. Председатель поставил вопрос на голосование.
{end} Заседание закрыто в пять часов вечера."""
MATCH = """Тур первенства области собрал на стадионе две тысячи зрителей. С утра моросил дождь, но болельщики ждали.
Гости начали игру осторожно и берегли мяч. Полузащитник Лапшин пробил издалека, но вратарь успел.
Дождь кончился, и игра пошла быстрее. Дважды гостей выручала штанга ворот.
{end} Следующую игру команда проведёт на выезде."""
CONTEST = """В субботу в Доме культуры прошёл конкурс юных скрипачей. В жюри сидели профессора двух консерваторий.
Утром играли самые младшие участники. Алиса Рощина исполнила концерт без единой ошибки.
После обеда на сцену вышли старшие. Жюри совещалось за дверью почти два часа.
{end} Концерт участников пройдёт в декабре."""
SALE = """Старую усадьбу в Марьине пытались продать девять лет. Дом построен для графа Строева, в нём бывали поэты.
На первые торги никто не пришёл. Цену снижали трижды, и крыша флигеля обрушилась.
Покупателей пугало, что парк надо восстановить. Краеведы предлагали открыть в доме музей.
{end} Во флигеле будет сыроварня."""
SEARCH = """В пятницу в лесу под Лугой потерялась семилетняя Соня Мельник. Девочка отстала от бабушки у ручья.
Ночью её искали сорок добровольцев. Собака взяла след и потеряла его у болота.
В субботу поиски шли с вертолёта и с лодок. Дождь лил весь день и половину ночи.
{end} Врачи осмотрели девочку и отпустили её домой."""
STUDY = """Вода для теплиц дорожает каждый год. В работе изучен капельный полив томата сорта «Ласточка».
Опыты шли три года на опытной станции. В каждом варианте росло по сто двадцать растений.
{end} Данные могут быть полезны хозяйствам."""
TEST = """Пылесос «Вихрь» мне подарили на Новый год. Внутри коробки лежали три насадки и зарядка.
Корпус не скрипит и лежит в руке удобно. Я пользуюсь им уже четыре месяца.
Ковёр он чистит плохо, шерсть остаётся. Соседка спрашивала про ремонт у меня в комнате.
{end} Оставлю его для дачи."""
ENDS = [
    (TRIAL, "В итоге Ларин получил пять лет колонии, а Юдин два года условно."),
    (TRIAL, "Районный суд признал обоих виновными и взыскал с них ущерб."),
    (VOTE, "Запрет новой ограды принят большинством и начнёт действовать осенью."),
    (VOTE, "Ограду по предложению Громова поддержали девять человек, четверо были против."),
    (MATCH, "«Текстильщик» победил «Каменск» со счётом 2:0 и вышел на второе место."),
    (MATCH, "Итог встречи — 3:1 в пользу хозяев поля из Каменска."),
    (CONTEST, "Гран-при получил пятнадцатилетний Тимур Ахметов из посёлка Каменка."),
    (SALE, "В этот четверг усадьба ушла с молотка за 38 миллионов."),
    (SEARCH, "Соню нашёл на рассвете местный егерь Пётр Ильин в овраге."),
    (STUDY, "Установлено, что такой полив снижает расход воды на треть."),
    (TEST, "Покупать его не советую, за те же деньги есть модели тише."),
]
STORY = """Утро выдалось туманное и сырое. За рекой кричали петухи, и дым стлался по крышам.
Мельник вышел на крыльцо и долго глядел на дорогу. По дороге ехала телега.
— Здесь ли живёт Фролов? — спросил приезжий.
Солнце поднялось над лесом, и роса заблестела на траве.
— Брат ваш Никита помер в Саратове, — сказал он.
Мельник сел на ступеньку. С братом они не говорили двадцать лет.
Жена вышла из сеней и молча вытерла руки. Под рогожей спала девочка с русой косой.
Мельник взял девочку на руки и понёс в дом."""
MEMOIR = """Мне было девять лет, когда мы переехали на лесопилку. Отец получил место механика и полдома.
Мать плакала всю дорогу, а я считал мосты. Школы в посёлке не было, и врача не было.
Учила нас ссыльная учительница из Ленинграда. Зимой пила отрубила отцу кисть.
Учительница всю ночь сидела у его постели. Я колол дрова для всего барака.
Потом учительница уехала и оставила мне книгу.
Книга лежит у меня на столе в институте, где я учу детей."""


def summary_of(text: str, n: float) -> tuple[str, ...]:
    return texts_of(select(find_candidates(text), Room(n, 0.85 * n, 1.15 * n, is_soft=True), n_words))


@pytest.mark.parametrize("text, end", ENDS)
def test_how_a_thing_came_out_is_told(text: str, end: str) -> None:
    told = find_candidates(text.format(end=end))
    assert [one.sentence.text for one in told if one.around.is_outcome] == [end]
    assert end in summary_of(text.format(end=end), 40)


@pytest.mark.parametrize("text, end", [
    (TRIAL, "Ранее тот же суд признал Ларина виновным в растрате."),
    (MATCH, "К перерыву гости проиграли хозяевам 0:1."), (MATCH, "В прошлом сезоне хозяева победили гостей 3:0."),
    (SEARCH, "В 1907 году здесь нашли клад купца Ильина."),
    (TRIAL, "Котов сказал: «Суд признал вину."), (VOTE, "Громов предложил, чтобы запрет был принят осенью."),
])  # fmt: skip
def test_what_was_before_or_is_only_wanted_is_no_end(text: str, end: str) -> None:
    assert not any(one.around.is_outcome for one in find_candidates(text.format(end=end)))


def test_news_that_tell_the_end_first_have_none_further_on() -> None:
    text, end = MATCH, "«Заря» проиграла «Рубину» со счётом 0:3 на своём поле."
    news = f"«Текстильщик» победил «Каменск» 2:0.\n{text.format(end=end)}"
    assert not any(one.around.is_outcome for one in find_candidates(news))


def test_long_text_comes_to_more_than_one_thing() -> None:
    text = MATCH.format(end=ENDS[4][1])
    assert not any(one.around.is_outcome for one in find_candidates(text + "\nДождь шёл." * MAX_SENTENCES))


def test_total_is_told_behind_its_parts() -> None:
    parts = "Потрачено на книги — 412 тыс. рублей, на ремонт — 130 тыс. рублей, на связь — 58 тыс. рублей."
    total = "Всего за год библиотека потратила 600 тыс. рублей."
    assert find_candidates(f"{parts} {total}")[1].around.is_outcome
    assert not find_candidates(f"Потрачено на книги — 412 тыс. рублей. {total}")[1].around.is_outcome


def test_main_thing_of_a_letter_is_what_it_calls_so() -> None:
    told = find_candidates("Погода у нас плохая. А теперь главное. Мы продали дом соседу. Ждите нас.\nЦелую, Нина")
    assert [one.around.is_outcome for one in told[:4]] == [False, False, True, True]
    assert not find_candidates("Погода плохая. Главное... Мы продали дом соседу.")[-1].around.is_outcome


@pytest.mark.parametrize("story", [STORY, MEMOIR])
def test_what_is_narrated_comes_to_its_last_paragraph(story: str) -> None:
    outcomes = [one.around.is_outcome for one in find_candidates(story)]
    assert outcomes == [False] * (len(outcomes) - 1) + [True]
    with_talk = f"{story}\n— Пора, — сказал он.\n1. Старый стиль."
    assert [one.around.is_outcome for one in find_candidates(with_talk)][: len(outcomes)] == outcomes


@pytest.mark.parametrize("story", [
    STORY.replace("— Здесь ли живёт Фролов? — спросил приезжий.", "Он спросил Фролова.").replace("— ", ""),
    STORY.replace("По дороге", "По данным полиции, по дороге"), MEMOIR.replace("где я учу детей", "где учат детей")
    .replace("у меня ", ""),
])  # fmt: skip
def test_other_texts_end_as_they_end(story: str) -> None:
    assert not any(one.around.is_outcome for one in find_candidates(story))


def test_title_of_a_post_that_tells_what_no_sentence_tells_is_its_news() -> None:
    post = "❗ Мост перекрыли до субботы\n\nНочью самосвал снёс опору ограды. Автобусы идут в объезд по набережной."
    assert summary_of(post, 12)[0] == "❗ Мост перекрыли до субботы"
    retold = post.replace("Ночью", "Мост перекрыли утром. Ночью")
    assert find_candidates(retold)[0].is_crumb
    for other in ("Ремонт моста в Туле", "Почему мост перекрыли до субботы"):
        assert find_candidates(post.replace("❗ Мост перекрыли до субботы", other))[0].is_crumb


COLUMN = """Мой сосед гуляет с собакой в шесть утра и поздно вечером. Он не хочет, чтобы это видели.
Я встретил его в лифте и спросил, не стыдно ли. Мне ответили, что налоги уплачены.
Так думает каждый третий в нашем подъезде. Я посчитал и расстроился.
В Вене штраф стоит пятьдесят евро. В Токио штрафа нет, но улицы чистые.
Разница не в деньгах, а в нас. {end}"""


def test_column_comes_to_what_must_be_done() -> None:
    end = "Начинать надо не со штрафов, а с лифта."
    told = find_candidates(COLUMN.format(end=end))
    assert [one.sentence.text for one in told if one.around.is_outcome] == [end]
    assert end in summary_of(COLUMN.format(end=end), 45)
    assert not any(one.around.is_outcome for one in find_candidates(COLUMN.format(end="Начинают со штрафов.")))


def test_news_of_a_town_begin_with_what_is_ours() -> None:
    news = "Скончался Лев Зимин, основатель нашего музея. Зимин сорок лет учил детей истории."
    news += " Музей открыт летом." * 5
    assert not find_candidates(news)[0].is_speech
    assert find_candidates(f"Мост закрыт до мая. {news}")[1].is_speech


def test_what_one_asks_for_comes_with_what_it_is() -> None:
    assert find_candidates("Друзья, прошу вас об одном. Возвращайтесь в город.")[0].announces
