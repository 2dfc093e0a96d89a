"""A computation as ONNX Runtime runs it, put together operation by operation; its weights in int8.

Imports onnx: for conversion only. Values are known by their names; shapes are given where they are not plain.
"""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import onnx
from numpy.typing import ArrayLike, NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET: Final = 21
IR_VERSION: Final = 10  # of onnx 1.16, which ONNX Runtime 1.22 reads
MICROSOFT: Final = "com.microsoft"  # ONNX Runtime's own operations
EXTENSIONS: Final = frozenset(
    {
        "FastGelu", "FusedMatMul", "MatMulIntegerToFloat", "MatMulNBits", "MultiHeadAttention", "RotaryEmbedding",
        "SkipSimplifiedLayerNormalization",
    }
)  # fmt: skip
TYPES: Final = {"int32": TensorProto.INT32, "int64": TensorProto.INT64, "float32": TensorProto.FLOAT}
BLOTTED_OUT: Final = np.float32(-1e9)  # added to a score before the softmax: nothing is left of it
ZERO: Final = 128  # what stands for 0 in unsigned bytes
BLOCK: Final = 128  # weights of an output that share a scale where few rows are multiplied
INT8_ACTIVATIONS: Final = 4  # accuracy_level of MatMulNBits: products of bytes, each row's block rounded by itself
SMALLEST: Final = 1e-9  # of what is divided by
SMALL: Final = 64  # numbers of a constant that is looked for among those there are
LARGEST: Final = 127  # a weight in int8
HALF: Final = LARGEST // 2

Weights = NDArray[np.float32]
# How products are made of bytes. "blocks": weights are rounded in blocks, and each row so too; fastest for one row or
# two, which takes as long as reading the weights. The others round each row, and all weights of an output, as a whole,
# and are fastest for many rows. "signed": where the processor sums products in 32 bits (VNNI). Others sum pairs of
# signed and unsigned bytes in 16: there "half" lets weights take half a byte's range, "unsigned" does without signs.
Products = Literal["blocks", "signed", "half", "unsigned"]


