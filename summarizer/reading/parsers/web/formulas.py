"""The formulas of a page (MathML) → their text."""

from typing import Any

from summarizer.reading.parsers.markup.formulas import FormulaHandler


def write_formulas(tree: Any) -> None:
    """Turns the formulas of a page (an lxml tree) into their text; what a page shows in place of one goes.

    Pages hold a formula for programs, hidden, and beside it a picture or letters set by a script, for the eye.
    """
    for formula in list(tree.iter("math")):
        handler = FormulaHandler()
        _feed(formula, handler)
        around = formula.getparent()
        if around is not None and around.tag == "span":
            around.attrib.pop("style", None)
            for shown in around.xpath("../*[@aria-hidden='true']"):
                if shown is not around:
                    shown.drop_tree()
        written = formula.makeelement("span")
        written.text, written.tail = handler.text, formula.tail
        formula.getparent().replace(formula, written)


def _feed(part: Any, handler: FormulaHandler) -> None:
    """Gives an lxml element to the handler, with all inside."""
    handler.startElement(part.tag, part.attrib)
    handler.characters(part.text or "")
    for inner in part:
        if isinstance(inner.tag, str):
            _feed(inner, handler)
        handler.characters(inner.tail or "")
    handler.endElement(part.tag)
