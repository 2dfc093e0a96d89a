"""How a checkpoint's own config says that it is asked: prefix, window, languages. ``training/`` writes it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from summarizer.errors import ModelError
from summarizer.models.registry import ModelEntry

ASKED_WITH: Final = ("prefix", "title_prefix", "suffix", "title_suffix")  # ``{target_words}`` is filled in
_TEXTS: Final = (*ASKED_WITH, "eos_token", "src_lang", "tgt_lang")
_NUMBERS: Final = ("window_tokens", "decoder_start_token_id")
_NEVER_NONE: Final = ("prefix", "suffix", "window_tokens")
_POSITIONS: Final = ("max_position_embeddings", "max_encoder_position_embeddings", "max_decoder_position_embeddings")
_WRITING: Final = ("CausalLM", "LMHead", "ConditionalGeneration")  # in the names of transformers' classes


def conventions_of(entry: ModelEntry) -> dict[str, Any]:
    """What a config has to say of a model that is asked as the entry says."""
    return {key: getattr(entry, key) for key in (*_TEXTS, *_NUMBERS)}


def read_config(folder: Path) -> dict[str, Any]:
    """The folder's config.json; nothing of one that is no object.

    Raises:
        ModelError: It is not JSON.
    """
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'config.json'} не читается: {error}") from error
    return config if isinstance(config, dict) else {}


def own_conventions(folder: Path) -> dict[str, Any]:
    """The fields of an entry that config.json names under ``task_specific_params.summarization``.

    An encoder–decoder must name its window there, as ``training/`` does: what Russian T5s have of the English
    one that they were made from («summarize: ») says nothing of how they were taught.

    Raises:
        ModelError: A field is of the wrong type.
    """
    config = read_config(folder)
    tasks = config.get("task_specific_params")
    asked = tasks.get("summarization") if isinstance(tasks, dict) else None
    if not isinstance(asked, dict) or (config.get("is_encoder_decoder") and "window_tokens" not in asked):
        return {}
    found = {key: asked[key] for key in (*_TEXTS, *_NUMBERS) if key in asked}
    for key, value in found.items():
        _check(key, value, folder / "config.json")
    return found


def positions_of(config: Mapping[str, Any]) -> int | None:
    """Tokens that a model of absolute positions has one for; None: its config names none.

    >>> positions_of({"max_position_embeddings": 1024}), positions_of({"model_type": "gpt2", "n_positions": 1024})
    (1024, 1024)
    >>> positions_of({"model_type": "t5", "n_positions": 512})  # T5's are relative, whatever it says
    """
    found = [config.get(key) for key in _POSITIONS]
    if not config.get("is_encoder_decoder") and config.get("model_type") != "t5":
        found.append(config.get("n_positions"))
    return min((n for n in found if type(n) is int and n > 0), default=None)


def writes_text(config: Mapping[str, Any]) -> bool:
    """False where a config says that its model only reads, as BERT does: sentence encoders, classifiers.

    >>> writes_text({"architectures": ["BertModel"]}), writes_text({"architectures": ["Gemma3ForCausalLM"]})
    (False, True)
    >>> writes_text({})
    True
    """
    kinds = config.get("architectures")
    if config.get("is_encoder_decoder") or not isinstance(kinds, list) or not kinds:
        return True
    return any(sign in str(kind) for kind in kinds for sign in _WRITING)


def _check(key: str, value: object, path: Path) -> None:
    if value is None and key not in _NEVER_NONE:
        return
    wanted, least = (int, 1 if key == "window_tokens" else 0) if key in _NUMBERS else (str, 0)
    if type(value) is not wanted or (isinstance(value, int) and value < least):
        kind = "строка" if wanted is str else f"целое число от {least}"
        raise ModelError(f"{path}: в summarization.{key} нужно значение «{kind}», а не {value!r}")
    if key not in ASKED_WITH:
        return
    try:
        str(value).format(target_words=1)
    except (LookupError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: в summarization.{key} возможно одно поле, target_words") from error
