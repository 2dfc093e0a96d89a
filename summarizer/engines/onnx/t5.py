"""T5 and mT5 as two graphs: one reads sources, one takes the next tokens of each row. See ``model`` for their values.

Imports torch and transformers: for conversion only.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from transformers.models.t5.modeling_t5 import T5Attention

from summarizer.engines.onnx.graph import Graph, Products, Stream, Weights
from summarizer.engines.onnx.values import own_names, source_names

ACTIVATIONS: Final = {"gelu_new": "FastGelu", "relu": "Relu"}


class _Stack:
    """What encoder and decoder have alike.

    Args:
        config: transformers' ``T5Config`` or ``MT5Config``.
        weights: By their names in the checkpoint.
        graph: What the stack is written into.
    """

    name: str

    def __init__(self, config: Any, weights: Mapping[str, Weights], graph: Graph) -> None:
        self._config = config
        self._weights = weights
        self._graph = graph
        self._n_heads = int(config.num_heads)
        self._head_size = int(config.d_kv)

    def weight(self, place: str) -> Weights:
        """One of the checkpoint's matrices."""
        return self._weights[f"{place}.weight"]

    def stream(self, ids: str) -> Stream:
        """Embeddings of tokens (n,)."""
        states = self._graph.embed(ids, self.weight("shared"))
        return Stream(self._graph, states, float(self._config.layer_norm_epsilon))

    def project_heads(self, normed: str, place: str) -> list[str]:
        """Queries, keys and values of states (n, size)."""
        return self._graph.project(normed, *(self.weight(f"{place}.{part}") for part in "qkv"))

    def join_heads(self, mixed: str, place: str) -> str:
        """What attention found → (n, size)."""
        flat = self._graph.reshape(mixed, -1, self._n_heads * self._head_size)
        return self._graph.project(flat, self.weight(f"{place}.o"))[0]

    def feed_forward(self, normed: str, place: str) -> str:
        """The layer after attention."""
        parts = ("wi_0", "wi_1") if self._config.is_gated_act else ("wi",)
        first, *gates = self._graph.project(normed, *(self.weight(f"{place}.{part}") for part in parts))
        inner = self._graph.node(ACTIVATIONS[self._config.dense_act_fn], first)
        for gate in gates:
            inner = self._graph.node("Mul", inner, gate)
        return self._graph.project(inner, self.weight(f"{place}.wo"))[0]

    def bias(self, distances: str, is_two_sided: bool) -> str:
        """The bias of each head by a key's distance from its query: int64 (…) → (…, heads)."""
        farthest = int(self._config.relative_attention_max_distance)
        buckets = T5Attention._relative_position_bucket(
            torch.arange(-farthest, farthest + 1),
            bidirectional=is_two_sided,
            num_buckets=self._config.relative_attention_num_buckets,
            max_distance=farthest,
        )
        table = self.weight(f"{self.name}.block.0.layer.0.SelfAttention.relative_attention_bias")[buckets.numpy()]
        least, most = (self._graph.constant(np.int64(sign * farthest)) for sign in (-1, 1))
        places = self._graph.node("Add", self._graph.node("Clip", distances, least, most), most)
        return self._graph.node("Gather", self._graph.constant(table), places)


class _Encoder(_Stack):
    name = "encoder"

    def build(self) -> None:
        """``ids`` (batch, source_len) and ``lengths`` (batch,) → keys and values of the sources."""
        graph, config = self._graph, self._config
        ids = graph.input("ids", "int64", "batch", "source_len")
        lengths = graph.input("lengths", "int64", "batch")
        n_tokens = graph.size(ids, 1)
        mask = graph.cast(graph.is_within(lengths, n_tokens), "int32")
        place = graph.count(n_tokens)
        distances = graph.node("Sub", graph.spread(place, 0), graph.spread(place, 1))
        bias = graph.spread(graph.node("Transpose", self.bias(distances, is_two_sided=True), perm=[2, 0, 1]), 0)
        stream = self.stream(graph.reshape(ids, -1))
        for layer in (f"encoder.block.{i}.layer" for i in range(config.num_layers)):
            normed = stream.normed(self.weight(f"{layer}.0.layer_norm"))
            heads = self.project_heads(normed, f"{layer}.0.SelfAttention")
            rows = [graph.reshape(each, graph.size(ids, 0), -1, self._n_heads * self._head_size) for each in heads]
            mixed = graph.node("MultiHeadAttention", *rows, "", mask, bias, num_heads=self._n_heads, scale=1.0)
            stream.add(self.join_heads(mixed, f"{layer}.0.SelfAttention"))
            normed = stream.normed(self.weight(f"{layer}.1.layer_norm"))
            stream.add(self.feed_forward(normed, f"{layer}.1.DenseReluDense"))
        self._give_source(stream.normed(self.weight("encoder.final_layer_norm")), graph.size(ids, 0))

    def _give_source(self, states: str, batch: str) -> None:
        """What each layer of the decoder sees of the sources."""
        graph, n_layers = self._graph, self._config.num_decoder_layers
        places = [f"decoder.block.{i}.layer.1.EncDecAttention.{part}" for i in range(n_layers) for part in "kv"]
        found = graph.project(states, *map(self.weight, places))
        for name, each in zip(source_names(n_layers), found, strict=True):
            heads = graph.reshape(each, batch, -1, self._n_heads, self._head_size)
            graph.output(name, graph.node("Transpose", heads, perm=[0, 2, 1, 3]))


