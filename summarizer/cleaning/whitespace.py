"""White space: one kind of space, one kind of line end, at most one empty line, nothing at the ends."""

import re
from dataclasses import dataclass

from ..patterns import pattern
from .repairs import Edit

_ODD_SPACES = "\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_BREAKS = "\\r\\v\\f\u0085\u2028\u2029"
_BREAKS = f"\\n{_ODD_BREAKS}\x1c-\x1e"
_RUN = pattern(f"[ {_ODD_SPACES}{_BREAKS}]{{2,}}|[{_ODD_SPACES}{_ODD_BREAKS}]")
_TABBED_LINE = pattern(r"^[^\n]*$", re.MULTILINE)
_TAB_GAP = pattern(r"(?<=[^\s:])([ \u00a0]*\t\s*)(?=\S)")
MIN_TABS = 2  # on each of two lines in a row, as many on both: cells, empty ones too
_ITEM = pattern(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXivx]{1,5}|[а-яёa-zА-ЯЁA-Z])[.)]?|[^\w\s]{1,2}|o")
_BREAK = pattern(f"\\r\\n|[{_BREAKS}]")
_FOREIGN_SIGNS = "\r\v\u2028\u2029"
# «нажмите Файл , затем», «сдан досрочно .»: behind a link of a page, or as a recogniser reads; «. . .» stays.
_BEFORE_MARK = pattern(r" (?<=[а-яёА-ЯЁ»)”%] )(?=[,.](?:[\s»”)]|\Z))(?![,.]\s?[,.])")
_FOREIGN_END = pattern("\\r+\\n|[\\r\\v\u2028\u2029]")  # «\\r\\r\\n»: a program took a file's ends for lines' twice


@dataclass(frozen=True)
class _Row:
    """The tabs of a line."""

    gaps: list[re.Match[str]]  # those between words
    n_cells: int  # gaps that an item's number does not explain
    n_tabs: int


def trim_end(text: str) -> list[Edit]:
    """Removes the spaces and line ends behind the text, which nearly every file has, so that later steps run once.

    >>> trim_end("а б \\n")
    [Edit(rule='whitespace', start=3, stop=5, after='')]
    >>> trim_end("а\\u00a0"), trim_end(" \\n")
    ([], [])
    """
    stop = len(text.rstrip(" \t\r\n"))
    return [Edit("whitespace", stop, len(text), "")] if 0 < stop < len(text) else []


def unify_line_ends(text: str) -> list[Edit]:
    r"""Makes each line end, whatever system wrote it, the one that all later steps know.

    >>> unify_line_ends("а\r\nб\rв"), unify_line_ends("а\nб\n\nв")
    ([Edit(rule='whitespace', start=1, stop=3, after='\n'), Edit(rule='whitespace', start=4, stop=5, after='\n')], [])
    """
    if not any(sign in text for sign in _FOREIGN_SIGNS):
        return []
    return [Edit("whitespace", *match.span(), "\n") for match in _FOREIGN_END.finditer(text)]


def tidy_whitespace(text: str) -> list[Edit]:
    """Makes each run of white space one space, one line end or one empty line; none at the text's ends.

    >>> tidy_whitespace("а\\u00a0 б")
    [Edit(rule='whitespace', start=1, stop=3, after=' ')]
    >>> tidy_whitespace("Кружок\\tДень\\nХор\\tчетверг")
    [Edit(rule='whitespace', start=6, stop=7, after=' | '), Edit(rule='whitespace', start=15, stop=16, after=' | ')]
    >>> tidy_whitespace("а б\\nв\\n\\nг")
    []
    """
    n_letters = len(text)
    edits = []
    cells = _tabs_between_cells(text) if "\t" in text else {}
    for match in _RUN.finditer(text):
        after = cells.get(match.start()) or _tidy(match[0])
        if match.start() == 0 or match.end() == n_letters:
            after = ""
        if after != match[0]:
            edits.append(Edit("whitespace", *match.span(), after))
    return _with_ends(text, edits)


def close_up_marks(text: str) -> list[Edit]:
    """Removes the space before a comma or a full stop that ends a word.

    >>> close_up_marks("Сдан досрочно .")
    [Edit(rule='whitespace', start=13, stop=14, after='')]
    >>> close_up_marks("Он пишет на .NET , читает . . . и ждёт ...")
    []
    """
    if " ," not in text and " ." not in text:
        return []
    return [Edit("whitespace", *match.span(), "") for match in _BEFORE_MARK.finditer(text)]


def _tabs_between_cells(text: str) -> dict[int, str]:
    """Where white space begins that divides cells by tabs, as two lines and more in a row do alike; what it becomes.

    A tab behind an item's number or sign, or behind «Имя:», divides nothing, unless more follow alike.
    """
    found = dict[int, str]()
    before = _Row([], 0, 0)
    for line in _TABBED_LINE.finditer(text):
        gaps = list(_TAB_GAP.finditer(text, *line.span()))
        is_item = bool(gaps) and _ITEM.fullmatch(text[line.start() : gaps[0].start(1)].strip()) is not None
        row = _Row(gaps, len(gaps) - is_item, line[0].count("\t"))
        if row.n_tabs == before.n_tabs >= MIN_TABS:
            found |= {gap.start(1): f" {'| ' * gap[1].count(chr(9))}" for gap in (*before.gaps, *row.gaps)}
        elif row.n_cells == before.n_cells > 0:
            for gap in (*before.gaps[-before.n_cells :], *row.gaps[-row.n_cells :]):
                found.setdefault(gap.start(1), " | ")
        before = row
    return found


def _tidy(run: str) -> str:
    n_breaks = len(_BREAK.findall(run))
    return "\n" * min(2, n_breaks) if n_breaks else " "


def _with_ends(text: str, edits: list[Edit]) -> list[Edit]:
    """Adds a lone plain space or line end at the text's start or end."""
    if text[:1] in (" ", "\n") and not (edits and edits[0].start == 0):
        edits.insert(0, Edit("whitespace", 0, 1, ""))
    if len(text) > 1 and text[-1] in " \n" and not (edits and edits[-1].stop == len(text)):
        edits.append(Edit("whitespace", len(text) - 1, len(text), ""))
    return edits
