"""A checkpoint as the two graphs that ``model`` runs, with weights in int8.

Imports torch and onnx: for conversion only.
"""

from pathlib import Path
from typing import Any

from summarizer.engines.checkpoint import t5_output_scale
from summarizer.engines.families import ConversionError, has_exact_sums
from summarizer.engines.onnx.gemma3 import gemma3_graphs
from summarizer.engines.onnx.graph import Graph, Products
from summarizer.engines.onnx.model import READ_FILE, STEP_FILE
from summarizer.engines.onnx.t5 import ACTIVATIONS, t5_graphs


def save_graphs(model: Any, folder: Path, room: Path) -> None:
    """Writes the graphs of a model in float32 into an empty folder.

    Args:
        folder: The checkpoint's, whose config may know better than the loaded one.

    Raises:
        ConversionError: The model has a part that the graphs do not.
    """
    reading, step = describe(model, folder, products_for(model, has_exact_sums("onnxruntime")))
    reading.save(room / READ_FILE)
    step.save(room / STEP_FILE)


def products_for(model: Any, is_exact: bool) -> tuple[Products, Products]:
    """Those of the graph that reads and of the one that writes: the fastest on such a processor.

    Without exact sums, steps of ruT5-base take by blocks 0.8 of the time of "unsigned" for one row, 1.0 for two, 1.3
    for four and 1.5 for more; T5 runs with five beams, and texts share a batch. A decoder writes with two rows. Where
    sums are exact only blocks were tried (``python -m benchmarks.engines.products`` tells).

    Args:
        is_exact: Whether the processor sums products of bytes without overflow.
    """
    if is_exact:
        return "signed", "blocks"
    return "half", "blocks" if model.config.model_type == "gemma3_text" else "unsigned"


def describe(model: Any, folder: Path, products: tuple[Products, Products]) -> tuple[Graph, Graph]:
    """The graphs that read and that write; see ``save_graphs``."""
    config = model.config
    if config.model_type == "gemma3_text":
        if _has_other_parts(config):
            raise ConversionError("у этой Gemma есть части, которых нет в быстрой форме")
        return gemma3_graphs(model, products)
    if config.dense_act_fn not in ACTIVATIONS:
        raise ConversionError(f"функции {config.dense_act_fn} нет в быстрой форме")
    return t5_graphs(model, t5_output_scale(folder), products)


def _has_other_parts(config: Any) -> bool:
    """Whether a Gemma 3 does more than ``gemma3`` describes."""
    is_capped = bool(config.attn_logit_softcapping or config.final_logit_softcapping)
    is_scaled = any(turns["rope_type"] != "default" for turns in config.rope_parameters.values())
    is_other = config.attention_bias or config.hidden_activation != "gelu_pytorch_tanh"
    return is_capped or is_scaled or is_other or config.use_bidirectional_attention
