"""What one sentence is by itself: its stems and names, and whether it can stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summarizer.split import Sentence, split_sentences

STEM_LETTERS: Final = 6  # Russian case endings fall away; a real lemma changes the ranking little
MIN_WORDS: Final = 4  # less is a heading, a caption or a crumb of a list
FEW_WORDS: Final = 7  # the mean of few words says little of a sentence's worth
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?…][»”\")\]]*$")
_SPACED: Final = re.compile(r"(?<!\w)(?:[^\W\d_] ){4}")  # names in an old play, letters of a formula
_DASHES: Final = frozenset("—–-")
_TORN: Final = re.compile("[а-яё]")  # the rest of a wrapped line, an item of a list
_ITEM: Final = re.compile(r"^\W?\w{1,2}\)")  # the number of an item in a list
_TIGHT: Final = frozenset(".,;:!?)»")  # no space stands before them
_NO_REST: Final = frozenset(":;")  # a list follows
_LATE_END = re.compile(r"([.!?])\s+(?=\S)")
MAX_LINES: Final = 6  # of one sentence; more are verses, or a list
_OPENING: Final = frozenset('«„“"(—–-')
# A sentence that begins so means nothing without the one before it. Expressions, one a word.
_LEANS_BACK: Final = re.compile(
    "(?:"
    + "|".join(
        (
            "Он Она Оно Они Его Её Ее Их Ему Ей Им Это Этот Эта Эти Этим Этого Этому Этой Этих Тот Та Те То Тех Тому "
            "Тем Такой Такая Такое Такие Таким Так Вот Ведь Но А И Или Однако Также Зато Затем Потом Тогда Там Туда "
            "Оттуда Здесь Поэтому Потому Поскольку Впрочем Например Наконец Иначе Именно Правда Причём Причем "
            "Причина Следовательно Значит Итак Речь_ид[её]т Кроме_того Помимо_этого Более_того К_тому_же При_этом "
            "Тем_не_менее Вместе_с_тем В_то_же_время В_свою_очередь В_частности В_результате Вс[её]_это "
            "В_том_числе В_связи_с_этим Среди_них Из_них "
            "С_другой_стороны Во-(?:вторых|третьих) (?:После|До|Для|Без|Вместо|Из-за)_этого После_чего "
            r"Об?_эт\w+ (?:В|На|С|К|За|По)_эт\w+ "
            "По_(?:его|её|ее|их)_(?:словам|мнению|данным|оценкам?) (?:У|С|От|Из-за)_(?:него|неё|нее|них|ним|ней|ними) "
            r"(?:Сам|Ранее|Позже)_он[аи]? Сам[аи]_он[аи] Подобн\w+ Последн(?:ий|яя|ее|ие) Втор(?:ой|ая|ое|ые) "
            "Трет(?:ий|ья|ье|ьи) Друг(?:ой|ая|ое|ие)"
        ).split()
    ).replace("_", " ")
    + r")(?![\w-])"
)
# «…», — заявил он: whose words they are stands before.
_HIS_WORDS = re.compile(r"[—–-]\s*(?:\w+\s+){1,4}(?:он|она|они)\b[^«]*$")


QUOTED: Final = re.compile(r"«[^»]*»?")
PERSONAL: Final = re.compile(
    r"\b(?:я|мне|меня|мной|мы|нам|нас|нами|ты|тебе|тебя|тобой|вы|вам|вас|вами|мо[йюяеё]|моего|моей|моих|тво[йюяеё]|"
    r"твоего|твоей|наш\w*|ваш\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """A sentence with what selection asks of it; ``place`` is its index in the whole text."""

    sentence: Sentence
    place: int
    starts_paragraph: bool
    stems: tuple[str, ...]
    names: frozenset[str]  # stems of capitalised words inside the sentence
    leans_back: bool
    opens_quote: bool  # a quotation begins and does not end
    closes_quote: bool  # one ends that did not begin
    is_speech: bool  # someone's own voice outside a quotation, a question, an exclamation: it needs its speaker
    is_brief: bool  # whole, but too short to tell much
    is_crumb: bool  # a heading, a caption, an item of a list, s p a c e d letters

    @cached_property
    def n_words(self) -> int:
        """Words as a person counts them: runs without white space."""
        return len(self.sentence.text.split())


def find_candidates(text: str) -> list[Candidate]:
    """The sentences of a text in order, each with its traits.

    >>> [(c.sentence.text, c.leans_back, c.is_crumb) for c in find_candidates("Афиша\\nМост закрыт на год. Он стар.")]
    [('Афиша', False, True), ('Мост закрыт на год.', False, False), ('Он стар.', True, True)]
    >>> find_candidates("")
    []
    """
    candidates: list[Candidate] = []
    stop = 0
    for place, sentence in enumerate(_mended(split_sentences(text), text)):
        starts_paragraph = place == 0 or "\n" in text[stop : sentence.start]
        candidates.append(make_candidate(sentence, place, starts_paragraph))
        stop = sentence.stop
    return candidates


def _mended(sentences: Sequence[Sentence], text: str) -> list[Sentence]:
    r"""The sentences, one that line breaks tear made whole: scraped pages break lines at links.

    >>> source = "Сейм\nпринял закон\n. Он строг.\nАфиша\nМост закрыт."
    >>> [s.text for s in _mended(split_sentences(source), source)]
    ['Сейм принял закон.', 'Он строг.', 'Афиша', 'Мост закрыт.']
    """
    whole: list[Sentence] = []
    n_lines = 1
    for sentence in sentences:
        if not whole or n_lines == MAX_LINES or not _is_torn(whole[-1], sentence, text):
            whole.append(sentence)
            n_lines = 1
            continue
        n_lines += 1
        end = _LATE_END.match(sentence.text)  # «. Он строг.»: the end of one, and another
        rest = sentence.text[: end.end(1)] if end else sentence.text
        gap = "" if rest[0] in _TIGHT else " "
        stop = sentence.start + len(rest)
        whole[-1] = Sentence(whole[-1].text + gap + rest, whole[-1].start, stop)
        if end:
            whole.append(Sentence(sentence.text[end.end() :], sentence.start + end.end(), sentence.stop))
    return whole


def _is_torn(first: Sentence, rest: Sentence, text: str) -> bool:
    """Whether two lines are one sentence: the first has no end, and the second begins in its middle."""
    if text[first.stop : rest.start].strip(" ") != "\n" or first.text[-1] in _NO_REST or _END.search(first.text):
        return False
    return rest.text[0] in _TIGHT or bool(_TORN.match(rest.text) and not _ITEM.match(rest.text))


def make_candidate(sentence: Sentence, place: int, starts_paragraph: bool) -> Candidate:
    """The sentence with its traits; the first of a text leans on nothing."""
    text = sentence.text
    words = list(_WORD.finditer(text))
    names = {
        stem(word[0])
        for word in words[1:]
        if word[0][0].isupper() and text[word.start() - 1] not in _OPENING and len(word[0]) > 1
    }
    opened, closed = _open_quotes(text)
    return Candidate(
        sentence,
        place,
        starts_paragraph,
        tuple(stem(word[0]) for word in words),
        frozenset(names),
        leans_back=place > 0 and bool(_LEANS_BACK.match(text) or _HIS_WORDS.search(text)),
        opens_quote=opened,
        closes_quote=closed,
        is_speech=_is_speech(text),
        is_brief=len(words) < FEW_WORDS,
        is_crumb=len(words) < MIN_WORDS or not _END.search(text) or bool(_TORN.match(text) or _SPACED.search(text)),
    )


def _is_speech(text: str) -> bool:
    if text[0] in _DASHES or text.rstrip('»)"')[-1:] in ("?", "!"):
        return True
    return bool(PERSONAL.search(QUOTED.sub("", text)))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, in lower case; ё is е.

    >>> stem("Ёлочками"), stem("ёлочка"), stem("мост")
    ('елочка', 'елочка', 'мост')
    """
    return word.lower().replace("ё", "е")[:STEM_LETTERS]


def _open_quotes(text: str) -> tuple[bool, bool]:
    """Whether a quotation or a bracket is left open, and whether one is closed that was not opened.

    >>> _open_quotes("Он сказал: «Мы успеем."), _open_quotes("Мы рады», — сказал мэр.")
    ((True, False), (False, True))
    >>> _open_quotes("а) завод «Рубин» (бывший) встал.")
    (False, False)
    """
    marks = _ITEM.sub("", text)
    ends = [_ends(marks, "«", "»"), _ends(marks, "(", ")")]
    return any(opens for opens, _ in ends) or text.count('"') % 2 == 1, any(closes for _, closes in ends)


def _ends(text: str, opening: str, closing: str) -> tuple[bool, bool]:
    depth, closes = 0, False
    for mark in text:
        if mark == opening:
            depth += 1
        elif mark == closing:
            depth -= 1
            closes |= depth < 0
            depth = max(depth, 0)
    return depth > 0, closes
