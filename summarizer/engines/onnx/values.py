"""What the graphs of a model take and give, by name; the same for an encoder–decoder and a decoder."""


def source_names(n_layers: int) -> list[str]:
    """Keys and values of the sources, layer by layer: (batch, heads, source_len, head_size) float32."""
    return [f"source_{part}_{i}" for i in range(n_layers) for part in ("keys", "values")]


def own_names(n_layers: int, is_next: bool = False) -> list[str]:
    """Keys and values of what the rows have written, before a step or after it: (rows, heads, n, head_size) float32."""
    when = "next" if is_next else "own"
    return [f"{when}_{part}_{i}" for i in range(n_layers) for part in ("keys", "values")]
