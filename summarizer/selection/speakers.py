"""Which lines of a text are those of a conversation, and who speaks there."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.labels import label_of
from summarizer.split import Sentence

_DASH: Final = pattern(r"[—–-] ?")
_HYPHEN: Final = pattern(r"- ?(?=[^\W\d_])")  # an item's mark, or a dash of who has none on the keyboard
# What an item does not do: ask, call, go on in another's words («- Да, - сказал он»).
_SPOKEN: Final = pattern(r"[?!][»”\")]*$|[,!?…] [—–-] [а-яё]")
# Words before a colon that are no speakers, though they come again.
_NO_SPEAKERS: Final = frozenset(
    "миф факт фейк правда утверждение вердикт слушали выступили постановили постановил решили решил определил "
    "голосовали диагноз лечение анамнез жалобы пример вывод итог важно внимание примечание".split()
)


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
