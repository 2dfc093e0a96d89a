"""Weights made fit for int8: what is large in a few channels of the activations is moved into the weights.

Xiao et al. 2023, SmoothQuant (arXiv 2211.10438). A product x·W is (x / s)·(s W) for any scale s per channel; the
division goes into the layer before, so that in float32 the model computes the same. CTranslate2 rounds each token's
activations to 127 steps of its largest channel: where one is sixty times the median, little is left of the others.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import torch

BALANCE: Final = 0.5  # of a channel's spread that goes into the weights
SMALLEST: Final = 1e-5  # of what is divided by

Inputs = dict[Any, torch.Tensor]  # a linear layer → the largest size of each channel of its input, (channels,)


def smooth_gemma3(model: Any, seen: Inputs) -> None:
    """Rescales a Gemma 3 in place; only the output layer is parted from the embeddings.

    Args:
        seen: What ``watch_inputs`` saw of typical texts.
    """
    for layer in model.model.layers:
        attention, mlp = layer.self_attn, layer.mlp
        after_norm = [attention.q_proj, attention.k_proj, attention.v_proj]
        _divide_norm(layer.input_layernorm, _share(seen, after_norm))
        _divide_norm(layer.pre_feedforward_layernorm, _share(seen, [mlp.gate_proj, mlp.up_proj]))
        _divide_rows(mlp.up_proj, _share(seen, [mlp.down_proj]))
        _smooth_values(attention, seen)
    model.lm_head.weight = torch.nn.Parameter(model.lm_head.weight.detach().clone())
    _divide_norm(model.model.norm, _share(seen, [model.lm_head]))


@contextmanager
def watch_inputs(model: Any) -> Iterator[Inputs]:
    """Notes what the linear layers of a model read until it is closed."""
    seen: Inputs = {}

    def look(layer: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        largest = given[0].abs().flatten(0, -2).amax(0)
        seen[layer] = torch.maximum(seen[layer], largest) if layer in seen else largest

    hooks = [m.register_forward_pre_hook(look) for m in model.modules() if isinstance(m, torch.nn.Linear)]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()


def _share(seen: Inputs, layers: Sequence[Any]) -> torch.Tensor:
    """Multiplies the columns of layers that read the same input by a scale for each channel, which is returned."""
    columns = torch.stack([layer.weight.detach().abs().amax(0) for layer in layers]).amax(0)
    scale = _balance(seen[layers[0]], columns)
    for layer in layers:
        layer.weight.data *= scale
    return scale


def _balance(inputs: torch.Tensor, columns: torch.Tensor) -> torch.Tensor:
    """The scale that shares the spread of a channel between its input and its weights; 1 in the geometric mean."""
    scale = inputs.clamp(min=SMALLEST) ** BALANCE / columns.clamp(min=SMALLEST) ** (1 - BALANCE)
    return scale / scale.log().mean().exp()


def _divide_norm(norm: Any, scale: torch.Tensor) -> None:
    norm.weight.data = (1 + norm.weight.data) / scale - 1  # Gemma's norms multiply by 1 + weight


def _divide_rows(layer: Any, scale: torch.Tensor) -> None:
    layer.weight.data /= scale[:, None]


def _smooth_values(attention: Any, seen: Inputs) -> None:
    """The same between values and output projection, where several heads read the same values."""
    size = attention.head_dim
    n_values = attention.v_proj.weight.shape[0] // size

    def largest(channels: torch.Tensor) -> torch.Tensor:
        return channels.view(n_values, -1, size).amax(1)  # (value heads, size)

    columns = attention.o_proj.weight.detach().abs().amax(0)
    scale = _balance(largest(seen[attention.o_proj]), largest(columns))
    n_readers = columns.numel() // scale.numel()
    attention.o_proj.weight.data *= scale[:, None].expand(n_values, n_readers, size).flatten()
    _divide_rows(attention.v_proj, scale.flatten())
