"""What one sentence is by itself: its stems and names, and whether it can stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summarizer.selection.items import find_leads
from summarizer.selection.leaning import leans_back
from summarizer.split import Sentence, split_sentences

STEM_LETTERS: Final = 6  # Russian case endings fall away; a real lemma changes the ranking little
MIN_WORDS: Final = 4  # less is a heading, a caption or a crumb of a list
FEW_WORDS: Final = 7  # the mean of few words says little of a sentence's worth
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?…][»”\")\]]*$")
_SPACED: Final = re.compile(r"(?<!\w)(?:[^\W\d_] ){4}")  # names in an old play, letters of a formula
_DASHES: Final = frozenset("—–-")
_TORN: Final = re.compile(r"(?!г\. [А-ЯЁ])[а-яё]")  # the rest of a wrapped line, an item of a list; no «г. Тверь»
_ITEM: Final = re.compile(r"^\W?\w{1,2}\)")  # the number of an item in a list
_NO_BRACKET: Final = re.compile(r"(?<!\w)\w{1,2}\)|[:;]-?\)+")  # the numbers of items, a smile
_LABEL: Final = re.compile(  # lines around a text that end like sentences
    r"(?:Автор|Фото|На (?:фото|снимке)|Источник|Иллюстрация|Опубликовано|Обновлено|Дата публикации|Время чтения)\b ?"
    r"(?::|\d|— )|[А-ЯЁ][А-ЯЁ -]{2,30}, \d{1,2} [а-яё]{3,8}\.?[ .,—–-]|"  # «МОСКВА, 11 апр — РИА «Новости».»
    r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+, (?:\w+ )?(?:корреспондент|обозреватель|журналист|редактор)"
)
_SPEAKER: Final = re.compile(r"[—–-] ?|[А-ЯЁ][\w.]*(?: [\w.]+){0,2}: ")
MAX_LABEL_WORDS: Final = 12  # a longer line tells something
_TIGHT: Final = frozenset(".,;:!?)»")  # no space stands before them
_NO_REST: Final = frozenset(":;")  # a list follows
_LATE_END = re.compile(r"([.!?])\s+(?=\S)")
MAX_LINES: Final = 6  # of one sentence; more are verses, or a list
_DOUBLE: Final = re.compile('["“”„]')
_OPENING: Final = frozenset('«„“"(—–-')
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
    is_in_turn: bool = False  # goes on in what a speaker of a conversation began to say
    lead: int | None = None  # the place of what introduces the list that it is an item of

    @cached_property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.sentence.text.rstrip('»)"”').endswith("?")

    @cached_property
    def is_turn(self) -> bool:
        """Whether it begins what one of several speakers says: «— Да.», «Министр: Да.»."""
        return self.starts_paragraph and bool(_SPEAKER.match(self.sentence.text))

    @cached_property
    def is_line(self) -> bool:
        """Whether it has no end, as a heading has none."""
        return not _END.search(self.sentence.text)

    @cached_property
    def is_label(self) -> bool:
        """Whether it tells who made the text, where or when, and nothing else."""
        return _is_label(self.sentence.text)

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
    sentences = _mended(split_sentences(text), text)
    stops = (0, *(sentence.stop for sentence in sentences))
    starts = [not stop or "\n" in text[stop : one.start] for stop, one in zip(stops, sentences, strict=False)]
    leads = find_leads(sentences, starts)
    candidates: list[Candidate] = []
    is_turn = False  # of a conversation: what one speaker says, to the end of the line
    for place, sentence in enumerate(sentences):
        is_in_turn = is_turn and not starts[place]
        is_turn = is_in_turn or (starts[place] and bool(_SPEAKER.match(sentence.text)))
        candidates.append(make_candidate(sentence, place, starts[place], leads[place], is_in_turn))
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


def make_candidate(
    sentence: Sentence, place: int, starts_paragraph: bool, lead: int | None = None, is_in_turn: bool = False
) -> Candidate:
    """The sentence with its traits; the first of a text leans on nothing, what goes on in a turn on its beginning."""
    text = sentence.text
    words = list(_WORD.finditer(text))
    quoted = _with_guillemets(text)
    names = {
        stem(word[0])
        for word in words[1:]
        if word[0][0].isupper() and text[word.start() - 1] not in _OPENING and len(word[0]) > 1
    }
    opened, closed = _open_quotes(quoted)
    return Candidate(
        sentence,
        place,
        starts_paragraph,
        tuple(stem(word[0]) for word in words),
        frozenset(names),
        leans_back=is_in_turn or (place > 0 and leans_back(quoted)),
        opens_quote=opened,
        closes_quote=closed,
        is_speech=_is_speech(quoted),
        is_brief=len(words) < FEW_WORDS,
        is_crumb=len(words) < MIN_WORDS or not _END.search(text) or _is_line(text),
        is_in_turn=is_in_turn,
        lead=lead,
    )


def _is_line(text: str) -> bool:
    """Whether a line with an end is no sentence: a rest of one, s p a c e d letters, old mail, who wrote the text."""
    return text[0] == ">" or bool(_is_label(text) or _TORN.match(text) or _SPACED.search(text))


def _is_label(text: str) -> bool:
    return len(text.split()) <= MAX_LABEL_WORDS and bool(_LABEL.match(text))


def _with_guillemets(text: str) -> str:
    """The same length of text with all double quotation marks as « or », by what stands before each.

    >>> _with_guillemets('“Да”, — сказал он. „Нет“. Завод "Рубин".')
    '«Да», — сказал он. «Нет». Завод «Рубин».'
    """
    return _DOUBLE.sub(lambda mark: "«" if mark[0] == "„" or not mark.start() or _opens(text, mark) else "»", text)


def _opens(text: str, mark: re.Match[str]) -> bool:
    return mark[0] != "”" and text[mark.start() - 1] in " \u00a0\n(—–-«„“"


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
    >>> _open_quotes("Решили: 1) завод «Рубин» (бывший) закрыть; 2) землю продать :)")
    (False, False)
    """
    marks = _NO_BRACKET.sub("", text)
    ends = [_ends(marks, "«", "»"), _ends(marks, "(", ")")]
    return any(opens for opens, _ in ends), any(closes for _, closes in ends)


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
