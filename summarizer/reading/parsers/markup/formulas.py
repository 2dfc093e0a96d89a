"""Formulas of docx (OMML), odt and pages (MathML) → one line of text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.markup.paragraphs import ParagraphHandler

_MAX_DEPTH = 200  # of nested elements; formulas have about 20
_TEXTS = frozenset({"mi", "mn", "mo", "mtext", "ms", "t"})
_MUTE = ("annotation", "annotation-xml", "delText", "Pr")  # ends of names: properties end in Pr
_OMML = {"f": "mfrac", "sSup": "msup", "sSubSup": "msubsup"}
_SINGLE = pattern(r"[\w.,′√^⁰¹²³⁴-⁹⁻]*|\([^()]*\)")
_DIGITS = pattern(r"[-−–]?\d+")


@dataclass
class _Part:
    """An element whose end has not come yet."""

    name: str
    children: list[str] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)  # of OMML: chr, begChr, endChr


class FormulaHandler(ContentHandler):
    """Takes the elements of one formula; its text is there when the outermost has ended."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.is_formula = False  # by the name of its outermost element
        self._open: list[_Part] = []

    @property
    def is_open(self) -> bool:
        """Whether an element has begun whose end has not come yet."""
        return bool(self._open)

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element; the signs that properties name are those of what they belong to."""
        local = name.rpartition(":")[2]
        self.is_formula |= not self._open and local in ("math", "oMath")
        if local in ("chr", "begChr", "endChr") and len(self._open) > 1:
            self._open[-2].signs[local] = attribute(attrs, "val")
        self._open.append(_Part(local))
        if len(self._open) > _MAX_DEPTH:
            raise InputError(
                f"в документе вложено больше {_MAX_DEPTH} элементов один в другой: он повреждён. "
                "Сохраните его текст как .txt."
            )

    def characters(self, content: str) -> None:
        """Takes text."""
        if self._open and self._open[-1].name in _TEXTS:
            self._open[-1].children.append(content.strip() if self._open[-1].name != "t" else content)

    def endElement(self, _name: str) -> None:
        """Closes an element."""
        part = self._open.pop()
        if part.name.endswith(_MUTE):
            return
        text = _written(_OMML.get(part.name, part.name), part.children, part.signs)
        if self._open:
            self._open[-1].children.append(text)
        elif self.is_formula:
            self.text = text.strip()


class OmmlHandler(ParagraphHandler):
    """A part of an Office document, with its formulas."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__(grammar)
        self._formula = FormulaHandler()

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        if self._formula.is_open or name.endswith(":oMath"):
            self._formula.startElement(name, attrs)
        else:
            super().startElement(name, attrs)
            self.opened(self.open[-1].name, attrs)

    def opened(self, local: str, attrs: Any) -> None:
        """Called for each element outside formulas."""

    def characters(self, content: str) -> None:
        """Takes text."""
        if self._formula.is_open:
            self._formula.characters(content)
        else:
            super().characters(content)

    def endElement(self, name: str) -> None:
        """Closes an element."""
        if not self._formula.is_open:
            self.closing(self.open[-1].name)
            super().endElement(name)
            return
        self._formula.endElement(name)
        if not self._formula.is_open:
            self.add_text(self._formula.text)

    def closing(self, local: str) -> None:
        """Called before the end of each element outside formulas."""


def _written(name: str, children: Sequence[str], signs: dict[str, str]) -> str:
    """An element by its children's texts.

    >>> _written("mfrac", ["s", "t+1"], {}), _written("msup", ["x", "2"], {}), _written("msup", ["x", "n-1"], {})
    ('s/(t+1)', 'x²', 'x^(n-1)')
    >>> _written("rad", ["", "x+1"], {}), _written("d", ["x", "y"], {"begChr": "["}), _written("mi", ["x"], {})
    ('√(x+1)', '[x, y)', 'x')
    """
    match name, children:
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msup", [base, power]:
            return base + _raised(power)
        case "msubsup", [base, index, power]:
            return base + index + _raised(power)
        case "msqrt", _:
            return f"√{_grouped(''.join(children))}"
        case ("mroot", [base, degree]) | ("rad", [degree, base]):
            return f"{raise_digits(degree)}√{_grouped(base)}"
        case "rad", [base]:
            return f"√{_grouped(base)}"
        case (("d" | "mfenced"), _):
            return f"{signs.get('begChr', '(')}{', '.join(children)}{signs.get('endChr', ')')}"
        case "nary", [index, power, body]:
            limits = (f"_{_grouped(index)}" if index else "") + (f"^{_grouped(power)}" if power else "")
            return f"{signs.get('chr', '∫')}{limits} {body}"
    return "".join(children)


def _raised(power: str) -> str:
    return raise_digits(power) if _DIGITS.fullmatch(power) else f"^{_grouped(power)}"


def _grouped(text: str) -> str:
    """In brackets where it is more than one number or name."""
    return text if _SINGLE.fullmatch(text) else f"({text})"
