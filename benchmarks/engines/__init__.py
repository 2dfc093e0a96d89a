"""Engines and their peers side by side on one machine: ``python -m benchmarks.engines --help``.

The way of a run: ``geometry`` makes a checkpoint with random weights, ``texts`` the documents, ``room`` all that the
rows need; ``turns`` runs the rows one after the other, ``peers`` and ``ours`` are what runs in their processes;
``limits`` says what the machine could do at best, ``table`` prints. ``threads``, ``products``, ``growth``, ``lookup``
and ``onnx_peer`` are commands of their own.
"""

from .geometry import GEOMETRIES, make_checkpoint

__all__ = ["GEOMETRIES", "make_checkpoint"]
