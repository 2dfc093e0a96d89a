"""Sentences whose words tell how a trial, a vote, a match, a contest, a search or a study came out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.leaning import begins_back
from summarizer.split import Sentence

N_LEAD: Final = 3  # sentences that tell the news: if one of them tells such a thing, others further on are background
MAX_VERDICTS: Final = 2  # of a kind; what has more is a chronicle
MAX_SENTENCES: Final = 60  # of a text that comes to one thing
TOLD_SHARE: Final = 0.15  # of the sentences before, that tell of a trial or a match, for a text to be about it
MAX_CHARS: Final = 600  # of a sentence that tells an end; a page without full stops tells more
MIN_PARTS: Final = 3  # figures that a total follows
# What is told of another time or thing, of a part, or only wanted: «В прошлом сезоне…», «К перерыву счёт был 1:0».
_BACKGROUND: Final = pattern(
    r"\b(?:прежн\w+|похож\w+|аналогичн\w+|друг\w+ (?:дел|матч|игр|встреч)\w*"
    r"|ранее|раньше|прежде|напомним|тогда"
    r"|предыдущ\w+|последний раз|впервые с|(?:год|лет) назад|ещ[её] в"
    r"|прошл\w+ (?:сезон|год|раз|тур|матч|встреч|чемпионат)\w*|(?:19|20)\d\d(?:-\w+)? год\w*|сч[её]т стал"
    r"|перерыв\w*|тайм\w*|перв\w+ (?:суд|матч|игр|встреч|период|сет)\w*|второй суд|если|мо(?:жет|гут|г|гли|гла)"
    r"|буд(?:ет|ут)|(?:по)?просил\w*|предложил\w*|(?:по)?требовал\w*|настаивал\w*)\b",
    re.I,
)
# What others say or think: «В городе говорят, что суд его оправдал.»
HEARSAY: Final = pattern(
    r".*\b(?:по слухам|якобы)\b"
    r"|[^,:]*\b(?:говор[ия]т|полага[ею]т|счита[ею]т|наде(?:ет|ют)ся|заяв\w+|утвержда\w+)(?::|, что\b)",
    re.I,
)
# «В итоге Котов получил два года условно.»: of all that stands before, if it stands last
_AT_LAST: Final = pattern(r"(?:В (?:конечном )?итоге|В конце концов|В конечном сч[её]те),? |В общем, ")


@dataclass(frozen=True)
class _Kind:
    """How sentences tell an end of one kind, in texts that tell of what, and behind what share of them."""

    tells: re.Pattern[str]
    told_of: re.Pattern[str]
    share: float
    told_first: re.Pattern[str] | None = None  # by the news of such a thing, if in other words


_WON: Final = (
    r"побе(?:ди|жд)\w+|выигра\w+|обыгра\w+|разгром\w+|проиграл\w*|усту(?:пи|па)\w+|верх|вничью|ничь\w+|сильнее"
)
_SCORE: Final = r"(?<![\d:])\d{1,2} ?: ?\d{1,2}(?![\d:]| час)"
_KINDS: Final = (
    _Kind(  # a trial
        pattern(
            r"[^«»]*\b(?i:суд|судья|присяжные|коллегия|инстанция)\b[^«»]{0,60} (?:приговорил|признал|оправдал|взыскал"
            r"|отказал|удовлетворил|обязал|отменил|оставил|назначил)[аи]?\b"
            r"|[^«»]*\b(?:признан|оправдан|осужд[её]н|приговор[её]н)[аоы]?\b"
            r"|[^«»]*\bполучил[аи]? [^.«»]{0,40}\b(?:лет|года?|месяц\w*)\b[^.«»]{0,10} "
            r"(?:колонии|условно|лишения|тюрьмы)"
        ),
        pattern(r"\b(?:[Сс]уд(?:а|е|у|ом)?|иске|жалобу|присяжн\w+|(?:под|гос)?обвин\w+|подсудим\w+|[Ээ]ксперт\w+)\b"),
        0.6,
    ),
    _Kind(  # a vote
        pattern(
            r"[^«»]*\b(?:принят|отклон[её]н|одобрен|утвержд[её]н|поддержан|избран)[аоы]?\b"
            r"|[^«»]*\b(?i:депутаты|совет|дума|комитет|комиссия|собрание|жильцы|участники|правление|большинство)\b"
            r"[^«»]{0,40} (?:решил|постановил|поддержал|отклонил|утвердил|принял|одобрил|избрал)[аио]?\b"
            r"|[^«»]*\b(?:поддержал|проголосовал)\w+\b[^«»]*\bпротив\b"
        ),
        pattern(
            r"голосова|\bвоздержа|\bединогласно|\bбольшинством\b|заседани|повестк|собрани|\bдум[ае]\b|депутат", re.I
        ),
        0.6,
    ),
    _Kind(  # a match
        pattern(rf"(?i:.*\b(?:{_WON})\b.*?{_SCORE}|.*{_SCORE} (?:[^.]{{0,20}} )?в пользу)"),
        pattern(r"\b(?:матч|тур|гол|игр|мяч|шайб|ворот|вратар|форвард|период|тайм)\w*", re.I),
        0.0,
    ),
    _Kind(  # a contest
        pattern(
            r"[^«»]*\b(?i:победител\w+|лауреат\w+) (?:\w+ )?(?:стал|признан|назван|объявлен)[аи]?\b"
            r"|[^«»]*\b(?i:гран-при|главный приз|перв\w+ (?:место|преми\w+)) (?:[^.«»]{1,30} )?"
            r"(?:получил|занял|завоевал|достал|присудил|вручил|взял)\w*\b"
        ),
        pattern(r"\b(?:конкурс|фестивал|жюри|преми|турнир|соревнован|участник|финал)\w*", re.I),
        0.4,
        pattern(r".*\b(?:получил|удосто|завоева|присужд|победи|выигра|лауреат|приз[её]р)"),
    ),
    _Kind(  # a sale
        pattern(r"[^«»]*\b(?:уш[её]?л[аио]? с молотка|(?:продан[аоы]?|куплен[аоы]?|продали|купил[аи]?) за [^.]*\d)"),
        pattern(r"\b(?:торги|торгах|торгов|аукцион|лот|цен|прода)\w*", re.I),
        0.4,
        pattern(r".*\b(?:приобр|купил|куплен|продан|ушл)"),
    ),
    _Kind(  # a search
        pattern(
            r"[^«»]*\b(?:наш[её]л|нашл[аи]|найден[аоы]?|обнаружил[аи]?|обнаружен[аоы]?|спасл[аи]|спас[её]н[аоы]?)\b"
        ),
        pattern(r"\b(?:поиск|пропа|потеря|искал|ищут|заблуди|исчез|спасател|доброволь)\w*", re.I),
        0.6,
    ),
    _Kind(  # a study
        pattern(
            r"(?:В (?:результате|ходе|итоге) (?:\w+ ){0,3})?(?i:установлено|показано|выявлено|доказано|обнаружено"
            r"|выяснено), что\b"
            r"|(?:Выявлен|Установлен|Обнаружен)[аоы]? (?:\w+ )?(?:связь|зависимость|различия|влияние)\b"
            r"|Результаты (?:\w+ ){0,3}(?:показали|показывают|свидетельствуют|подтвердили)\b"
            r"|(?:Авторы?|Исследователи) (?:\w+ )?(?:приш|приход)\w+ к выводу\b|Сделан вывод\b"
        ),
        pattern(r"\b(?:исследова|изуч|опыт|эксперимент|анализ|рассм[ао]тр|работ|стать)\w*", re.I),
        0.3,
    ),
    _Kind(  # a test of goods
        pattern(
            r"(?:[А-ЯЁ][а-яё]+ )?(?:[а-яё]+ ){0,2}(?i:советую|рекомендую|(?:по|поре)(?:совет|коменд)овал\w? бы)\b"
            r"|[^«»]*\b(?:больше|второй раз)\b[^.«»]{0,20} не "
            r"(?:куплю|закажу|приду|поеду|вернусь|взял|купил|заказал)[аи]?\b"
            r"|[^«»]*\b(?:(?:не )?стоит своих денег|не стоит (?:покупать|брать))\b"
        ),
        pattern(r"\b(?:я|мне|меня|мой|моя|купил|заказал|взял|подарили|пользуюсь|пользовал)\w*\b", re.I),
        0.5,
    ),
)
_PART: Final = pattern(r"[—–-] \d")  # «на ремонт — 2 млн»
_TOTAL: Final = pattern(r"(?:Всего|Итого)\b[^.!?]*\d")


def find_verdicts(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of sentences that tell how what a text is about came out, if its first ones do not.

    >>> def find(*lines: str) -> list[int]:
    ...     return sorted(find_verdicts([Sentence(line, 0, 0) for line in lines]))
    >>> match = ["Матч шёл под дождём.", "Гости начали осторожно.", "Вратарь спасал команду."]
    >>> find(*match, "«Заря» победила «Рубин» со счётом 2:0."), find(*match, "В прошлом году «Заря» победила 2:0.")
    ([3], [])
    >>> find("«Заря» победила «Рубин» 2:0.", *match, "«Рубин» проиграл «Торпедо» 0:3.")
    []
    >>> find("Суд идёт год.", "Защита спорит.", "Свидетели молчат.", "Обвинение ждёт.", "Котов признан виновным.")
    [4]
    >>> find("Изучен полив томата.", "Опыты шли год.", "Почву мерили.", "Показано, что полив снижает расход воды.")
    [3]
    """
    n = len(sentences)
    if n > MAX_SENTENCES:
        return frozenset()
    texts = [one.text if len(one.text) <= MAX_CHARS else "" for one in sentences]
    found = {i for i in range(1, n) if _is_total(texts[i - 1], texts[i])}
    for kind in _KINDS:
        told_first = kind.told_first or kind.tells
        if any(map(told_first.match, texts[:N_LEAD])):
            continue
        told = (i for i in range(N_LEAD, n) if i >= kind.share * n and kind.tells.match(texts[i]))
        ends = [i for i in told if _is_end(texts[i])]
        if not ends or len(ends) > MAX_VERDICTS:
            continue
        n_told_of = sum(map(bool, map(kind.told_of.search, texts[: ends[0]])))
        if n_told_of >= TOLD_SHARE * ends[0]:
            found.update(ends)
    return frozenset(found)


def _is_end(text: str) -> bool:
    """Whether a sentence that tells how something came out tells it of this text's time, whole, and by itself."""
    is_torn = text.count("«") != text.count("»")
    is_doubted = HEARSAY.match(text) or text.endswith("?")
    return not (is_torn or is_doubted or _BACKGROUND.search(text) or begins_back(told_last(text)))


def told_last(sentence: str) -> str:
    """The sentence without the word that says it came out so: an outcome is told after all that led to it.

    >>> told_last("В итоге суд отказал Котову."), told_last("Суд в итоге отказал Котову.")
    ('суд отказал Котову.', 'Суд в итоге отказал Котову.')
    """
    return _AT_LAST.sub("", sentence, count=1)


def _is_total(before: str, text: str) -> bool:
    """Whether a sentence sums up the figures of the one before it.

    >>> _is_total("Ремонт — 2 млн, связь — 3 млн, охрана — 4 млн.", "Всего потрачено 9 млн.")
    True
    >>> _is_total("Ремонт стоил 2 млн.", "Всего потрачено 9 млн.")
    False
    """
    return bool(_TOTAL.match(text)) and len(_PART.findall(before)) >= MIN_PARTS
