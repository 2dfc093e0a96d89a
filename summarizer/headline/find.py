"""A headline out of a text's own words: its heading, what an entry is about, or one of its sentences, shortened."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import readings_of
from summarizer.headline.entry import entry_word
from summarizer.headline.heading import TITLE_WORDS, find_heading
from summarizer.headline.shortening import MIN_TITLE_WORDS, bare, shorten
from summarizer.patterns import pattern
from summarizer.selection import Candidate, Room, count_one, select
from summarizer.selection.around import PERSONAL, QUOTED
from summarizer.selection.labels import said_in
from summarizer.selection.leaning import begins_back, tells_scope
from summarizer.selection.signs import CYRILLIC
from summarizer.selection.subjects import lacks_subject
from summarizer.selection.telling import WORD

MAX_MARK_WORDS: Final = 2  # «Миф 1. Антибиотики лечат простуду.»
N_TRIED: Final = 5  # of the weightiest sentences: the first that makes a headline with the fewest flaws wins
MAX_LEAD_WORDS: Final = 28  # of a first sentence: it tells the news, where a shorter one behind it tells something else
MAX_WORDS: Final = 40  # of any headline: more is a page without full stops
# What passes for the text's own word without what follows.
_CLAIM: Final = pattern(r"(?:Неправда|Вопрос)(?: (?:№ ?)?\d+)? ?[:.—–-]", re.IGNORECASE)
# Of a program that takes down speech: it does not know whose.
_SPEAKER: Final = pattern(r"(?:Спикер|Говорящий|Участник|Собеседник|Голос|Speaker)[ _]\d{1,2}: ", re.IGNORECASE)
# What a text tells of the time before its news; no «Ранее неизвестный вид».
_BACKGROUND: Final = pattern(
    r"(?:Первоначально|Изначально|Поначалу|Раньше|Прежде|Напомним|Ранее(?! (?:не)?\w+(?:ый|ая|ое|ые)\b))\b"
)
# What changes a part of a law: «В статье 5 слова «три года» заменить словами «пять лет»».
_AMENDMENT: Final = pattern(
    r"\b(?:слов[ао]|цифр[ыу]|пункт|абзац|част[ьи]|стать[юяеи])\b.*\b(?:замени|дополни|исключи|изложи|призна)\w+"
)
_SPEECH: Final = '«"“„(—–'  # what stands before what somebody said
_NAMED: Final = pattern(r"[«\"“„][^«»\"“”„.!?]{1,60}[»\"”“] (?![—–-] (?:сказал|заяв|сообщ|отмет))")  # ««Зенит» выиграл»
# «Опрос показал, что это делает лишь каждый пятый»; no «понял, что это за дом».
_POINTED: Final = pattern(
    r", (?:что|чтобы|будто|если|почему|зачем|когда|где) эт(?:о|от|а|у|и|ого|ой|ому|им|их|ими)\b(?! за\b)"
)
# How a decision begins in a chat: «Ок, тогда едем»
_SO: Final = pattern(
    r"^(?:(?:Итак|Тогда|Ок|Окей|Ладно|Хорошо|Значит|Решено|Договорились|Всё)\b[,:.!]? )+", re.IGNORECASE
)
# «я» and «вы»: of a letter, a speech, a chat.
_SELF: Final = pattern(
    r"\b(?:я|мне|меня|мной|мо[йюяеё]|моего|моей|моих|мы|ты|теб[яе]|тобой|тво(?:[йюяеё]|его|ему|ей|их)|вы|вас|вам|вами"
    r"|ваш(?:[аеиу]|его|ему|ей|ем|ими?|их)?)\b",
    re.IGNORECASE,
)
_SAYS_I: Final = {"1per", "sing"}
_FIGURE: Final = pattern(r"\b\d+\b")  # «В 1899 году вышел в отставку»: none that does it


def find_headline(source: Sequence[Candidate]) -> str:
    """A headline for a text; empty for a text without a sentence.

    >>> from summarizer.selection import find_candidates
    >>> find_headline(find_candidates("По данным мэрии, мост через Упу закроют в мае, сообщила Анна Котова."))
    'Мост через Упу закроют в мае'
    >>> find_headline(())
    ''
    """
    if heading := find_heading(source) or entry_word(source):
        return heading
    weightiest = _weightiest(source)
    shortened = [shorten(_said(candidate)) for candidate in weightiest]
    has_lead = any(
        (one.around.is_outcome or one.place == _lead_place(source)) and not one.around.is_personal
        for one in weightiest[:1]
    )
    most = [MAX_LEAD_WORDS if has_lead else TITLE_WORDS, *[TITLE_WORDS] * N_TRIED]
    fitting = [text for text, n in zip(shortened, most, strict=False) if MIN_TITLE_WORDS <= len(text.split()) <= n]
    best = min(fitting, key=_n_flaws, default="") or min(shortened, key=len, default="")
    return best if len(best.split()) <= MAX_WORDS else ""


def _said(candidate: Candidate) -> str:
    """Its sentence, without a speaker who has a number for a name: «Спикер 2: Мост открыт».

    What is decided in a conversation comes without any: «Анна: Итак, едем в Тулу 5 мая.»
    """
    text = candidate.sentence.text
    if _is_ruled(candidate):
        return text[:1].upper() + text[1:]
    if not candidate.turn.begins:
        return text
    return _SO.sub("", said_in(text)) if candidate.around.is_decided else _SPEAKER.sub("", text)


def _is_ruled(candidate: Candidate) -> bool:
    """Whether it is the first of what a court ruled: «РЕШИЛ:», and below it «иск удовлетворить.»"""
    text = candidate.sentence.text
    is_first = candidate.around.is_outcome and candidate.lead == candidate.place - 1
    return is_first and text[0].islower() and text.endswith(".")


def _decided_first(outcomes: Sequence[Candidate]) -> list[Candidate]:
    """What a text comes to; of a conversation what is decided beside most else is told before the rest."""
    n_decided = Counter(one.turn.line for one in outcomes if one.around.is_decided)
    return sorted(outcomes, key=lambda one: -n_decided[one.turn.line])


def _n_flaws(title: str) -> int:
    """How many faults a headline has: its beginning points to a sentence before it, it is somebody's «я» or «ты».

    >>> _n_flaws("Он закрыт"), _n_flaws("Я еду в Тулу"), _n_flaws("Наконец говорю вам"), _n_flaws("Мост закрыт")
    (1, 1, 2, 0)
    >>> _n_flaws("Твоё письмо пришло"), _n_flaws("Флот старше ваших отцов")
    (1, 1)
    """
    return _points_back(title) + _is_voice(title)


def _points_back(sentence: str) -> bool:
    """Whether its first words point to a sentence before it; «Вторая волна придёт в мае» may be a text's first.

    >>> _points_back("Это дом."), _points_back("К тому же он закрыт."), _points_back("Второй дом.")
    (True, True, False)
    """
    first = readings_of(next(iter(WORD.findall(sentence)), ""))
    is_adjective = any("ADJF" in one.grammemes and "Apro" not in one.grammemes for one in first[:1])
    return begins_back(sentence) and not is_adjective


def _is_voice(title: str) -> bool:
    """Whether somebody tells it of himself, or to another, outside quotations: of whom, a headline does not say."""
    told = QUOTED.sub("", title)
    return bool(_SELF.search(told)) or any(readings_of(word)[0].grammemes >= _SAYS_I for word in WORD.findall(told))


def _weightiest(source: Sequence[Candidate]) -> list[Candidate]:
    """What takes back the text's beginning, its first sentence if that stands by itself, or what the text comes to.

    Behind it those that each tell most, best first.

    Sentences that their publisher cut short («…») come last; questions, claims, and what tells a part of something only
    where there is nothing else.
    """
    lead = _lead_place(source)
    spoken = [one for one in source if _is_begun(one.sentence.text) or _is_ruled(one)] or list(source)
    begun = [one for one in spoken if one.sentence.text[0] not in _SPEECH or _NAMED.match(one.sentence.text)] or spoken
    left = [one for one in begun if not (one.turn.is_prompt or _is_answer(one))]
    claims = {one.place for one in left if _is_a_claim(one)}
    claims |= {one.place + 1 for one in left if one.place in claims and one.n_words <= MAX_MARK_WORDS}
    left = [one for one in left if one.place not in claims] or left
    left = [one for one in left if not (one.leans_back or one.announces or _is_a_part(one.sentence.text))] or left
    whole = [one for one in left if _is_whole(one) and not (one.is_crumb or one.is_speech)]
    found = [one for one in whole if one.around.is_news]
    found = found or [one for one in whole if one.place == 0 and not _points_back(one.sentence.text)]
    found = found or _decided_first([one for one in whole if one.around.is_outcome])
    found = found[:N_TRIED] or [one for one in whole if one.around.is_outcome or one.place == lead]
    while len(found) < N_TRIED and (best := select(left, Room(1, 1, 1, stands_alone=True), count_one)):
        found += best
        left.remove(best[0])
    found = [one for one in found if _is_whole(one)] or found
    return sorted(found or left[:1], key=lambda candidate: candidate.sentence.text.endswith("…"))


def _is_answer(one: Candidate) -> bool:
    """Whether who is asked in an interview tells it of himself: a summary says who, a headline does not."""
    return one.turn.in_interview and bool(PERSONAL.search(QUOTED.sub("", one.sentence.text)))


def _lead_place(source: Sequence[Candidate]) -> int:
    """The place of the first sentence behind headings and greetings that stands by itself; 0 where the author tells.

    >>> from summarizer.selection import find_candidates
    >>> _lead_place(find_candidates("Он не любил слова «великий». Вчера в Туле умер академик Анна Чистова."))
    1
    """
    return next((one.place for one in source if one.around.is_personal or _stands(one)), 0)


def _stands(one: Candidate) -> bool:
    is_slight = one.is_crumb or one.is_aside or one.is_brief
    return not (is_slight or one.leans_back or _points_back(one.sentence.text))


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
        bool(_POINTED.search(sentence) or _AMENDMENT.search(sentence))
        or tells_scope(sentence)
        or lacks_subject(_FIGURE.sub("", sentence))
    )


def _is_begun(sentence: str) -> bool:
    """Whether it is no rest of a sentence: «- Мост закрыт», ««Мост закроют», — сказал мэр», «🔥 Мост закрыт»."""
    first = bare(sentence).lstrip(_SPEECH)[:1]
    return first.isupper() or first.isdigit()
