"""HTML → the text of its block elements, menus and all, by the standard library."""

from html.parser import HTMLParser

from summarizer.reading.parsers.glyphs import raise_digits

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr blockquote section article header footer main aside figure figcaption "
    "br hr pre dt dd dl table caption ul ol body center address details summary".split()
)
_SKIPPED = frozenset("script style head svg noscript template nav form button select iframe object del".split())
_NOTE_MARKS = frozenset({"noteref", "doc-noteref"})
_CELLS = frozenset({"td", "th"})


class _Paragraphs(HTMLParser):
    """Collects the text of block elements; the cells of a table row are one line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._skipped: list[str] = []
        self._is_raised = False
        self._n_cells = 0  # open ones: blocks inside a cell end no line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":  # a head that was never closed
            self._skipped.clear()
        if tag in _SKIPPED:
            self._skipped.append(tag)
        elif tag == "sup":
            self._is_raised = True
        elif tag == "a" and _NOTE_MARKS & {value for name, value in attrs if name in ("role", "epub:type")}:
            self._skipped.append(tag)
        elif tag in _CELLS and not self._skipped:
            self._open_cell()
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and tag in self._skipped:
            while self._skipped.pop() != tag:
                pass
        elif tag == "sup":
            self._is_raised = False
        elif tag in _CELLS:
            self._n_cells = 0
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._parts.append(raise_digits(data) if self._is_raised else data)

    def _open_cell(self) -> None:
        if any(not part.isspace() for part in self._parts):
            self._parts.append(" | ")
        self._n_cells = 1

    def _end_block(self, tag: str) -> None:
        if tag in ("tr", "table"):
            self._n_cells = 0
        if self._n_cells:
            self._parts.append(" ")
        else:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Closes the paragraph."""
        text = " ".join("".join(self._parts).split())
        self._is_raised = False
        self._parts.clear()
        if text:
            self.paragraphs.append(text)


def paragraphs_of(html: str) -> list[str]:
    """The text of a page, one string for each block element, one for each row of a table.

    >>> paragraphs_of("<p>Раз <b>два</b></p><script>var a</script><div>три<br>четыре")
    ['Раз два', 'три', 'четыре']
    >>> paragraphs_of("<table><tr><td>Год<td><p>Школ</p><p>всего</p></tr><tr><td>2020</td><td>87</table>")
    ['Год | Школ всего', '2020 | 87']
    >>> paragraphs_of("5 м<sup>2</sup> в доме<sup>1</sup>.")
    ['5 м² в доме¹.']
    >>> paragraphs_of("<p>Слово<a epub:type='noteref' href='#n'>1</a>, <del>нет</del><ins>да</ins>.")
    ['Слово, да.']
    >>> paragraphs_of("<style>p {}</style>")
    []
    """
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    parser.end_paragraph()
    return parser.paragraphs
