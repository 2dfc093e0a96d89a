"""Web pages: the article by trafilatura; the plain paragraphs of any HTML by the standard library."""

import re
from html.parser import HTMLParser

from summarizer.errors import InputError
from summarizer.reading.decoding import decode
from summarizer.reading.parsers.parsed import Parsed

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_NAME = "страница"  # the file's own name is put before it
_HEAD_BYTES = 4096  # where a page names its encoding
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr blockquote section article header footer br hr pre dt dd table ul ol body".split()
)
_SKIPPED = frozenset({"script", "style", "head", "svg", "noscript", "template", "nav", "form", "button"})


def parse_html(data: bytes) -> Parsed:
    """The article of a web page without its menus, links and comments."""
    from trafilatura import extract, extract_metadata

    html = decode_html(data)
    if "<" not in html:
        raise InputError("это не HTML: в файле нет ни одного тега.")
    text = extract(html, favor_precision=True, include_comments=False, include_tables=True)
    metadata = extract_metadata(html)
    return Parsed(text or "\n".join(paragraphs_of(html)), (metadata.title or None) if metadata else None)


def decode_html(data: bytes) -> str:
    """The page in the encoding that it names, if it is in it, else in the one found."""
    named = _META_CHARSET.search(data[:_HEAD_BYTES])
    if named:
        try:
            return decode(data, named[1].decode("ascii"), _NAME).text
        except InputError:
            pass
    return decode(data, name=_NAME).text


class _Paragraphs(HTMLParser):
    """Collects the text of block elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped.append(tag)
        elif tag in _BLOCKS:
            self.end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and tag == self._skipped[-1]:
            self._skipped.pop()
        elif tag in _BLOCKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._parts.append(data)

    def end_paragraph(self) -> None:
        """Closes the paragraph."""
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if text:
            self.paragraphs.append(text)


def paragraphs_of(html: str) -> list[str]:
    """The text of a page, one string for each block element.

    >>> paragraphs_of("<p>Раз <b>два</b></p><script>var a</script><div>три<br>четыре")
    ['Раз два', 'три', 'четыре']
    >>> paragraphs_of("<style>p {}</style>")
    []
    """
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    parser.end_paragraph()
    return parser.paragraphs
