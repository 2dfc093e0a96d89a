"""What a text comes to: a ruling of a court or a meeting, a conclusion, the aim of a thesis, what is asked for."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.telling import is_item
from summarizer.selection.verdicts import find_verdicts, told_last
from summarizer.split import Sentence

LAST_SHARE: Final = 0.8  # of a text's sentences: «Таким образом, …» behind them sums up the text, before a part of it
MAX_SUMMED: Final = 2  # sentences behind «Итог: …» in its paragraph that go on with it
MAX_RULED: Final = 6  # sentences behind «РЕШИЛ:» or «4. Выводы» that are what was ruled or concluded
_END: Final = pattern(r"[.!?…;:,][»”\")\]]*$")
_RULING: Final = pattern(
    r"(?:\w+ ){0,8}(?:РЕШИЛ|решил|ПОСТАНОВИЛ|постановил|ОПРЕДЕЛИЛ|определил|ПРИГОВОРИЛ|приговорил)[аиАИ]?:"
)
# Of a meeting, in one sentence: «Решили: трубу заменить в июне.», «3. По третьему вопросу решили: …»
_RESOLVED: Final = pattern(r"(?:\d{1,2}[.)] )?(?:По [а-яё]+ вопросу )?(?:[Рр]ешили|[Рр]ешено|[Пп]остановили): \S")
# A heading; of what an abstract found, a label: «Результаты. Урожай составил 31 кг.»
_CONCLUSIONS: Final = pattern(
    r"(?:\d{1,2}\.? )?(?:выводы|заключение|(?:(?:что|мы) )?(?:решили|договорились)|(?:принятые )?решения"
    r"|договор[её]нности|итоги)[:.]?"
    r"|(?:(?:основные|полученные) )?результаты[:.]",
    re.IGNORECASE,
)
# What a letter to an office is written for: «На основании изложенного просим:», «Просим Вас вмешаться».
_REQUESTS: Final = pattern(r"[^.!?]*\b(?:[Пп]ро(?:сим|шу)|ПРОСИМ|ПРОШУ|[Тт]ребу(?:ем|ю))\b[^.!?:]{0,60}:$")
_REQUEST: Final = pattern(
    r"[^«]*\b[Пп]ро(?:сим|шу) (?:Вас|суд)\b|(?:Поэтому )?[Пп]ро(?:сим|шу) вас\b|Предлагаю\b(?!,)|Помогите\b"
)
_AFTER: Final = pattern(
    r"Приложени|Судья\b|Председател|Секретар|\d+\.? ?СЛУШАЛИ|Голосовали"
    r"|(?:Решение|Приговор|Определение|Постановление|Настоящ\w+ \w+) (?:суда )?(?:может быть|вступает)"
)
# What a story is told for: «Как выяснилось вечером, в коробке лежала икона.»
_TURNS_OUT: Final = pattern(r"(?:Как )?(?:выяснилось|оказалось|Выяснилось|Оказалось)\b")
# «За — 33, против — нет.», and behind it: «Законопроект принят в первом чтении.»
_VOTES: Final = pattern(
    r"(?i:\bза\b|«за»)(?: проголосовал\w+)? ?[:—–-]? ?\d+\b.*\bпротив|\bЕдиногласно\b|\bвоздержал\w+ ?[:—–-]? ?\d"
)
_ADOPTED: Final = pattern(r"[А-ЯЁ][^.!?«»]{0,80}\b(?:(?:принят|отклон[её]н|одобрен|утвержд[её]н)[аоы]?|решен[оа])\b")
_SUMS_UP: Final = pattern(r"Таким образом,")
# «А теперь главное.», and behind it: «Дом мы продали.»
_MAIN_NEXT: Final = pattern(r"(?:(?:А|Но|И|Теперь|теперь|Самое|самое|о|О|Ну|вот) ){0,4}[Гг]лавно(?:е|м)[.:!]$")
_CONCLUSION: Final = pattern(
    r"(?:Выводы?|Вердикт|Итог)\b ?[:.—]|(?:Подвед[уёе]м?|Подводя) [^.:!?]{0,20}итог\w*[.:]"
    r"|Целью? (?:\w+ )?(?:работы|исследования|статьи|диссертации)\b"
)


def find_outcomes(sentences: Sequence[Sentence], starts: Sequence[bool]) -> frozenset[int]:
    """The places of sentences that tell what a text comes to.

    Args:
        sentences: All of a text, in order.
        starts: Whether each begins a line.

    >>> def find(*lines: str) -> list[int]:
    ...     return sorted(find_outcomes([Sentence(line, 0, 0) for line in lines], [True] * len(lines)))
    >>> find("2. Слушали Котова.", "Решили: крышу чинить в мае.", "3. По третьему вопросу решили: забор снести.")
    [1, 2]
    >>> find("Иск о долге.", "Суд РЕШИЛ:", "Взыскать долг.", "Судья Орлова.", "Таким образом, долг взыскан.")
    [2, 4]
    >>> find("Голосуем.", "За — 33, против — 0.", "Законопроект принят в целом.", "Законопроект принят давно.")
    [2]
    >>> find("Опыт шёл год.", "4. Выводы", "Уголь не помог.")
    [2]
    >>> find("Методы.", "Уголь грели час.", "Результаты.", "Уголь не помог.")
    [3]
    >>> find("Кэш готов.", "Решения", "- Сайт открыть в мае.", "Задачи", "- Лена пишет тексты.")
    [2]
    >>> find("Улицу не чинят.", "Просим:", "1) заделать ямы;", "2) назвать подрядчика.", "Приложение: 5 фотографий.")
    [2, 3]
    """
    found = set(find_verdicts(sentences))
    n_left = n_summed = 0
    for place, (sentence, starts_line) in enumerate(zip(sentences, starts, strict=True)):
        text = sentence.text
        n_summed = 0 if starts_line else n_summed
        if ruling := _RULING.match(text) or _CONCLUSIONS.fullmatch(text) or _REQUESTS.fullmatch(text):
            n_left = MAX_RULED
            if ruling.end() < len(text):  # «ПОСТАНОВИЛИ: ремонт провести в мае.»
                found.add(place)
        elif _RESOLVED.match(text):
            n_left = 0
            found.add(place)
        elif n_left and not (_AFTER.match(text) or _is_heading(text)):
            found.add(place)
            n_left -= 1
        else:
            n_left = 0
            is_last = place + 1 > LAST_SHARE * len(sentences)
            is_conclusion = bool(_CONCLUSION.match(text))
            is_main = bool(place and _MAIN_NEXT.match(sentences[place - 1].text))
            n_summed = MAX_SUMMED if is_conclusion or is_main else n_summed - 1
            is_adopted = bool(place and _ADOPTED.match(text) and _VOTES.search(sentences[place - 1].text))
            is_end = is_last and bool(sums_up(text) or told_last(text) != text or _TURNS_OUT.match(text))
            if n_summed >= 0 or is_adopted or is_end or _REQUEST.match(text):
                found.add(place)
    return frozenset(found)


def _is_heading(line: str) -> bool:
    """Whether a line begins something else: it has no end and is no item of a list."""
    return line[:1].isupper() and not (_END.search(line) or is_item(line))


def sums_up(sentence: str) -> bool:
    """Whether a sentence draws a conclusion from all that stands before it."""
    return bool(_SUMS_UP.match(sentence))
