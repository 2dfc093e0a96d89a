"""Whether a sentence names who does what it tells: «В школу пойдёт не раньше ноября» does not."""

import re
from collections.abc import Sequence
from itertools import count
from typing import Final

from summarizer.cleaning.dictionary import Reading, cases_of, is_known, is_proper, readings_of
from summarizer.patterns import pattern
from summarizer.selection.telling import has_predicate

_WORD: Final = pattern(r"\w+(?:-\w+)*")
_YEAR: Final = pattern(r"\b[12]\d{3}\b")
MIN_LETTERS: Final = 3  # the dictionary has «в» and «с» as letters, too, which are nouns
_CYRILLIC: Final = pattern(r"[А-ЯЁа-яё-]+")
_IMPERSONAL: Final = frozenset({"Impe", "Impx", "Prnt"})  # OpenCorpora: «светает», «следует», «может»
# With these the doer may stand in another case: «денег не хватает», «дождя не будет».
_OTHER_CASE: Final = frozenset("быть бывать хватать хватить".split())
_NO_DOER: Final = frozenset(("datv", "ablt", "loct", "loc2"))  # «в Институте химии»; «Котов» may be a genitive of cats
_POSSESSIVE: Final = frozenset({"Apro", "Fixd"})  # «её», «их»: the dictionary has them in all cases
# What a clause behind the first tells has a doer of its own: «…, где учился у Котова», «…: зимой умер сын».
_CLAUSE: Final = pattern(r"(?<=[\w»)]), (?:[а-яё]{1,3} )?(?:котор\w+|где|чей|чь\w)\b|: ")
_COUNT: Final = pattern(r"\d[\d ]{0,15}(?=[а-яё])")  # «описала 14 видов»
# «на р. Упе», «им. Котова»
_PLACE: Final = pattern(r"(?<=\w) (?:им|р|г|с|д|оз|пос|ул|ст)\. ?(?:[А-ЯЁ]\. ?)*[А-ЯЁ][\w-]+")
_TITLE: Final = pattern(r"\b(\w+) «[^«»]*»()()")  # «с картиной «Разлив»»
_QUOTED: Final = pattern(r"«[^«»]*»")
# «у профессора В. А. Котова», «за Николая Котова»: both are in one case.
_SURNAME: Final = pattern(r"\b([А-ЯЁ]\w{2,}|\w{3,}(?= [А-ЯЁ]\.)) ((?:[А-ЯЁ]\. ?)*)([А-ЯЁ][\w-]+)")
# «на Бестужевские курсы»
_OF_NAME: Final = pattern(r"\b[А-ЯЁ]\w+ск(?:ие|ий|ую|ое|ая|их|им|ими|ого|ой|ому|ом)(?= [а-яё])")


def lacks_subject(sentence: str) -> bool:
    """Whether one does something and no word can be who: no noun, name, pronoun or number in the agreeing nominative.

    >>> lacks_subject("В школу пойдёт не раньше ноября."), lacks_subject("По её словам, работала без отпуска.")
    (True, True)
    >>> lacks_subject("Жил под Тулой у Андреева."), lacks_subject("В Туле жила Андреева."), lacks_subject("Врач ушла.")
    (True, False, False)
    >>> lacks_subject("Филипов окончил училище."), lacks_subject("Мост закрыт», — пояснил Кнутов.")
    (False, False)
    >>> lacks_subject("В школу пойдёт Анна."), lacks_subject("Денег не хватает."), lacks_subject("В мае светает рано.")
    (False, False, False)
    >>> lacks_subject("Мост закроют."), lacks_subject("Стало холодно."), lacks_subject("Может не успеть.")
    (False, False, False)
    >>> lacks_subject("Освобождена в 1946 году."), lacks_subject("В городе отключена вода.")
    (True, False)
    >>> lacks_subject("В 1907 году поступила на курсы."), lacks_subject("В 1907 году приехала 21.")
    (True, False)
    >>> lacks_subject("Уехала с профессором В. А. Траншелем."), lacks_subject("Картину купил П. М. Ким.")
    (True, False)
    >>> lacks_subject("Выпустила «Определитель мхов», который хвалили."), lacks_subject("Матч выиграл «Зенит».")
    (True, False)
    >>> lacks_subject("Описала 14 новых видов."), lacks_subject("Поступила на Бестужевские курсы.")
    (True, True)
    >>> lacks_subject("У проходной пахнет так, что сторож ушёл.")
    False
    >>> lacks_subject("Школу окончила в семнадцать лет."), lacks_subject("После войны работала в Институте химии.")
    (True, True)
    """
    words: list[str] = _WORD.findall(_without_others(sentence))
    if not all(map(_CYRILLIC.fullmatch, words)) or any(map(_may_be_name, words, count())):  # «12», «iPhone», «МОК»
        return False
    readings = [readings_of(word)[: None if len(word) >= MIN_LETTERS else 1] for word in words]
    verbs = [of_word[0].grammemes for of_word in readings if _does(of_word)]
    doers = _free(readings)
    is_modal = any("INFN" in of_word[0].grammemes for of_word in readings)
    return bool(verbs) and not is_modal and not any(_may_do(of_word, verb) for of_word in doers for verb in verbs)


