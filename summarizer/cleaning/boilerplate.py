"""Lines of a web page around its text: credits, «Читайте также», share and subscribe lines, tags, counters."""

import re
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from .repairs import Edit

MAX_LINE = 160  # characters: a longer line is a paragraph, and a paragraph is never dropped
_LINE = re.compile(rf"^[ \t]*(\S[^\n]{{0,{MAX_LINE}}})$", re.MULTILINE)


@lru_cache(maxsize=1)
def _boilerplate() -> re.Pattern[str]:
    rows = files(__package__).joinpath("tables/boilerplate.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{row})" for row in rows if not row.startswith("#")), re.IGNORECASE)


def drop_boilerplate(text: str) -> list[Edit]:
    """Removes whole lines that are no part of the text; nothing inside a sentence.

    >>> drop_boilerplate("Суд вынес приговор.\\nЧитайте также:\\nСтороны согласны.")
    [Edit(rule='boilerplate', start=20, stop=35, after='')]
    >>> drop_boilerplate("Читайте также книги, советует он.\\nФото он делал сам.")
    []
    """
    pattern = _boilerplate()
    edits: list[Edit] = []
    for match in _LINE.finditer(text):
        if pattern.fullmatch(match[1].rstrip()):
            start, stop = match.start(), min(match.end() + 1, len(text))
            if edits and edits[-1].stop == start:
                start = edits.pop().start
            edits.append(Edit("boilerplate", start, stop, ""))
    return [] if edits and _is_all(text, edits) else edits


def _is_all(text: str, edits: list[Edit]) -> bool:
    """Whether nothing but boilerplate would be left out: then the text is about it."""
    kept = "".join(text[a.stop : b.start] for a, b in pairwise(edits))
    return not (text[: edits[0].start] + kept + text[edits[-1].stop :]).strip()
