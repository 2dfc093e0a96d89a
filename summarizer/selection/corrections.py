"""What a text takes back further on: «Уточнение: …», «Мэрия опровергла сообщение…», an exception to a rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.claims import exception_noun, is_hearsay, opposes_itself
from summarizer.selection.labels import said_in, unmarked
from summarizer.selection.signs import END
from summarizer.selection.told import MIN_SHARED, Told, stems_of
from summarizer.split import Sentence

BEGINNING: Final = 2  # sentences that a text begins with, a heading among them
_BEGINS: Final = pattern(
    r"(?:(?:Уточнение|Поправка|Исправление|Исправлено|Опровержение|UPD\d?|Обновлено(?! ?[:—–-]? ?\d))"
    r"(?: (?:от )?редакции)?(?: (?:в )?\d\d[.:]\d\d)? ?(?:[.:—–-]|$))"
)
_WORK: Final = r"(?:стат|публикаци|исследовани|сообщени|заявлени|заметк|работ|доклад|отч[её]т)\w*"
_SAYS: Final = pattern(
    r"(?<!\bне )(?<!\bни )\bопроверг(?:л[аио]|а[ею]т|нут[аоы]?)?\b"
    r"|\bназва\w+ [^.!?]{0,80}?\b(?:ложн\w+|ложью|неправд\w+|фейк\w+|выдумк\w+)"
    rf"|\bотозва[лнт]\w* (?:\w+ ){{0,3}}{_WORK}|\b{_WORK} (?:\w+ ){{0,3}}отозва[лн]\w*"
    r"|\bне соответству\w+ действительности"
    # «уточнила: Котов не уволен, а отстранён», «уточнил, что проезд стоит 35 рублей, а не 36»
    r"|\bуточни\w+ ?[:,—][^.!?]{0,120}?(?:\bне (?:[а-яё]+ )?[а-яё\d]+,? а|, а не)\b",
    re.IGNORECASE,
)
# What was told of it stands right before: «МЧС эту информацию опровергло».
_THIS: Final = pattern(
    r"\bэт(?:у|и|о|от|ого|их|ой|ом) (?:информаци|сообщени|слух|верси|утверждени|данны|заявлени|новост)"
    r"|\b(?:её|их|его|это) опроверг",
    re.IGNORECASE,
)
# Of a claim that was told as one: «Предположение не подтвердилось», «Нарушений проверка не выявила».
_FINDINGS: Final = r"(?:нарушени|превышени|отклонени|доказательств|подтверждени|признак|след)"
_UNCONFIRMED: Final = pattern(
    rf"\bне подтвердил(?:ось|ась|ся|ись)\b|\b{_FINDINGS}\w*\b[^.!?]{{0,40}}\bне (?:обнаруж|выяв|наш)\w+"
    rf"|\bне (?:обнаруж|выяв|наш)\w+ (?:\w+ ){{0,2}}{_FINDINGS}\w+",
    re.IGNORECASE,
)
# What stands under a text that is not meant: «Все события вымышлены», «Материал носит сатирический характер».
_FICTION: Final = pattern(
    r"(?:(?:все|эт[аои]т?|данн\w+) )?(?:[а-яё]+ и )?"
    r"(?:событи|персонаж|геро|материал|новост|текст|заметк|стать|рубрик)\w*\b[^.!?]{0,60}"
    r"\b(?:вымышлен|выдуман|сатирическ|шуточн|шутк|розыгрыш|пародийн)"
    r"|это (?:был[аи]? )?(?:первоапрельск\w+ )?(?:шутка|розыгрыш)\b",
    re.IGNORECASE,
)
LAST: Final = 3  # sentences that may say so
_DENIES: Final = pattern(r"\b(?:не|нет|ни|без|опров\w+)\b", re.IGNORECASE)  # what the one says who denies a rumour
# What was counted anew: «Позднее число погибших выросло до трёх», «Минздрав уточнил число жертв».
_VICTIMS: Final = r"(?:погибш|жертв|пострадавш|ранен|пропавш|заболевш|задержанн|эвакуированн)\w*"
_RECOUNTED: Final = pattern(
    rf"\b(?:число|количество) {_VICTIMS}[^.!?]{{0,60}}?\b(?:выросло|увеличилось|возросло|достигло|уточн\w+)"
    rf"|\b(?:выросло|увеличилось|возросло|достигло|уточни\w+) (?:\w+ )?(?:число|количество) {_VICTIMS}"
)
# What is said anew of the number right before: «уволились 120 человек… Позже порт уточнил, что ушли 112 человек».
# «Отдел кадров позднее сообщил о 87 уволенных.»
_LATER: Final = pattern(
    r"(?:Позже|Позднее|Впоследствии|Затем|Потом) (?:[\w-]+ ){0,4}уточни\w+"
    r"|(?:[\w-]+ ){1,4}?(?:позже|позднее|впоследствии) (?:уточни|сообщи|назва|исправи)\w+"
)
_DENIED: Final = pattern(r"\bне (?:[а-яё]{1,3} )?(\d+)")  # «плата вырастет не на 30, а на 3 %», «35 рублей, а не 36»
_COUNTED: Final = pattern(r"\d (?:(?:тыс|млн|млрд)\.? )?([а-яё]+)")
MAX_BACK: Final = 3  # sentences
_IN_FACT: Final = pattern(r"(?:(?:Но|Однако|А) )?на самом деле\b", re.IGNORECASE)
_REPORTED: Final = pattern(r"\b(?:сообщ|утвержд|заяв|пиш[еу]т|написал|говорится|по (?:данным|словам))", re.IGNORECASE)


@dataclass(frozen=True)
class Corrections:
    """Places of sentences that take others back, and of what they take back."""

    counters: dict[int, int] = field(default_factory=dict)  # of a claim → of what takes it back
    rules: dict[int, int] = field(
        default_factory=dict
    )  # of an exception → of its rule; of a number → of the one before
    outcomes: set[int] = field(default_factory=set)  # of those that tell what is so
    news: set[int] = field(default_factory=set)  # of those among them that take back what the text begins with


def find_corrections(sentences: Sequence[Sentence], starts: Sequence[bool]) -> Corrections:
    """What is taken back in a text: the sentence that shares most stems with one that takes back, and its retellings.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line; a rule and its exception stand in one.

    >>> lines = ["Мост закрыт, пишет «Тула».", "Снег тает.", "Мэрия опровергла это: мост открыт."]
    >>> find_corrections([Sentence(line, 0, 0) for line in lines], [True] * 3).counters
    {0: 2}
    >>> find_corrections([Sentence(line, 0, 0) for line in lines[1:]], [True] * 2).counters
    {}
    """
    found = Corrections()
    _note_fiction(found, sentences)
    if not any(exception_noun(one.text) or is_correction(one.text) for one in sentences):
        return found  # most texts; no word of them need be looked up
    told = Told()
    line, denial, is_labelled = 0, None, False
    for place, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        line = place if starts_line else line
        stems = stems_of(sentence.text)
        was_labelled, is_labelled = is_labelled, bool(_BEGINS.fullmatch(unmarked(sentence.text)))
        if is_labelled:  # «Исправление.»: what it is told next
            continue
        if noun := exception_noun(sentence.text):
            _note_exception(found, told, place, line, *stems_of(noun))
        elif was_labelled or is_correction(sentence.text):
            denial = place if place < BEGINNING else denial
            claims = _claims(told, place, sentence.text, stems)
            found.counters.update(dict.fromkeys(claims, place))
            if _recounts_later(sentence.text):
                if claims:  # without them it says nothing
                    found.rules[place] = max(claims)
                continue
            if claims or was_labelled or _BEGINS.match(unmarked(sentence.text)):
                found.outcomes.add(place)
            if min(claims, default=BEGINNING) < BEGINNING and not _RECOUNTED.search(sentence.text):
                found.news.add(place)
        else:
            is_reported = bool(_REPORTED.search(sentence.text)) or is_hearsay(sentence.text)
            told.add(place, stems, is_reported)
            if denial is not None and is_reported and not _DENIES.search(sentence.text):
                _note_denied(found, denial, place, len(stems & stems_of(sentences[denial].text)))
    return found


def is_correction(sentence: str) -> bool:
    """Whether a sentence says that something the text has told is not so.

    >>> is_correction("Уточнение: плата вырастет на 3 %."), is_correction("Журнал отозвал статью о кофе.")
    (True, True)
    >>> is_correction("Версия о поджоге не подтвердилась."), is_correction("Писали о продаже, но мэр опроверг это.")
    (True, False)
    >>> is_correction("Поправка к закону принята."), is_correction("Обновлено: 5 июня.")
    (False, False)
    >>> is_correction("Позже порт уточнил, что ушли 112 человек."), is_correction("Позже порт уточнил, что рад.")
    (True, False)
    """
    begins = _BEGINS.match(unmarked(sentence)) or _IN_FACT.match(said_in(sentence)) or _recounts_later(sentence)
    says = _SAYS.search(sentence) or _UNCONFIRMED.search(sentence) or _RECOUNTED.search(sentence)
    own = opposes_itself(sentence)
    return bool(begins or (says and not 0 < own < says.start()))


def _recounts_later(sentence: str) -> bool:
    return bool(_LATER.match(sentence) and _COUNTED.search(sentence))


def _claims(told: Told, place: int, text: str, stems: frozenset[str]) -> list[int]:
    """The places of what a correction takes back."""
    if _recounts_later(text):
        return told.counted(stems_of(" ".join(_COUNTED.findall(text))), range(place - MAX_BACK, place))
    if (denied := _DENIED.search(text)) and (held := told.holders.get(denied[1])):
        return told.claims(stems, 1, among=held)
    if _THIS.search(text) and told.holds(place - 1):
        return told.retold(place - 1)
    if _SAYS.search(text):
        return told.claims(stems, 1)
    if _RECOUNTED.search(text):
        return told.claims(stems_of(" ".join(re.findall(_VICTIMS, text))), 1)
    return told.claims(stems, MIN_SHARED, is_reported=bool(_UNCONFIRMED.search(text)))


def _note_fiction(found: Corrections, sentences: Sequence[Sentence]) -> None:
    """Notes that the end of a text takes back its first sentence, and with that all of it: «Все события вымышлены.»"""
    for place in range(max(BEGINNING, len(sentences) - LAST), len(sentences)):
        if _FICTION.match(sentences[place].text):
            first = next((i for i in range(place) if END.search(sentences[i].text)), 0)
            found.counters[first] = place
            found.outcomes.add(place)
            found.news.add(place)


def _note_denied(found: Corrections, denial: int, place: int, n_shared: int) -> None:
    """Notes that a text begins with the denial of what it reports below: «Слухи о закрытии моста не подтвердились»."""
    if n_shared >= MIN_SHARED:
        found.counters[place] = denial
        found.outcomes.add(denial)
        found.news.add(denial)


def _note_exception(found: Corrections, told: Told, place: int, line: int, stem: str) -> None:
    """Finds the rule of an exception: the last sentence of its line that names it."""
    rule = next(reversed(told.holders[stem]), -1)
    if rule >= line:
        found.counters[rule] = place
        found.rules[place] = rule