def _without_others(sentence: str) -> str:
    """The sentence without what does nothing in its first clause: years, counts, names in another case.

    >>> _without_others("В 1907 году учился у профессора В. А. Траншеля, где жил и Ким.")
    'В  году учился у профессора'
    >>> _without_others("Участвовал в выставке с картиной «Разлив»."), _without_others("Вышла за Николая Астахова.")
    ('Участвовал в выставке с картиной.', 'Вышла за Николая.')
    """
    told = _CLAUSE.split(sentence, maxsplit=1)[0]
    for rule in (_PLACE, _YEAR, _COUNT, _OF_NAME):
        told = rule.sub("", told)
    for rule in (_TITLE, _SURNAME):
        told = rule.sub(_in_another_case, told)
    return _QUOTED.sub(_first_known, told)


def _in_another_case(name: re.Match[str]) -> str:
    """Only the word before a name, where that is no nominative of one and the name can be in its case; else all of it.

    >>> _SURNAME.sub(_in_another_case, "У врача В. Кима жил Ким."), _SURNAME.sub(_in_another_case, "За Николая Орлова.")
    ('У врача жил Ким.', 'За Николая.')
    >>> _SURNAME.sub(_in_another_case, "Из-за Николая Екатерина шла."), _SURNAME.sub(_in_another_case, "Летом Ким пел.")
    ('Из-за Николая Екатерина шла.', 'Летом Ким пел.')
    """
    word, initials, surname = name.groups()
    readings = readings_of(word)
    is_named = bool(initials) or not surname or "Name" in readings[0].grammemes
    is_other = "NOUN" in readings[0].grammemes and not any({"nomn", "sing"} <= one.grammemes for one in readings)
    is_alike = not (surname and is_known(surname) and cases_of(surname).isdisjoint(cases_of(word)))
    return word if is_named and is_other and is_alike else name[0]


def _first_known(quotation: re.Match[str]) -> str:
    """The first word of a title, which may do something as any other, if the dictionary has it; else all of it.

    >>> _QUOTED.sub(_first_known, "Выпустила «Атлас мхов»."), _QUOTED.sub(_first_known, "«Ему надо уйти», — сказал он.")
    ('Выпустила атлас.', '«Ему надо уйти», — сказал он.')
    """
    first: str = next(iter(_WORD.findall(quotation[0])), "")
    is_title = bool(first) and is_known(first) and not has_predicate(quotation[0])
    return first.lower() if is_title else quotation[0]


def _may_be_name(word: str, place: int) -> bool:
    """Whether a word may be one in any case: «МОК», one that the dictionary lacks («Кнутов»), or that comes first."""
    if not word[0].isupper() or len(word) == 1:
        return False
    is_noun = "NOUN" in readings_of(word)[0].grammemes and len(word) >= MIN_LETTERS
    is_name = is_noun and is_proper(word) == (place == 0) and not cases_of(word) <= _NO_DOER
    return word.isupper() or not is_known(word) or is_name


def _does(readings: tuple[Reading, ...]) -> bool:
    """Whether a word is a verb of one who does it; «закроют», «стало» and «говорится» may have none."""
    lemma, first = readings[0].lemma, readings[0].grammemes
    is_told = "VERB" in first or "PRTS" in first  # «Освобождена в 1946 году.»
    is_personal = is_told and "sing" in first and ("3per" in first or ("past" in first and "neut" not in first))
    is_impersonal = any(not reading.grammemes.isdisjoint(_IMPERSONAL) for reading in readings)
    return is_personal and not (is_impersonal or lemma in _OTHER_CASE or (lemma.endswith("ся") and "impf" in first))


def _free(readings: Sequence[tuple[Reading, ...]]) -> list[tuple[Reading, ...]]:
    """The words but for a number behind a preposition and what it counts: «в семнадцать лет»."""
    kinds = [of_word[0].grammemes for of_word in readings]
    counted = {i for i in range(1, len(kinds)) if "NUMR" in kinds[i] and "PREP" in kinds[i - 1]}
    return [of_word for i, of_word in enumerate(readings) if counted.isdisjoint((i, i - 1))]


def _may_do(readings: tuple[Reading, ...], verb: frozenset[str]) -> bool:
    """Whether a word can be who does it: in the nominative, and of the verb's gender; «врач ушла» may be a woman."""
    if not readings[0].grammemes.isdisjoint(("PREP", "CONJ")):  # «под» is an abbreviated noun, too, «и» a letter
        return False
    barred = {"neut"} if "femn" in verb else {"femn", "neut"} if "masc" in verb else set[str]()
    grammemes = (reading.grammemes for reading in readings)
    return any(
        "nomn" in one
        and "plur" not in one
        and not one >= _POSSESSIVE
        and ("ADJF" not in one or one == readings[0].grammemes)  # «с большой медалью»
        and barred.isdisjoint(one)
        and ("femn" not in verb or "masc" not in one or "anim" in one)  # «золотой», «гербарий»
        for one in grammemes
    )
