"""What is decided in a chat: «Тогда берём второго», «Аня, подпиши договор до среды», «Игорь, с тебя список»."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import is_finite_verb, readings_of
from summarizer.patterns import pattern
from summarizer.selection.labels import said_in
from summarizer.selection.telling import WORD
from summarizer.selection.turns import Turn
from summarizer.split import Sentence

MIN_SPEAKERS_SHARE: Final = 0.5  # of the sentences of a chat that stand in lines of those who speak
_COLON: Final = pattern(r"[^.!?]{1,60}: ")  # «Сухов А. В. Уважаемые коллеги, …» speaks in a parliament
_TASK: Final = pattern(r"\b(?:с тебя|на тебе|за тобой|с вас|на вас)\b", re.IGNORECASE)
_NAMED: Final = pattern(r"[А-ЯЁ][а-яё]+, (?:пожалуйста, )?([а-яё]+)")
# «Мы не едем» tells of some; «если едем», «может, едем» of what is not so yet.
_OPEN: Final = pattern(r"\b(?:мы|не|если|может|давай(?:те)?|или|бы)\b|\?", re.IGNORECASE)
# What all do and none decides, what one only says.
_STATES: Final = frozenset(
    "мочь хотеть думать знать помнить видеть понимать жить иметь ждать надеяться считать говорить "
    "переходить продолжать начинать приступать слушать обсуждать стоять сидеть лежать спать скучать опаздывать "
    "поздравлять благодарить смотреть послушать простить извинить сказать стоить".split()
)
_JOINT: Final = {"VERB", "1per", "plur"}


def find_decisions(sentences: Sequence[Sentence], turns: Sequence[Turn]) -> frozenset[int]:
    """The places of sentences of a chat that say what all will do, or who is to do what; none in other texts.

    Args:
        sentences: All of a text, in order.
        turns: The part of each in a conversation.
    """
    n_said = sum(turn.is_labelled for turn in turns)
    is_chat = any(turn.is_labelled and _COLON.match(one.text) for one, turn in zip(sentences, turns, strict=True))
    if not is_chat or n_said < MIN_SPEAKERS_SHARE * len(turns) or any(turn.in_interview for turn in turns):
        return frozenset()
    return frozenset(
        place
        for place, (sentence, turn) in enumerate(zip(sentences, turns, strict=True))
        if turn.is_labelled
        and not turn.is_prompt
        and _decides(said_in(sentence.text) if turn.begins else sentence.text)
    )


def _decides(said: str) -> bool:
    """Whether a sentence says what all will do, or who is to do what.

    >>> _decides("Тогда берём второго."), _decides("Аня, подпиши договор."), _decides("Дима, пропуска на тебе")
    (True, True, True)
    >>> _decides("Игорь, с тебя список."), _decides("С тебя хватит."), _decides("Я заеду за тобой в семь.")
    (True, False, False)
    >>> _decides("Аня, прости меня."), _decides("Аня, послушай."), _decides("Стоим в пробке.")
    (False, False, False)
    >>> _decides("Мы не едем."), _decides("Едем?"), _decides("Если едем, то завтра."), _decides("Аня, договор готов.")
    (False, False, False, False)
    """
    if said.endswith("?"):
        return False
    named = _NAMED.match(said)
    told = readings_of(named[1])[0] if named else None
    if told and "impr" in told.grammemes and told.lemma not in _STATES:
        return True
    tasks = (clause for clause in said.split(",") if _TASK.search(clause))  # no «заеду за тобой», «с тебя хватит»
    if any(not any(map(is_finite_verb, WORD.findall(clause))) for clause in tasks):
        return True
    verbs = [readings_of(word)[0] for word in WORD.findall(said)]
    is_joint = any(verb.grammemes >= _JOINT and verb.lemma not in _STATES for verb in verbs)
    return is_joint and not _OPEN.search(said)
