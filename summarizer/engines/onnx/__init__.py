"""ONNX Runtime: what a checkpoint becomes, and what runs it.

``checkpoint_graphs`` writes two graphs, put together in ``t5`` or ``gemma3`` with what ``graph`` offers; ``model`` runs
them, ``search`` decides what is written, ``engine`` is what the rest of the program sees.
"""
