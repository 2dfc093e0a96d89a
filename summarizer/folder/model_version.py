"""What tells one model from another of the same name."""

from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Final

from summarizer import __version__, selection
from summarizer.models import Located, ModelEntry
from summarizer.selection.ranking import WEIGHTS

PATTERNS: Final = ("*.json", "*.safetensors", "*.bin", "*.model", "*.txt")  # what inference needs of a checkpoint
BLOCK_BYTES: Final = 1 << 16
N_BLOCKS: Final = 16  # of each file, evenly spread: training changes all weights, so any block shows it


def model_version(located: Located, dtype: str = "auto") -> str:
    """A short hash over a checkpoint's files, by name, size and samples of their content, and how it is asked.

    It stays when the folder is copied or touched, and costs milliseconds where a full hash takes seconds.
    A type of weights that was asked for is a part of it. Without a folder the model is a part of this program: its
    version, and the weights by which sentences are chosen, which may be fitted anew.
    """
    folder = located.folder
    if folder is None:
        weights = files(selection).joinpath(WEIGHTS).read_bytes()
        return f"{__version__} {sha256(weights).hexdigest()[:12]}"
    digest = sha256(repr(_conventions(located.entry)).encode())
    for path in sorted({path for pattern in PATTERNS for path in folder.glob(pattern) if path.is_file()}):
        size = path.stat().st_size
        digest.update(f"{path.name}\0{size}\0".encode("utf-8", "surrogatepass"))
        with path.open("rb") as file:
            for i in range(N_BLOCKS):
                file.seek(max(0, size - BLOCK_BYTES) * i // (N_BLOCKS - 1))
                digest.update(file.read(BLOCK_BYTES))
    return digest.hexdigest()[:12] + ("" if dtype == "auto" else f" {dtype}")


def _conventions(entry: ModelEntry) -> ModelEntry:
    """What this program knows of a model that changes what it writes: what it reads, its prompts, its search."""
    return replace(entry, name="", note="", licence="", hub_id=None, size_mb=0, rank=None)
