"""CTranslate2's description of a checkpoint, with what the library's converters get wrong put right.

Imports torch through the library's converters: for conversion only.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
from ctranslate2.converters import transformers as library

from summarizer.engines.checkpoint import HubTokenizer, t5_output_scale
from summarizer.engines.ctranslate2.forms import as_tokens, longest_source
from summarizer.engines.families import CONVERTERS, ConversionError, has_exact_sums

BLOTTED_OUT: Final = -1e9  # added to a score before the softmax: nothing is left of it


def save_specification(
    model: Any, folder: Path, tokenizer: HubTokenizer, start: int | None, dtype: str, window_tokens: int, room: Path
) -> None:
    """Writes the form of a model in float32, which is used up, into an empty folder.

    Args:
        start: The first decoder token; None: a decoder.
        dtype: Of the weights: int8 or float32.
        window_tokens: What a source may have.

    Raises:
        ConversionError: Such long sources could not be read exactly.
    """
    if start is None and window_tokens > longest_source(model.config.sliding_window):
        sizes = f"окно {window_tokens} больше двух скользящих по {model.config.sliding_window} токенов"
        raise ConversionError(sizes)
    spec = specify_decoder(model, tokenizer) if start is None else specify_seq2seq(model, folder, tokenizer, start)
    write(spec, dtype, room)


def write(spec: Any, dtype: str, room: Path) -> None:
    """Writes a description, its weights rounded as this machine needs them."""
    spec.validate()
    spec.optimize(quantization=dtype)
    if dtype == "int8" and not has_exact_sums("ctranslate2"):
        _halve_bytes(spec)
    spec.save(str(room))


def _halve_bytes(spec: Any) -> None:
    """Rounds the weights once more, to half a byte's range; their scales follow."""
    found = spec.variables()
    for name, value in found.items():
        scale = found.get(f"{name}_scale")
        if scale is not None and not isinstance(value, str) and value.dtype == "int8":  # a name is that of a like one
            value.array[:] = np.rint(value.array / 2)
            scale.array[:] /= 2


def specify_seq2seq(model: Any, folder: Path, tokenizer: HubTokenizer, start: int) -> Any:
    """The description of an encoder–decoder, with ids spelled as decimal numbers for a vocabulary.

    The library's own vocabulary is the tokenizer's in the order of ids, which shifts where ids have
    holes or two tokens look alike; numbers cannot.
    """
    model.config.normalize_before = model.config.model_type == "mbart"  # so in transformers' code; the loader asks
    spec = _converted(model)
    if model.config.model_type in ("t5", "mt5"):
        spec.decoder.scale_outputs = t5_output_scale(folder)
    vocabulary = as_tokens(range(model.config.vocab_size))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    _name_special_tokens(spec.config, tokenizer, start)
    spec.config.decoder_start_token = str(start)
    spec.config.add_source_bos = spec.config.add_source_eos = False
    return spec


def specify_decoder(model: Any, tokenizer: HubTokenizer) -> Any:
    """The description of a Gemma 3, its sliding window kept as ``DecoderForm`` says; the model is used up."""
    window = model.config.sliding_window
    spec = _converted(model)
    spec.decoder.sliding_window = np.int32(0)  # not in passes of the library's own
    for kind, layer in zip(model.config.layer_types, spec.decoder.layer, strict=True):
        layer.self_attention.queries_scale = np.float32(model.config.query_pre_attn_scalar**-0.5)
        layer.self_attention.rotary_base = np.float32(model.config.rope_parameters[kind]["rope_theta"])
        if kind == "sliding_attention":
            _blot_out_beyond(window, layer.self_attention, model.config.num_attention_heads)
    spec.register_vocabulary(as_tokens(range(model.config.vocab_size)))
    _name_special_tokens(spec.config, tokenizer, tokenizer.eos_id)
    spec.config.layer_norm_epsilon = model.config.rms_norm_eps
    return spec


def _converted(model: Any) -> Any:
    """The description that the library makes."""
    return getattr(library, CONVERTERS[model.config.model_type])().get_model_spec(model)


def _blot_out_beyond(window: int, attention: Any, n_heads: int) -> None:
    """Biases by distance for passes of ``window`` tokens: see ``DecoderForm``."""
    n_seen = 2 * window - 1  # a pass of n tokens looks up the distance d at d + n − 1
    table = np.zeros((2 * n_seen, n_heads), np.float32)  # the library counts the first half one by one
    table[n_seen:] = BLOTTED_OUT
    # The library froze the description; it reads whatever attributes there are.
    vars(attention)["relative_attention_bias"] = table
    vars(attention)["relative_attention_max_distance"] = np.int32(4 * n_seen)


def _name_special_tokens(config: Any, tokenizer: HubTokenizer, start: int) -> None:
    unk_id = tokenizer.library.unk_token_id
    config.unk_token = str(tokenizer.pad_id if unk_id is None else unk_id)
    config.bos_token = str(start)
    config.eos_token = str(tokenizer.eos_id)
