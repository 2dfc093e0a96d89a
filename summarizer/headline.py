"""A headline out of a text's own words: its heading, what an entry is about, or one of its sentences, shortened."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import is_finite_verb, readings_of
from summarizer.heading import TITLE_WORDS, find_heading
from summarizer.selection import Candidate, Room, count_one, select
from summarizer.selection.signs import CYRILLIC
from summarizer.selection.subjects import lacks_subject
from summarizer.shortening import MIN_TITLE_WORDS, bare, shorten

MAX_MARK_WORDS: Final = 2  # «Миф 1. Антибиотики лечат простуду.»
MAX_ENTRY_WORDS: Final = 6  # «Вилькицкий Андрей Ипполитович», «Закон сохранения энергии»
N_TRIED: Final = 5  # of the weightiest sentences: the one that makes the shortest headline wins
MAX_LEAD_WORDS: Final = 24  # of a first sentence: it tells the news, where a shorter one behind it tells something else
MAX_WORDS: Final = 40  # of any headline: more is a page without full stops
# What passes for the text's own word without what follows.
_CLAIM: Final = re.compile(r"(?:Неправда|Вопрос)(?: (?:№ ?)?\d+)? ?[:.—–-]", re.IGNORECASE)
# «Вилькицкий Андрей Ипполитович (1858—1913) — гидрограф», «Самовар — устройство для…», «КОТОВ Лев [7(19).6.1841 —
# 3.11.1912], географ».
_ENTRY: Final = re.compile(
    r"([А-ЯЁ][^()\[\].!?:;«»—–]*?) (?P<dates>[(\[](?:[^()\[\]]|\([^()]*\))*[)\]])?(?P<mark>,| ?[—–]) (?=[а-яё])"
)
_YEAR: Final = re.compile(r"\d{4}")
_LIFE: Final = re.compile(r"\d{4}.*[—–]")
_LIVED: Final = re.compile(r"([А-ЯЁ][^()\[\].!?:;«»]*?) [(\[][^()]*\d{4}[^()]*[—–-][^()]*[)\]]")  # a line of its own
# What a text tells of the time before its news; no «Ранее неизвестный вид».
_BACKGROUND: Final = re.compile(
    r"(?:Первоначально|Изначально|Поначалу|Раньше|Прежде|Напомним|Ранее(?! (?:не)?\w+(?:ый|ая|ое|ые)\b))\b"
)
# What changes a part of a law: «В статье 5 слова «три года» заменить словами «пять лет»».
_AMENDMENT: Final = re.compile(
    r"\b(?:слов[ао]|цифр[ыу]|пункт|абзац|част[ьи]|стать[юяеи])\b.*\b(?:замени|дополни|исключи|изложи|призна)\w+"
)
_SPEECH: Final = '«"“„(—–'  # what stands before what somebody said
_NAMED: Final = re.compile(
    r"[«\"“„][^«»\"“”„.!?]{1,60}[»\"”“] (?![—–-] (?:сказал|заяв|сообщ|отмет))"
)  # ««Зенит» выиграл»
# «Опрос показал, что это делает лишь каждый пятый»; no «понял, что это за дом».
_POINTED: Final = re.compile(
    r", (?:что|чтобы|будто|если|почему|зачем|когда|где) эт(?:о|от|а|у|и|ого|ой|ому|им|их|ими)\b(?! за\b)"
)
_FIGURE: Final = re.compile(r"\b\d+\b")  # «В 1899 году вышел в отставку»: none that does it


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
    weightiest = _weightiest(source)
    shortened = [shorten(candidate.sentence.text) for candidate in weightiest]
    has_lead = any(_leads(one, source) and not one.around.is_personal for one in weightiest[:1])
    most = [MAX_LEAD_WORDS if has_lead else TITLE_WORDS, *[TITLE_WORDS] * N_TRIED]
    fitting = [text for text, n in zip(shortened, most, strict=False) if MIN_TITLE_WORDS <= len(text.split()) <= n]
    shortest = (fitting or sorted(shortened, key=len) or [""])[0]
    return shortest if len(shortest.split()) <= MAX_WORDS else ""


def _entry_word(source: Sequence[Candidate]) -> str:
    """What an encyclopaedia's entry is about: what stands before its dates, or before a definition beyond a headline.

    >>> from summarizer.selection import find_candidates
    >>> _entry_word(find_candidates("Котова Анна Львовна (1858—1913) — географ. Жила в Туле."))
    'Котова Анна Львовна'
    >>> _entry_word(find_candidates("Ремонт моста — главная забота города. Он стар."))
    ''
    """
    text = source[0].sentence.text if source else ""
    if lived := _LIVED.fullmatch(text):
        return lived[1] if len(lived[1].split()) <= MAX_ENTRY_WORDS else ""
    entry = _ENTRY.match(text)
    if not entry or any(map(is_finite_verb, entry[1].split())):
        return ""
    has_term = len(shorten(text).split()) > TITLE_WORDS and "PREP" not in _kinds(entry[1])
    has_dates = bool((_LIFE if entry["mark"] == "," else _YEAR).search(entry["dates"] or ""))
    is_definition = has_dates or (has_term and entry["mark"] != ",")
    return entry[1] if is_definition and len(entry[1].split()) <= MAX_ENTRY_WORDS else ""


def _kinds(text: str) -> set[str]:
    """What the words of a text most likely are, as grammemes."""
    return {kind for word in text.split() for kind in readings_of(word)[0].grammemes}


def _weightiest(source: Sequence[Candidate]) -> list[Candidate]:
    """What takes back the text's beginning, its first sentence if that stands by itself, or what the text comes to.

    Behind it those that each tell most, best first.

    Sentences that their publisher cut short («…») come last; questions, claims, and what tells a part of something only
    where there is nothing else.
    """
    spoken = [one for one in source if _is_begun(one.sentence.text)] or list(source)
    begun = [one for one in spoken if one.sentence.text[0] not in _SPEECH or _NAMED.match(one.sentence.text)] or spoken
    left = [one for one in begun if not one.turn.is_prompt]
    claims = {one.place for one in left if _is_a_claim(one)}
    claims |= {one.place + 1 for one in left if one.place in claims and one.n_words <= MAX_MARK_WORDS}
    left = [one for one in left if one.place not in claims] or left
    left = [one for one in left if not (one.leans_back or one.announces or _is_a_part(one.sentence.text))] or left
    whole = [one for one in left if _is_whole(one) and not (one.is_crumb or one.is_speech)]
    found = [one for one in whole if one.around.is_news]
    found = found or [one for one in whole if one.place == 0] or [one for one in whole if one.around.is_outcome]
    found = found[:N_TRIED] or [one for one in whole if _leads(one, source)]
    while len(found) < N_TRIED and (best := select(left, Room(1, 1, 1, stands_alone=True), count_one)):
        found += best
        left.remove(best[0])
    found = [one for one in found if _is_whole(one)] or found
    return sorted(found or left[:1], key=lambda candidate: candidate.sentence.text.endswith("…"))


def _leads(one: Candidate, source: Sequence[Candidate]) -> bool:
    """Whether it tells the news: the first sentence behind headings and greetings, or what the text comes to."""
    first = next((one.place for one in source if not (one.is_crumb or one.is_aside)), 0)
    return one.around.is_outcome or one.place == (0 if one.around.is_personal else first)


def _is_whole(one: Candidate) -> bool:
    """Whether it is no half of a quotation, and no sentence in another script."""
    is_half = one.opens_quote or one.closes_quote
    return not is_half and bool(CYRILLIC.search(one.sentence.text))


def _is_a_claim(one: Candidate) -> bool:
    """Whether the text does not stand by it now: a question, what somebody says, what was before."""
    is_taken_back = one.counter is not None
    is_background = one.place > 0 and bool(_BACKGROUND.match(one.sentence.text))
    is_told = one.asks or one.is_hearsay or one.is_quoted or bool(_CLAIM.match(one.sentence.text))
    return is_told or is_taken_back or is_background


def _is_a_part(sentence: str) -> bool:
    """Whether it says nothing by itself: who did it, or what, stands elsewhere, or it changes a few words of a law.

    >>> _is_a_part("В 1899 году вышел в отставку."), _is_a_part("В пункте 2 слова «три года» заменить на «год».")
    (True, True)
    >>> _is_a_part("Котов сказал, что это делают все."), _is_a_part("Котов не знал, что это за дом.")
    (True, False)
    >>> _is_a_part("В 1899 году Котов вышел в отставку."), _is_a_part("В Туле закрыли мост.")
    (False, False)
    """
    return (
        bool(_POINTED.search(sentence)) or lacks_subject(_FIGURE.sub("", sentence)) or bool(_AMENDMENT.search(sentence))
    )


def _is_begun(sentence: str) -> bool:
    """Whether it is no rest of a sentence: «- Мост закрыт», ««Мост закроют», — сказал мэр», «🔥 Мост закрыт»."""
    first = bare(sentence).lstrip(_SPEECH)[:1]
    return first.isupper() or first.isdigit()
