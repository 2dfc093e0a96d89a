"""CTranslate2: what a checkpoint becomes, and what runs it.

``specification`` writes a form of the checkpoint, ``forms`` runs one, ``engine`` is what the rest of the program sees.
"""

import os

# Turns for which a thread waits at full speed for the next piece of work. GNU's OpenMP has 300,000: beside seven busy
# processes a summary of ``compact`` in float32 cost 78 s of the processor so, and 13 with these.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")
