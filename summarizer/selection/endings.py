"""How a tale, a story, a memoir or a column ends: what such a text is told for stands last."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.signs import END
from summarizer.selection.telling import has_past
from summarizer.selection.verdicts import HEARSAY
from summarizer.split import Sentence

MAX_NARRATED: Final = 150  # sentences; a longer text comes to more than its end
MIN_NARRATED: Final = 10
LAST_SHARE: Final = 0.8  # of the sentences stand before its end: behind it may come a talk, or notes
MAX_END: Final = 6  # sentences of a last paragraph
N_LAST: Final = 3  # of those of a longer one
PAST_SHARE: Final = 0.6  # of the sentences of what is narrated
CHRONICLE_SHARE: Final = 0.75  # of those of what is told from long ago to now
SAID_SHARE: Final = 0.02  # of them that tell what somebody said: «— Да, — сказал он»
PLAY_SHARE: Final = 0.04  # of them in a reportage, which is told as if it were now
NEWS_SHARE: Final = 0.05  # of them that tell where the news are from
# How a tale begins: «Жил на краю болота бочар», «В некотором царстве …»
_TALE: Final = pattern(
    r"(?:(?:Давным-давно|Когда-то|Однажды)\b,? )?(?i:жил(?:[аои]|и-были|-был|а-была)?|было? у|были у)\b"
    r"|В некотором царстве\b"
)
_SAID: Final = pattern(r"[—–-] ?.*[,!?…] [—–-] [а-яё]+")
# What a column is written for: «Начать надо с одной площадки.»
_MUST: Final = pattern(r"\b(?i:надо|нужно|нуж(?:ен|на|ны)|необходимо|пора|нельзя(?! сказать)|долж(?:ен|на|но|ны))\b")
_LONG_AGO: Final = pattern(r"\b(?:1[89]|20)\d\d\b|\bлет назад\b")
_NOW: Final = pattern(r"\b(?:[Тт]еперь|[Сс]егодня|[Сс]ейчас|(?:этого|прошлого) года|до сих пор|[Нн]ыне)\b")
_NO_STORY: Final = pattern(r"[—–-] |[\d*(\[]")  # speech, notes
_NEWS: Final = pattern(
    r"\b(?i:сообщ|заяв|по (?:его |её |их )?(?:словам|данным|информации)|отмети|подчерк|пояснил|цитир|пресс-|эксперт)\w*"
)


def find_end(sentences: Sequence[Sentence], starts: Sequence[bool], own: Sequence[bool]) -> frozenset[int]:
    """The places of the last paragraph that somebody tells, of a text that is narrated; of a long one its last ones.

    Of another text that its author tells, those that say there what must be done.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line.
        own: Whether each is told of the author himself; none of a text that is told of others.

    >>> lines = ["Жил старик у моря.", "Рыба ушла.", "Старик уехал."]
    >>> sorted(find_end([Sentence(line, 0, 0) for line in lines], [True] * 3, ()))
    [2]
    >>> find_end([Sentence(line, 0, 0) for line in lines[1:]], [True] * 2, ())
    frozenset()
    >>> told = [Sentence(line, 0, 0) for line in [*["Дед чинил сеть."] * 10, "— Ушла, — сказал он.", "Море замёрзло."]]
    >>> sorted(find_end(told, [True] * 12, ())), sorted(find_end(told[:10], [True] * 10, ()))
    ([11], [])
    """
    texts = [one.text for one in sentences]
    begins = [*(place for place, starts_line in enumerate(starts) if starts_line), len(texts)]
    paragraphs = [range(*pair) for pair in pairwise(begins)]
    last = next((one for one in reversed(paragraphs) if _is_told([texts[i] for i in one])), range(0))
    if not last.start or last.stop <= LAST_SHARE * len(texts):
        return frozenset()
    end = last if len(last) <= MAX_END else last[-N_LAST:]
    first = next((text for text in texts if END.search(text)), "")
    is_narrated = _is_narrated(texts, starts, bool(own)) and (not own or any(own[i] for i in last))
    if _TALE.match(first) or is_narrated or _leads_to_now(texts, [texts[i] for i in last]):
        return frozenset(end)
    is_column = own and len(texts) >= MIN_NARRATED
    return frozenset(i for i in end if is_column and _MUST.search(texts[i]) and not HEARSAY.match(texts[i]))


def _is_told(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph is told by the author: no speech, no note, no signature, no question."""
    return bool(END.search(paragraph[-1])) and not (_NO_STORY.match(paragraph[0]) or paragraph[0].endswith("?"))


def _leads_to_now(texts: Sequence[str], last: Sequence[str]) -> bool:
    """Whether what happened is told from a year long ago to these days, and not whom the news are from.

    >>> told = ["Анна приехала сюда в 1968 году.", *["Станция работала."] * 9, "Теперь станция закрыта."]
    >>> _leads_to_now(told, told[-1:]), _leads_to_now(told[1:], told[-1:]), _leads_to_now(told, told[1:2])
    (True, False, False)
    """
    n = len(texts)
    if not (
        MIN_NARRATED <= n <= MAX_NARRATED and any(map(_LONG_AGO.search, texts[:2])) and any(map(_NOW.search, last))
    ):
        return False
    return not any(map(_NEWS.search, texts)) and sum(map(has_past, texts)) >= CHRONICLE_SHARE * n


def _is_narrated(texts: Sequence[str], starts: Sequence[bool], is_personal: bool) -> bool:
    """Whether a text tells what happened to its author, or who said what, and not whom the news are from."""
    n = len(texts)
    if not MIN_NARRATED <= n <= MAX_NARRATED:
        return False
    n_said = sum(bool(begins and _SAID.match(text)) for text, begins in zip(texts, starts, strict=True))
    if not (is_personal or n_said >= SAID_SHARE * n):
        return False
    if sum(bool(_NEWS.search(text)) for text in texts) > NEWS_SHARE * n:
        return False
    return n_said >= PLAY_SHARE * n or sum(map(has_past, texts)) >= PAST_SHARE * n
