"""Whether a sentence means nothing without the one before it: by its beginning, or by a pronoun without a noun."""

import re
from typing import Final

from summarizer.cleaning.dictionary import cases_of, readings_of
from summarizer.cleaning.old_spelling import as_spelt_today
from summarizer.patterns import pattern
from summarizer.selection.labels import said_in, unmarked
from summarizer.selection.pronouns import missing_nouns
from summarizer.selection.telling import WORD, has_past

# The years and days that «в этом году», «в этот четверг» mean are the reader's own.
_NOW: Final = (
    r"(?! (?:год|месяц|недел|сезон|квартал|полугоди|лет|зим|осен|весн"
    r"|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|выходны)\w*)"
)
# «Ещё в мае мост закрыли» adds nothing to what stands before.
_SINCE: Final = r"(?! (?:во?|до|со?|на|при|не|недавно|вчера|накануне|никогда|утром|летом|осенью|зимой|весной|раньше)\b)"
# How such sentences begin. Expressions, one a word.
_BEGINS: Final = pattern(
    "(?:"
    + "|".join(
        (
            "Он Она Оно Они Его Её Ее Их Ему Ей Им Это Этот Эта Эти Этим Этого Этому Этой Этих Тот Та Те То Тех Тому "
            "Тем Той Так(?:ой|ая|ое|ие|ого|ому|ую|их|им|ими) Так Вот(?!_уже) Ведь Но А И Или Однако Также Зато Затем "
            "Потом Тогда Там Тут Туда Оттуда Здесь Поэтому Поскольку Впрочем Например Наконец Иначе Именно Правда "
            "Причём Причем Причина Следовательно Значит Итак Речь_ид[её]т Кроме_того Помимо_этого Более_того К_тому_же "
            "При_этом Тем_не_менее Вместе_с_тем В_то_же_время В_свою_очередь В_частности В_результате Вс[её]_это "
            "Не_потому В_том_числе В_связи_с_этим Оба Обе Остальн(?:ой|ая|ое|ые|ых|ым|ыми|ому) Данн(?:ый|ая|ое) "
            "С_другой_стороны Во?-(?:первых|вторых|третьих|четв[её]ртых|пятых) (?:После|До|Для|Без|Вместо|Из-за)_этого "
            r"В_(?:удовлетворении_)?остальной_части (?:Иск|Исковые_требования)_в_остальной_части "
            r"Срок(?:_исполнения)?(?=_?[:—–-]_(?:до|к|не)\b) "
            r"Ответственн(?:ый|ая|ые)(?=_?[:—–]|_[А-ЯЁ][а-яё-]+_[А-ЯЁ]\.) "
            r"После_чего Об?_эт\w+ (?:В|На|С|К|За|По)_эт\w+"
            + _NOW.replace(" ", "_")
            + r" Напротив Между_тем В_итоге Отсюда Словом Впоследствии Увы На_самом_деле На_деле В_действительности "
            r"В_реальности (?:Во_многом_)?[Пп]отому (?:Единственн\w+_и|И)сключени\w+ "
            r"Указанн\w+ (?:Выше)?(?:названн|указанн)\w+ Аналогичн\w+ "
            r"При_так(?:их|ом)_\w+ В_(?:так(?:ом|их)|этом|противном|данном)_случа\w+ "
            r"По_т(?:ой|ем|ому)_же В_т(?:ой|ом|ех)_же "
            r"С_тех_пор С_того_времени Вслед_за_(?:тем|этим|ним)"
            + r" По_(?:его|её|ее|их)_(?:словам|мнению|данным|оценкам?) Подобн\w+ Последн(?:ий|яя|ее|ие) "
            "Втор(?:ой|ая|ое|ые|ым) Трет(?:ий|ья|ье|ьи|ьим) (?:Четв[её]рт|Пят)ым Друг(?:ой|ая|ое|ие) Да(?=,) Нет(?=,) "
            "Стало_быть Кстати К_слову Между_прочим Дело_в_том Одним_словом Короче_говоря В_общем(?=[,-]) "
            "(?:Иначе|Проще|Точнее|Вернее|Собственно)_говоря (?:Иными|Другими)_словами К_примеру Скажем(?=,) "
            "Ну Соответственно Соответствующ(?:ий|ая|ее|ие) Одновременно(?!_с) Мало_того Больше_того "
            "Притом Вдобавок Сюда (?:Для|У|От|Из|С)_остальных "
            "В_ответ(?!_на_) Отвеча(?:ю|ем)(?=:) Сам[аои]?(?=_(?!я_|соб|себ|пон|зна)[а-яё]) Ещ[её]"
            + _SINCE.replace(" ", "_")
        ).split()
    ).replace("_", " ")
    + r")(?![\w-])|(?:Перв|Четв[её]рт|Пят|Шест)(?:ый|ая|ое|ые|ой)(?= ?[:—–])"
    # «На третью — починил кран»
    + r"|(?:На|Во?|К) (?:перв|втор|трет|четв[её]рт|пят|шест)\w{2,3}(?= [—–])"
)
# «…», — заявил он: whose words they are stands before.
_HIS_WORDS: Final = pattern(r"[—–-]\s*(?:\w+\s+){1,4}(?:он|она|они)\b[^«]*$")
# «…ссылаться на указанные обстоятельства», «неустойка по настоящему пункту»
_NAMED_BEFORE: Final = pattern(
    r"\b(?:выше)?указанн(?:ый|ая|ое|ые|ого|ой|ому|ую|ых|ыми?) (?!(?:в|на|при|под|за|ранее|выше) )[а-яё]+"
    r"|\bнастоящ\w+ (?:пункт|част|абзац)"
)
_THIS: Final = pattern(r"^[^,:;—]*? эт(?:от|а|о|и|ого|ой|ом|ому|у|им|их|ими)\b" + _NOW)
# «Мэр тем временем уехал», «в ту ночь шёл снег», but not «в тот день, когда…».
_THEN: Final = pattern(
    r"^(?:[^«:]*? )?(?i:тем временем|в т(?:у|от|о|е|ом) (?:ночь|вечер|утро|день|дни|год|году|время|времена|минуту"
    r"|момент|час|месяц|месяце|лето|зиму|осень|весну|пору|неделю))\b(?!,? (?:когда|как|что|котор))"
)
# After what, is told before: «Позже мэрия это подтвердила», «Через час кровля рухнула», «Годом ранее их было двое».
_UNIT: Final = r"(?:минут|час|дн|ден|сут|недел|месяц|год|лет|полгод|десятилет)\w*"
_AFTERWARDS: Final = pattern(
    rf"(?:Позже|Позднее|Вскоре|(?:Через|Спустя) (?:[\w-]+ ){{0,3}}?{_UNIT}"
    rf"|На следующ\w+ (?:день|утро|год|неделе)|(?:[\w-]+ ){{0,2}}?{_UNIT} (?:позже|позднее|ранее|раньше|спустя))"
    # «Через год после аварии», «На следующий день, 18 мая,», «Позднее всех»
    r"(?![\w-]|,? (?:после|до|от|со?|как|чем|всех)\b|, (?:в )?\d)",
    re.IGNORECASE,
)
_LATER: Final = pattern(r"^(?:Позже|Позднее) ")
_LATER_YET: Final = pattern(r"(?:Позже|Позднее) (?!всех|чем|\d)")  # «Позже вернут половину»: later than what
# «Слово здесь означает», «Побывавшие там врачи», but not «В Сирии там», «там, где», «там же, в Туле».
_THERE: Final = pattern(
    r"^(?:(?!\b(?:[Вв]о?|[Нн]а|[Ии]з) [«А-ЯЁ])[^,:;—])*? (?:здесь|там|туда|оттуда|отсюда)\b"
    r"(?! же,|,? где| [вн]а? [А-ЯЁ])"
)
# «Возбуждено уголовное дело по ч. 1 ст. 105 УК РФ»: of what, is told before; but «дело: директор украл миллион»,
# «дело по жалобе жильцов».
_CASE: Final = pattern(
    r"(?:[А-ЯЁ]\w+ )?(?i:возбуждено) (?:уголовное )?дело\b(?! ?:| по (?!ч\.|ст\.|п\.|част|стать|пункт|призн))"
    r"(?!.*\b(?:об?|в отношении|против|после|из-за|на|за)\b)"
)
# «По факту случившегося идёт проверка», but «После случившегося накануне пожара»
_HAPPENED: Final = pattern(
    r"(?:[\w-]+ ){0,4}?(?P<what>(?i:случивш|произошедш)(?:его|ему|ем|им)(?:ся)?)\b(?! (?:в|на|с) )"
    r"(?P<behind>(?: [а-яёА-ЯЁ-]+){0,2})"
)
# What is told next is what such a sentence is for: «Остался один вопрос.», «Вот что.», «Главное —».
_ANNOUNCES: Final = pattern(
    r"(?:\b(?:(?:один|одна|одно|главный|главная|последний|последняя) (?:вопрос|проблема|причина|условие)"
    r"|об одном|вот (?:что|как|почему|кто)|главное|(?:ниже)?следующ(?:ее|ем))\W*|[:—–]\s*)$",
    re.IGNORECASE,
)
# What is besides, or instead, is told next: «Смута не просто разорила страну.»
_NOT_ONLY: Final = pattern(r"\bне (?:просто|только|столько)\b(?!.*(?:[,—–:]|\b(?:но|а)\b))")
# «Стоимость таких работ не возмещают», but not «такой план, что…», «такой же, как».
_SUCH: Final = pattern(
    r"^[^,:;—]*? так(?:ой|ая|ого|ую|ому|ие|их|им|ими)\b(?! же)(?!.*(?<! того)(?<! тем), (?:что|чтобы|как|котор))"
)
# «Папа писал о том же в мае», but not «тот же, что и в мае», «одни и те же»
_SAME: Final = pattern(
    r"^(?:[^,:;—«]*? )?(?<!\bи )(?i:т(?:от|а|о|е|ого|ой|ом|ому|у|ем|им|их|ими) же|столько же)\b"
    r"(?! [А-ЯЁ])(?!.*, (?:что|как|котор|сколько))"
)
# «Порты принимали бы суда»: if what, is told before; «хотели бы», «мог бы», «было бы» need no condition.
_WOULD: Final = pattern(
    r"^(?!.*\b(?:если|когда|чтобы|без|иначе)\b)[^,:;—«]*?"
    r"\b(?!хоте|мог|жела|следова|стои|долж|предпоч|каза|счита|сказа|назва|бы)\w+л[аои]?(?:с[яь])? бы\b",
    re.IGNORECASE,
)
# «По нормативу должно быть шесть.»: of what, is told before
_COUNTS: Final = pattern(
    r"\b(?:быть|было|стало|осталось|есть|нашлось) (?:\d+|один|одна|две?|три|четыре|пять|шесть|семь|восемь|девять|десять"
    r"|двое|трое|четверо|пятеро)[.!]$"
)
# What a law or a rule is for, not what it says: «Настоящий Закон устанавливает порядок проведения конкурса.»
_SCOPE: Final = pattern(
    r"Настоящ(?:ий|ее|ая|ие) [^.,]{3,60}? (?:устанавлива|определя|регулиру|регламентиру)(?:е|ю)т\b"
    # How every ruling ends: «Решение может быть обжаловано в областной суд.»
    r"|(?:Решение|Приговор|Определение|Постановление) (?:суда )?может быть обжалован[оа]?\b"
    # «Взыскать с завода государственную пошлину», but not «в пользу Котова долг и государственную пошлину»
    r"|Взыскать с (?:(?!в пользу)[^,]){3,160}? государственную пошлину\b"
    # «Действие настоящего Закона не распространяется на школы.»
    r"|(?:Действие )?[Нн]астоящ\w+ [^.,]{3,60}? (?:не )?распространя(?:е|ю)тся\b",
)


