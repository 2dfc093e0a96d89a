"""Gemma 3 as two graphs: one reads sources as prefixes, one takes the next tokens of each row. See ``model``.

A source's last token is not among what is read: it is the first that the other graph takes. Both take one source at a
time, so that nothing fills up and each row stands at the same place; rows are that source's beams.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np

from summarizer.engines.onnx.graph import Graph, Products, Stream, Weights
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
        """Queries, keys and values of states (n, size): (n, shared heads, those that share it or 1, head_size)."""
        normed = stream.normed(self.norm_weight(f"{layer}.input_layernorm"))
        found = self._graph.project(normed, *(self.weight(f"{layer}.self_attn.{part}_proj") for part in "qkv"))
        return [self._graph.reshape(each, 0, self._n_shared, -1, self._head_size) for each in found]

    def collected(self, value: str) -> str:
        """(n, shared heads, each, m) → (1, shared heads, n × each, m): what shares keys, in one matrix."""
        if self._n_shared > 1:  # one has its rows in this order already
            value = self._graph.node("Transpose", value, perm=[1, 0, 2, 3])
        return self._graph.reshape(value, 1, self._n_shared, -1, 0)

    def parted(self, value: str, n_each: int | str) -> str:
        """The way back, to parts of ``n_each``."""
        if self._n_shared == 1:
            return self._graph.reshape(value, -1, 1, n_each, 0)
        value = self._graph.reshape(value, self._n_shared, -1, n_each, 0)
        return self._graph.node("Transpose", value, perm=[1, 0, 2, 3])

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
        """Heads as ``project_heads`` gives them, normed and turned, each by the row of ``turns`` that ``rows`` tells.

        Args:
            rows: (n, heads that share one or 1) int64.
            turns: Of at least as many places as ``rows`` has columns: the operation takes these for places too.
        """
        return self._graph.node("RotaryEmbedding", self._norm(heads, place), rows, *turns)

    def scores(self, queries: str, keys: str) -> str:
        """(…, n, size), (…, m, size) → (…, n, m)."""
        scale = float(self._config.query_pre_attn_scalar**-0.5)
        return self._graph.node("FusedMatMul", queries, keys, transB=1, alpha=scale)

    def mask(self, distances: str, kind: str) -> str:
        """What is added to the scores of tokens so far before the query."""
        graph = self._graph
        is_seen = graph.node("GreaterOrEqual", distances, graph.constant(np.int64(0)))
        if kind == LOCAL:
            is_near = graph.node("Less", distances, graph.constant(np.int64(self._config.sliding_window)))
            is_seen = graph.node("And", is_seen, is_near)
        return graph.mask(is_seen)

    def _norm(self, value: str, place: str) -> str:
        return self._graph.norm(value, self.norm_weight(place), self._config.rms_norm_eps)


class _Reading(_Layers):
    def build(self) -> None:
        """``ids`` (1, source_len) → keys and values of the source."""
        graph = self._graph
        ids = graph.input("ids", "int64", 1, "source_len")
        graph.input("lengths", "int64", 1)  # given to every graph, not asked here: nothing fills up
        n = graph.size(ids, 1)
        places, bounds = graph.count(n), self._bounds(n)
        distances = graph.node("Sub", graph.spread(places, 1), graph.spread(places, 0))
        masks = {kind: self._parts(self.mask(distances, kind), bounds) for kind in self._kinds}
        n_turns = graph.node("Max", n, graph.ints(self._n_each))
        turns = {kind: self.turns(graph.count(n_turns), kind) for kind in self._kinds}
        rows = graph.spread(places, 1)
        rows_of_each = graph.node("Expand", rows, graph.ints(1, self._n_each))
        stream = self.stream(graph.reshape(ids, -1))
        names = source_names(self._config.num_hidden_layers)
        for i, kind in enumerate(self._config.layer_types):
            layer = f"model.layers.{i}"
            queries, keys, values = self.project_heads(stream, layer)
            keys = self.collected(self.turned(keys, f"{layer}.self_attn.k_norm", rows, turns[kind]))
            values = self.collected(values)
            graph.output(names[2 * i], keys)
            graph.output(names[2 * i + 1], values)
            if 2 * i + 2 < len(names):  # what the last layer would say of a source's tokens nobody asks
                queries = self.turned(queries, f"{layer}.self_attn.q_norm", rows_of_each, turns[kind])
                self.finish(stream, self._attend(queries, keys, values, masks[kind], bounds), layer)

    def _attend(self, queries: str, keys: str, values: str, masks: list[str], bounds: list[str]) -> str:
        """(source_len, shared heads, each, head_size)."""
        graph, n_each = self._graph, self._graph.ints(self._n_each)
        queries, mixed = self.collected(queries), []
        for (start, stop), mask in zip(pairwise(bounds), masks, strict=True):
            first, last = (graph.node("Mul", bound, n_each) for bound in (start, stop))
            seen_keys, seen_values = (graph.slice(each, graph.ints(0), stop, 2) for each in (keys, values))
            scores = self.scores(graph.slice(queries, first, last, 2), seen_keys)
            scores = graph.reshape(scores, self._n_shared, -1, self._n_each, 0)
            weights = graph.node("Softmax", graph.node("Add", scores, mask), axis=-1)
            mixed.append(graph.node("MatMul", graph.reshape(weights, 1, self._n_shared, -1, 0), seen_values))
        return self.parted(graph.node("Concat", *mixed, axis=2), self._n_each)

    def _parts(self, mask: str, bounds: list[str]) -> list[str]:
        """(source_len, source_len) → for each part (its tokens, 1, tokens up to its last)."""
        graph = self._graph
        rows = [graph.slice(mask, start, stop, 0) for start, stop in pairwise(bounds)]
        seen = [graph.slice(part, graph.ints(0), stop, 1) for part, stop in zip(rows, bounds[1:], strict=True)]
        return [graph.spread(part, 1) for part in seen]

    def _bounds(self, n: str) -> list[str]:
        """Where the parts of n tokens begin and end; only the last ones may be empty."""
        graph = self._graph
        most = graph.node("Div", graph.node("Add", n, graph.ints(N_PARTS - 1)), graph.ints(N_PARTS))
        return [graph.node("Min", graph.node("Mul", most, graph.ints(i)), n) for i in range(N_PARTS + 1)]


class _Step(_Layers):
    def build(self) -> None:
        """``ids`` (rows × n_ids,), the row that each continues, the values of source and rows → next tokens."""
        graph, n_layers = self._graph, self._config.num_hidden_layers
        ids = graph.input("ids", "int64", "tokens")
        parents = graph.input("parents", "int64", "rows")
        graph.input("lengths", "int64", 1)  # given to every graph, not asked here: nothing fills up
        shape = (self._n_shared, "n", self._head_size)
        source = [graph.input(name, "float32", 1, *shape) for name in source_names(n_layers)]
        before = [graph.input(name, "float32", "rows", *shape) for name in own_names(n_layers)]
        own = [graph.node("Gather", value, parents) for value in before]
        n_rows, n_source, n_written = graph.size(parents, 0), graph.size(source[0], 2), graph.size(before[0], 2)
        n_ids = graph.node("Div", graph.size(ids, 0), n_rows)
        now = graph.node("Add", n_source, n_written)  # where the first of each row's tokens is in its text
        n_own = graph.node("Add", n_written, n_ids)
        masks = self._masks(n_rows, n_ids, n_source, n_written)
        sizes = graph.node("Concat", n_source, graph.node("Mul", n_rows, n_own), axis=0)
        n_turns = graph.node("Max", n_ids, graph.ints(self._n_each))
        turns = {kind: self.turns(graph.node("Add", now, graph.count(n_turns)), kind) for kind in self._kinds}
        tokens = graph.node("Concat", n_rows, n_ids, axis=0)
        rows = graph.reshape(graph.node("Expand", graph.spread(graph.count(n_ids), 0), tokens), -1, 1)
        rows_of_each = graph.node("Expand", rows, graph.ints(1, self._n_each))
        stream = self.stream(ids)
        for i, kind in enumerate(self._config.layer_types):
            layer, of_layer = f"model.layers.{i}", slice(2 * i, 2 * i + 2)
            queries, keys, values = self.project_heads(stream, layer)
            queries = self.turned(queries, f"{layer}.self_attn.q_norm", rows_of_each, turns[kind])
            keys = self.turned(keys, f"{layer}.self_attn.k_norm", rows, turns[kind])
            added = [self.parted(self.collected(each), n_ids) for each in (keys, values)]
            written = [graph.node("Concat", *pair, axis=2) for pair in zip(own[of_layer], added, strict=True)]
            for name, value in zip(own_names(n_layers, is_next=True)[of_layer], written, strict=True):
                graph.output(name, value)
            all_keys, all_values = zip(source[of_layer], map(self.collected, written), strict=True)
            self.finish(stream, self._attend(queries, all_keys, all_values, masks[kind], sizes), layer)
        states = stream.normed(self.norm_weight("model.norm"))
        graph.give_best(graph.project(states, self.weight("lm_head"))[0])

    def _masks(self, n_rows: str, n_ids: str, n_source: str, n_written: str) -> dict[str, str]:
        """For each kind of layer (1, 1, rows × n_ids × each, keys): the source's keys, then those of all rows."""
        graph = self._graph
        now, n_own = graph.node("Add", n_source, n_written), graph.node("Add", n_written, n_ids)
        tokens, keys = (graph.node("Concat", n_rows, n, axis=0) for n in (n_ids, n_own))
        places = graph.node("Expand", graph.node("Add", now, graph.count(n_ids)), tokens)
        seen = graph.node("Expand", graph.node("Add", n_source, graph.count(n_own)), keys)
        place, row = (graph.reshape(each, -1, 1) for each in (places, self._rows(n_rows, tokens)))
        is_own = graph.node("Equal", row, graph.reshape(self._rows(n_rows, keys), 1, -1))
        of_own = graph.node("Sub", place, graph.reshape(seen, 1, -1))
        of_own = graph.node("Where", is_own, of_own, graph.constant(np.int64(-1)))  # no row sees another's tokens
        of_source = graph.node("Sub", place, graph.spread(graph.count(n_source), 0))
        distances = graph.node("Concat", of_source, of_own, axis=1)
        return {kind: self._of_each(self.mask(distances, kind)) for kind in self._kinds}

    def _rows(self, n_rows: str, shape: str) -> str:
        """(rows, n): the number of the row."""
        return self._graph.node("Expand", self._graph.spread(self._graph.count(n_rows), 1), shape)

    def _of_each(self, mask: str) -> str:
        """(n, keys) → (1, 1, n × each, keys)."""
        graph = self._graph
        spread = graph.node("Expand", graph.spread(mask, 0, 2), graph.ints(1, 1, self._n_each, 1))
        return graph.reshape(spread, 1, 1, -1, 0)

    def _attend(self, queries: str, keys: tuple[str, str], values: tuple[str, str], mask: str, sizes: str) -> str:
        """(rows × n_ids, shared heads, each, head_size): the source's part, and that of all rows in one product.

        Two small products would each be parted among the cores, which takes longer than to blot out other rows.

        Args:
            keys: The source's, and those of all rows: (1, shared heads, n, head_size); so with values.
            sizes: How many keys are the source's and the rows'.
        """
        graph = self._graph
        queries = self.collected(queries)
        scores = graph.node("Concat", *(self.scores(queries, each) for each in keys), axis=-1)
        weights = graph.node("Softmax", graph.node("Add", scores, mask), axis=-1)
        parts = graph.nodes("Split", weights, sizes, n_outputs=2, axis=-1)
        mixed = [graph.node("MatMul", *pair) for pair in zip(parts, values, strict=True)]
        return self.parted(graph.node("Add", *mixed), self._n_each)


def gemma3_graphs(model: Any, products: tuple[Products, Products]) -> tuple[Graph, Graph]:
    """The graphs that read and that write.

    Args:
        model: transformers' ``Gemma3ForCausalLM``, in float32.
        products: Of the one and of the other.
    """
    weights: dict[str, Weights] = {name: value.numpy() for name, value in model.state_dict().items()}
    reading, step = map(Graph, products)
    _Reading(model.config, weights, reading).build()
    _Step(model.config, weights, step).build()
    return reading, step
