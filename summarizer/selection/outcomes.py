"""What a text comes to: the ruling of a court or a meeting, the conclusion of an essay, the aim of a thesis."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.patterns import pattern
from summarizer.split import Sentence

LAST_SHARE: Final = 0.8  # of a text's sentences: «Таким образом, …» behind them sums up the text, before a part of it
MAX_RULED: Final = 6  # sentences behind «РЕШИЛ:» or «4. Выводы» that are what was ruled or concluded
_RULING: Final = pattern(
    r"(?:\w+ ){0,8}(?:РЕШИЛ|решил|ПОСТАНОВИЛ|постановил|ОПРЕДЕЛИЛ|определил|ПРИГОВОРИЛ|приговорил)[аиАИ]?:"
)
# Of a meeting, in one sentence: «Решили: трубу заменить в июне.», «3. По третьему вопросу решили: …»
_RESOLVED: Final = pattern(r"(?:\d{1,2}[.)] )?(?:По [а-яё]+ вопросу )?(?:[Рр]ешили|[Рр]ешено|[Пп]остановили): \S")
# A heading; of what an abstract found, a label: «Результаты. Урожай составил 31 кг.»
_CONCLUSIONS: Final = pattern(
    r"(?:\d{1,2}\.? )?(?:выводы|заключение)[:.]?|(?:(?:основные|полученные) )?результаты[:.]", re.IGNORECASE
)
_AFTER: Final = pattern(
    r"Судья\b|Председател|Секретар|\d+\.? ?СЛУШАЛИ|Голосовали"
    r"|(?:Решение|Приговор|Определение|Постановление|Настоящ\w+ \w+) (?:суда )?(?:может быть|вступает)"
)
# What a story is told for: «Как выяснилось вечером, в коробке лежала икона.»
_TURNS_OUT: Final = pattern(r"(?:Как )?(?:выяснилось|оказалось|Выяснилось|Оказалось)\b")
_SUMS_UP: Final = pattern(r"Таким образом,")
_CONCLUSION: Final = pattern(
    r"(?:Выводы?|Вердикт|Итог)\b ?[:.—]|Целью? (?:\w+ )?(?:работы|исследования|статьи|диссертации)\b"
)


def find_outcomes(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of sentences that tell what a text comes to.

    >>> lines = ["2. Слушали Котова.", "Решили: крышу чинить в мае.", "3. По третьему вопросу решили: забор снести."]
    >>> sorted(find_outcomes([Sentence(line, 0, 0) for line in lines]))
    [1, 2]
    >>> lines = ["Иск о долге.", "Суд РЕШИЛ:", "Взыскать долг.", "Судья Орлова.", "Таким образом, долг взыскан."]
    >>> sorted(find_outcomes([Sentence(line, 0, 0) for line in lines]))
    [2, 4]
    >>> sorted(find_outcomes([Sentence(line, 0, 0) for line in ("Опыт шёл год.", "4. Выводы", "Уголь не помог.")]))
    [2]
    >>> lines = ["Методы.", "Уголь грели час.", "Результаты.", "Уголь не помог."]
    >>> sorted(find_outcomes([Sentence(line, 0, 0) for line in lines]))
    [3]
    """
    found = set()
    n_left = 0
    for place, sentence in enumerate(sentences):
        text = sentence.text
        if ruling := _RULING.match(text) or _CONCLUSIONS.fullmatch(text):
            n_left = MAX_RULED
            if ruling.end() < len(text):  # «ПОСТАНОВИЛИ: ремонт провести в мае.»
                found.add(place)
        elif _RESOLVED.match(text):
            n_left = 0
            found.add(place)
        elif n_left and not _AFTER.match(text):
            found.add(place)
            n_left -= 1
        else:
            n_left = 0
            is_last = place + 1 > LAST_SHARE * len(sentences)
            if _CONCLUSION.match(text) or (is_last and (sums_up(text) or _TURNS_OUT.match(text))):
                found.add(place)
    return frozenset(found)


def sums_up(sentence: str) -> bool:
    """Whether a sentence draws a conclusion from all that stands before it."""
    return bool(_SUMS_UP.match(sentence))
