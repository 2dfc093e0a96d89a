"""Model names → what is on this machine.

``registry`` knows models and their conventions, as data; ``places`` finds a name's files, in ``hub`` where they are not
here; ``conventions`` reads how a checkpoint's own config says that it is asked. What runs the files is in ``engines``.
"""

from summarizer.models.places import Located, find_all_local, find_local, locate
from summarizer.models.registry import COMPACT, EXTRACT, PRETRAINED_ONLY, REGISTRY, ModelEntry

__all__ = [
    "COMPACT",
    "EXTRACT",
    "PRETRAINED_ONLY",
    "REGISTRY",
    "Located",
    "ModelEntry",
    "find_all_local",
    "find_local",
    "locate",
]
