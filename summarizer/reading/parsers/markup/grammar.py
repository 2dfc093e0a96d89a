"""How a format names the elements that matter for its text."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Grammar:
    """The names of a format's elements, without their prefixes."""

    paragraphs: frozenset[str]  # begin and end a paragraph
    rows: frozenset[str] = frozenset()  # table rows: one line, cells divided by « | »
    cells: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()  # footnotes: moved behind the text
    boxes: frozenset[str] = frozenset()  # text beside the paragraph that it hangs on: moved behind that
    skipped: frozenset[str] = frozenset()  # dropped with everything inside
    texts: frozenset[str] = frozenset()  # if given, only characters inside these count
    breaks: dict[str, str] = field(default_factory=dict)  # elements that stand for a character
    marks: frozenset[str] = frozenset()  # dropped where their type is «note»: the signs of footnotes
    raised: frozenset[str] = frozenset()  # digits inside are superscripts
    properties: dict[str, str] = field(default_factory=dict)  # elements that hold what a document says of itself
    heads: frozenset[str] = frozenset()  # if given, those are properties only inside these
