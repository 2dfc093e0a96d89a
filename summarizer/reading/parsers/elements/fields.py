"""Fields, which rtf and doc hold as an instruction and what it wrote into the text."""

from summarizer.patterns import pattern

_CONTENTS = pattern(r"\s*(?:TOC|INDEX)\b")


def repeats_text(instruction: str) -> bool:
    """Whether what a field wrote stands elsewhere in the text, as a table of contents does.

    >>> repeats_text('TOC "1-3"'), repeats_text("PAGE")
    (True, False)
    """
    return _CONTENTS.match(instruction) is not None
