"""A headline out of a text's own words: its heading, or a sentence with what can be left out left out.

Words are only taken away, whole parts at a time, so that nothing is invented; what turns the
meaning when it is missing («если», «чтобы», «по мнению», «не») stays.
"""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import PREDICATES, cases_of, is_finite_verb, readings_of
from summarizer.heading import TITLE_WORDS, find_heading
from summarizer.selection import Candidate, Room, select
from summarizer.selection import one as one_each
from summarizer.selection.leaning import unmarked

MIN_TITLE_WORDS: Final = 3
MAX_MARK_WORDS: Final = 2  # «Миф 1. Антибиотики лечат простуду.»
MAX_ENTRY_WORDS: Final = 6  # «Вилькицкий Андрей Ипполитович», «Закон сохранения энергии»
N_TRIED: Final = 5  # of the weightiest sentences: the one that makes the shortest headline wins
# Who tells a fact may go; who holds an opinion («по мнению», «считает») must stay, or it would pass for a fact.
_TELLS: Final = r"(?:сообщ|рассказал|отмети|отмеча|уточн|переда[её]т|передал|пишет|следует из|напомн|добавил)\w*"
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")  # not in square brackets: editors set there what a sentence needs
_OPENING: Final = re.compile(
    rf"^(?:По (?:данным|информации|сообщению|сведениям)[^,«]*,|Как (?:ранее )?{_TELLS}[^,«]*,|"
    r"(?:Однако|Кроме того|При этом|Также|Напомним|Отметим|Впрочем|Тем не менее|Между тем|Таким образом),?) ",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(rf",\s*(?:[—–-]\s*)?(?:об этом |как )?{_TELLS}[^,«»]*(?=[.!?…]*$)", re.IGNORECASE)
# What describes a word before it: to the next comma, or to the end.
_RELATIVE: Final = re.compile(
    r"(?<!\bте)(?<!\bтех)(?<!\bтот)(?<!\bтого)(?<!\bтем)(?<!\bтому)"  # «те, кто», «тот, который»: half a sentence
    r", (?:(?:в|на|о|об|с|к|из|для|по|от|у|за|под) )?(?:котор\w+|где|куда|чь[яеёиюх]\w*)\b[^,]*(?:,(?= )|(?=[.!?…]*$))"
)
_PARTICIPLE: Final = re.compile(
    r", \w{3,}(?:нн|ющ|ащ|ящ|ущ|вш|ем|им|ят|ут)"
    r"(?:ый|ая|ое|ые|ого|ой|ому|ых|ым|ыми|ую|ий|яя|ее|ие|его|ей|их|им|ими)(?:ся)?\b"
    r"[^,]*(?:,(?= )|(?=[.!?…]*$))"
)
_TAIL: Final = re.compile(
    r",? (?:а также|в том числе|включая|после чего|поскольку|так как)\b.*?(?=[.!?…]*$)", re.IGNORECASE
)
_SUBORDINATE: Final = re.compile(r" ?(?:\w{1,3} )?(?:котор\w+|где|куда|что|чтобы|если|когда|как)\b")
_CLAUSE: Final = re.compile(r", (?:что|чтобы|если|когда|как)\b")
_ALWAYS: Final = (_ASIDE, _OPENING, _SOURCE)
_IF_LONG: Final = (_RELATIVE, _PARTICIPLE, _TAIL)
_ABBREVIATED: Final = re.compile(r"\b(?:гг?|чел|руб|коп|тыс|млн|млрд|др|пр|т\. ?[дп]|кв|га|км|кг)\.$")
# What passes for the text's own word without what follows.
_CLAIM: Final = re.compile(r"(?:Неправда|Вопрос)(?: (?:№ ?)?\d+)? ?[:.—–-]", re.IGNORECASE)
# «Вилькицкий Андрей Ипполитович (1858—1913) — гидрограф», «Самовар — устройство для…».
_ENTRY: Final = re.compile(r"([А-ЯЁ][^().!?:;«»—–]*?) (?P<dates>\([^()]*\d{4}[^()]*\) )?[—–] (?=[а-яё])")
# What changes a part of a law: «В статье 5 слова «три года» заменить словами «пять лет»».
_AMENDMENT: Final = re.compile(
    r"\b(?:слов[ао]|цифр[ыу]|пункт|абзац|част[ьи]|стать[юяеи])\b.*\b(?:замени|дополни|исключи|изложи|призна)\w+"
)
_EDGE: Final = " ,;:—–-"
_SPEECH: Final = '«"“„(—–'  # what stands before what somebody said
_GENDERS: Final = frozenset({"masc", "femn"})
_LETTERS: Final = frozenset("аиоу")  # the dictionary has «и» as a letter, which is a noun
_NEXT: Final = re.compile(r"(?<=\w{3}[.!?]) (?=[а-яё])")  # «мост закрыт до мая. автобусы идут в объезд»
_WORD: Final = re.compile(r"[^\W\d_]{3,}")  # the dictionary has «в» and «с» as letters, which are nouns


def find_headline(source: Sequence[Candidate]) -> str:
    """A headline for a text; empty for a text without a sentence.

    >>> from summarizer.selection import find_candidates
    >>> find_headline(find_candidates("По данным мэрии, мост через Упу закроют в мае, сообщила Анна Котова."))
    'Мост через Упу закроют в мае'
    >>> find_headline(())
    ''
    """
    if heading := find_heading(source) or _entry_word(source):
        return heading
    shortened = [shorten(candidate.sentence.text) for candidate in _weightiest(source)]
    fitting = [text for text in shortened if MIN_TITLE_WORDS <= len(text.split()) <= TITLE_WORDS]
    return (fitting or sorted(shortened, key=len) or [""])[0]


def _entry_word(source: Sequence[Candidate]) -> str:
    """What an encyclopaedia's entry is about: what stands before its dates, or before a definition beyond a headline.

    >>> from summarizer.selection import find_candidates
    >>> _entry_word(find_candidates("Котова Анна Львовна (1858—1913) — географ. Жила в Туле."))
    'Котова Анна Львовна'
    >>> _entry_word(find_candidates("Ремонт моста — главная забота города. Он стар."))
    ''
    """
    text = source[0].sentence.text if source else ""
    entry = _ENTRY.match(text)
    if not entry or any(map(is_finite_verb, _WORD.findall(entry[1]))):
        return ""
    has_term = len(shorten(text).split()) > TITLE_WORDS and "PREP" not in _kinds(entry[1])
    is_definition = bool(entry["dates"]) or has_term
    return entry[1] if is_definition and len(entry[1].split()) <= MAX_ENTRY_WORDS else ""


def _kinds(text: str) -> set[str]:
    return {kind for word in text.split() for kind in readings_of(word)[0].grammemes}


def _weightiest(source: Sequence[Candidate]) -> list[Candidate]:
    """The first sentence if it stands by itself, then those that each tell most, best first.

    Sentences that their publisher cut short («…») come last; questions, claims, and what tells a part of something only
    where there is nothing else.
    """
    spoken = [one for one in source if _is_begun(one.sentence.text)] or list(source)
    begun = [one for one in spoken if one.sentence.text[0] not in _SPEECH] or spoken
    left = [one for one in begun if not one.turn.is_prompt]
    claims = {one.place for one in left if one.asks or one.is_hearsay or _CLAIM.match(one.sentence.text)}
    claims |= {one.place + 1 for one in left if one.place in claims and one.n_words <= MAX_MARK_WORDS}
    left = [one for one in left if one.place not in claims] or left
    left = [one for one in left if not (one.leans_back or _is_a_part(one.sentence.text))] or left
    found = [one for one in left[:1] if one.place == 0 and not (one.is_crumb or one.is_speech or one.opens_quote)]
    while len(found) < N_TRIED and (best := select(left, Room(1, 1, 1, stands_alone=True), one_each)):
        found += best
        left.remove(best[0])
    return sorted(found or left[:1], key=lambda candidate: candidate.sentence.text.endswith("…"))


def shorten(sentence: str) -> str:
    """The sentence without asides and sources; one longer than a headline without what describes, too.

    >>> shorten("Совет (в нём семь человек) избрал главой Петрову, сообщила мэрия.")
    'Совет избрал главой Петрову'
    >>> shorten("По мнению мэра, мост закроют, если не найдут денег.")
    'По мнению мэра, мост закроют, если не найдут денег'
    """
    text = _bare(sentence)
    for rule in (*_ALWAYS, *_IF_LONG):
        if rule in _IF_LONG and len(text.split()) <= TITLE_WORDS:
            break
        shorter = rule.sub("" if rule in _ALWAYS else _unless_coordinated, text).strip(_EDGE)
        text = shorter if _is_sentence(shorter) else text
    if not any(map(str.isupper, text.split(" ")[0])):  # «iPhone» stays so
        text = text[:1].upper() + text[1:]
    has_dot = text.endswith(".") and not text.endswith("..") and not _ABBREVIATED.search(text)
    return text[:-1] if has_dot else text


def _is_a_part(sentence: str) -> bool:
    """Whether it says nothing by itself: who did it stands elsewhere, or it changes a few words of a law.

    >>> _is_a_part("В 1899 году вышел в отставку."), _is_a_part("В пункте 2 слова «три года» заменить на «год».")
    (True, True)
    >>> _is_a_part("В 1899 году Котов вышел в отставку."), _is_a_part("В Туле закрыли мост.")
    (False, False)
    """
    return _lacks_subject(sentence) or bool(_AMENDMENT.search(sentence))


def _lacks_subject(sentence: str) -> bool:
    """Whether a verb in the past of one man or woman has no word in the nominative that may be its subject."""
    words = re.findall(r"[^\W\d_]+", sentence)
    first = [readings_of(word)[0].grammemes for word in words]
    gender = next((found & _GENDERS for found in first if found >= {"VERB", "past"} and found & _GENDERS), None)
    if gender is None:
        return False
    is_object = False
    for word, likeliest in zip(words, first, strict=True):
        if "PREP" in likeliest:
            is_object = True
        elif not is_object and _may_be_subject(word, gender):
            return False
        elif "NOUN" in likeliest:
            is_object = False
    return True


def _may_be_subject(word: str, gender: frozenset[str]) -> bool:
    if word in _LETTERS:
        return False
    if word.isupper() or not re.match("[А-ЯЁа-яё]", word):
        return True
    for reading in readings_of(word):
        told = reading.grammemes
        is_like = "anim" in told or not told & (_GENDERS | {"neut"}) or bool(gender & told)
        if "nomn" in told and "plur" not in told and is_like:
            return True
    return False


def _is_begun(sentence: str) -> bool:
    """Whether it is no rest of a sentence: «- Мост закрыт», ««Мост закроют», — сказал мэр», «🔥 Мост закрыт»."""
    first = _bare(sentence).lstrip(_SPEECH)[:1]
    return first.isupper() or first.isdigit()


def _bare(sentence: str) -> str:
    """The sentence without the mark of an item, a dash or a sign before it; a number keeps its own.

    >>> _bare("5.3. Мост закрыт."), _bare("🔥 Мост закрыт.")
    ('Мост закрыт.', 'Мост закрыт.')
    >>> _bare("-5 градусов в Туле."), _bare("!!!")
    ('-5 градусов в Туле.', '!!!')
    """
    text = unmarked(sentence)
    is_number = text[:1].isdigit() and not sentence.removesuffix(text).endswith(" ")
    text = sentence if is_number or not text else text
    return _first_of_small_letters(text) if text[:1].islower() else text


def _first_of_small_letters(text: str) -> str:
    """The first sentence where none begins with a capital.

    >>> _first_of_small_letters("мост закрыт до мая. автобусы идут в объезд.")
    'мост закрыт до мая.'
    >>> _first_of_small_letters("дали 5 млн. рублей.")
    'дали 5 млн. рублей.'
    """
    ends = (gap.start() for gap in _NEXT.finditer(text) if not _ABBREVIATED.search(text[: gap.start()]))
    return text[: next(ends, len(text))]


def _unless_coordinated(clause: re.Match[str]) -> str:
    """Nothing in place of a clause; the clause where what follows may go on in it.

    >>> _PARTICIPLE.sub(_unless_coordinated, "Он видел дом, стоящий у реки, и уехал.")
    'Он видел дом и уехал.'
    >>> _PARTICIPLE.sub(_unless_coordinated, "Он провёл встречу, посвящённую школам, больницам и дорогам.")
    'Он провёл встречу, посвящённую школам, больницам и дорогам.'
    """
    following = clause.string[clause.end() :].partition(",")[0]
    if _SUBORDINATE.match(following):
        return clause[0]
    words = _WORD.findall(following)
    if any(map(is_finite_verb, words)):
        return ""
    inside = {case for word in _WORD.findall(clause[0])[1:] for case in cases_of(word)}
    first = next(filter(None, map(cases_of, words)), frozenset[str]())
    return clause[0] if inside & first else ""


def _is_sentence(text: str) -> bool:
    """Whether what is left still says something: a predicate, whole quotations, no conjunction in front."""
    words = re.findall(r"\w+", text)
    if len(words) < MIN_TITLE_WORDS or words[0].lower() in ("и", "а", "но", "или", "что", "чтобы"):
        return False
    clauses = _CLAUSE.split(text)[1:]  # «Министр заявил, что граждане» has lost its end
    return text.count("«") == text.count("»") and any(map(is_finite_verb, words)) and all(map(_has_predicate, clauses))


def _has_predicate(clause: str) -> bool:
    readings = (reading.grammemes for word in re.findall(r"\w+", clause) for reading in readings_of(word))
    return any(not PREDICATES.isdisjoint(grammemes) for grammemes in readings)
