"""What the graphs of a model take and give, by name; the same for an encoder–decoder and a decoder."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.engines.onnx.graph import Graph


def source_names(n_layers: int) -> list[str]:
    """Keys and values of the sources, layer by layer: (batch, heads, source_len, head_size) float32."""
    return [f"source_{part}_{i}" for i in range(n_layers) for part in ("keys", "values")]


def own_names(n_layers: int, is_next: bool = False) -> list[str]:
    """Keys and values of what the rows have written, before a step or after it: (rows, heads, n, head_size) float32."""
    when = "next" if is_next else "own"
    return [f"{when}_{part}_{i}" for i in range(n_layers) for part in ("keys", "values")]


def give_best(graph: "Graph", logits: str) -> None:
    """Lets the log-probabilities (rows, vocabulary) be asked for, or the best ``n_best`` of each row and their ids."""
    log_probs = graph.node("LogSoftmax", logits, axis=-1)
    graph.output("log_probs", log_probs)
    n_best = graph.input("n_best", "int64", 1)
    best, ids = graph.nodes("TopK", log_probs, n_best, n_outputs=2, axis=-1)
    graph.output("best_log_probs", best)
    graph.output("best_ids", ids, "int64")
