"""What a trained checkpoint has besides weights and tokenizer: how it is asked, and the licences of its start."""

import json
import shutil
from pathlib import Path
from typing import Final

from summarizer.models import ModelEntry
from summarizer.models.conventions import conventions_of, read_config

LICENCES: Final = ("NOTICE*", "*TERMS*", "LICENSE*")


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
    (out / "config.json").write_text(text, encoding="utf-8")


def copy_licences(start: Path, out: Path) -> None:
    """Puts the licences and notices of start beside the weights that come from it: Gemma's terms want them there."""
    for path in (path for pattern in LICENCES for path in start.glob(pattern)):
        if path.is_file() and path.resolve().parent != out.resolve():
            shutil.copyfile(path, out / path.name)
