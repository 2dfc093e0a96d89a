"""ONNX Runtime: what a checkpoint becomes, and what runs it.

``checkpoint_graphs`` writes two graphs, put together in ``t5`` or ``gemma3`` with what ``graph`` offers; ``model`` runs
them, ``search`` decides what is written, ``engine`` is what the rest of the program sees.
"""

import os

# Since 1.29 the library's own builds tell their maker of each process that loads them, before they can be asked not to.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