def leans_back(sentence: str) -> bool:
    """Whether a sentence needs the one before it.

    >>> leans_back("Он закрыт."), leans_back("В подтверждение он показал снимки."), leans_back("Таких домов два.")
    (True, True, True)
    >>> leans_back("Через час рухнула кровля."), leans_back("Побывавшие там врачи уехали.")
    (True, True)
    >>> leans_back("Мэр сказал, что он уйдёт."), leans_back("В этом году мост закрыт.")
    (False, False)
    >>> leans_back("Возбуждено дело по статье «Кража»."), leans_back("Возбуждено дело о краже в музее.")
    (True, False)
    >>> leans_back("По факту случившегося идёт проверка."), leans_back("О случившемся в Туле узнали в мае.")
    (True, False)
    >>> leans_back("Через час рухнет кровля."), leans_back("Через год после аварии мост открыли.")
    (False, False)
    """
    sentence = as_spelt_today(sentence)
    matches = (
        begins_back(sentence),
        _THIS.match(sentence),
        _SUCH.match(sentence),
        _SAME.match(sentence),
        _THEN.match(sentence),
        _WOULD.match(sentence),
        _CASE.match(sentence),
        _tells_what_happened(sentence),
        _THERE.match(sentence),
        _counts_nothing(sentence),
        _AFTERWARDS.match(unmarked(sentence)) and has_past(sentence),
        _LATER_YET.match(unmarked(sentence)),
    )
    if any(matches) or _HIS_WORDS.search(sentence) or _NAMED_BEFORE.search(sentence):
        return True
    return bool(missing_nouns(sentence))


