"""Short runs of UTF-8 that was read as cp1251 or cp1252, inside lines that are right otherwise.

They need no letter-pair score: two letters in a row, or a typographic sign, that decode as UTF-8
hardly ever stand in a text by chance.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..patterns import pattern
from .misread import RULE, byte_of, misread
from .mojibake_lost import FIRST, SECOND, fill_halves
from .repairs import Edit

MIN_PROOF = 12  # characters of a run, after which short ones are believed, too
_CODECS = ("cp1251", "cp1252")


@dataclass(frozen=True)
class _Patterns:
    """What UTF-8 looks like that was read with a codec."""

    run: re.Pattern[str]  # two and more spoiled letters with what stands between them, or one spoiled sign
    half: re.Pattern[str]  # of a letter
    lone: re.Pattern[str]  # what a text with runs has besides: words of one letter, guillemets
    quoted: re.Pattern[str]  # in guillemets; a single «В«» may be one before which a space was left out: «В«Заре»


@lru_cache(maxsize=2)
def _patterns(codec: str) -> _Patterns:
    """Ð and Ñ are no Russian letters; Р is, and a half only before a spoiled letter or behind one."""
    first, second = (misread(bytes([byte]), codec) for byte in (0xD0, 0xD1))
    seconds = re.escape(misread(bytes(range(0x80, 0xC0)), codec))
    letter = f"[{first}{second}][{seconds}]"
    sign = "|".join(re.escape(misread(character.encode(), codec)) for character in "—–“”„’‘…№")
    space = "[ ,.()-]{0,3}"
    half = f"(?:{first}(?={space}{letter})|(?<=[{seconds}]){first}(?![{seconds}\\w]))"
    if codec == "cp1252":
        half = f"[{first}{second}](?![{seconds}])"
    run = f"(?:{half}{space}){{0,3}}(?:{letter}(?:{half})*){{2}}(?:{space}(?:{letter}|{sign}|{half}))*|{sign}"
    opening, closing = (misread(character.encode(), codec) for character in "«»")
    lone = f"(?<![^\\W\\d_])(?:{half})?{letter}(?![^\\W\\d_])|{opening}|{closing}"
    quoted = f"{opening}([^«»\n]{{1,200}}?){closing}"
    return _Patterns(re.compile(run), re.compile(half), re.compile(lone), re.compile(quoted))


# Without these it is latin-1, of which half the letters are lost.
_CP1252 = pattern("[ÐÑ][€‚ƒ„†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
# What every run begins with: most texts hold none, and the patterns above are slow.
_SECOND = re.escape(misread(bytes(range(0x80, 0xC0)), "cp1251"))
_BEGINNING = pattern(f"[{_SECOND}](?:(?<=[РС].)|(?<=в[Ђ„])|(?<=В«))|[ÐÑâÂ]")


def repair_mojibake_runs(text: str) -> list[Edit]:
    """The edits for runs of UTF-8 that was read wrongly, one for each run or sign.

    >>> [edit.after for edit in repair_mojibake_runs("Товар: РЎР°РїРѕРіРё вЂ” дёшево, В«СѓСЂР°В»")]
    ['Сапоги —', '«', 'ура', '»']
    >>> repair_mojibake_runs("Сёла, РСФСР, В «Заре», В«Заре», Їжак, №")
    []
    """
    if not _BEGINNING.search(text):
        return []
    found = dict[int, Edit]()
    for codec in _CODECS:
        runs = list(_read(text, codec, _patterns(codec).run))
        is_proven = any(edit.stop - edit.start >= MIN_PROOF for edit in runs)
        others = _read(text, codec, _patterns(codec).lone) if is_proven else _quotes(text, codec)
        found |= {edit.start: edit for edit in (*others, *runs)}
    edits = list[Edit]()
    for start in sorted(found):
        if not edits or edits[-1].stop <= start:
            edits.append(found[start])
    return edits


def _read(text: str, codec: str, pattern: re.Pattern[str]) -> Iterator[Edit]:
    back, halves = byte_of(codec), _patterns(codec).half
    keeps_halves = codec == "cp1252" and not _CP1252.search(text)
    for match in pattern.finditer(text):
        parts, done = list[str](), match.start()
        try:
            for half in halves.finditer(text, *match.span()):
                parts.append(bytes(back[character] for character in text[done : half.start()]).decode("utf-8"))
                parts.append(FIRST if back[half[0]] == 0xD0 else SECOND)
                done = half.end()
            parts.append(bytes(back[character] for character in text[done : match.end()]).decode("utf-8"))
        except UnicodeDecodeError:
            continue
        after = "".join(parts) if keeps_halves else fill_halves("".join(parts), codec)
        yield Edit(RULE, *match.span(), after.replace(FIRST, "Ð").replace(SECOND, "Ñ"))


def _quotes(text: str, codec: str) -> Iterator[Edit]:
    for match in _patterns(codec).quoted.finditer(text):
        yield Edit(RULE, match.start(), match.start(1), "«")
        yield Edit(RULE, match.end(1), match.end(), "»")
