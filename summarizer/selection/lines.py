"""Lines that are no sentences: labels, greetings, entries of forms, what has no end, s p a c e d letters."""

import re
from typing import Final

from summarizer.cleaning.dictionary import is_finite_verb, readings_of
from summarizer.patterns import pattern
from summarizer.selection.signs import END
from summarizer.selection.telling import needs_no_end
from summarizer.selection.torn import TORN

_WORD = pattern(r"[^\W_]+")
_ITEM_END: Final = pattern(rf"{END.pattern}|[;,]$")  # items are parts of one sentence
_ENTRY_END: Final = pattern(r"(?:\b[А-ЯЁ]| г| руб| ст|\bн)\.$")
NAMES_SHARE: Final = 0.7  # of the words of a team's sheet
_ROLL_LABEL: Final = pattern(r"^(?:\w+ ){0,2}\w+: ")
_DASH: Final = pattern(r" [—–] ")  # «Столица страны — Москва.»
_SCORE: Final = pattern(r"\b\d{1,3}:\d{1,3}\b")  # «Сокол» (Тула) — «Заря» (Калуга) — 1:3.
_VERBS: Final = frozenset({"VERB", "INFN", "PRTS", "PRED"})  # what makes a sentence of words
_SPACED: Final = pattern(r"(?<!\w)(?:[^\W\d_] ){4}")  # names in an old play, letters of a formula
_LABEL: Final = pattern(  # lines around a text that end like sentences
    r"(?:Автор|Фото|На (?:фото|снимке)|Источник|Иллюстрация|Опубликовано|Обновлено|Дата публикации|Время чтения|"
    r"Дата|Кому|От|Тема|Копия|From|To|Sent|Date|Cc|Subject|Последний раз редактировалось|"
    r"Председатель|Секретарь|Место проведения)\b ?"
    r"(?::|\d|— )|[А-ЯЁ][А-ЯЁ -]{2,30}, \d{1,2} [а-яё]{3,8}\.?[ .,—–-]|"  # «МОСКВА, 11 апр — РИА «Новости».»
    r"[А-ЯЁ][а-яё][\w -]{1,28}, \d{1,2} [а-яё]{3,8} \d{4}(?: года| г)?\.?$|"  # «Тула, 4 апреля 2025 года.»
    r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+, (?:\w+ )?(?:корреспондент|обозреватель|журналист|редактор)|"
    # «– М.: Рубин, 2017.», «– 192 с. ISBN 978-5-94282-815-8»: of a book
    r"[–—-]{1,2} ?(?:М|СПб|Л|[А-ЯЁ][а-яё]+)\.?(?: ?:[^.]*)?, \d{4}\.|[–—-]{1,2} ?\d{1,4} с\.|ISBN\b|"
    r".*(?:\b(?:тел|моб|факс)\.? ?:? ?[+\d(]|\+7[ (]|\b8 ?[(-]\d{3}|\w@\w+\.\w)|Беседова[лт]|Записа[лт]|Подготови[лт]"
)
_GREETS: Final = (
    r"(?:привет|здравствуй(?:те)?|здрасьте|спасибо|до (?:связи|встречи|свидания|завтра)"
    r"|добр(?:ый|ое|ой) (?:день|утро|вечер|ночи))\b(?:\W+\w+){0,4}\W*$"
)
_GREETING: Final = pattern(rf"(?:\w+,? ){{0,2}}{_GREETS}", re.IGNORECASE)
# «Здравствуйте, дорогие радиослушатели!», «Дорогие братья и сестры!»
_HAIL: Final = pattern(
    rf"(?:(?:Итак|Ну|Всем|Ещё раз),? )?{_GREETS}"
    rf"|(?:(?:много|глубоко)?уважаем|дорог|мил|любезн)\w{{2,3}} (?:[^\W\d_]+,? ?){{1,6}}!$",
    re.IGNORECASE,
)
# «Спасибо, что так быстро прислали отчёт.»
_THANKS: Final = pattern(
    r"(?:Большое |Огромное )?(?:[Сс]пасибо|Благодар(?:ю|им))(?: [Вв]ас| [Вв]ам| тебе)?(?:, что| за)\b[^.,!?—:;]*[.!]$"
)
MAX_LABEL_WORDS: Final = 12  # a longer line tells something
# The same of any length: «Ключевые слова: …», what stands at the foot of a site.
_FURNITURE: Final = pattern(
    r"(?:Ключевые слова|Keywords|Key words|Теги|Хештеги) ?[:.]"
    r"|(?:Лит|Соч|Библ|Ист)\.(?: ?:|, )"  # of an encyclopaedia: «Лит.: Базилевич К. В., Денежная реформа, М., 1936.»
    r"|(?:(?:При|От)сутств(?:овали|уют)|Участники|Приглаш[её]н\w*|Приложени[ея](?: № ?\d+)?|Повестка дня) ?:"
    r"|(?:\d[\d.]*\.? )?(?:Настоящий )?[Дд]оговор составлен в |ИМЕНЕМ РОССИЙСКОЙ ФЕДЕРАЦИИ|Все права защищены"
    r"|(?:Мнени[ея]|Точка зрения|Позици[яи]) (?:автор|редакци)\w+ [^.]{0,40}может не (?:совпадать|отражать)"
    r"|(?:Настоящ\w+|Данн\w+) [^.]{3,60} содерж\w+ (?:\w+ ){0,3}(?:заявления|утверждения|оценки)"
    r"(?: [^.]{0,40})? прогнозного характера|Фактические результаты могут (?:\w+ )?отличаться"
    r"|[^.]{0,60}не (?:бер[её]т|принимает) на себя обязательств\w* по обновлению"
    r" (?:\w+ ){0,3}(?:заявлени|прогноз|оцен|информаци|сведени|данных)"
    r"|(?:Сообщение|Материал|Текст|Информация) (?:подготовлен|предоставлен)[аоы]? пресс-службой"
    r"|Сайт может содержать контент|Все аудиовизуальные произведения"
    r"|(?:При использовании|Использование) (?:\w+ )?материал(?:а [^.]*ссылк|ов [^.]*(?:ссылк|разреш|сайт))"
    # «Дополнительные сведения см. в статье …», «О том, что это, можно прочитать в …»
    r"|\(?(?:(?:Более |Дополнит|Подробн|Полн|Общ)\w* ){0,2}(?:[Сс]ведения|[Ии]нформаци[яю]|[Оо]писани[ея]|[Пп]ример\w?|"
    r"[Сс]писок|[Пп]еречень|[Ии]нструкци[ия]|[Пп]одробн(?:ее|ости)|Об?) ?[^.!?]*?"
    r"\b(?:см\.|смотрите|читайте|можно (?:прочитать|прочесть)) (?:также )?(?:во?|на|раздел|стать|тему?)"
    r"|Под(?:писывайтесь|пишитесь) на |(?:Нашли|Заметили) (?:опечатку|ошибку)[^.!]*\?|Выделите [^.]*\bCtrl\b"
)
# «СЛУШАЛИ: директора Т. В. Громову.», «2. По второму вопросу слушали Громову Т. В.»
_HEARD: Final = pattern(
    r"(?:\d{1,2}\. )?(?:(?:СЛУШАЛИ|ВЫСТУПИЛ[АИ]?|Слушали|Выступил[аи]?) ?:|(?:По [а-яё]+ вопросу )?[Сс]лушали )"
)
# Cut short by its publisher: «прошли соревнования на Олимпийских играх в...»
_CUT: Final = pattern(r" (?:в|во|на|с|со|к|ко|по|о|об|от|из|за|для|у|при|под|над|до|без|и|а|но|что) ?(?:…|\.\.\.)$")


