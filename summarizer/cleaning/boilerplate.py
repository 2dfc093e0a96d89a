"""Lines of a web page around its text: credits, «Читайте также», share and subscribe lines, tags, counters, menus."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from ..patterns import pattern
from .messages import drop_service_parts
from .repairs import Edit
from .rows import table_rows

MAX_LINE = 160  # characters: a longer line is a paragraph, and a paragraph is never dropped
MAX_NOTICE = 300  # characters of a notice about cookies that asks for consent
MAX_DISCLAIMER = 1000  # characters of what a firm puts below its letters
MAX_FIELD = 80  # characters: a longer line is no row of a form
MIN_GROUP = 3  # lines that prove nothing alone, and lines of a menu
_LONGEST = {"notice": MAX_NOTICE, "disclaimer": MAX_DISCLAIMER}  # of a section's lines, else MAX_LINE
_LINE = pattern(r"^[ \t]*(\S[^\n]*)$", re.MULTILINE)
_FIELD = pattern(r":.")
_FORM = pattern(r"(?-i:[А-ЯЁA-Z])[^:.!?\n]{0,40}: ?\S")
_SITE = r"[a-z0-9-]+\.(?:ru|com|org|рф|su|net|info)"
_SURNAME = r"(?-i:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
_INITIALS = r"(?-i:[А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?)"
_AUTHOR = rf"(?:{_INITIALS}{_SURNAME}|{_SURNAME} {_INITIALS})[\d*]*"
_CAPITAL = r"(?-i:[«\"@©]{0,2}[A-ZА-ЯЁ][\w.«»\"'’/-]*)"
_GIVER = (
    r"(?:пресс-служб[аы]|из|личного|открытых|источников|с|и|сайта|автора?|редакции|архива?|предоставлено|газеты"
    r"|агентств[оа])"
)
_PARTS = {
    "{network}": r"(?:telegram|телеграм|вконтакте|вк|vk|facebook|twitter|instagram|youtube|rutube|whatsapp|viber"
    r"|яндекс\.?дзен|дзен|одноклассник)(?:-?канал)?(?:е|ах|и|а)?",
    # «2021 г. А. В. Синицын, Н. К. Долгова»: who wrote a paper, and when.
    "{authors}": rf"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?:\d{{4}}(?: ?г\.)?,? )?{_AUTHOR}(?:(?:,| и) ?{_AUTHOR})*"
    r"(?:, ?\d{4}(?: ?г\.)?)?\.?$",
    # A person, an agency or a site: at most six words with capitals, words of a closed list, one other word; an office.
    "{name}": rf"(?:{_CAPITAL} [а-яё-]{{3,20}}|пресс-служб[аы](?: [\w«»\"-]{{2,30}}){{1,5}}"
    rf"|(?:{_CAPITAL}|{_SITE}|{_GIVER})"
    rf"(?:(?: ?[/|] ?|, | )(?:{_CAPITAL}|{_SITE}|{_GIVER})){{0,5}})",
}


@dataclass(frozen=True)
class _Line:
    start: int
    stop: int  # behind its line end
    text: str
    kind: str  # the table's section, empty for a line of text


@lru_cache(maxsize=1)
def _sections() -> dict[str, re.Pattern[str]]:
    """The rows of each section as one expression."""
    sections: dict[str, list[str]] = {}
    for row in table_rows("boilerplate.txt"):
        if re.fullmatch(r"\[[a-z]+\]", row):
            rows = sections.setdefault(row[1:-1], [])
        else:
            for name, part in _PARTS.items():
                row = row.replace(name, part)
            rows.append(f"(?:{row})")
    return {name: pattern("|".join(rows), re.IGNORECASE) for name, rows in sections.items()}


@lru_cache(maxsize=4096)
def _kind_of(line: str) -> str:
    if not line or (line[0].islower() and not any(map(str.isdigit, line))):
        return ""
    sections = _sections()
    return next(
        (name for name in sections if len(line) <= _LONGEST.get(name, MAX_LINE) and sections[name].fullmatch(line)), ""
    )


def drop_boilerplate(text: str) -> list[Edit]:
    """Removes whole lines that are no part of the text; nothing inside a sentence, a form, a list or verse.

    >>> drop_boilerplate("Суд вынес приговор.\\nЧитайте также:\\nСтороны согласны.")
    [Edit(rule='boilerplate', start=20, stop=35, after='')]
    >>> drop_boilerplate("Читайте также книги, советует он.\\nРота пошла\\nНазад\\nк реке.\\nФото он делал сам.")
    []
    """
    found = drop_service_parts(text)
    if found:
        return found  # the lines are whole then
    if not any(_kind_of(line.strip()) for line in set(text.split("\n")) if len(line) <= MAX_DISCLAIMER):
        return []
    lines = list(_lines(text))
    dropped: list[_Line] = []
    for has_kind, numbered in groupby(enumerate(lines), key=lambda pair: bool(pair[1].kind)):
        if has_kind:
            indexes = [index for index, _ in numbered]
            dropped += _Run(lines, indexes[0], indexes[-1] + 1).dropped()
    if len(dropped) == len(lines):
        return []  # the text is about it
    edits: list[Edit] = []
    for line in dropped:
        is_next = edits and edits[-1].stop == line.start
        start = edits.pop().start if is_next else line.start
        edits.append(Edit("boilerplate", start, line.stop, ""))
    return edits


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty."""
    for match in _LINE.finditer(text):
        line = match[1].rstrip()
        kind = _kind_of(line) if len(line) <= MAX_DISCLAIMER else ""
        yield _Line(match.start(), min(match.end() + 1, len(text)), line, kind)


