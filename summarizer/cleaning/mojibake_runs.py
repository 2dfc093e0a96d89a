"""Short runs of UTF-8 that was read as cp1251 or cp1252, inside lines that are right otherwise.

They need no letter-pair score: two letters in a row, or a typographic sign, that decode as UTF-8
hardly ever stand in a text by chance.
"""

import re
from collections.abc import Iterator

from .repairs import Edit

RULE = "mojibake"
_CODECS = ("cp1251", "cp1252")


def misread(data: bytes, codec: str) -> str:
    """Bytes as the codec reads them; a byte that it leaves undefined stands for the code point of its number.

    >>> misread("—".encode(), "cp1251")
    'вЂ”'
    """
    return "".join(bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in data)


def _run_pattern(codec: str) -> re.Pattern[str]:
    """Two and more spoiled letters with what stands between them, or one spoiled sign."""
    second = re.escape(misread(bytes(range(0x80, 0xC0)), codec))
    letter = f"[{misread(bytes([0xD0, 0xD1]), codec)}][{second}]"
    sign = "|".join(re.escape(misread(character.encode(), codec)) for character in "—–“”„’‘…№")
    space = "[ ,.()-]{0,3}"
    return re.compile(f"(?:{letter}){{2}}(?:{space}(?:{letter}|{sign}))*|{sign}")


_RUNS = {codec: _run_pattern(codec) for codec in _CODECS}
# What every run begins with: most texts hold none, and the patterns above are slow.
_SECOND = re.escape(misread(bytes(range(0x80, 0xC0)), "cp1251"))
_BEGINNING = re.compile(f"[{_SECOND}](?:(?<=[РС].)|(?<=в[Ђ„])|(?<=В«))|[ÐÑâÂ]")
_BYTES = {codec: {misread(bytes([byte]), codec): byte for byte in range(256)} for codec in _CODECS}
# A guillemet alone may be one before which a space was left out, as in «В«Заре»: only a pair is believed.
_QUOTED = {
    codec: re.compile("{}([^«»\n]{{1,200}}?){}".format(*(misread(q.encode(), codec) for q in "«»")))
    for codec in _CODECS
}


def repair_mojibake_runs(text: str) -> list[Edit]:
    """The edits for runs of UTF-8 that was read wrongly, one for each run or sign.

    >>> [edit.after for edit in repair_mojibake_runs("Товар: РЎР°РїРѕРіРё вЂ” дёшево, В«СѓСЂР°В»")]
    ['Сапоги —', '«', 'ура', '»']
    >>> repair_mojibake_runs("Сёла, РСФСР, В «Заре», В«Заре», Їжак, №")
    []
    """
    if not _BEGINNING.search(text):
        return []
    found = {edit.start: edit for codec in _CODECS for edit in (*_runs(text, codec), *_quotes(text, codec))}
    return [found[start] for start in sorted(found)]


def _runs(text: str, codec: str) -> Iterator[Edit]:
    back = _BYTES[codec]
    for match in _RUNS[codec].finditer(text):
        try:
            after = bytes(back[character] for character in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        yield Edit(RULE, *match.span(), after)


def _quotes(text: str, codec: str) -> Iterator[Edit]:
    for match in _QUOTED[codec].finditer(text):
        yield Edit(RULE, match.start(), match.start(1), "«")
        yield Edit(RULE, match.end(1), match.end(), "»")