class Graph:
    """Operations in the order in which they were added.

    Args:
        products: How ``project`` multiplies.
    """

    def __init__(self, products: Products) -> None:
        self._products = products
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._names: dict[str, str] = {}  # of what is asked for
        self._known: dict[Hashable, list[str]] = {}  # values by what makes them
        self._n_values = 0
        self._zeros = ""  # of the rounded rows, as many as are projected

    def input(self, name: str, dtype: str, *shape: int | str) -> str:
        """A value that is given for each run."""
        self._inputs.append(helper.make_tensor_value_info(name, TYPES[dtype], shape))
        return name

    def output(self, name: str, value: str, dtype: str = "float32") -> None:
        """Lets a value be asked for."""
        self._names[value] = name
        self._outputs.append(helper.make_tensor_value_info(name, TYPES[dtype], None))

    def constant(self, array: ArrayLike) -> str:
        """A value that never changes; equal ones are kept once."""
        value = np.asarray(array, order="C")
        key = (value.dtype, value.shape, value.tobytes() if value.size <= SMALL else len(self._constants))
        if key not in self._known:
            name = f"constant_{len(self._constants)}"
            self._constants.append(numpy_helper.from_array(value, name))
            self._known[key] = [name]
        return self._known[key][0]

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """The result of an operation; an input that it does without is ``""``."""
        return self.nodes(kind, *inputs, n_outputs=1, **attributes)[0]

    def nodes(self, kind: str, *inputs: str, n_outputs: int, **attributes: Any) -> list[str]:
        """The same for an operation with several results; what was asked for before is not computed again."""
        key = (kind, inputs, n_outputs, repr(attributes))
        if key not in self._known:
            names = [f"value_{self._n_values + i}" for i in range(n_outputs)]
            self._n_values += n_outputs
            domain = MICROSOFT if kind in EXTENSIONS else ""
            self._nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
            self._known[key] = names
        return self._known[key]

    def ints(self, *values: int) -> str:
        """A constant vector of int64."""
        return self.constant(np.array(values, np.int64))

    def reshape(self, value: str, *shape: int | str) -> str:
        """The value in another shape; a dimension is a number, -1 for what is left, or a vector of one or more."""
        if not any(isinstance(size, str) for size in shape):
            return self.node("Reshape", value, self.ints(*map(int, shape)))
        parts = [size if isinstance(size, str) else self.ints(size) for size in shape]
        return self.node("Reshape", value, self.node("Concat", *parts, axis=0))

    def size(self, value: str, axis: int) -> str:
        """One dimension of a value, a vector of one int64."""
        return self.node("Shape", value, start=axis, end=axis + 1)

    def count(self, n: str) -> str:
        """0, 1 … n − 1, int64, for a vector of one number."""
        one = self.constant(np.int64(1))
        return self.node("Range", self.constant(np.int64(0)), self.node("Squeeze", n), one)

    def cast(self, value: str, dtype: str) -> str:
        """The value in another type."""
        return self.node("Cast", value, to=TYPES[dtype])

    def is_within(self, lengths: str, n: str) -> str:
        """Which of n places a row of each length (batch,) fills: (batch, n) bool."""
        return self.node("Less", self.spread(self.count(n), 0), self.spread(lengths, 1))

    def mask(self, is_seen: str) -> str:
        """What is added to scores, so that only what is seen counts."""
        return self.node("Where", is_seen, self.constant(np.float32(0)), self.constant(BLOTTED_OUT))

    def spread(self, value: str, *axes: int) -> str:
        """The value with new dimensions of one."""
        return self.node("Unsqueeze", value, self.ints(*axes))

    def slice(self, value: str, start: str, stop: str, axis: int) -> str:
        """A part of a dimension, its bounds as vectors of one number."""
        return self.node("Slice", value, start, stop, self.ints(axis))

    def split(self, value: str, *sizes: int) -> list[str]:
        """The last dimension in parts."""
        return self.nodes("Split", value, self.ints(*sizes), n_outputs=len(sizes), axis=-1)

    def embed(self, ids: str, table: Weights, factor: float = 1.0) -> str:
        """Rows of a table, kept in int8: (n,) int64 → (n, size)."""
        rounded, scales = _round(table, LARGEST)
        rows = self.cast(self.node("Gather", self.constant(rounded), ids), "float32")
        return self.node("Mul", rows, self.node("Gather", self.constant(scales * np.float32(factor)), ids))

    def norm(self, value: str, weights: Weights, epsilon: float) -> str:
        """The root mean square norm over the last dimension."""
        return self.node("SimplifiedLayerNormalization", value, self.constant(weights), axis=-1, epsilon=epsilon)

    def project(self, value: str, *layers: Weights) -> list[str]:
        """The products of rows with layers that all read them: (n, in) → (n, out) each; n is the same for all.

        Args:
            layers: (out, in) each.
        """
        return self._by_blocks(value, layers) if self._products == "blocks" else self._by_rows(value, layers)

    def _by_blocks(self, value: str, layers: Sequence[Weights]) -> list[str]:
        """All layers in one product; each row is rounded in blocks, with a scale for each."""
        weights = np.concatenate(layers)
        n_out, n_in = weights.shape
        n_blocks = -(-n_in // BLOCK)
        blocks = np.pad(weights, ((0, 0), (0, n_blocks * BLOCK - n_in))).reshape(n_out, n_blocks, BLOCK)
        rounded, scales = _round(blocks, LARGEST)
        fused = self.node(
            "MatMulNBits",
            value,
            self.constant(_unsigned(rounded)),
            self.constant(scales[..., 0]),
            K=n_in,
            N=n_out,
            bits=8,
            block_size=BLOCK,
            accuracy_level=INT8_ACTIVATIONS,
        )
        return self.split(fused, *map(len, layers)) if len(layers) > 1 else [fused]

    def _by_rows(self, value: str, layers: Sequence[Weights]) -> list[str]:
        """Every row is rounded by itself, so that it does not depend on what shares its batch."""
        largest = self.node("ReduceMax", self.node("Abs", value), self.ints(1), keepdims=0)
        scale = self.node("Mul", largest, self.constant(np.float32(1 / LARGEST)))  # 0 makes its row 0 again at the end
        if not self._zeros:
            zero = self.constant(np.array([ZERO], np.uint8))
            self._zeros = self.node("Expand", zero, self.node("Shape", scale))
        rounded = self.node("QuantizeLinear", value, scale, self._zeros, axis=0)
        column = self.spread(scale, 1)
        return [self.node("Mul", self._multiply(rounded, weights), column) for weights in layers]

    def _multiply(self, rounded: str, weights: Weights) -> str:
        """Bytes by bytes, summed exactly, then scaled back by column."""
        whole, scales = _round(weights, HALF if self._products == "half" else LARGEST)
        given = [self.constant(np.float32(1)), self.constant(scales[:, 0]), self.constant(np.uint8(ZERO))]
        is_signed = self._products != "unsigned"
        if not is_signed:
            given.append(self.constant(np.full(len(whole), ZERO, np.uint8)))
        columns = self.constant((whole if is_signed else _unsigned(whole)).T)
        return self.node("MatMulIntegerToFloat", rounded, columns, *given)

    def give_best(self, logits: str) -> None:
        """Lets log-probabilities (rows, vocabulary) be asked for, or the ``n_best`` best of each row with their ids."""
        log_probs = self.node("LogSoftmax", logits, axis=-1)
        best, ids = self.nodes("TopK", log_probs, self.input("n_best", "int64", 1), n_outputs=2, axis=-1)
        self.output("log_probs", log_probs)
        self.output("best_log_probs", best)
        self.output("best_ids", ids, "int64")

    def save(self, path: Path) -> None:
        """Writes the graph, and its constants beside it, from where they are mapped into memory."""
        for node in self._nodes:
            node.input[:] = [self._names.get(value, value) for value in node.input]
            node.output[:] = [self._names.get(value, value) for value in node.output]
        graph = helper.make_graph(self._nodes, path.stem, self._inputs, self._outputs, self._constants)
        domains = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=domains, ir_version=IR_VERSION)
        onnx.save(model, str(path), save_as_external_data=True, location=path.name + ".data", size_threshold=4096)


