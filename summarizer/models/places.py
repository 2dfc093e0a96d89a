"""Model names → what is on this machine.

A name is one of the registry, a hub id, a folder, or ``auto``. Local files come first; the hub
is asked only for a model that a person named and that is not here.
"""

import os
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from summarizer.errors import ModelError
from summarizer.models.conventions import own_conventions, positions_of, read_config, writes_text
from summarizer.models.hub import HUB_ID, cached_folders, cached_snapshot, fetch, has_weights
from summarizer.models.registry import COMPACT, EXTRACT, PRETRAINED_ONLY, REGISTRY, ModelEntry

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_COMPACT_PLACES: Final = (_PACKAGE.parent / "models" / "compact", _PACKAGE / "bundled" / "compact")

POINTED: Final = (".safetensors", ".bin", ".model", ".json")  # what git repositories of models keep in LFS
POINTER: Final = b"version https://git-lfs"
LONGEST_POINTER: Final = 1024  # bytes, by its specification


@dataclass(frozen=True)
class Located:
    """A model and the folder of its files; no folder for ``extract``."""

    entry: ModelEntry
    folder: Path | None


def find_local(entry: ModelEntry) -> Located | None:
    """The entry's files on this machine, or None."""
    if entry.family == "extract":
        return Located(entry, None)
    if entry.hub_id is None:
        here = (place for place in _COMPACT_PLACES if (place / "config.json").is_file())
        folder = next(here, None)
    else:
        folder = cached_snapshot(entry.hub_id)
    return Located(entry, folder) if folder else None


def find_all_local() -> list[Located]:
    """What is on this machine: known models, then others of the hub's cache and of ``models/`` that summarize."""
    known = [located for entry in REGISTRY if (located := find_local(entry))]
    folders = {located.folder for located in known}
    others = (_other_model(folder) for folder in (*cached_folders(), *_PACKAGE.parent.glob("models/*/")))
    return known + [located for located in others if located and located.folder not in folders]


def _other_model(folder: Path) -> Located | None:
    """An encoder–decoder that the registry does not know, or one that it does in a folder of its own."""
    try:
        located = _from_folder(folder)
        config = read_config(folder)
    except (ModelError, OSError):
        return None
    is_able = bool(config.get("is_encoder_decoder")) and has_weights(folder)
    return located if is_able else None


def locate(name: str, is_to_be_trained: bool = False) -> Located:
    """The model that a name means, fetched from the hub if it is nowhere here.

    Args:
        name: ``auto``, a name of the registry, a hub id (``owner/model``) or a folder.
        is_to_be_trained: A model that is pretrained only will do.

    Raises:
        ModelError: The model is unknown, not a summarizer, or neither here nor to be had.
    """
    if name == "auto":
        return _best_local()
    known = {key: entry for entry in REGISTRY for key in (entry.name, entry.hub_id) if key}
    if name in known:
        return find_local(known[name]) or _fetched(known[name])
    if os.path.isdir(name):  # Path.is_dir raises an error of a name that is too long
        return _from_folder(Path(name), is_to_be_trained)
    if name in PRETRAINED_ONLY and not is_to_be_trained:
        raise ModelError(_not_a_summarizer(name))
    if not HUB_ID.fullmatch(name):
        known_names = [entry.name for entry in REGISTRY]
        names = ", ".join(dict.fromkeys((*get_close_matches(name, known_names), *known_names)))  # the likeliest first
        raise ModelError(
            f"Модель «{name}» неизвестна, и такой папки нет. Возможны {names}, имя с huggingface.co или папка"
        )
    if name in PRETRAINED_ONLY:
        entry = _pretrained(name)
        return find_local(entry) or _fetched(entry)
    entry = ModelEntry(name=name, hub_id=name, note="", licence="?")
    found = find_local(entry) or _fetched(entry)
    assert found.folder is not None
    return Located(_as_it_says(entry, found.folder, own_conventions(found.folder)), found.folder)


def _best_local() -> Located:
    ranked = sorted((entry for entry in REGISTRY if entry.rank is not None), key=lambda entry: entry.rank or 0)
    return next(located for entry in ranked if (located := find_local(entry)))


