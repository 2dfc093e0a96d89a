"""Single characters: invisible ones, HTML entities, composed letters, stress marks, spaces."""

import re
import unicodedata
from functools import lru_cache
from html import unescape

from ..patterns import pattern
from .language import LineLanguage
from .repairs import Edit
from .symbol_font import in_symbol_font

_UNUSUAL = pattern("[^ -~\nа-яёА-ЯЁ«»—–…№„“”\u00a0]")
_INVISIBLE = pattern(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+|[\ud800-\udfff]+"
)
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
_OF_WORD = {"\x1e": "-", "\x07": "\t"}  # what Word sets for a hyphen that breaks no line, and behind a table's cell
_LINE_END = pattern("[ \t]*\r?\n[ \t]*(?=[^\\W\\d_])")
_JOINERS = frozenset("\u200c\u200d")
_EMOJI_PARTS = frozenset("\u200d\ufe0f\ufe0e")
_JOINING_SCRIPTS = pattern(r"[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af]")
_TAGS = pattern("[\U000e0020-\U000e007f]+")
# &amp;amp;laquo; too; without a semicolon only names that no address holds as a parameter.
_ENTITY = pattern(
    r"&(?:(?:amp|#38|#x26);)*(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};"
    r"|(?:nbsp|laquo|raquo|mdash|ndash|quot)(?![\w=;]))"
)
_LIGATURES = dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04", ("ff", "fi", "fl", "ffi", "ffl"), strict=True))
# Bullets and icons of private fonts, which word processors and sites write as characters of their own.
_BULLETS = frozenset("\uf0b7\uf0a7\uf0a8\uf076\uf0d8\uf0fc\uf02d")
# Of the font Symbol, copied from a word processor; at a line's start they are bullets of other fonts.
_SIGNS = frozenset("\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b8\uf0b9\uf0bb\uf061\uf062\uf067\uf06d\uf070\uf073\uf044\uf057")
_MAX_INDENT = 20  # characters of white space before a bullet
_FONT_SIGN = pattern("[\ufb00-\ufb04]|[\ue000-\uf8ff]+")
_MARKS = pattern("[\u0300-\u036f]+|[\u212a\u212b\u2126]")
_MAX_MARKS = 8  # on one letter; more are no writing, and sorting them takes long
_MANY_MARKS = pattern(f"[\u0300-\u036f]{{{_MAX_MARKS + 1}}}")
_STRESS_MARK = pattern("[\u0301\u0300\u00b4]")
_STRESS = pattern(f"(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯ]){_STRESS_MARK.pattern}(?![\u0300-\u036f])")
_LOOSE_MARKS = ("\u0306", "\u0308")  # PDF often sets й and ё as a letter, a space and a mark
_COMPOSED = frozenset("иИеЕ")


@lru_cache(maxsize=2)
def _unusual(text: str) -> frozenset[str]:
    """The characters that ordinary Russian text does without: ten times as fast to find as what is asked of them."""
    return frozenset(_UNUSUAL.findall(text))


