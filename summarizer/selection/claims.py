"""Sentences that the next one takes back: «Считалось, что… На самом деле…», a rule and its exception."""

import re
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.labels import said_in, unmarked

# What is told as the belief of others, or is named as false; expressions of a beginning, and of any place.
_HEARSAY_BEGINS: Final = pattern(
    r"(?:Миф|Фейк|Слух|Утверждение)\b(?: (?:№ ?)?\d+)? ?[.:—–-]|Правда ли|Верно ли"
    r"|(?:Якобы|На первый взгляд|Казалось(?: бы)?)\b"
    # What was believed before: «Ранее в краже подозревали сторожа.»
    r"|(?:Как (?:ранее )?сообщалось, )?(?i:ранее|раньше|сначала|первоначально|изначально|поначалу)\b[^.,]{0,60} "
    r"(?:подозрева|обвиня|счита|называ|полага|планирова|предполага)л(?:и|ось)\b"
    r"|(?i:сначала|первоначально|изначально|поначалу)\b[^.,]{0,60} (?:сообщал\w*|говорили)\b"
    r"|(?:Будто|Дескать)\b"
    r"|(?:Планировалось|Предполагалось|Ожидалось), |(?:Ранее с|С)ообщалось(?:, что| об?) "
)
_SPREADS: Final = (
    r"\b(?:разош\w+|(?:появи|распростран)\w+с[ья]|циркулир\w+|гуля\w+|ход(?:ит|ят|ил|или)"
    r"|(?:по|про)ш(?:[её]л|ла|ли)|пусти\w+|пополз\w*) (?:\w+ )?"
    r"(?:сообщени[еяй]|слух(?:и|ов)?|информаци[яи]|утверждени[еяй]|(?:вест|новост)(?:ь|и|ей))"
)
_HEARSAY: Final = pattern(
    r"\b(?:счита(?:ется|лось|ли)|предполагалось|может показаться|поговаривают|(?:было )?принято (?:считать|думать)"
    r"|(?:бытует|существует|распространено|есть|высказыва\w+) (?:\w+ )?"
    r"(?:мнени|миф|заблуждени|убеждени|предположени|гипотез|верси)\w*"
    r"|(?:многие|некоторые|иные|другие|(?:противник|критик|скептик|оппонент)и)\b[^,.]{0,40} "
    r"(?:утвержда|дума|счита|увер|полага|говор|верят)\w*"
    r"|(?:нам|вам) (?:\w+ )?(?:говорят|твердят|внушают|обещают|рассказывают)"
    r"|правда ли|утверждали), (?:что|будто)\b|\bутверждалось\b|, (?:как )?утверждали\b|\bнайдутся те, кто\b"
    r"|\b(?:кто-то|скептики?|критики|мне|нам) (?:скажут?|возраз[яи]т)\b"
    rf"|{_SPREADS}(?: об? | о том, что\b|, (?:что|будто)\b)"
    r"|(?:^|\bчасто |\bнередко |\bиногда |\bпорой |[^\w ] ?)(?:говорят|пишут),",
    re.IGNORECASE,
)
# How what takes them back begins.
_TAKES_BACK: Final = pattern(
    r"Это (?:не так|неверно)\b|Увы, это не|Неправда|На самом деле|На деле"
    r"|В действительности|В реальности|(?:Факт|Правда|Вердикт|Ответ)\b ?[.:—]|(?:Но|Однако|Но и|Впрочем,)"
    r" (?:это(?:му)?|доказательств\w*|подтверждени\w*|данны[ех]) (?:\w+ )?(?:не|нет)\b"
    r"|Никак(?:их|ого) (?:оснований|доказательств|подтверждени[йя])\b|Или нет\?"
    r"|Это (?:была? |было )?(?:\w+(?:ая|ое|ый|ий) )?"
    r"(?:неправда|ложь|миф|заблуждение|выдумка|фейк|иллюзия|обман|самообман|преувеличение|ошибка)\b"
    r"|(?:Позже|Позднее|Впоследствии|Потом|Затем) (?:он|она|они|там|в \w+) (?:\w+ )?(?:уточн|поправ|оговор)ил"
    r"|(?:Но|Однако) эт\w+ \w+ (?:обманчив|неверн|невер[её]н|не )"
    r"|(?:(?:Единственн\w+ и|И)сключени\w+\b|Самостоятельно не\b|Не делайте|Кроме случаев)"
)
# What names the sentence before as denied: «Суд с этим доводом не согласился», «Завод называет другую сумму».
_DISPUTES: Final = pattern(
    r"\bс эт(?:им|ой|ими)\b(?: [а-яё]+){0,2} не соглас|\bне соглас\w+ с эт(?:им|ой|ими)\b"
    r"|\b(?:называ|приводи)\w+ (?:друг|ин)(?:ую|ое|ой|ие|ые)\b"
    r"|\bэто (?:отрица|отверга)\w+|\b(?:отрица|отверга)\w+ это\b(?!,)"
)
_EXCEPTION: Final = pattern(
    r"(?:Эт(?:о|от|а|и)|Указанн\w+|Данн\w+|Так(?:ой|ая|ое|ие))"
    r" ((?:правил|требовани|ограничени|положени|услови|норм|порядок|срок|запрет|льгот|прав)[^\W_]*) не\b"
)
# «Он не лежит потому, что не может встать»: not for that reason.
_NO_REASON: Final = pattern(r"(.*)\bне (\w+ потому,? что\b)")
_OPPOSES: Final = pattern(r"(?:Но|Однако|Нет(?=,)|Между тем|Впрочем|А на|Зато|Напротив)\b|[^,.]{3,40} не соглас")

