"""The slides of a presentation → its text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.patterns import pattern
from summarizer.reading.parsed import Parsed

MIN_REPEATS = 3  # slides on which a line stands that is the presentation's, not theirs
MIN_REPEAT_SHARE = 0.5  # of the slides

# «Презентация PowerPoint»: what the program writes where nobody named the presentation.
_UNNAMED = pattern(r"\W*(?:(?:Презентация|PowerPoint|Impress|Слайд|Slide|Presentation|\d)\W*)*", re.IGNORECASE)
_BEGINNING = pattern(r"(?:• |\d{1,2}[.)] )?[«\"(]?[А-ЯЁA-Z\d]")
_BREAK_IN_SENTENCE = pattern(r"(?<![.:;!?\s])[^\S\n]*\n[^\S\n]*(?=[«(]?[а-яёa-z])")


@dataclass(frozen=True)
class Slide:
    """What one slide says, in paragraphs."""

    title: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # of the speaker

    @property
    def heading(self) -> str:
        """The title in one line; those of slides are broken to look well."""
        return " ".join(" ".join(self.title).split())

    @property
    def blocks(self) -> list[str]:
        """The title with the texts below it, then the notes."""
        shown = [self.heading, *map(join_breaks, self.texts)]
        return ["\n".join(filter(None, block)) for block in (shown, map(join_breaks, self.notes))]


def join_breaks(paragraph: str) -> str:
    """A paragraph without the line breaks that let its sentence look well; those of lists and verses stay.

    >>> join_breaks("• Потери тепла\\nв сетях – 23 %\\nЖалобы:\\nхолод")
    '• Потери тепла в сетях – 23 %\\nЖалобы:\\nхолод'
    >>> join_breaks("наука\\nтехника")
    'наука\\nтехника'
    """
    return _BREAK_IN_SENTENCE.sub(" ", paragraph) if _BEGINNING.match(paragraph) else paragraph


def drop_running_lines(slides: Sequence[Slide]) -> list[Slide]:
    """The slides without lines that most of them have, as the firm's name in a text box of each; rows stay."""
    seen = Counter(text for slide in slides for text in set(slide.texts) if " | " not in text)
    n_needed = max(MIN_REPEATS, MIN_REPEAT_SHARE * len(slides))
    return [replace(slide, texts=[text for text in slide.texts if seen[text] < n_needed]) for slide in slides]


def text_of(slides: Iterable[Slide]) -> str:
    """The slides one after another, each with its notes behind it, empty lines between.

    >>> text_of([Slide(["Мост\\nчерез Воль"], ["• длина", "• цена"], ["Он готов."]), Slide(), Slide([], ["Дальше"])])
    'Мост через Воль\\n• длина\\n• цена\\n\\nОн готов.\\n\\nДальше'
    """
    return "\n\n".join(block for slide in slides for block in slide.blocks if block)


def parsed_of(slides: Sequence[Slide], properties: Mapping[str, str]) -> Parsed:
    """A presentation, named by its first slide where it does not name itself."""
    title = properties.get("title", "")
    if _UNNAMED.fullmatch(title):
        title = next((slide.heading for slide in slides if slide.heading), "")
    return Parsed(text_of(drop_running_lines(slides)), title, properties.get("author"), properties.get("date"))
