"""The models tab: what is here, the measuring with its progress, and the commands that bring a model."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from summarizer import Summarizer
from summarizer.checking import Finding
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError
from summarizer.models import REGISTRY, find_all_local
from summarizer.page import tab_texts
from summarizer.page.bringing import bring_commands
from summarizer.page.house import House
from summarizer.page.measuring import measure
from summarizer.page.models_tab import _measured, model_rows
from summarizer.page.shelf import ModelShelf
from tests.scripted import ScriptedEngine

RUT5 = next(entry for entry in REGISTRY if entry.name == "rut5-gazeta")


def house(load: object = Summarizer.load) -> House:
    return House(ModelShelf("extract", load))  # type: ignore[arg-type]


def rows(house: House) -> dict[str, list[str]]:
    return {row[0]: row for row in model_rows(house)}


def test_every_known_model_has_a_row_with_its_licence() -> None:
    found = rows(house())
    assert found.keys() >= {entry.name for entry in REGISTRY}
    assert found["rut5-gazeta"][1:5] == ["нет", "977", "600", "Apache-2.0"]
    assert found["rut5-gazeta"][5] == "—"
    assert found["compact"][1] == "да" and found["compact"][5] == tab_texts.NOT_MEASURED.ru


def test_what_can_be_used_here_comes_first() -> None:
    states = [row[1] for row in model_rows(house())]
    assert states == sorted(states, key=lambda state: state == tab_texts.IS_NOT_HERE.ru) and "нет" in states


def test_size_is_that_of_the_files_here() -> None:
    here = house()
    n_bytes = sum(path.stat().st_size for path in here.shelf.files("compact"))
    assert n_bytes > 10**8
    assert rows(here)["compact"][2] == str(round(n_bytes / 10**6))


def test_measuring_fills_in_the_speed() -> None:
    here = House(ModelShelf.holding(Summarizer(ExtractEngine()), Summarizer.load), "ru")
    lines = list(measure(here, "extract"))
    assert here.shelf.speeds["extract"] > 0
    assert re.search(r"\d\xa0знак(а|ов)? в секунду; ", lines[-1])
    assert rows(here)["extract"][5].replace("\xa0", "").isdigit()
    assert rows(here)["extract"][1] == "в памяти"


def test_speed_is_characters_by_seconds() -> None:
    slow = ScriptedEngine(lambda request: [Draft(request.source[:50], time.sleep(0.2) or 0.0)], max_source_tokens=10**6)
    here = House(ModelShelf.holding(Summarizer(slow), Summarizer.load))
    list(measure(here, "scripted"))
    assert 40 < here.shelf.speeds["scripted"] < 5000  # about 800 characters in 0.2 s, or much later


def test_loading_says_how_far_it_is() -> None:
    may_end = Event()

    def load(name: str) -> Summarizer:
        may_end.wait(60)
        return Summarizer(ScriptedEngine(name=name))

    here = House(ModelShelf("compact", load))
    lines = measure(here, "compact")
    first = next(lines)
    assert first.startswith("Читаю файлы модели: ") and first.endswith(" МБ")
    while not next(lines).startswith("Загружаю модель в память"):
        pass
    may_end.set()
    assert [*lines][-1].startswith("compact: ")


def test_damaged_model_gets_a_sentence_and_the_button_back() -> None:
    def load(name: str) -> Summarizer:
        raise ModelError("Файл модели повреждён")

    *_, last = _measured(house(load), "compact")
    assert last[0]["value"] == [("Файл модели повреждён", None)]
    assert last[2]["interactive"] is True


def test_model_that_another_took_the_place_of_is_not_measured() -> None:
    lost = Summarizer(ExtractEngine(), [Finding("model_lost", text="Файл модели повреждён")])
    here = house(lambda name: lost)
    *_, last = _measured(here, "compact")
    assert "Файл модели повреждён" in last[0]["value"][0][0] and not here.shelf.speeds
    assert rows(here)["compact"][1] == "да"


def test_crash_gets_a_sentence_without_its_place() -> None:
    def load(name: str) -> Summarizer:
        raise RuntimeError("/secret/place")

    *_, last = _measured(house(load), "extract")
    assert "сломалось" in last[0]["value"][0][0] and "/secret" not in last[0]["value"][0][0]


@pytest.mark.parametrize("name", ["../../etc", "нет", "ai-forever/ruT5-base"])
def test_model_that_is_not_here_gets_a_sentence(name: str) -> None:
    *_, last = _measured(house(), name)
    assert f"«{name}»" in last[0]["value"][0][0]


def snapshot(cache: Path, hub_id: str, config: dict[str, object]) -> Path:
    """A model in a hub's cache, as ``hf download`` leaves it."""
    root = cache / ("models--" + hub_id.replace("/", "--"))
    folder = root / "snapshots" / "abc"
    folder.mkdir(parents=True)
    (root / "refs").mkdir()
    (root / "refs" / "main").write_text("abc")
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").write_bytes(bytes(2 * 10**6))
    return folder


def in_process(cache: Path, code: str) -> str:
    """What a program prints that has this hub cache."""
    environment = os.environ | {"HF_HUB_CACHE": str(cache)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return done.stdout.strip()


def test_models_that_a_person_fetched_are_found(tmp_path: Path) -> None:
    seq2seq = {"is_encoder_decoder": True}
    own = snapshot(tmp_path, "someone/own-ruT5", seq2seq)
    snapshot(tmp_path, "ai-forever/ruT5-base", seq2seq)  # pretrained only: no summarizer
    snapshot(tmp_path, "someone/bert", {"architectures": ["BertModel"]})
    snapshot(tmp_path, "someone/broken", {})
    code = (
        "from summarizer.models import find_all_local\nprint(*[one.entry.name for one in find_all_local()], sep='\\n')"
    )
    found = in_process(tmp_path, code).splitlines()
    assert found == ["compact", "extract", str(own)]


def test_commands_bring_a_model_to_where_it_is_found(tmp_path: Path) -> None:
    """The commands are run as they stand, except for the download itself."""
    there, here = tmp_path / "there", tmp_path / "cache of anna"
    snapshot(there / "hub", RUT5.hub_id or "", {"is_encoder_decoder": True})
    commands = bring_commands(RUT5, here)
    install, download, pack = commands.there.splitlines()
    assert install == "pip install huggingface_hub"
    assert download.startswith(f"hf download {RUT5.hub_id} --cache-dir hub --include '*.json'")
    subprocess.run(["bash", "-c", pack], cwd=there, check=True)
    make, unpack, doctor = commands.here.splitlines()
    subprocess.run(["bash", "-ec", f"{make}\n{unpack}"], cwd=there, check=True)
    assert doctor == "summarizer doctor --model rut5-gazeta"
    assert in_process(here, "from summarizer.models import locate; print(locate('auto').entry.name)") == "rut5-gazeta"


def test_download_command_is_one_that_the_client_understands() -> None:
    download = bring_commands(RUT5).there.splitlines()[1]
    usage = subprocess.run(["hf", "download", "--help"], capture_output=True, text=True, check=True).stdout
    for flag in ("--cache-dir", "--include"):
        assert flag in download and flag in usage


def test_what_is_here_includes_the_bundled_ones() -> None:
    assert {"extract", "compact"} <= {one.entry.name for one in find_all_local()}
