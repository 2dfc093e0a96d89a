"""Drafts → a summary that says only what its source holds, at the length asked for.

``doubts`` tells which sentences are doubted, ``mend`` puts others in their places or drops them, ``finishing`` does so
while it sees to the length; ``faithful`` checks what came of it.
"""

from summarizer.mending.faithful import Checked, Repaired, check
from summarizer.mending.finishing import Finished, finish
from summarizer.mending.mend import make_faithful, mend_draft

__all__ = ["Checked", "Finished", "Repaired", "check", "finish", "make_faithful", "mend_draft"]
