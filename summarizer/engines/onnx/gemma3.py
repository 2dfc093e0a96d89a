"""Gemma 3 as two graphs: one reads sources as prefixes, one writes a token for each row. See ``model``.

A source's last token is not among what is read: it is the first that the other graph takes.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np

from summarizer.engines.onnx.graph import Graph, Stream, Weights
from summarizer.engines.onnx.values import own_names, source_names

LOCAL: Final = "sliding_attention"  # a kind of layer: it looks back on the last tokens only
N_PARTS: Final = 4  # of a source: each looks at itself and what was before, so that three eighths need not be computed
Turns = tuple[str, str]  # cosines and sines by which heads at some places are turned: (n, head_size / 2) each


class _Layers:
    """What both graphs have alike.

    Args:
        config: transformers' ``Gemma3TextConfig``.
        weights: By their names in the checkpoint.
        graph: What the layers are written into.
    """

    def __init__(self, config: Any, weights: Mapping[str, Weights], graph: Graph) -> None:
        self._config = config
        self._weights = weights
        self._graph = graph
        self._head_size = int(config.head_dim)
        self._n_shared = int(config.num_key_value_heads)  # heads of keys and values
        self._n_each = int(config.num_attention_heads) // self._n_shared  # heads of queries that look at one of them
        self._kinds = sorted(set(config.layer_types))

    def weight(self, place: str) -> Weights:
        """One of the checkpoint's matrices."""
        return self._weights[f"{place}.weight"]

    def norm_weight(self, place: str) -> Weights:
        """What a norm multiplies with."""
        return np.asarray(1 + self._weights[f"{place}.weight"])

    def stream(self, ids: str) -> Stream:
        """Embeddings of tokens (n,)."""
        factor = float(self._config.hidden_size) ** 0.5
        states = self._graph.embed(ids, self.weight("model.embed_tokens"), factor)
        return Stream(self._graph, states, self._config.rms_norm_eps)

    def project_heads(self, stream: Stream, layer: str) -> list[str]:
        """Queries, keys and values of states (n, size)."""
        normed = stream.normed(self.norm_weight(f"{layer}.input_layernorm"))
        return self._graph.project(normed, *(self.weight(f"{layer}.self_attn.{part}_proj") for part in "qkv"))

    def finish(self, stream: Stream, mixed: str, layer: str) -> None:
        """What follows on attention, which found ``mixed``."""
        graph = self._graph
        flat = graph.reshape(mixed, -1, self._n_shared * self._n_each * self._head_size)
        [found] = graph.project(flat, self.weight(f"{layer}.self_attn.o_proj"))
        stream.add(self._norm(found, f"{layer}.post_attention_layernorm"))
        normed = stream.normed(self.norm_weight(f"{layer}.pre_feedforward_layernorm"))
        gate, up = graph.project(normed, *(self.weight(f"{layer}.mlp.{part}_proj") for part in ("gate", "up")))
        inner = graph.node("Mul", graph.node("FastGelu", gate), up)
        [found] = graph.project(inner, self.weight(f"{layer}.mlp.down_proj"))
        stream.add(self._norm(found, f"{layer}.post_feedforward_layernorm"))

    def turns(self, places: str, kind: str) -> Turns:
        """For heads at the places (n,) int64."""
        graph, base = self._graph, float(self._config.rope_parameters[kind]["rope_theta"])
        speeds = base ** (-np.arange(0, self._head_size, 2, dtype=np.float64) / self._head_size)
        places = graph.spread(graph.cast(places, "float32"), 1)
        angles = graph.node("Mul", places, graph.constant(speeds.astype(np.float32)))
        return graph.node("Cos", angles), graph.node("Sin", angles)

    def turned(self, heads: str, place: str, rows: str, turns: Turns) -> str:
        """Heads (batch, heads, n, size), normed and turned, each by the row of ``turns`` that ``rows`` tells."""
        return self._graph.node("RotaryEmbedding", self._norm(heads, place), rows, *turns)

    def scores(self, queries: str, keys: str) -> str:
        """(…, n, size), (…, m, size) → (…, n, m)."""
        scale = float(self._config.query_pre_attn_scalar**-0.5)
        return self._graph.node("FusedMatMul", queries, keys, transB=1, alpha=scale)

    def mask(self, distances: str, kind: str, *conditions: str) -> str:
        """What is added to the scores of tokens so far before the query, given what else must hold."""
        graph = self._graph
        is_seen = graph.node("GreaterOrEqual", distances, graph.constant(np.int64(0)))
        if kind == LOCAL:
            is_near = graph.node("Less", distances, graph.constant(np.int64(self._config.sliding_window)))
            is_seen = graph.node("And", is_seen, is_near)
        for condition in conditions:
            is_seen = graph.node("And", is_seen, condition)
        return graph.mask(is_seen)

    def _norm(self, value: str, place: str) -> str:
        return self._graph.norm(value, self.norm_weight(place), self._config.rms_norm_eps)