def _holds(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a match of ``pattern``, which begins with an unusual character, can be in ``text``."""
    return any(map(pattern.match, _unusual(text)))


def strip_invisible(text: str) -> list[Edit]:
    """Removes soft hyphens, zero-width, bidi and control characters; emoji sequences and joined scripts stay whole.

    Of Word's own characters the hyphen becomes one, and the end of a table's cell a tab.

    >>> strip_invisible("со\\u00adвет\\u200b")
    [Edit(rule='invisible', start=2, stop=3, after=''), Edit(rule='invisible', start=6, stop=7, after='')]
    >>> strip_invisible("👨\\u200d👩\\u200d👧 и ❤\\ufe0f, می\\u200cخواهم")
    []
    """
    if not _holds(text, _INVISIBLE):
        return []
    edits = []
    for match in _INVISIBLE.finditer(text):
        start, stop = match.span()
        line_end = _LINE_END.match(text, stop) if text[stop - 1] == "\u00ad" else None
        if line_end:
            edits.append(Edit("hyphenation", start, line_end.end(), ""))
        elif text[start] in _SURROGATES:
            edits.append(Edit("invisible", start, stop, "\ufffd"))
        elif not _belongs(text, start, stop):
            edits.append(Edit("invisible", start, stop, _OF_WORD.get("".join(set(text[start:stop])), "")))
    return edits


def _belongs(text: str, start: int, stop: int) -> bool:
    """Whether the invisible run holds an emoji together or joins letters of a script that needs it."""
    before, run, after = text[start - 1 : start] if start else "", text[start:stop], text[stop : stop + 1]
    if run == "\u200d" and before and after and _is_pictograph(before) and _is_pictograph(after):
        return True
    if _JOINERS.issuperset(run) and len(run) == 1 and _JOINING_SCRIPTS.match(before):
        return bool(_JOINING_SCRIPTS.match(after))
    if run[0] == "\ufe0f" and before and (before in "0123456789#*" and after == "\u20e3"):
        return len(run) == 1
    if not before or not _is_pictograph(before):
        return False
    if _TAGS.fullmatch(run):
        return before == "\U0001f3f4"
    if len(run) > 2 or not _EMOJI_PARTS.issuperset(run) or (len(run) == 2 and run[0] == "\u200d"):
        return False
    return not run.endswith("\u200d") or (bool(after) and _is_pictograph(after))


@lru_cache(maxsize=4096)
def _is_pictograph(character: str) -> bool:
    return (character >= "\u2190" and unicodedata.category(character) in ("So", "Sk", "Sm")) or character in "©®‼⁉™"


def unescape_html(text: str) -> list[Edit]:
    """Replaces HTML entities, nested ones to the end; a bare ampersand and an unknown name stay.

    >>> unescape_html("&laquo;Да&raquo;")
    [Edit(rule='html_entity', start=0, stop=7, after='«'), Edit(rule='html_entity', start=9, stop=16, after='»')]
    >>> unescape_html("AT&T &foo; ?a=1&copy=2 &quot=1")
    []
    """
    if "&" not in text:
        return []
    edits = []
    for match in _ENTITY.finditer(text):
        before, after = match[0], _unescape_all(match[0])
        if after != before:
            edits.append(Edit("html_entity", *match.span(), after))
    return edits


def _unescape_all(entity: str) -> str:
    name = re.split("[&;]", entity.removesuffix(";"))[-1]
    return unescape(f"&{name};") if unescape(f"&{name};") != f"&{name};" else unescape(entity)


def replace_font_signs(text: str) -> list[Edit]:
    """Letters for Latin ligatures, a bullet for those of private fonts; other private characters go.

    >>> replace_font_signs("O\ufb03ce")
    [Edit(rule='font_sign', start=1, stop=2, after='ffi')]
    >>> replace_font_signs("\uf0b7 хлеб")
    [Edit(rule='font_sign', start=0, stop=1, after='•')]
    >>> replace_font_signs("5 \uf0b1 1")
    [Edit(rule='font_sign', start=2, stop=3, after='±')]
    >>> replace_font_signs("æ œ ß №")
    []
    """
    if not _holds(text, _FONT_SIGN):
        return []
    return [Edit("font_sign", *sign.span(), _plain_sign(text, sign)) for sign in _FONT_SIGN.finditer(text)]


def _plain_sign(text: str, match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _LIGATURES:
        return _LIGATURES[sign]
    before = text[max(0, match.start() - _MAX_INDENT) : match.start()].rpartition("\n")[2]
    if len(sign) == 1 and sign in _SIGNS and before.strip():
        return in_symbol_font(sign)
    return "•" if _BULLETS.issuperset(sign.strip()) else ""


def compose_letters(text: str) -> list[Edit]:
    """NFC for letters with marks, so that й and ё are one character; nothing of NFKC.

    >>> compose_letters("и\\u0306 е\\u0308")
    [Edit(rule='composition', start=0, stop=2, after='й'), Edit(rule='composition', start=3, stop=5, after='ё')]
    >>> compose_letters("йод ёж м² ½ № ѝ")
    []
    """
    if not _holds(text, _MARKS) or _is_composed(text):
        return []
    edits = []
    for match in _MARKS.finditer(text):
        start, stop = match.span()
        if match[0][0] < "\u2000":
            start = max(0, start - 1)
        if stop - start > _MAX_MARKS + 1:
            continue
        marked = text[start:stop]
        if marked[0] == " " and text[start - 1 : start] in _COMPOSED and marked[1:] in _LOOSE_MARKS:
            start, marked = start - 1, text[start - 1] + marked[1:]
        composed = unicodedata.normalize("NFC", marked) if marked[0].isalpha() else marked
        if composed != text[start:stop]:
            edits.append(Edit("composition", start, stop, composed))
    return edits


def _is_composed(text: str) -> bool:
    """Whether nothing is left to compose; asked of the whole text only where no letter has many marks."""
    has_loose = any(f" {mark}" in text for mark in _LOOSE_MARKS)
    return not has_loose and not _MANY_MARKS.search(text) and unicodedata.is_normalized("NFC", text)


def drop_stress_marks(text: str) -> list[Edit]:
    """Removes stress marks after Russian vowels; a line in another Cyrillic language keeps them.

    >>> drop_stress_marks("за\\u0301мок")
    [Edit(rule='stress', start=2, stop=3, after='')]
    >>> drop_stress_marks("за\\u0301мок і його\\u0301 вежі"), drop_stress_marks("й ё café")
    ([], [])
    """
    if not _holds(text, _STRESS_MARK):
        return []
    language = LineLanguage(text)
    marks = _STRESS.finditer(text)
    return [Edit("stress", *mark.span(), "") for mark in marks if not language.is_other_at(mark.start())]
