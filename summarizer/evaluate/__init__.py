"""How near summaries come to those that people wrote, beside simple baselines.

``pairs`` reads texts with references, ``measures`` compares two texts, ``scores`` judges one
summary, ``rows`` runs the systems, ``shown`` prints the table and draws the plot.
"""

from summarizer.evaluate.pairs import Pair, read_pairs
from summarizer.evaluate.rows import Row, evaluate
from summarizer.evaluate.shown import to_svg, to_table

__all__ = ["Pair", "Row", "evaluate", "read_pairs", "to_svg", "to_table"]
