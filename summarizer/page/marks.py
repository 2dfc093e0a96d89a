"""Texts cut into marked pieces, as ``gr.HighlightedText`` takes them: (piece, category or None).

The pieces of a summary or a source, put together again, are that text: nothing of it is ever
read as HTML or Markdown.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from summarizer.checking import Finding
from summarizer.cleaning import RULE_NAMES, CleanText, Repair
from summarizer.page import texts

Pieces = list[tuple[str, str | None]]

SHOWN_CHARS: Final = 60_000  # a browser marks so much without a pause; what is left out is said
MAX_SAMPLES: Final = 4  # kinds of change that are named for each rule
CATEGORIES: Final = {
    "unsupported_number": texts.NO_NUMBER,
    "unsupported_date": texts.NO_DATE,
    "unsupported_name": texts.NO_NAME,
    "unsupported_quotation": texts.NO_QUOTATION,
    "other_number": texts.OTHER_DEED,
    "other_date": texts.OTHER_DEED,
    "other_name": texts.OTHER_DEED,
    "swapped_roles": texts.OTHER_DEED,
    "negation": texts.NEGATION,
    "broken_end": texts.BROKEN_END,
    "foreign_language": texts.FOREIGN,
    "sentence_replaced": texts.REPLACED,
    "sentence_dropped": texts.REPLACED,
    "repetition": texts.REPEATED,
    "added_from_source": texts.ADDED,
    "added_from_draft": texts.ADDED,
}


def mark_summary(summary: str, findings: Sequence[Finding]) -> Pieces:
    """The summary with the spans of its findings; where two overlap, the first one's stands.

    >>> mark_summary("Их было 7.", [Finding("unsupported_number", 8, 9, "7")])
    [('Их было ', None), ('7', 'числа нет в тексте'), ('.', None)]
    >>> mark_summary("Их было 7.", [])
    [('Их было 7.', None)]
    """
    spans = [(f.start, f.stop, CATEGORIES.get(f.kind, f.kind)) for f in findings if f.stop > f.start]
    return _cut(summary, spans)


def list_findings(findings: Sequence[Finding]) -> Pieces:
    """One line for each finding, the part in question marked as in the summary."""
    pieces: Pieces = []
    for finding in findings:
        if pieces:
            pieces.append(("\n", None))
        pieces.append((finding.message, CATEGORIES.get(finding.kind)))
    return pieces


def mark_source(source: str, cleaned: CleanText) -> Pieces:
    """The source as it came, with what cleaning changed in it.

    A sign that cannot be seen is shown by its name, else its mark could not be seen either.
    """
    shown = source[:SHOWN_CHARS]
    repairs = [part for repair in cleaned.repairs if repair.stop <= len(shown) for part in _changed(repair)]
    pieces: Pieces = []
    done = 0
    for repair in repairs:
        pieces += [(shown[done : repair.start], None), (_visible(repair), repair.rule_name)]
        done = repair.stop
    pieces.append((shown[done:], None))
    if len(source) > len(shown):
        left_out = texts.SHOWN_PART.format(shown=texts.number(len(shown)), total=texts.number(len(source)))
        pieces.append((left_out, None))
    return [piece for piece in pieces if piece[0]]


def list_repairs(repairs: Sequence[Repair]) -> Pieces:
    """One line for each rule: how often, and its most frequent changes with the names of the signs."""
    by_rule: dict[str, list[Repair]] = {}
    for repair in repairs:
        by_rule.setdefault(repair.rule, []).extend(_changed(repair))
    pieces: Pieces = []
    for rule, made in by_rule.items():
        samples = Counter((repair.before, repair.after) for repair in made).most_common(MAX_SAMPLES)
        line = "; ".join(_sample(before, after, n) for (before, after), n in samples)
        pieces += [(RULE_NAMES[rule], RULE_NAMES[rule]), (f"  {line}\n", None)]
    return pieces


def _cut(text: str, spans: Sequence[tuple[int, int, str]]) -> Pieces:
    pieces: Pieces = []
    done = 0
    for start, stop, category in sorted(spans):
        if start < done:
            continue
        pieces += [(text[done:start], None), (text[start:stop], category)]
        done = stop
    pieces.append((text[done:], None))
    return [piece for piece in pieces if piece[0]]


def _changed(repair: Repair) -> list[Repair]:
    """The letters of a repaired word that differ, if each stands for one; else the repair as it is."""
    if len(repair.before) != len(repair.after):
        return [repair]
    letters = enumerate(zip(repair.before, repair.after, strict=True), repair.start)
    return [Repair(repair.rule, i, i + 1, old, new) for i, (old, new) in letters if old != new]


def _visible(repair: Repair) -> str:
    if not repair.before:
        return f"+{repair.after}"
    is_seen = any(not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc") for sign in repair.before)
    return repair.before if is_seen else "".join(map(_spelled, repair.before))


def _spelled(sign: str) -> str:
    return {" ": "␣", "\n": "⏎\n", "\t": "⇥"}.get(sign, f"[U+{ord(sign):04X}]")


def _sample(before: str, after: str, n: int) -> str:
    """A change in words: what stood there, what stands there now, how often."""
    old = f"«{before}»" if before.isprintable() and before.strip() else "".join(map(_spelled, before))
    name = f" ({_script(before)})" if len(before) == 1 and _script(before) else ""
    new = f"«{after}»" if after.strip() else texts.REMOVED if not after else "".join(map(_spelled, after)).strip()
    return f"{old}{name} → {new}" + (f" × {texts.number(n)}" if n > 1 else "")


def _script(sign: str) -> str:
    """The Russian name of a letter's alphabet, empty if it has none."""
    return texts.SCRIPTS.get(unicodedata.name(sign, "").split(" ")[0], "")
