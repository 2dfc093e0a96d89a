"""transformers and torch: a checkpoint as it is.

``engine`` is what the rest of the program sees. A search with several beams is the library's, kept to our rules by
``beams``; a greedy one is ours: ``greedy``, whose passes over the model are in ``passes`` and whose guesses come from
``engines.source_lookup``, as ONNX Runtime's do.
"""
