"""How to bring a model of the hub to a machine without a network."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr

from summarizer.models import REGISTRY, ModelEntry
from summarizer.models.hub import HUB_PATTERNS
from summarizer.page import tab_texts
from summarizer.page.house import House

_HUB: Final = tuple(entry for entry in REGISTRY if entry.hub_id)


@dataclass(frozen=True)
class Commands:
    """What brings a model of the hub to a computer without a network."""

    file: str
    there: str  # for a machine with a network
    here: str  # for this one


def bring_commands(entry: ModelEntry, cache: Path | None = None) -> Commands:
    """The commands for one model; on this machine it goes where the program looks for it.

    >>> print(bring_commands(_HUB[0], Path("/home/anna/.cache/huggingface/hub")).here.splitlines()[1])
    tar -C /home/anna/.cache/huggingface/hub -xf rut5-gazeta.tar
    """
    folder = "models--" + (entry.hub_id or "").replace("/", "--")
    file = f"{entry.name}.tar"
    patterns = " ".join(f"--include {shlex.quote(pattern)}" for pattern in HUB_PATTERNS)
    place = shlex.quote(str(cache or _hub_cache()))
    there = [
        "pip install huggingface_hub",
        f"hf download {entry.hub_id} --cache-dir hub {patterns}",
        f"tar -C hub -cf {file} {folder}",
    ]
    here = [f"mkdir -p {place}", f"tar -C {place} -xf {file}", f"summarizer doctor --model {entry.name}"]
    return Commands(file, "\n".join(there), "\n".join(here))


def _hub_cache() -> Path:
    try:
        from huggingface_hub import constants
    except ImportError:  # without the extra «models» there is nothing to load it with either
        return Path.home() / ".cache" / "huggingface" / "hub"
    return Path(constants.HF_HUB_CACHE)


def show_how_to_bring(house: House) -> None:
    """A choice of model, and the commands for it."""
    say = house.say
    entries = {entry.name: entry for entry in _HUB}

    def fields(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
        entry = entries.get(name, _HUB[0])
        commands = bring_commands(entry)
        there = {"label": say(tab_texts.BRING_THERE).format(size=entry.size_mb), "value": commands.there}
        return there, {"label": say(tab_texts.BRING_HERE).format(file=commands.file), "value": commands.here}

    chosen = gr.Dropdown(
        [(f"{entry.name} — {house.said(entry.note)}", entry.name) for entry in _HUB],
        value=_HUB[0].name,
        label=say(tab_texts.BRING_MODEL),
        filterable=False,
        elem_id="bring-model",
    )
    boxes = [
        gr.Textbox(**values, lines=3, interactive=False, buttons=["copy"], elem_id=elem_id)
        for values, elem_id in zip(fields(_HUB[0].name), ("bring-there", "bring-here"), strict=True)
    ]
    chosen.change(
        lambda name: [gr.update(**values) for values in fields(name)],
        chosen,
        boxes,
        api_visibility="private",
        show_progress="hidden",
    )
