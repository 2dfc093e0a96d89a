"""Tags of HTML in a text that a site's database or a feed holds with its markup."""

import re
from collections.abc import Iterator, Sequence

from ..patterns import pattern
from .repairs import Edit

MAX_STRAY_SHARE = 0.1  # of the tags that begin a block: what stands within a sentence is what a text is about
_BLOCKS = "p br hr div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption table tbody thead tr"
_BLOCK_NAMES = frozenset(f"{_BLOCKS} article section header footer main aside center address td th".split())
_INLINE_NAMES = frozenset(
    "a abbr b big cite code del em font i iframe img ins kbd mark nobr noindex q s small source span strike strong sub"
    " sup time tt u video audio".split()
)
_TAG = pattern(r"<(/?)([a-z][a-z0-9]{0,12})(?:\s[^<>]{0,2000}=[^<>]{0,2000})?\s?/?>|<!--[^<>]{0,500}-->", re.IGNORECASE)
_HIDING = pattern(r"<(script|style|iframe|noscript|svg)\b[^<>]{0,2000}>", re.IGNORECASE)
_PAGE = pattern(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)  # in a text: an example of a page
_BEFORE_STRAY = pattern(r"(?<=[\w,–—-] )|(?<=[(«\"“`])")
_AFTER_STRAY = pattern(r" ?[а-яё,.;:)»\"”`—–-]")


def drop_tags(text: str) -> list[Edit]:
    """Replaces tags by the line ends and spaces that they stand for, in a text that is marked up with them.

    >>> drop_tags("<p>Мост <b>закрыт</b>.</p><p>До мая.</p>")[0]
    Edit(rule='html_tag', start=0, stop=3, after='')
    >>> [edit.after for edit in drop_tags("Мост закрыт.<br><br>До мая.<ul><li>объезд</li></ul>")]
    ['\\n', '\\n- ', '']
    >>> drop_tags("Тег <p> ставит абзац, тег <br> рвёт строку; a<b и b>c.")
    []
    """
    if "<" not in text:
        return []
    found = [match for match in _TAG.finditer(text) if _is_known(match)]
    if not _is_markup(text, found) or _PAGE.search(text):
        return []
    places = sorted([*(tag.span() for tag in found), *_hidden(text)])
    return [_edit(text, run) for run in _runs(text, places)]


def _is_known(tag: re.Match[str]) -> bool:
    return tag[2] is None or tag[2].lower() in _BLOCK_NAMES or tag[2].lower() in _INLINE_NAMES


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """From where to where a page shows nothing of what stands between its tags."""
    unclosed = set[str]()
    stop = 0
    for tag in _HIDING.finditer(text):
        name = tag[1].lower()
        if tag.start() < stop or name in unclosed:
            continue
        closing = re.compile(rf"</{name}\s?>", re.IGNORECASE).search(text, tag.end())
        if closing is None:
            unclosed.add(name)
        else:
            stop = closing.end()
            yield tag.start(), stop


def _is_markup(text: str, tags: Sequence[re.Match[str]]) -> bool:
    """Whether there are two tags, one of a block or before all words, and few of these stand in a sentence."""
    opens_text = bool(tags) and not text[: tags[0].start()].strip()
    blocks = [tag for tag in tags if _is_block(tag)]
    if len(tags) < 2 or not (blocks or opens_text):
        return False
    n_stray = sum(
        bool(_BEFORE_STRAY.match(text, tag.start()) and _AFTER_STRAY.match(text, tag.end())) for tag in blocks
    )
    return n_stray <= MAX_STRAY_SHARE * len(blocks)


def _is_block(tag: re.Match[str]) -> bool:
    return tag[2] is not None and tag[2].lower() in _BLOCK_NAMES


def _runs(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From where to where tags follow one another with nothing but white space between them."""
    start, stop = places[0]
    for begin, end in places[1:]:
        if text[stop:begin].strip():
            yield start, stop
            start = begin
        stop = max(stop, end)
    yield start, stop


def _edit(text: str, run: tuple[int, int]) -> Edit:
    start, stop = run
    tags = list(_TAG.finditer(text, start, stop))
    if not any(map(_is_block, tags)):
        return Edit("html_tag", start, stop, " " if re.search(r"\s", _TAG.sub("", text[start:stop])) else "")
    while start and text[start - 1].isspace():
        start -= 1
    while stop < len(text) and text[stop].isspace():
        stop += 1
    return Edit("html_tag", start, stop, _between_blocks(tags) if start > 0 and stop < len(text) else "")


def _between_blocks(tags: Sequence[re.Match[str]]) -> str:
    opened = {tag[2].lower() for tag in tags if tag[2] and not tag[1]}
    if opened & {"td", "th"} and "tr" not in opened:
        return " | "
    return "\n- " if "li" in opened else "\n"
