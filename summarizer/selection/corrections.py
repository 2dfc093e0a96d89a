"""What a text takes back further on: «Уточнение: …», «Мэрия опровергла сообщение…», an exception to a rule."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from summarizer.cleaning.dictionary import readings_of
from summarizer.selection.claims import exception_noun, is_hearsay, opposes_itself
from summarizer.selection.leaning import unlabelled, unmarked
from summarizer.selection.signs import END
from summarizer.split import Sentence

BEGINNING: Final = 2  # sentences that a text begins with, a heading among them
MAX_HOLDERS: Final = 200  # sentences with a stem; one that more hold tells nothing of what is taken back
STEM_LETTERS: Final = 5  # of a dictionary form: «статью» is of «статье», «ограничение» of «ограничивается»
MIN_LETTERS: Final = 4  # of a stem that tells what a sentence is about; numbers may be shorter
MIN_SHARED: Final = 2  # stems with a claim: of «На самом деле…», and of a sentence that tells the same
RETOLD_SHARE: Final = 0.5  # of a sentence's stems that stand in the claim: it tells the same, as a heading does
_WORD: Final = re.compile(r"[^\W_]+")
_BEGINS: Final = re.compile(
    r"(?:(?:Уточнение|Поправка|Исправление|Исправлено|Опровержение|UPD\d?|Обновлено(?! ?[:—–-]? ?\d))"
    r"(?: (?:от )?редакции)?(?: (?:в )?\d\d[.:]\d\d)? ?(?:[.:—–-]|$))"
)
_WORK: Final = r"(?:стат|публикаци|исследовани|сообщени|заявлени|заметк|работ|доклад|отч[её]т)\w*"
_SAYS: Final = re.compile(
    r"(?<!\bне )(?<!\bни )\bопроверг(?:л[аио]|а[ею]т|нут[аоы]?)?\b"
    r"|\bназва\w+ [^.!?]{0,80}?\b(?:ложн\w+|ложью|неправд\w+|фейк\w+|выдумк\w+)"
    rf"|\bотозва[лнт]\w* (?:\w+ ){{0,3}}{_WORK}|\b{_WORK} (?:\w+ ){{0,3}}отозва[лн]\w*"
    r"|\bне соответству\w+ действительности"
    r"|\bуточни\w+ ?[:,—][^.!?]{0,80}?\bне [а-яё]+, а\b",  # «уточнила: Котов не уволен, а отстранён»
    re.IGNORECASE,
)
# What was told of it stands right before: «МЧС эту информацию опровергло».
_THIS: Final = re.compile(
    r"\bэт(?:у|и|о|от|ого|их|ой|ом) (?:информаци|сообщени|слух|верси|утверждени|данны|заявлени|новост)"
    r"|\b(?:её|их|его|это) опроверг",
    re.IGNORECASE,
)
# Of a claim that was told as one: «Предположение не подтвердилось», «Нарушений проверка не выявила».
_FINDINGS: Final = r"(?:нарушени|превышени|отклонени|доказательств|подтверждени|признак|след)"
_UNCONFIRMED: Final = re.compile(
    rf"\bне подтвердил(?:ось|ась|ся|ись)\b|\b{_FINDINGS}\w*\b[^.!?]{{0,40}}\bне (?:обнаруж|выяв|наш)\w+"
    rf"|\bне (?:обнаруж|выяв|наш)\w+ (?:\w+ ){{0,2}}{_FINDINGS}\w+",
    re.IGNORECASE,
)
# What stands under a text that is not meant: «Все события вымышлены», «Материал носит сатирический характер».
_FICTION: Final = re.compile(
    r"(?:(?:все|эт[аои]т?|данн\w+) )?(?:[а-яё]+ и )?"
    r"(?:событи|персонаж|геро|материал|новост|текст|заметк|стать|рубрик)\w*\b[^.!?]{0,60}"
    r"\b(?:вымышлен|выдуман|сатирическ|шуточн|шутк|розыгрыш|пародийн)"
    r"|это (?:был[аи]? )?(?:первоапрельск\w+ )?(?:шутка|розыгрыш)\b",
    re.IGNORECASE,
)
LAST: Final = 3  # sentences that may say so
_DENIES: Final = re.compile(r"\b(?:не|нет|ни|без|опров\w+)\b", re.IGNORECASE)  # what the one says who denies a rumour
# What was counted anew: «Позднее число погибших выросло до трёх», «Минздрав уточнил число жертв».
_VICTIMS: Final = r"(?:погибш|жертв|пострадавш|ранен|пропавш|заболевш|задержанн|эвакуированн)\w*"
_RECOUNTED: Final = re.compile(
    rf"\b(?:число|количество) {_VICTIMS}[^.!?]{{0,60}}?\b(?:выросло|увеличилось|возросло|достигло|уточн\w+)"
    rf"|\b(?:выросло|увеличилось|возросло|достигло|уточни\w+) (?:\w+ )?(?:число|количество) {_VICTIMS}"
)
# What is said anew of the number right before: «уволились 120 человек… Позже порт уточнил, что ушли 112 человек».
_LATER: Final = re.compile(r"(?:Позже|Позднее|Впоследствии|Затем|Потом) (?:[\w-]+ ){0,4}уточни\w+")
_COUNTED: Final = re.compile(r"\d (?:(?:тыс|млн|млрд)\.? )?([а-яё]+)")
MAX_BACK: Final = 3  # sentences
_IN_FACT: Final = re.compile(r"(?:(?:Но|Однако|А) )?на самом деле\b", re.IGNORECASE)
_REPORTED: Final = re.compile(
    r"\b(?:сообщ|утвержд|заяв|пиш[еу]т|написал|говорится|по (?:данным|словам))", re.IGNORECASE
)


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
    told = _Told()
    line, denial = 0, None
    for place, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        line = place if starts_line else line
        stems = _stems(sentence.text)
        if noun := exception_noun(sentence.text):
            _note_exception(found, told, place, line, *_stems(noun))
        elif is_correction(sentence.text):
            denial = place if place < BEGINNING else denial
            claims = _claims(told, place, sentence.text, stems)
            found.counters.update(dict.fromkeys(claims, place))
            if _recounts_later(sentence.text):  # it says nothing without what it takes back
                found.rules.update({place: max(claims)} if claims else {})
                continue
            if claims or _BEGINS.match(unmarked(sentence.text)):
                found.outcomes.add(place)
            if min(claims, default=BEGINNING) < BEGINNING and not _RECOUNTED.search(sentence.text):
                found.news.add(place)
        else:
            is_reported = bool(_REPORTED.search(sentence.text)) or is_hearsay(sentence.text)
            told.add(place, stems, is_reported)
            if denial is not None and is_reported and not _DENIES.search(sentence.text):
                _note_denied(found, denial, place, len(stems & _stems(sentences[denial].text)))
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
    begins = _BEGINS.match(unmarked(sentence)) or _IN_FACT.match(unlabelled(sentence)) or _recounts_later(sentence)
    says = _SAYS.search(sentence) or _UNCONFIRMED.search(sentence) or _RECOUNTED.search(sentence)
    own = opposes_itself(sentence)
    return bool(begins or (says and not 0 < own < says.start()))


def _recounts_later(sentence: str) -> bool:
    return bool(_LATER.match(sentence) and _COUNTED.search(sentence))


def _claims(told: "_Told", place: int, text: str, stems: frozenset[str]) -> list[int]:
    """The places of what a correction takes back."""
    if _recounts_later(text):
        return told.counted(_stems(" ".join(_COUNTED.findall(text))), range(place - MAX_BACK, place))
    if _THIS.search(text) and told.holds(place - 1):
        return told.retold(place - 1)
    if _SAYS.search(text):
        return told.claims(stems, 1)
    if _RECOUNTED.search(text):
        return told.claims(_stems(" ".join(re.findall(_VICTIMS, text))), 1)
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


def _note_exception(found: Corrections, told: "_Told", place: int, line: int, stem: str) -> None:
    """Finds the rule of an exception: the last sentence of its line that names it."""
    rule = next(reversed(told.holders[stem]), -1)
    if rule >= line:
        found.counters[rule] = place
        found.rules[place] = rule


def _stems(text: str) -> frozenset[str]:
    stems = (readings_of(word)[0].lemma[:STEM_LETTERS] for word in _WORD.findall(text))
    return frozenset(stem for stem in stems if len(stem) >= MIN_LETTERS or stem.isdigit())


class _Told:
    """The sentences so far, by their stems."""

    def __init__(self) -> None:
        self.holders: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[int, frozenset[str]] = {}
        self._reported: set[int] = set()

    def add(self, place: int, stems: frozenset[str], is_reported: bool) -> None:
        self._stems[place] = stems
        for stem in stems:
            self.holders[stem].append(place)
        if is_reported:
            self._reported.add(place)

    def holds(self, place: int) -> bool:
        """Whether that sentence tells something itself, and takes nothing back."""
        return place in self._stems

    def claims(self, stems: frozenset[str], n_least: int, is_reported: bool = False) -> list[int]:
        """What shares most with these stems, what is told after others and what stands first before the rest.

        Args:
            stems: Of what takes back.
            n_least: Stems that the claim shares with it.
            is_reported: The claim is told after others.
        """
        shared = self._shared(stems)
        if is_reported:
            shared = Counter({place: n for place, n in shared.items() if place in self._reported})
        claim = max(shared, key=lambda place: (shared[place] + (place in self._reported), -place), default=None)
        if claim is None or shared[claim] < n_least:
            return []
        return self.retold(claim)

    def counted(self, nouns: frozenset[str], places: range) -> list[int]:
        """Those of the places where one of these is counted in figures."""
        held = [place for place in places if nouns & self._stems.get(place, frozenset())]
        return [place for place in held if any(stem.isdigit() for stem in self._stems[place])]

    def retold(self, claim: int) -> list[int]:
        """A sentence and those that tell the same."""
        shared = self._shared(self._stems[claim])
        alike = [place for place, n in shared.items() if n >= max(MIN_SHARED, RETOLD_SHARE * len(self._stems[place]))]
        return [claim, *alike]

    def _shared(self, stems: Collection[str]) -> Counter[int]:
        lists = (self.holders[stem] for stem in stems if stem in self.holders)
        return Counter(place for places in lists if len(places) <= MAX_HOLDERS for place in places)
