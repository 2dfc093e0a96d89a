"""Who speaks in a line of a conversation: «— Да.», «Орлов: Да.», «ОРЛОВ. Да.», «[12.03, 09:14] Аня: Да.»."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from summarizer.patterns import pattern
from summarizer.split import Sentence

_DASH: Final = pattern(r"[—–-] ?")
_HYPHEN: Final = pattern(r"- ?(?=[^\W\d_])")  # an item's mark, or a dash of who has none on the keyboard
# What an item does not do: ask, call, go on in another's words («- Да, - сказал он»).
_SPOKEN: Final = pattern(r"[?!][»”\")]*$|[,!?…] [—–-] [а-яё]")
_STAMP: Final = pattern(r"^(?:\[[\d.,:/ -]+\] ?|\d[\d.,:/ ]+- )")  # «[12.03, 09:14] Аня: …»
# «Орлов: », «Ольга (мама): », «ОРЛОВ. », «ОРЛОВ (встаёт). », «Орлов П. А. Мост закрыт.», «Председательствующий. »,
# «SPEAKER_00: » of programs that take down speech
_LABEL: Final = pattern(
    r"((?:[А-ЯЁ][\w.]*(?: [\w.]+){0,2}(?: \([^():]{1,30}\))?|(?:SPEAKER|Speaker)[_ ]\d{1,2})): "
    r"|([А-ЯЁ]{3,}(?: [А-ЯЁ]{2,}){0,2})(?: \([^()]*\))?\.(?: |$)"
    r"|([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\. ?[А-ЯЁ]\.)(?:, [^.]{3,80}\.)?(?: (?=[А-ЯЁ«\"])|$)"
    r"|((?:Председатель(?:ствующ)?|Ведущ|Докладчик|Модератор)[а-яё]{0,2})\.(?: |$)"
)
_BEFORE_SAID: Final = pattern(rf"(?:{_STAMP.pattern})?(?:{_DASH.pattern})?(?:{_LABEL.pattern})?")
# Words before a colon that are no speakers, though they come again.
_NO_SPEAKERS: Final = frozenset(
    "миф факт фейк правда утверждение вердикт слушали выступили постановили постановил решили решил определил "
    "голосовали диагноз лечение анамнез жалобы пример вывод итог важно внимание примечание".split()
)


def said_in(line: str) -> str:
    """What is said in a line of a conversation, without when and by whom.

    >>> said_in("[12.03, 09:14] Аня: Едем завтра."), said_in("— Едем завтра.")
    ('Едем завтра.', 'Едем завтра.')
    >>> said_in("Аня: Едем кое-куда 12 - 14 мая. Итог: решено.")
    'Едем кое-куда 12 - 14 мая. Итог: решено.'
    """
    return _BEFORE_SAID.sub("", line, count=1)


def label_of(line: str) -> str:
    """Who speaks in a line, if it says so."""
    match = _LABEL.match(_STAMP.sub("", line, count=1))
    return match[match.lastindex or 0] if match else ""


def is_label(line: str) -> bool:
    """Whether a line says who speaks, and nothing else."""
    return bool(_LABEL.fullmatch(line))


def begins_with_dash(line: str) -> bool:
    """Whether a line begins as one of a talk may."""
    return bool(_DASH.match(line))


def speakers_of(lines: Sequence[str]) -> frozenset[str]:
    """The labels of those who speak: none where no label comes again, as in a form."""
    labels = Counter(label for line in lines if (label := label_of(line)))
    speakers = {label: n for label, n in labels.items() if label.split()[-1].lower() not in _NO_SPEAKERS}
    return frozenset(speakers) if max(speakers.values(), default=0) > 1 else frozenset()


def speaks(line: str, speakers: frozenset[str], has_hyphens: bool) -> bool:
    """Whether somebody speaks in a line, given who does in the text, and whether hyphens begin talk or items."""
    is_item = _HYPHEN.match(line) and not has_hyphens
    return bool(_DASH.match(line) and not is_item) or label_of(line) in speakers


def speaks_with_hyphens(lines: Sequence[range], sentences: Sequence[Sentence]) -> bool:
    """Whether lines behind a hyphen are somebody's words, not items: one of them asks, or calls.

    >>> speaks_with_hyphens([range(1)], [Sentence("- Сайт готов.", 0, 0)])
    False
    >>> speaks_with_hyphens([range(1)], [Sentence("- Сайт готов?", 0, 0)])
    True
    """
    begun = (line for line in lines if _HYPHEN.match(sentences[line.start].text))
    return any(_SPOKEN.search(sentences[i].text) for line in begun for i in line)
