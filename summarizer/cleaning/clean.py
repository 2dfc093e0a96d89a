"""The steps of cleaning in order, run until nothing changes."""

from collections.abc import Callable, Sequence
from itertools import cycle, islice

from .boilerplate import drop_boilerplate
from .characters import compose_letters, drop_stress_marks, replace_font_signs, strip_invisible, unescape_html
from .encyclopedia import drop_note_marks
from .homoglyphs import repair_homoglyphs
from .layout import join_lines
from .mojibake import repair_mojibake
from .pages import drop_page_numbers
from .repairs import CleanText, Edit, apply_edits, compose_edits, repairs_of
from .sentence_marks import mark_sentences
from .spaced_letters import join_spaced_letters
from .subtitles import drop_time_codes
from .tags import drop_tags
from .whitespace import close_up_marks, tidy_whitespace, trim_end, unify_line_ends

CLEANER_VERSION = "16"  # raised whenever the result for some text may differ
_MAX_ROUNDS = 12  # real texts take two, the second to see that nothing is left


Step = Callable[[str], list[Edit]]

STEPS: tuple[Step, ...] = (
    trim_end,
    unify_line_ends,  # before all that knows lines by their ends
    repair_mojibake,  # before what deals with single characters: in some mojibake U+00AD and U+00A0 stand for letters
    strip_invisible,
    drop_tags,  # before signs that entities keep from being tags
    unescape_html,
    replace_font_signs,
    compose_letters,
    drop_stress_marks,
    drop_time_codes,  # before letters: «\N» ends a line; and before pages, whose numbers those of subtitles are not
    join_spaced_letters,  # before look-alikes: a letter alone tells less than a word
    repair_homoglyphs,
    drop_page_numbers,
    drop_note_marks,
    drop_boilerplate,
    join_lines,  # behind what stands between lines, before white space: it measures the lines as they are
    mark_sentences,
    tidy_whitespace,
    close_up_marks,
)


def clean(text: str, steps: Sequence[Step] = STEPS) -> CleanText:
    """The clean text with every change; cleaning it again changes nothing.

    A text whose repairs never come to rest (nested constructions made on purpose) is left as it is.

    >>> clean("Испοлняющий\\u00a0 обязаннοсти").text
    'Исполняющий обязанности'
    >>> clean("Совет директоров «Газпрома» собрался 5 мая; iPhone, α-частицы, м².").repairs
    ()
    """
    current, edits = text, list[Edit]()
    n_idle = 0  # steps in a row that found nothing
    for step in islice(cycle(steps), _MAX_ROUNDS * len(steps)):
        found = step(current)
        n_idle += 1
        if found:
            edits = compose_edits(edits, found, current)
            current, n_idle = apply_edits(current, found), 0
        if n_idle == len(steps):
            return CleanText(current, repairs_of(text, edits))
    return CleanText(text)