class _Decoder(_Stack):
    name = "decoder"

    def build(self, output_scale: float) -> None:
        """``ids`` (rows × n_ids,), the row that each continues, the values of sources and rows → next tokens."""
        graph, config = self._graph, self._config
        ids = graph.input("ids", "int64", "tokens")
        parents = graph.input("parents", "int64", "rows")
        lengths = graph.input("lengths", "int64", "batch")
        shape = (self._n_heads, "n", self._head_size)
        source = [graph.input(name, "float32", "batch", *shape) for name in source_names(config.num_decoder_layers)]
        before = [graph.input(name, "float32", "rows", *shape) for name in own_names(config.num_decoder_layers)]
        own = [graph.node("Gather", value, parents) for value in before]
        batch, n_written = graph.size(lengths, 0), graph.size(before[0], 2)
        n_ids = graph.node("Div", graph.size(ids, 0), graph.size(parents, 0))
        places = graph.node("Add", n_written, graph.count(n_ids))
        seen = graph.count(graph.node("Add", n_written, n_ids))
        distances = graph.node("Sub", graph.spread(seen, 0), graph.spread(places, 1))
        bias = graph.spread(graph.node("Transpose", self.bias(distances, is_two_sided=False), perm=[2, 0, 1]), 0)
        is_before = graph.node("LessOrEqual", distances, graph.constant(np.int64(0)))
        bias = graph.node("Add", bias, graph.mask(is_before))
        mask = graph.spread(graph.mask(graph.is_within(lengths, graph.size(source[0], 2))), 1, 2, 3)
        names, stream = own_names(config.num_decoder_layers, is_next=True), self.stream(ids)
        for i in range(config.num_decoder_layers):
            layer, of_layer = f"decoder.block.{i}.layer", slice(2 * i, 2 * i + 2)
            normed = stream.normed(self.weight(f"{layer}.0.layer_norm"))
            place = f"{layer}.0.SelfAttention"
            stream.add(self._attend_own(normed, place, n_ids, own[of_layer], bias, names[of_layer]))
            normed = stream.normed(self.weight(f"{layer}.1.layer_norm"))
            stream.add(self._attend_source(normed, f"{layer}.1.EncDecAttention", source[of_layer], mask, batch))
            normed = stream.normed(self.weight(f"{layer}.2.layer_norm"))
            stream.add(self.feed_forward(normed, f"{layer}.2.DenseReluDense"))
        states = stream.normed(self.weight("decoder.final_layer_norm"))
        graph.give_best(graph.project(states, self.weight("lm_head") * np.float32(output_scale))[0])

    def _attend_own(self, normed: str, place: str, n_ids: str, own: list[str], bias: str, names: list[str]) -> str:
        """Each row looks back on what it wrote itself, and keeps that."""
        graph, size = self._graph, self._n_heads * self._head_size
        rows = [graph.reshape(each, -1, n_ids, size) for each in self.project_heads(normed, place)]
        mixed, *written = graph.nodes(
            "MultiHeadAttention", *rows, "", "", bias, *own, n_outputs=3, num_heads=self._n_heads, scale=1.0
        )
        for name, value in zip(names, written, strict=True):
            graph.output(name, value)
        return self.join_heads(mixed, place)

    def _attend_source(self, normed: str, place: str, source: list[str], mask: str, batch: str) -> str:
        """Rows of one source share its keys and values: each head's are read once, and stay near for all rows."""
        graph, (keys, values) = self._graph, source
        [queries] = graph.project(normed, self.weight(f"{place}.q"))
        queries = graph.reshape(queries, batch, -1, self._n_heads, 1, self._head_size)
        queries = graph.node("Transpose", queries, perm=[0, 2, 1, 3, 4])  # (batch, heads, rows of a source, 1, size)
        scores = graph.node("FusedMatMul", queries, graph.spread(keys, 2), transB=1)
        weights = graph.node("Softmax", graph.node("Add", scores, mask), axis=-1)
        mixed = graph.node("MatMul", weights, graph.spread(values, 2))
        return self.join_heads(graph.node("Transpose", mixed, perm=[0, 2, 1, 3, 4]), place)


def t5_graphs(model: Any, output_scale: float, products: tuple[Products, Products]) -> tuple[Graph, Graph]:
    """The graphs that read and that write.

    Args:
        model: transformers' ``T5ForConditionalGeneration`` or ``MT5ForConditionalGeneration``, in float32.
        output_scale: What the decoder's last states are multiplied with.
        products: Of the one and of the other.
    """
    weights: dict[str, NDArray[np.float32]] = {name: value.numpy() for name, value in model.state_dict().items()}
    reading, step = map(Graph, products)
    _Encoder(model.config, weights, reading).build()
    _Decoder(model.config, weights, step).build(output_scale)
    return reading, step
