"""The models' hub: what its cache on this machine holds, and what is fetched from it."""

import errno
import json
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn

from summarizer.errors import ModelError
from summarizer.models.registry import PRETRAINED_ONLY
from summarizer.patterns import pattern

HUB_TIMEOUT_S: Final = 2.0  # a person waits: without a network the answer must come within 3 s
HUB_ID: Final = pattern(r"\w[\w.-]{0,95}/\w[\w.-]{0,95}", re.ASCII)  # owner/model, as the hub takes it
# What inference needs of a snapshot: safetensors or torch weights, tokenizer, configs.
HUB_PATTERNS: Final = ["*.json", "*.safetensors", "*.bin", "*.model", "*.txt"]


def cached_snapshot(hub_id: str) -> Path | None:
    """The snapshot in the hub's cache, if its weights are there."""
    if not find_spec("huggingface_hub"):
        return None
    from huggingface_hub import constants

    return _snapshot(Path(constants.HF_HUB_CACHE) / ("models--" + hub_id.replace("/", "--")))


def cached_folders() -> list[Path]:
    """The snapshots of all models in the hub's cache."""
    if not find_spec("huggingface_hub"):
        return []
    from huggingface_hub import constants

    roots = sorted(Path(constants.HF_HUB_CACHE).glob("models--*"))
    tuned = (root for root in roots if root.name.removeprefix("models--").replace("--", "/") not in PRETRAINED_ONLY)
    return [folder for root in tuned if (folder := _snapshot(root))]


def _snapshot(root: Path) -> Path | None:
    main = root / "refs" / "main"
    try:
        if not main.is_file():
            return None
        folder = root / "snapshots" / main.read_text("utf-8").strip()
        return folder if has_weights(folder) and (folder / "config.json").is_file() else None
    except (OSError, ValueError):  # another user's, as in a container, or damaged
        return None


def has_weights(folder: Path) -> bool:
    """Whether the files are there that transformers reads weights from; of those in parts, all that the index names."""
    return any(
        (folder / name).is_file() or _has_parts(folder / f"{name}.index.json")
        for name in ("model.safetensors", "pytorch_model.bin")
    )


def _has_parts(index: Path) -> bool:
    """Whether a download was not broken off between the parts of the weights."""
    try:
        parts = set(json.loads(index.read_text("utf-8"))["weight_map"].values())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):  # it is not there, or damaged
        return False
    return all((index.parent / str(part)).is_file() for part in parts)


def fetch(hub_id: str, instead: str) -> Path:
    """The folder of a model's files, brought from the hub.

    Args:
        instead: The model on this machine that the error names where there is no network.

    Raises:
        ModelError: The hub cannot be reached, does not have or does not give the model, or the disk is full.
    """
    if not find_spec("huggingface_hub"):
        raise ModelError("Для моделей с huggingface.co нужен huggingface_hub: pip install 'summarizer[models]'")
    from huggingface_hub import HfApi, snapshot_download

    try:
        HfApi().model_info(hub_id, timeout=HUB_TIMEOUT_S)
        return Path(snapshot_download(hub_id, allow_patterns=HUB_PATTERNS))
    except _network_errors() as error:
        refuse(hub_id, error, instead)


def refuse(hub_id: str, error: Exception, instead: str) -> NoReturn:
    """Raises what helps against this failure of the hub's client."""
    from huggingface_hub.constants import HF_HUB_CACHE
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    if isinstance(error, GatedRepoError):
        raise ModelError(
            f"Модель {hub_id} на huggingface.co доступна тем, кто принял её условия: "
            "примите их на её странице и войдите: hf auth login"
        ) from error
    if isinstance(error, RepositoryNotFoundError):
        raise ModelError(
            f"Модели {hub_id} на huggingface.co нет, или она закрыта: "
            "проверьте имя, а для закрытой войдите: hf auth login"
        ) from error
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        raise ModelError(
            f"Для модели {hub_id} не хватило места на диске: освободите его в {HF_HUB_CACHE} "
            "или задайте другую папку переменной HF_HOME"
        ) from error
    raise ModelError(
        f"Модели {hub_id} нет на этом компьютере, и huggingface.co не ответил ({type(error).__name__}). "
        f"Если сеть есть: hf download {hub_id}; если нет: --model {instead}"
    ) from error


def _network_errors() -> tuple[type[Exception], ...]:
    """What the hub client raises: its own errors, and those of the HTTP library below it, renamed once."""
    libraries = [import_module(name) for name in ("httpx", "httpx2") if find_spec(name)]
    return (OSError, ValueError, *(library.HTTPError for library in libraries))
