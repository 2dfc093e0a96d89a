"""What a trained checkpoint has besides weights and tokenizer: how it is asked, and the licences of its start."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from safetensors import SafetensorError

from summarizer.errors import OutputError
from summarizer.models import ModelEntry
from summarizer.models.conventions import conventions_of, read_config

CONFIG: Final = "config.json"
LICENCES: Final = ("NOTICE*", "*TERMS*", "LICENSE*")


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """What is written here must not be lost in silence.

    Raises:
        OutputError: It cannot be written: each library has an error of its own for a full disk.
    """
    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as error:
        raise OutputError(
            f"Не удаётся записать {path}: {error}. Проверьте место на диске и права; та же команда продолжит с "
            "сохранённого раньше."
        ) from error


def finish_checkpoint(start: Path, out: Path, entry: ModelEntry) -> None:
    """Writes into config.json of out how the model was asked in training: the engines then ask in the same way.

    T5's ``tie_word_embeddings`` is as start had it: transformers sets it to true, after which an output layer of
    its own would be scaled (``t5_output_scale``).
    """
    config = read_config(out)
    tied = read_config(start).get("tie_word_embeddings")
    if tied is not None:
        config["tie_word_embeddings"] = tied
    config["task_specific_params"] = {"summarization": conventions_of(entry)}
    text = json.dumps(config, ensure_ascii=False, indent=2) + "\n"
    (out / CONFIG).write_text(text, encoding="utf-8")


def copy_licences(start: Path, out: Path) -> None:
    """Puts the licences and notices of start beside the weights that come from it: Gemma's terms want them there."""
    for path in (path for pattern in LICENCES for path in start.glob(pattern)):
        if path.is_file():
            shutil.copyfile(path, out / path.name)


def put_in_place(made: Path, out: Path) -> None:
    """Moves the files of a finished checkpoint to out, where they replace those of another.

    A model is known by its config.json: it goes first and comes last, so that out holds a whole model or none.
    """
    (out / CONFIG).unlink(missing_ok=True)
    for weights in out.glob("model*.safetensors*"):  # one that was larger had more of them
        weights.unlink()
    for path in sorted(made.iterdir(), key=lambda path: path.name == CONFIG):
        path.replace(out / path.name)
    made.rmdir()
