"""Guards of the house: what the package exports, what an import costs, what the README promises."""

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer
from summarizer.garbage import lasting

ROOT = Path(__file__).resolve().parent.parent


def test_all_is_what_is_public() -> None:
    modules = {path.stem for path in (ROOT / "summarizer").iterdir()}
    names = {name: getattr(summarizer, name) for name in dir(summarizer) if not name.startswith("_")}
    helpers = {"import_module", "Final", "TYPE_CHECKING"}
    assert set(summarizer.__all__) == set(names) - modules - helpers
    assert {value.__name__ for name, value in names.items() if name in summarizer.__all__} == set(summarizer.__all__)
    with pytest.raises(AttributeError, match="'Sumarizer'"):
        summarizer.Sumarizer  # noqa: B018


def loaded_by(statement: str) -> set[str]:
    """The modules of a fresh interpreter after a statement."""
    code = f"import sys; {statement}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_import_loads_nothing_heavy() -> None:
    loaded = loaded_by("from summarizer import *; import summarizer.cli")
    heavy = {"torch", "transformers", "gradio", "ctranslate2", "numpy", "pymorphy3", "slovnet", "trafilatura"}
    assert "summarizer.cli" in loaded and heavy.intersection(loaded) == set()


@pytest.mark.parametrize(
    ("module", "needless"),
    [
        ("summarizer", {"cleaning", "checking", "reading", "summarize"}),
        ("summarizer.cli", {"reading.parsers", "page", "evaluate"}),
        ("summarizer.reading.child", {"checking", "selection", "summarize", "page"}),
        ("summarizer.engines.apart_child", {"checking", "cleaning", "selection", "reading"}),
    ],
)
def test_import_loads_its_own_rooms_only(module: str, needless: set[str]) -> None:
    loaded = loaded_by(f"import {module}")
    assert module in loaded and {room for room in needless if f"summarizer.{room}" in loaded} == set()


def test_tree_of_the_readme_names_every_file_and_room_once() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = readme.split("## The house")[1].split("```")[1].strip("\n").splitlines()
    inside = [line.split()[0] for line in lines if line.startswith("  ")]
    there = (path for path in (ROOT / "summarizer").iterdir() if path.suffix == ".py" or any(path.glob("*.py")))
    assert sorted(inside) == sorted(path.name for path in there if not path.name.startswith("_"))
    outside = [line.split()[0] for line in lines if not line.startswith("  ")]
    assert len(outside) > 5 and all((ROOT / name).exists() for name in outside)


def test_library_lines_of_the_readme_run() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    code = readme.split("```python")[1].split("```")[0]
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_registry_of_files_over_95_mb_is_empty() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("no repository, as in a source distribution")
    sizes = {name: (ROOT / name).stat().st_size for name in listed.split("\0") if name and (ROOT / name).is_file()}
    assert not {name: size for name, size in sizes.items() if size > 95_000_000}


def test_compact_folder_is_an_ordinary_checkpoint() -> None:
    folder = ROOT / "models" / "compact"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert config["architectures"] and config["dtype"] == "bfloat16"
    assert list(folder.glob("*.safetensors")) and (folder / "tokenizer.json").is_file()
    assert (folder / "generation_config.json").is_file()


def test_garbage_of_what_lasts_is_not_looked_for() -> None:
    n_before = gc.get_freeze_count()
    with lasting():
        assert not gc.isenabled()
        kept = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    assert gc.isenabled() and gc.get_freeze_count() >= n_before + len(kept)


def test_every_expression_of_the_package_compiles() -> None:
    heavy = ("engines", "page", "__main__", "training")
    modules = (path.relative_to(ROOT).with_suffix("").parts for path in (ROOT / "summarizer").rglob("*.py"))
    names = sorted(".".join(parts).removesuffix(".__init__") for parts in modules if parts[1] not in heavy)
    code = (
        "import gc, importlib, sys; from summarizer.patterns import _Pattern\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(len([one.flags for one in gc.get_objects() if isinstance(one, _Pattern)]))"
    )
    found = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=True)
    assert int(found.stdout) > 400
