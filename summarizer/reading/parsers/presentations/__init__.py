"""pptx, odp and ppt → slides → text.

1. Slides are found in their order, each shape with its text and its place.
   - ``pptx`` ← ``pptx_slide`` (one slide) ← ``pptx_layouts`` (what it inherits), ``pptx_lists`` (numbers and bullets),
     ``diagrams`` (SmartArt).
   - ``odp``, by the files of ``odt``.
   - ``ppt`` ← ``ppt_records`` (its binary form).
2. ``reading_order`` puts the shapes of a slide as a person reads them.
3. ``slides`` makes the text of all: the title first, the speaker's notes behind each.
"""

from summarizer.reading.parsers.presentations.odp import parse_odp
from summarizer.reading.parsers.presentations.ppt import slides_in
from summarizer.reading.parsers.presentations.pptx import parse_pptx
from summarizer.reading.parsers.presentations.slides import parsed_of

__all__ = ["parse_odp", "parse_pptx", "parsed_of", "slides_in"]
