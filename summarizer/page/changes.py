"""What cleaning changed, in words: the most frequent changes of each rule, with the names of signs that nobody sees."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from summarizer.cleaning import SENTENCE_MARK, Repair
from summarizer.page import finding_texts, telling
from summarizer.page.languages import Say
from summarizer.patterns import pattern

MAX_SAMPLES: Final = 4  # kinds of change that are named for each rule
# The number and the times, without the letters about them that the repair joins: «1⏎00:00:01,000 --> 00:00:04,000⏎м».
_TIMES: Final = pattern(r"(?:\d{1,6}\s+)?[\d:.,]{1,12} --> [\d:.,]{1,12}")
SAMPLE_CHARS: Final = 40  # of a change: of mojibake one is a whole paragraph; the text beside has all


def count_marks(repairs: Sequence[Repair]) -> int:
    """How many marks the repairs make in the text: as many as ``list_repairs`` counts.

    >>> count_marks([Repair("homoglyph", 0, 4, "Мοcт", "Мост"), Repair("spaces", 9, 11, "  ", " ")])
    3
    """
    return sum(len(parts_of(repair)) for repair in repairs)


def list_repairs(repairs: Sequence[Repair], say: Say) -> list[tuple[str, str]]:
    """For each rule its name, and its most frequent changes with the names of the signs; the others are counted."""
    by_rule: dict[str, list[Repair]] = {}
    for repair in repairs:
        by_rule.setdefault(repair.rule, []).extend(parts_of(repair))
    lines = []
    for rule, made in by_rule.items():
        samples = Counter(map(_change, made)).most_common(MAX_SAMPLES)
        told = [_sample(*change, n, say) for change, n in samples]
        if n_more := len(made) - sum(n for _, n in samples):
            told.append(say(finding_texts.MORE_REPAIRS).format(n=telling.number(n_more)))
        lines.append((say(finding_texts.RULES[rule]), "; ".join(told)))
    return lines


def _change(repair: Repair) -> tuple[str, str]:
    """What stood there and what stands there now; of a mark that was missing only the mark, of a subtitle its times.

    >>> _change(Repair("sentence_mark", 9, 11, " и", ". И")), _change(Repair("homoglyph", 0, 1, "c", "с"))
    (('', '.'), ('c', 'с'))
    >>> _change(Repair("time_code", 5, 40, "\\n\\n2\\n00:04 --> 00:08\\nд", ". Д"))
    ('2 00:04 --> 00:08', '')
    """
    if repair.rule == "time_code" and (times := _TIMES.search(repair.before)):
        return (" ".join(times[0].split()), "")
    mark = repair.after.strip()[:1] if repair.rule == SENTENCE_MARK else ""
    return ("", mark) if mark and not mark.isalpha() else (repair.before, repair.after)


def parts_of(repair: Repair) -> list[Repair]:
    """The letters of a repaired word that differ, if each stands for one; else the repair as it is."""
    if len(repair.before) != len(repair.after):
        return [repair]
    letters = enumerate(zip(repair.before, repair.after, strict=True), repair.start)
    return [Repair(repair.rule, i, i + 1, old, new) for i, (old, new) in letters if old != new]


def visible(before: str) -> str:
    """What stood there; a sign that cannot be seen by its name, else its mark could not be seen either."""
    return before if _is_seen(before) else "".join(map(_spelled, before))


def _is_seen(text: str) -> bool:
    return any(not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc") for sign in text)


def _spelled(sign: str) -> str:
    return {" ": "␣", "\n": "⏎\n", "\t": "⇥"}.get(sign, f"[U+{ord(sign):04X}]")


def _sample(before: str, after: str, n: int, say: Say) -> str:
    """A change in words: what stood there, what stands there now, how often."""
    name = f" ({_script(before, say)})" if len(before) == 1 and _script(before, say) else ""
    new = _shown(after) if after else say(finding_texts.REMOVED)
    old = f"{_shown(before)}{name} → " if before else ""
    return f"{old}{new}" + (f" × {telling.number(n)}" if n > 1 else "")


def _shown(text: str) -> str:
    """The beginning of a text with its invisible signs named, in quotation marks if it has none.

    >>> _shown("1\\n00:01 --> 00:02"), _shown("\\xad"), _shown(" "), _shown("б" * 41) == f"«{'б' * 40}…»"
    ('1⏎ 00:01 --> 00:02', '[U+00AD]', '␣', True)
    """
    begun = text if len(text) <= SAMPLE_CHARS else f"{text[:SAMPLE_CHARS].rstrip()}…"
    if not _is_seen(text):
        return "".join(map(_spelled, begun)).strip()
    if begun.isprintable():
        return _quoted(begun)
    return "".join(sign if sign.isprintable() else _spelled(sign).replace("\n", " ") for sign in begun)


def _quoted(text: str) -> str:
    """The text in quotation marks, unless it has some.

    >>> _quoted("&laquo;"), _quoted("«")
    ('«&laquo;»', '«')
    """
    return text if "«" in text or "»" in text else f"«{text}»"


def _script(sign: str, say: Say) -> str:
    """The name of a letter's alphabet, empty if it has none."""
    name = unicodedata.name(sign, "").split(" ")[0]
    return say(finding_texts.SCRIPTS[name]) if name in finding_texts.SCRIPTS else ""
