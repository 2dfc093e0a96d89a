"""CTranslate2: what a checkpoint becomes, and what runs it.

``specification`` writes a form of the checkpoint, ``forms`` runs one, ``engine`` is what the rest of the program sees.
"""