class Stream:
    """States to which each layer adds what it finds; the sum is made together with the norm that follows it.

    Args:
        states: (n, size).
        epsilon: Of the norms.
    """

    def __init__(self, graph: Graph, states: str, epsilon: float) -> None:
        self._graph = graph
        self._states = states
        self._epsilon = epsilon
        self._added: str | None = None

    def add(self, value: str) -> None:
        """Adds (n, size), once before each norm."""
        self._added = value

    def normed(self, weights: Weights) -> str:
        """The norm of the states so far."""
        if self._added is None:
            return self._graph.norm(self._states, weights, self._epsilon)
        given = (self._states, self._added, self._graph.constant(weights))
        found = self._graph.nodes("SkipSimplifiedLayerNormalization", *given, n_outputs=4, epsilon=self._epsilon)
        self._states, self._added = found[3], None
        return found[0]


def _round(weights: Weights, largest: int) -> tuple[NDArray[np.int8], Weights]:
    """Weights in int8, and the scale of each vector of the last dimension, which keeps that dimension as one."""
    scales = np.maximum(np.abs(weights).max(-1, keepdims=True) / largest, SMALLEST).astype(np.float32)
    return np.rint(weights / scales).astype(np.int8), scales


def _unsigned(rounded: NDArray[np.int8]) -> NDArray[np.uint8]:
    """The same weights as bytes in which ZERO stands for 0."""
    return (rounded.astype(np.int16) + ZERO).astype(np.uint8)
