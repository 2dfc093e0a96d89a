"""CTranslate2: what a checkpoint becomes, and what runs it.

``specification`` writes a form of the checkpoint, ``forms`` runs one, ``engine`` is what the rest of the program sees.
"""

import os

# Turns for which a thread waits at full speed for the next piece of work; GNU's OpenMP has 300,000 of them, which beside
# seven busy processes cost a summary of ``compact`` in float32 78 s of the processor instead of 13.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")