def _counts_nothing(sentence: str) -> bool:
    """Whether a sentence ends with how many there are, and names no noun that may be counted.

    >>> _counts_nothing("По нормативу должно быть шесть."), _counts_nothing("Хирургов в районе осталось двое.")
    (True, False)
    """
    if not _COUNTS.search(sentence):
        return False
    return not any({"NOUN", "gent"} <= readings_of(word)[0].grammemes for word in WORD.findall(sentence))


def _tells_what_happened(sentence: str) -> bool:
    """Whether a sentence begins with what has happened, and does not say what: no noun has «случившегося» beside it.

    >>> _tells_what_happened("О случившемся мэр узнал вчера."), _tells_what_happened("В случившемся пожаре жертв нет.")
    (True, False)
    """
    told = _HAPPENED.match(sentence)
    cases = cases_of(told["what"]) - {"accs"} if told else frozenset[str]()
    behind = told["behind"].split() if told else []
    return bool(told) and not any(
        "NOUN" in readings_of(word)[0].grammemes and cases & cases_of(word) for word in behind
    )


def begins_back(sentence: str) -> bool:
    """Whether the first words of a sentence point to the one before it.

    >>> begins_back("Его ждут."), begins_back("Стало быть, мост закрыт."), begins_back("Мэр отметит его юбилей.")
    (True, True, False)
    """
    return bool(_BEGINS.match(unmarked(sentence)) or _BEGINS.match(said_in(sentence)))