def _pretrained(hub_id: str) -> ModelEntry:
    """A model that is pretrained only, with the end token and languages of the one that was made of its kind."""
    tuned = next(entry for entry in REGISTRY if entry.name == PRETRAINED_ONLY[hub_id])
    entry = ModelEntry(name=hub_id, hub_id=hub_id, note="", licence="?")
    return replace(entry, eos_token=tuned.eos_token, src_lang=tuned.src_lang, tgt_lang=tuned.tgt_lang)


def _from_folder(folder: Path, is_to_be_trained: bool = False) -> Located:
    """A checkpoint folder, with its own conventions or those of the entry that it carries the name of."""
    if not (folder / "config.json").is_file():
        raise ModelError(
            f"В папке {folder} нет config.json: это не модель transformers. Укажите папку, где лежат её файлы"
        )
    _refuse_pointers(folder)
    tail = folder.resolve().name
    pretrained = next((hub_id for hub_id in PRETRAINED_ONLY if hub_id.split("/")[1] == tail), None)
    asked = own_conventions(folder)
    bare = ModelEntry(name=str(folder), note="", licence="?")
    if "window_tokens" in asked:  # trained here, whatever its name
        return Located(_as_it_says(bare, folder, asked), folder)
    if pretrained and not is_to_be_trained:
        raise ModelError(_not_a_summarizer(pretrained))
    if pretrained:
        return Located(replace(_pretrained(pretrained), name=str(folder), hub_id=None), folder)
    by_tail = {key: e for e in REGISTRY for key in (e.name, (e.hub_id or "/").split("/")[1]) if key}
    entry = by_tail.get(tail)
    if entry and entry.family != "decoder":
        return Located(replace(entry, name=str(folder)), folder)
    return Located(_as_it_says(bare, folder, asked), folder)


def _as_it_says(bare: ModelEntry, folder: Path, asked: dict[str, Any]) -> ModelEntry:
    """An encoder–decoder or a decoder that is asked as its config says: ``training/`` writes that there.

    It is never given more tokens than it has positions for; a decoder's hold the source and the summary.

    Raises:
        ModelError: It is neither of them.
    """
    config = read_config(folder)
    is_encoder_decoder = bool(config.get("is_encoder_decoder"))
    if not writes_text(config):
        raise ModelError(
            f"Модель {bare.name} не пишет текстов, её вид {config['architectures'][0]}: нужен кодировщик с декодером "
            "(ForConditionalGeneration), обученный составлять рефераты. Известные модели: summarizer models"
        )
    kind = bare if is_encoder_decoder else replace(COMPACT, name=bare.name, hub_id=bare.hub_id, rank=None)
    entry = replace(kind, **asked)
    n_positions = positions_of(config)
    if n_positions is None:
        return entry
    most = n_positions if is_encoder_decoder else n_positions // 2
    return replace(entry, window_tokens=min(entry.window_tokens, most))


def _refuse_pointers(folder: Path) -> None:
    """Raises ModelError where git left its pointers instead of the files themselves."""
    for path in sorted(folder.glob("*")):
        is_small = path.suffix in POINTED and path.is_file() and path.stat().st_size < LONGEST_POINTER
        if is_small and path.read_bytes().startswith(POINTER):
            raise ModelError(
                f"{path}: это указатель Git LFS, а не сам файл. Скачайте файлы: git lfs pull в папке {folder}"
            )


def _not_a_summarizer(hub_id: str) -> str:
    return (
        f"Модель {hub_id} не обучена составлять рефераты: она только предобучена. "
        f"Возьмите обученную: --model {PRETRAINED_ONLY[hub_id]}"
    )


def _fetched(entry: ModelEntry) -> Located:
    """The entry with its files, from the hub.

    Raises:
        ModelError: The hub cannot be reached, or does not have the model.
    """
    if entry.hub_id is None:
        raise ModelError(
            f"Файлов модели {entry.name} нет ни в {_COMPACT_PLACES[0]}, ни в {_COMPACT_PLACES[1]}: "
            f"переустановите программу или возьмите --model {EXTRACT.name}"
        )
    return Located(entry, fetch(entry.hub_id, instead=_best_local().entry.name))
