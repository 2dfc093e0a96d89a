"""HTML → the text of its block elements, menus and all, by the standard library."""

from html.parser import HTMLParser

from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.elements.numbering import count_of
from summarizer.reading.parsers.markup.formulas import FormulaHandler
from summarizer.reading.parsers.web.lists import BULLET, ListLabels

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr blockquote section article header footer main aside figure figcaption "
    "br hr pre dt dd dl table caption ul ol body center address details summary".split()
)
_SKIPPED = frozenset(
    "script style head svg noscript template nav form button select iframe object del annotation rt rp".split()
)
_NOTE_MARKS = frozenset({"noteref", "doc-noteref", "backlink", "doc-backlink"})
_LISTS = frozenset({"ol", "ul"})
_CELLS = frozenset({"td", "th"})
_BLOCK_END, _BETWEEN_CELLS = "\x1d", " | "  # the first is a space to Python


class _Paragraphs(HTMLParser):
    """Collects the text of block elements; the cells of a table row are one line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._skipped: list[str] = []
        self._is_raised = False
        self._n_cells = 0  # open ones: blocks inside a cell end no line
        self._column = 0  # of the next cell
        self._rows_left: dict[int, int] = {}  # that a cell of a column still reaches down
        self._lists: list[ListLabels] = []
        self._label = ""  # of the item that has begun
        self._is_laid_out = False  # by spaces and line ends, as in pre
        self._formula: FormulaHandler | None = None  # the open one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "math" and self._formula is None:
            self._formula = FormulaHandler()
        if self._formula is not None:
            if tag not in _BLOCKS:
                self._formula.startElement(tag, dict(attrs))
                return
            self._end_formula()  # it was never closed
        if tag == "body":  # a head that was never closed
            self._skipped.clear()
        if tag in _SKIPPED:
            self._skipped.append(tag)
        elif tag == "sup":
            self._is_raised = True
        elif tag == "a" and _NOTE_MARKS & {value for name, value in attrs if name in ("role", "epub:type")}:
            self._skipped.append(tag)
        elif tag in _CELLS and not self._skipped:
            self._open_cell(dict(attrs))
        elif tag in _BLOCKS:
            self._end_block(tag)
            self._open_block(tag, dict(attrs))

    def _open_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _LISTS:
            self._lists.append(ListLabels(tag, attributes))
        elif tag == "li" and not self._skipped:
            self._label = self._lists[-1].next(attributes) if self._lists else BULLET
        elif tag == "table":
            self._rows_left.clear()
        elif tag == "tr":
            self._column = 0
        self._is_laid_out |= tag == "pre"

    def _end_formula(self) -> None:
        """Takes the formula, whatever of it is still open."""
        formula, self._formula = self._formula, None
        while formula is not None and formula.is_open:
            formula.endElement("")
        if formula is not None and not self._skipped:
            self._parts.append(formula.text)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._formula is not None:
            self._formula.startElement(tag, dict(attrs))
            self._formula.endElement(tag)
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._formula is not None:
            self._end_formula() if tag == "math" else self._formula.endElement(tag)
        elif self._skipped and tag in self._skipped:
            while self._skipped.pop() != tag:
                pass
        elif tag == "sup":
            self._is_raised = False
        elif tag in _CELLS:
            self._n_cells = 0
        elif tag in _BLOCKS:
            self._end_block(tag)
            self._close_block(tag)

    def _close_block(self, tag: str) -> None:
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag == "li" or tag in _LISTS:
            self._label = ""
        self._is_laid_out &= tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._formula is not None:
            self._formula.characters(data)
        elif not self._skipped:
            if self._label and not data.isspace():
                self._parts.append(self._label)
                self._label = ""
            self._parts.append(raise_digits(data) if self._is_raised else data)

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        while self._rows_left.get(self._column, 0) > 0:
            self._pass_column()
        self._part_cells()
        self._rows_left[self._column] = count_of(attributes.get("rowspan") or "") - 1
        self._column += 1
        self._n_cells = 1

    def _pass_column(self) -> None:
        """Leaves the place of a cell that reaches down from a row above."""
        self._part_cells()
        self._rows_left[self._column] -= 1
        self._column += 1

    def _part_cells(self) -> None:
        if any(not part.isspace() for part in self._parts):
            self._parts.append(_BETWEEN_CELLS)

    def _end_block(self, tag: str) -> None:
        if tag in ("tr", "table"):
            self._n_cells = 0
        if self._n_cells:
            self._parts.append(_BLOCK_END)
        else:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Closes the paragraph, or the row; what stands alone in its row, as a letter in a frame, keeps its blocks."""
        self._end_formula()
        text = "".join(self._parts)
        self._is_raised = False
        self._parts.clear()
        if self._is_laid_out:
            texts = [text.replace(_BLOCK_END, "\n").strip("\n")]
        else:
            blocks = [text] if _BETWEEN_CELLS in text else text.split(_BLOCK_END)
            texts = [" ".join(block.split()).removesuffix(" |") for block in blocks]
        self.paragraphs += [text for text in texts if text.strip()]


def paragraphs_of(html: str) -> list[str]:
    """The text of a page, one string for each block element, one for each row of a table.

    >>> paragraphs_of("<p>Раз <b>два</b></p><script>var a</script><div>три<br>четыре")
    ['Раз два', 'три', 'четыре']
    >>> paragraphs_of("<table><tr><td>Год<td><p>Школ</p><p>всего</p></tr><tr><td>2020</td><td>87</table>")
    ['Год | Школ всего', '2020 | 87']
    >>> paragraphs_of("<table><tr><td><p>Добрый день!<p>Тарифы:<ul><li>карта<li>перевод</ul></table>")
    ['Добрый день!', 'Тарифы:', '- карта', '- перевод']
    >>> paragraphs_of("<table><tr><td>Школы<td rowspan=2>900<td>1200<tr><td>Дороги<td>700</table>")
    ['Школы | 900 | 1200', 'Дороги | | 700']
    >>> paragraphs_of("5 м<sup>2</sup> в доме<sup>1</sup>.")
    ['5 м² в доме¹.']
    >>> paragraphs_of("<p>Слово<a epub:type='noteref' href='#n'>1</a>, <del>нет</del><ins>да</ins>.")
    ['Слово, да.']
    >>> paragraphs_of("<ol start=3><li><p>три<li>ещё<ul><li>да</ul></ol><ul><li></ul><p>нет")
    ['3. три', '4. ещё', '- да', 'нет']
    >>> paragraphs_of("<p>Тут <math><mfrac><mi>s</mi><mi>t</mi></mfrac></math>, а <math><mn>1<p>не закрыто")
    ['Тут s/t, а 1', 'не закрыто']
    >>> paragraphs_of("<style>p {}</style>")
    []
    """
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    parser.end_paragraph()
    return parser.paragraphs
