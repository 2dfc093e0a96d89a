"""How long a summary is to be, and what is done to a draft that is not.

``budget`` is what was asked for; ``fit`` drops sentences of a draft or adds some of other drafts and of the source;
``sentences`` puts what was chosen together.
"""

from summarizer.length.budget import Budget, budget_of, is_honoured
from summarizer.length.fit import Fitted, choose_sentences, fit
from summarizer.length.sentences import flowing, join_sentences

__all__ = [
    "Budget",
    "Fitted",
    "budget_of",
    "choose_sentences",
    "fit",
    "flowing",
    "is_honoured",
    "join_sentences",
]