class _Run:
    """Lines of boilerplate in a row, ``lines[start:stop]``, with what stands around them."""

    def __init__(self, lines: list[_Line], start: int, stop: int) -> None:
        self.lines = lines[start:stop]
        self.before = lines[start - 1] if start else None
        self.after = lines[stop] if stop < len(lines) else None
        self.counts = Counter(line.kind for line in self.lines)

    def dropped(self) -> list[_Line]:
        """The lines that go."""
        if self._is_in_sentence():
            return []
        is_in_form, is_menu, ends_text = self._is_in_form(), self._is_menu(), self._ends_text()
        opens_text = self.before is None
        has_notice = self.counts["notice"] > 0 and (opens_text or ends_text)
        n_group = self.counts["group"] and self.counts["group"] + self.counts["button"]
        has_proof = self.counts["alone"] > 0 or n_group >= MIN_GROUP or has_notice
        drops = {
            "group": has_proof or ends_text or is_menu,
            "notice": has_proof or is_menu,
            "button": has_proof or (ends_text and n_group > 0),
            "disclaimer": self._is_below_signature(),
            "field": ends_text and self.counts["alone"] + self.counts["group"] > 0 and not is_in_form,
            "menu": is_menu,
            "first": opens_text,
        }
        return [line for line in self.lines if drops.get(line.kind, not (is_in_form and _FIELD.search(line.text)))]

    def _is_in_sentence(self) -> bool:
        """Whether the line before announces what follows, or the line behind goes on."""
        if self.before and self.before.text.endswith((":", ",", ";", "—", "–", "-")):
            return True
        if self.after is None or self.after.start != self.lines[-1].stop:
            return False
        return self.after.text[0].islower()

    def _is_in_form(self) -> bool:
        """Whether the line before or behind has the shape «Имя: …»."""
        near = [line for line in (self.before, self.after) if line is not None and len(line.text) <= MAX_FIELD]
        return any(_FORM.match(line.text) for line in near)

    def _is_below_signature(self) -> bool:
        """Whether the line before may be of who wrote a letter: short, and no sentence where other lines follow."""
        if self.before is None or len(self.before.text) > MAX_FIELD:
            return False
        return self.after is None or self.before.text[-1] not in ".!?…:"

    def _is_menu(self) -> bool:
        return self.before is None and self.counts["menu"] > 0 and len(self.lines) >= MIN_GROUP

    def _ends_text(self) -> bool:
        """Whether only boilerplate follows, behind the end of a sentence or an empty line."""
        if self.after is not None or self.before is None:
            return False
        return self.before.text[-1] in '.!?…»)"”' or self.before.stop < self.lines[0].start
