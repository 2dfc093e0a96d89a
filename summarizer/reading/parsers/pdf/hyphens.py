"""Words that a line's end cut in two, where the layout says that they are one paragraph."""

import re

from summarizer.cleaning.dictionary import is_known
from summarizer.cleaning.hyphens import joined_with
from summarizer.patterns import pattern

MIN_COMPOUND_HEAD = 4  # letters: shorter first halves are mostly prefixes that look like prepositions

_CUT = pattern(r"(?P<head>[^\W\d_]+)-\n(?P<tail>[^\W\d_]+)")
_WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_cut_words(text: str) -> str:
    """``text`` without line ends inside words; true hyphens stay.

    Cleaning's rules decide first, then the words of the text itself, then the looks of the two halves.

    >>> join_cut_words("пере-\\nвод, пресс-\\nслужба, в Йошкар-\\nОле, у Кистерова: Кисте-\\nрова")
    'перевод, пресс-служба, в Йошкар-Оле, у Кистерова: Кистерова'
    >>> join_cut_words("Да -\\nнет")
    'Да -\\nнет'
    """
    if "-\n" not in text:
        return text
    words = {word.lower() for word in _WORD.findall(text)}

    def join(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"]
        between = joined_with(head, tail)
        if between is not None:
            return head + between + tail
        joined, hyphenated = head + tail, f"{head}-{tail}"
        if joined.lower() in words:
            return joined
        if hyphenated.lower() in words or not (tail.islower() or head.isupper()):
            return hyphenated
        is_compound = len(head) >= MIN_COMPOUND_HEAD and is_known(head) and is_known(tail)
        return hyphenated if is_compound else joined

    return _CUT.sub(join, text)