class _Reading(_Layers):
    def build(self) -> None:
        """``ids`` (batch, source_len), filled up on the right → keys and values of the sources."""
        graph = self._graph
        ids = graph.input("ids", "int64", "batch", "source_len")
        graph.input("lengths", "int64", "batch")  # not asked: a token looks back only, and what fills up comes last
        place = graph.count(graph.size(ids, 1))
        distances = graph.node("Sub", graph.spread(place, 1), graph.spread(place, 0))
        masks = {kind: self.mask(distances, kind) for kind in self._kinds}
        turns = {kind: self.turns(place, kind) for kind in self._kinds}
        stream = self.stream(graph.reshape(ids, -1))
        names = source_names(self._config.num_hidden_layers)
        for i, kind in enumerate(self._config.layer_types):
            layer = f"model.layers.{i}"
            queries, keys, values = (self._heads(each, ids) for each in self.project_heads(stream, layer))
            keys = self.turned(keys, f"{layer}.self_attn.k_norm", graph.ints(0), turns[kind])
            graph.output(names[2 * i], keys)
            graph.output(names[2 * i + 1], values)
            if 2 * i + 2 < len(names):  # what the last layer would say of a source's tokens nobody asks
                queries = self.turned(queries, f"{layer}.self_attn.q_norm", graph.ints(0), turns[kind])
                self.finish(stream, self._attend(queries, keys, values, masks[kind]), layer)

    def _heads(self, rows: str, ids: str) -> str:
        """(batch × source_len, heads × size) → (batch, heads, source_len, size)."""
        graph = self._graph
        heads = graph.reshape(rows, graph.size(ids, 0), graph.size(ids, 1), -1, self._head_size)
        return graph.node("Transpose", heads, perm=[0, 2, 1, 3])

    def _attend(self, queries: str, keys: str, values: str, mask: str) -> str:
        """(batch, source_len, heads, size)."""
        graph, batch, n = self._graph, self._graph.size(keys, 0), self._graph.size(keys, 2)
        queries = graph.reshape(queries, batch, self._n_shared, self._n_each, n, self._head_size)
        keys, values = graph.spread(keys, 2), graph.spread(values, 2)
        parts = []
        for start, stop in pairwise(self._bounds(n)):
            seen = graph.slice(graph.slice(mask, start, stop, 0), graph.ints(0), stop, 1)
            scores = self.scores(graph.slice(queries, start, stop, 3), graph.slice(keys, graph.ints(0), stop, 3))
            weights = graph.node("Softmax", graph.node("Add", scores, seen), axis=-1)
            parts.append(graph.node("MatMul", weights, graph.slice(values, graph.ints(0), stop, 3)))
        mixed = graph.reshape(graph.node("Concat", *parts, axis=3), batch, -1, n, self._head_size)
        return graph.node("Transpose", mixed, perm=[0, 2, 1, 3])

    def _bounds(self, n: str) -> list[str]:
        """Where the parts of n tokens begin and end."""
        whole = self._graph.ints(N_PARTS)
        return [
            self._graph.node("Div", self._graph.node("Mul", n, self._graph.ints(i)), whole) for i in range(N_PARTS + 1)
        ]


