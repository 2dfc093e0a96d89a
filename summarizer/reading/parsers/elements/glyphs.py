"""Characters that only layout makes: raised digits and ligatures."""

from typing import Final

from summarizer.patterns import pattern

DIGITS: Final = frozenset("0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MINUS = pattern(r"(?<!\w)[-−–](?=[0-9])")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def raise_digits(text: str) -> str:
    """Digits as superscripts, so that the mark of a footnote does not become part of a number or word.

    >>> raise_digits("12"), raise_digits("-3"), raise_digits("-я")
    ('¹²', '⁻³', '-я')
    """
    return _MINUS.sub("⁻", text).translate(_RAISED)


def split_ligatures(text: str) -> str:
    """Latin ligatures as the letters that they join.

    >>> split_ligatures("oﬃce"), split_ligatures("æ")
    ('office', 'æ')
    """
    return text if text.isascii() else text.translate(_LIGATURES)