_OPPOSES_ITSELF: Final = pattern(r", (?:но(?! и\b)|однако|хотя(?! и\b))\b")


def is_hearsay(sentence: str) -> bool:
    """Whether a sentence tells what others believe, or names it as false, and does not say what is so.

    >>> is_hearsay("Долгое время считалось, что кофе вреден."), is_hearsay("Миф 2. Кофе вреден.")
    (True, True)
    >>> is_hearsay("В сети разошлось сообщение о вреде кофе."), is_hearsay("Часто пишут, что кофе вреден.")
    (True, True)
    >>> is_hearsay("Раньше предполагалось, что кофе вреден."), is_hearsay("Казалось, что кофе вреден.")
    (True, True)
    >>> is_hearsay("Кофе вреден, утверждалось в статье."), is_hearsay("Депутаты утверждали бюджет.")
    (True, False)
    >>> is_hearsay("Ранее в краже подозревали сторожа."), is_hearsay("Ранее в краже признался сторож.")
    (True, False)
    >>> is_hearsay("Ранее сообщалось об одном погибшем."), is_hearsay("Конечно, найдутся те, кто скажет: это ложь.")
    (True, True)
    >>> is_hearsay("Первоначально мост планировали открыть в мае."), is_hearsay("Мэрия планировала открыть мост.")
    (True, False)
    >>> is_hearsay("Противники кофе говорят, что он вреден."), is_hearsay("Противники кофе победили.")
    (True, False)
    >>> is_hearsay("Считалось, что кофе вреден, но это не подтвердилось.")
    False
    >>> is_hearsay("Высказывают предположения, что кофе вреден, хотя врачи это опровергают.")
    False
    >>> is_hearsay("Сначала спасатели сообщали о двоих раненых."), is_hearsay("Нам твердят, что кофе вреден.")
    (True, True)
    >>> is_hearsay("Кофе считается напитком."), is_hearsay("Врач утверждает, что кофе вреден.")
    (False, False)
    >>> is_hearsay("Приехали врачи, и пошёл слух, что кофе вреден."), is_hearsay("До села прошли вести о кофе.")
    (True, True)
    >>> is_hearsay("Врачи говорят, что кофе вреден."), is_hearsay("Мэрия распространила сообщение о паводке.")
    (False, False)
    """
    told = _HEARSAY_BEGINS.match(unmarked(sentence)) or _HEARSAY.search(sentence)
    return bool(told) and not opposes_itself(sentence)


def opposes_itself(sentence: str) -> int:
    """Where a sentence turns against its own beginning; 0 where it does not.

    >>> opposes_itself("Ходят слухи о продаже, но мэр их опроверг."), opposes_itself("Но мэр их опроверг.")
    (21, 0)
    """
    turn = _OPPOSES_ITSELF.search(sentence)
    return turn.start() if turn else 0


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that the one before is not so, or not always.

    >>> takes_back("Это не так."), takes_back("Факт: кофе безвреден."), takes_back("Указанное правило не применяется.")
    (True, True, True)
    >>> takes_back("Это опасная иллюзия."), takes_back("Позже в МЧС поправились: работы идут.")
    (True, True)
    >>> takes_back("Это правило ввели в мае.")
    False
    """
    begins = _TAKES_BACK.match(unmarked(sentence)) or _TAKES_BACK.match(said_in(sentence))
    return bool(begins or exception_noun(sentence))


def disputes(sentence: str) -> bool:
    """Whether a sentence tells that somebody denies the one before, be it in another paragraph.

    >>> disputes("Суд с этим доводом не согласился."), disputes("Завод называет другую сумму — 41 миллион.")
    (True, True)
    >>> disputes("Мэр не согласился на уступки."), disputes("Завод называет сумму долга.")
    (False, False)
    """
    return bool(_DISPUTES.search(sentence))


def exception_noun(sentence: str) -> str:
    """What an exception calls the rule that it is to; empty where a sentence is none.

    >>> exception_noun("Указанное правило не применяется к ввозу."), exception_noun("Это правило ввели в мае.")
    ('правило', '')
    """
    found = _EXCEPTION.match(said_in(sentence))
    return found[1] if found else ""


def opposes(sentence: str) -> bool:
    """Whether a sentence may take back what was told as hearsay: «Но врачи…».

    >>> opposes("Но врачи против."), opposes("Врачи с этим не согласны."), opposes("Врачи рады.")
    (True, True, False)
    """
    return bool(_OPPOSES.match(said_in(sentence)))


def denies_reason(sentence: str, following: str) -> bool:
    """Whether a sentence says what is not the reason, and the next what is.

    >>> denies_reason("Он не спит потому, что устал.", "Он спит потому, что сыт.")
    True
    >>> denies_reason("Он не спит потому, что устал.", "Он встал.")
    False
    """
    denied = _NO_REASON.match(sentence)
    return denied is not None and following.startswith(denied[1] + denied[2])