class _Step(_Layers):
    def build(self) -> None:
        """``ids`` (rows,), the row that each continues, and the values of sources and rows → the next tokens."""
        graph, n_layers = self._graph, self._config.num_hidden_layers
        ids = graph.input("ids", "int64", "rows")
        parents = graph.input("parents", "int64", "rows")
        lengths = graph.input("lengths", "int64", "batch")
        shape = (self._n_shared, "n", self._head_size)
        source = [graph.input(name, "float32", "batch", *shape) for name in source_names(n_layers)]
        before = [graph.input(name, "float32", "rows", *shape) for name in own_names(n_layers)]
        own = [graph.node("Gather", value, parents) for value in before]
        self._batch, self._n_source, n_written = (
            graph.size(lengths, 0),
            graph.size(source[0], 2),
            graph.size(before[0], 2),
        )
        self._n_own = graph.node("Add", n_written, graph.ints(1))
        masks = {kind: self._masks(lengths, n_written, kind) for kind in self._kinds}
        places = self._places(ids, graph.node("Add", lengths, n_written))
        turns = {kind: self.turns(places, kind) for kind in self._kinds}
        stream, rows = self.stream(ids), graph.spread(graph.count(graph.size(ids, 0)), 1)
        for i, kind in enumerate(self._config.layer_types):
            layer, of_layer = f"model.layers.{i}", slice(2 * i, 2 * i + 2)
            queries, keys, values = (
                graph.reshape(each, -1, n_heads, 1, self._head_size)
                for each, n_heads in zip(
                    self.project_heads(stream, layer),
                    (self._n_shared * self._n_each, self._n_shared, self._n_shared),
                    strict=True,
                )
            )
            queries = self.turned(queries, f"{layer}.self_attn.q_norm", rows, turns[kind])
            keys = self.turned(keys, f"{layer}.self_attn.k_norm", rows, turns[kind])
            written = [graph.node("Concat", *pair, axis=2) for pair in zip(own[of_layer], (keys, values), strict=True)]
            for name, value in zip(own_names(n_layers, is_next=True)[of_layer], written, strict=True):
                graph.output(name, value)
            self.finish(stream, self._attend(queries, source[of_layer], written, masks[kind]), layer)
        states = stream.normed(self.norm_weight("model.norm"))
        graph.give_best(graph.project(states, self.weight("lm_head"))[0])

    def _places(self, ids: str, now: str) -> str:
        """Where the rows are in their texts (rows,), given where those of each source are (batch,)."""
        graph = self._graph
        rows_of_each = graph.node("Shape", graph.reshape(ids, self._batch, -1))
        return graph.reshape(graph.node("Expand", graph.spread(now, 1), rows_of_each), -1)

    def _masks(self, lengths: str, n_written: str, kind: str) -> tuple[str, str]:
        """For the tokens of sources (batch, 1, 1, source_len), and for those of a row itself (n_written + 1,)."""
        graph = self._graph
        now = graph.spread(graph.node("Add", lengths, n_written), 1)
        distances = graph.node("Sub", now, graph.spread(graph.count(self._n_source), 0))
        of_source = self.mask(distances, kind, graph.is_within(lengths, self._n_source))
        own_places = graph.count(self._n_own)
        return graph.spread(of_source, 1, 2), self.mask(graph.node("Sub", n_written, own_places), kind)

    def _attend(self, queries: str, source: list[str], own: list[str], masks: tuple[str, str]) -> str:
        """(rows, shared heads, each, size): all rows of a source in one product with its keys, each with its own."""
        graph = self._graph
        queries = graph.reshape(queries, -1, self._n_shared, self._n_each, self._head_size)
        queries_of_source = self._by_source(queries, self._head_size)
        of_source = graph.node("Add", self.scores(queries_of_source, source[0]), masks[0])
        of_own = graph.node("Add", self.scores(queries, own[0]), masks[1])
        both = graph.node("Concat", self._by_row(of_source, self._n_source), of_own, axis=-1)
        sizes = graph.node("Concat", self._n_source, self._n_own, axis=0)
        of_source, of_own = graph.nodes("Split", graph.node("Softmax", both, axis=-1), sizes, n_outputs=2, axis=-1)
        mixed = graph.node("MatMul", self._by_source(of_source, self._n_source), source[1])
        return graph.node("Add", self._by_row(mixed, self._head_size), graph.node("MatMul", of_own, own[1]))

    def _by_source(self, value: str, n: int | str) -> str:
        """(rows, shared heads, each, n) → (batch, shared heads, rows of a source × each, n)."""
        value = self._graph.reshape(value, self._batch, -1, self._n_shared, self._n_each, n)
        value = self._graph.node("Transpose", value, perm=[0, 2, 1, 3, 4])
        return self._graph.reshape(value, self._batch, self._n_shared, -1, n)

    def _by_row(self, value: str, n: int | str) -> str:
        """The way back."""
        value = self._graph.reshape(value, self._batch, self._n_shared, -1, self._n_each, n)
        value = self._graph.node("Transpose", value, perm=[0, 2, 1, 3, 4])
        return self._graph.reshape(value, -1, self._n_shared, self._n_each, n)


def gemma3_graphs(model: Any, max_weight: int) -> tuple[Graph, Graph]:
    """The graphs that read and that write.

    Args:
        model: transformers' ``Gemma3ForCausalLM``, in float32.
        max_weight: See ``Graph``.
    """
    weights: dict[str, Weights] = {name: value.numpy() for name, value in model.state_dict().items()}
    reading, step = Graph(is_step=False, max_weight=max_weight), Graph(is_step=True)
    _Reading(model.config, weights, reading).build()
    _Step(model.config, weights, step).build()
    return reading, step
