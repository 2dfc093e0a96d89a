"""docx and odt: paragraphs, tables row by row, footnotes behind the text."""

import re
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.cleaning.symbol_font import in_symbol_font
from summarizer.errors import InputError
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup import (
    Grammar,
    ParagraphHandler,
    attribute,
    lines_of,
    parse_guarded,
    read_paragraphs,
)
from summarizer.reading.parsers.numbering import Numbering, NumberingHandler, level_of
from summarizer.reading.parsers.parsed import Parsed

_DOCX = Grammar(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    boxes=frozenset({"txbxContent"}),
    skipped=frozenset({"Fallback", "del", "moveFrom", "rt"}),  # Fallback repeats what Choice holds, rt is a reading
    texts=frozenset({"t"}),
    raised=frozenset({"sup"}),  # of a formula
    breaks={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "den": "/"},  # den: below a fraction's bar
)
_ODT = Grammar(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell", "covered-table-cell"}),
    notes=frozenset({"note-body"}),
    boxes=frozenset("text-box custom-shape rect ellipse circle polygon path".split()),
    skipped=frozenset(
        "annotation tracked-changes note-citation scripts forms font-face-decls automatic-styles styles "
        "table-of-content title desc ruby-text".split()  # title and desc are a picture's
    ),
    breaks={"tab": " ", "line-break": "\n", "s": " "},
)
_PROPERTIES = Grammar(
    paragraphs=frozenset(),
    properties={"title": "title", "creator": "author", "initial-creator": "author", "created": "date", "date": "date"},
)
_OFF = frozenset({"0", "false", "off"})  # a property of docx that is there and says no
_SUPERSCRIPT = re.compile(r"super|[1-9]")  # «super 58%», «33% 58%»; «-33% 58%» is below the line
_SIGN_CODE = re.compile("[0-9A-Fa-f]{2,4}")
_MAIN_PART = "/officeDocument"  # the end of its relationship's type


class _RunHandler(ParagraphHandler):
    """A part of a docx: what a run's properties say (w:r > w:rPr > w:vertAlign, w:vanish) counts for the run.

    A paragraph whose end was deleted, or that is a large first letter, goes on in the next one.
    """

    def __init__(self, grammar: Grammar, numbering: Numbering) -> None:
        super().__init__(grammar)
        self._numbering = numbering
        self._style = ""  # of the open paragraph
        self._list: str | None = None
        self._level: int | None = None

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        local = self.open[-1].name
        outside = [element.name for element in self.open[-3:-1]]
        if local == "pPr" and outside[-1:] == ["p"]:
            self._style, self._list, self._level = "", None, None
        elif local == "pStyle" and outside == ["p", "pPr"]:
            self._style = attribute(attrs, "val")
        elif local in ("numId", "ilvl") and outside == ["pPr", "numPr"] and self.open[-4].name == "p":
            self._name_list(local, attribute(attrs, "val"))
        elif local == "sym":
            self._add_sign(attribute(attrs, "font"), attribute(attrs, "char"))
        elif (local == "del" and outside == ["pPr", "rPr"]) or (
            local == "framePr" and attribute(attrs, "dropCap") in ("drop", "margin")
        ):
            self.goes_on = True
        elif local in ("vertAlign", "vanish") and outside == ["r", "rPr"]:
            value = attribute(attrs, "val")
            is_hidden = local == "vanish" and value not in _OFF
            self.show(self.open[-3], is_hidden, is_raised=local == "vertAlign" and value == "superscript")

    def _name_list(self, local: str, value: str) -> None:
        if local == "numId":
            self._list = value
        else:
            self._level = level_of(value)

    def endElement(self, name: str) -> None:
        """Closes an element; behind a paragraph's properties stands what its list shows."""
        if self.open[-1].name == "pPr" and len(self.open) > 1 and self.open[-2].name == "p":
            self.add_label(self._numbering.label(self._style, self._list, self._level))
        super().endElement(name)

    def _add_sign(self, font: str, code: str) -> None:
        """Takes a sign by its code (F0B1): of the font Symbol its meaning, of fonts of icons a bullet."""
        if not self._n_skipped and _SIGN_CODE.fullmatch(code):
            self._parts.append(in_symbol_font(chr(int(code, 16))) if font == "Symbol" else "•")


class _StyleHandler(ParagraphHandler):
    """The content of an odt: what an automatic style says counts for the spans and paragraphs that have it."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__(grammar)
        self._defined = ""  # the style whose definition is open
        self._hidden: set[str] = set()
        self._raised: set[str] = set()

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        element = self.open[-1]
        if element.name == "style":
            self._defined = attribute(attrs, "name")
        elif element.name == "text-properties":
            if attribute(attrs, "display") == "none":
                self._hidden.add(self._defined)
            if _SUPERSCRIPT.match(attribute(attrs, "text-position")):
                self._raised.add(self._defined)
        elif element.name in ("span", "p", "h") and (self._hidden or self._raised):
            style = attribute(attrs, "style-name")
            self.show(element, style in self._hidden, style in self._raised)


def parse_docx(archive: Archive) -> Parsed:
    """The text of a Word document with its tables, footnotes and endnotes."""
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    notes = (archive.read_if_there(f"{folder}/{name}.xml") for name in ("footnotes", "endnotes"))
    numbering = Numbering()
    for name in ("numbering", "styles"):
        if part := archive.read_if_there(f"{folder}/{name}.xml"):
            parse_guarded(part, NumberingHandler(numbering))
    handlers = list[_RunHandler]()
    for part in (archive.read(main), *notes):
        if part:
            handlers.append(_RunHandler(_DOCX, numbering))
            parse_guarded(part, handlers[-1])
    text = lines_of(handlers)
    return Parsed(text, **_properties(archive, "docProps/core.xml"))


class _Relationships(ContentHandler):
    """Finds the name of a document's main part."""

    main: str | None = None

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes the relationship that leads to the main part."""
        if str(attrs.get("Type", "")).endswith(_MAIN_PART):
            self.main = str(attrs.get("Target", "")).lstrip("/")


def _main_part(archive: Archive) -> str:
    relationships = archive.read_if_there("_rels/.rels")
    if relationships:
        handler = _Relationships()
        parse_guarded(relationships, handler)
        if handler.main in archive.names:
            return handler.main
    return "word/document.xml"


def parse_odt(archive: Archive) -> Parsed:
    """The text of an OpenDocument text with its tables and footnotes."""
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
    text = lines_of([read_paragraphs(archive.read("content.xml"), _ODT, _StyleHandler)])
    return Parsed(text, **_properties(archive, "meta.xml"))


def _properties(archive: Archive, name: str) -> dict[str, str]:
    part = archive.read_if_there(name)
    return read_paragraphs(part, _PROPERTIES).properties if part else {}