def is_no_sentence(text: str, is_item: bool) -> bool:
    """Whether a line has no end, is the rest of a sentence, a label, or s p a c e d letters; items end as parts do.

    >>> is_no_sentence("Афиша", False), is_no_sentence("сдать отчёт;", True), is_no_sentence("Мост закрыт.", False)
    (True, False, False)
    """
    if not (needs_no_end(text) or (_ITEM_END if is_item else END).search(text)):
        return True
    return bool(
        _CUT.search(text)
        or is_label(text)
        or _hails(text)
        or (TORN.match(text) and not is_item)
        or _SPACED.search(text)
    )


def is_greeting(text: str) -> bool:
    """Whether a line of a chat only greets or thanks.

    >>> is_greeting("Всем привет!"), is_greeting("Спасибо за отчёт, мост откроют в мае.")
    (True, False)
    """
    return bool(_GREETING.match(text)) or _hails(text)


def _hails(text: str) -> bool:
    """Whether a sentence only greets, thanks or calls those whom it is for.

    >>> _hails("Дорогие братья и сестры!"), _hails("Уважаемые коллеги, мост откроют в мае!")
    (True, False)
    >>> _hails("Итак, добрый день, коллеги."), _hails("Итак, добрый день придёт.")
    (True, False)
    """
    return bool(_HAIL.match(text)) and not any(map(is_finite_verb, _WORD.findall(text)[1:]))