def told_later(sentence: str) -> str:
    """The sentence without the word that says it came later: a correction is the news, whatever it came after.

    >>> told_later("Позже мэрия это опровергла."), told_later("Мэрия позже это опровергла.")
    ('мэрия это опровергла.', 'Мэрия позже это опровергла.')
    """
    return _LATER.sub("", sentence, count=1)


def announces(sentence: str) -> bool:
    """Whether a sentence only tells that something will be told.

    >>> announces("Остался один вопрос."), announces("Мэр сказал вот что:"), announces("Остался один дом.")
    (True, True, False)
    >>> announces("Завод уведомляет Котова о нижеследующем.")
    True
    >>> announces("Смута не просто разорила страну."), announces("Мост закрыли не только в Туле, но и в Орле.")
    (True, False)
    """
    return bool(_ANNOUNCES.search(sentence) or _NOT_ONLY.search(sentence))


def tells_scope(sentence: str) -> bool:
    """Whether a sentence says what a law or a rule is for, or where to appeal: what it rules, others say.

    >>> tells_scope("1.1. Настоящее Положение определяет порядок конкурса."), tells_scope("Закон определяет срок.")
    (True, False)
    >>> tells_scope("2. Действие настоящего Закона не распространяется на школы.")
    True
    >>> tells_scope("Взыскать с завода государственную пошлину в бюджет."), tells_scope("Взыскать с завода долг.")
    (True, False)
    >>> tells_scope("Решение может быть обжаловано в областной суд."), tells_scope("Решение обжаловано в суд.")
    (True, False)
    """
    return bool(_SCOPE.match(unmarked(sentence)))