def is_entry(text: str) -> bool:
    """Whether a line of a form ends like a sentence: «Секретарь: Мальцева О. О.», «Протокол от 18 апреля 2022 г.».

    Or of a team's sheet: «Сокол»: Котов, Ким (Ершов, 60).», or a meeting's: «Присутствовали: Котов Л. А., Ким С. Д.».
    """
    words = [word for word in _WORD.findall(text) if word.isalpha()]
    n_names = sum(word[0].isupper() for word in words)
    is_roll = n_names > NAMES_SHARE * len(words) and (not _DASH.search(text) or bool(_SCORE.search(text)))
    entered = _ROLL_LABEL.sub("", text) if is_roll else text
    return (is_roll or bool(_ENTRY_END.search(text))) and not any(map(_is_verb, _WORD.findall(entered)))


def _is_verb(word: str) -> bool:
    return any(not reading.grammemes.isdisjoint(_VERBS) for reading in readings_of(word))


def is_label(text: str) -> bool:
    """Whether a line tells who made the text, where or when, and nothing else.

    >>> is_label("Фото: Анна Котова."), is_label("Фото продали за миллион.")
    (True, False)
    >>> is_label("1. По первому вопросу слушали Панову О. О."), is_label("Слушали Панову, которая сообщила о ремонте.")
    (True, False)
    >>> is_label("2. СЛУШАЛИ: учителя Панову."), is_label("СЛУШАЛИ: Панова сообщила о ремонте.")
    (True, False)
    >>> is_label("Дополнительные сведения см. в статье о мостах."), is_label("Сведения о мосте собрали в статье.")
    (True, False)
    >>> is_label("Лит.: Котов А. А., Мосты, М., 1936; Ким Л., Реки, Л., 1950."), is_label("Лит. круг собрался в мае.")
    (True, False)
    >>> is_label("Мнение автора может не совпадать с мнением редакции."), is_label("Мнения авторов письма разошлись.")
    (True, False)
    >>> is_label("Сообщение подготовлено пресс-службой мэрии."), is_label("Сообщение мэрии удивило пресс-службу.")
    (True, False)
    >>> is_label("Фактические результаты могут отличаться от ожиданий."), is_label("Фактические результаты хуже.")
    (True, False)
    >>> is_label("Спасибо, что прислали отчёт о мосте."), is_label("Спасибо за отчёт, мост откроют в мае.")
    (True, False)
    >>> is_label("Тула, 4 апреля 2025 года."), is_label("Тула, 4 апреля 2025 года: мост закрыли на ремонт.")
    (True, False)
    >>> is_label("– М.: Рубин, 2017."), is_label("– 192 с. ISBN 978-5-94282"), is_label("– Москва, Тула, Орёл.")
    (True, True, False)
    """
    if _FURNITURE.match(text) or _THANKS.match(text):
        return True
    if heard := _HEARD.match(text):
        return not any(map(is_finite_verb, _WORD.findall(text[heard.end() :])))
    return len(text.split()) <= MAX_LABEL_WORDS and bool(_LABEL.match(text))
