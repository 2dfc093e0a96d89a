"""``summarizer doctor`` on whole, damaged and senseless models."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from summarizer.cli import main
from summarizer.doctor import SAMPLE, Check, examine
from summarizer.engines import gpu
from tests.tiny import FAMILIES, patch_config


def bad(checks: list[Check]) -> list[str]:
    return [check.name for check in checks if not check.is_good]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "summarizer"


def test_extract_is_in_order_and_the_report_can_be_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--model", "extract"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == lines[-2] == "```"
    assert "итог: всё в порядке" in lines
    assert any("ctranslate2" in line and "Python" in line for line in lines)


def test_compact_is_in_order() -> None:
    checks = list(examine("compact", threads=1))
    assert bad(checks) == []
    files = [check.detail for check in checks if check.name == "файл"]
    assert any(re.fullmatch(r"model-00001-of-00003\.safetensors \d+ байт sha256 [0-9a-f]{16}", line) for line in files)
    by_name = {check.name: check.detail for check in checks}
    assert "нет: ничего; лишние: ничего" in by_name["веса"]
    assert "'<eos>' (1)" in by_name["знаки"] and "слово в слово" in by_name["токенизатор"]
    assert re.search(r"загрузка [\d.]+ с, реферат [\d.]+ с, память \d+ МБ", by_name["время"])


def test_tiny_checkpoint_is_whole_but_talks_nonsense(cache: Path, tmp_path: Path) -> None:
    checks = list(examine(str(FAMILIES["rut5_gazeta"](tmp_path).folder), threads=1))
    by_name = {check.name: check for check in checks}
    assert by_name["веса"].is_good and by_name["начало"].detail.endswith("(2)")
    assert by_name["движок"].is_good
    assert by_name["движок"].detail.startswith(
        ("ONNX Runtime int8, расхождение 0.0", "CTranslate2 int8, расхождение 0.0")
    )
    assert not by_name["реферат"].is_good


def test_a_library_that_is_not_installed_is_named_with_the_remedy(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = FAMILIES["rut5_absum"](tmp_path)
    monkeypatch.setitem(sys.modules, "ctranslate2", None)  # as where it is not installed
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    engines = [check for check in examine(str(checkpoint.folder), threads=1) if check.name == "движок"]
    assert "CTranslate2 не установлен: pip install" in engines[-2].detail
    assert engines[-1].detail == "transformers" and not any(check.is_good for check in engines)


def test_engine_on_a_gpu_needs_no_conversion(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FAMILIES["compact"](tmp_path).folder
    monkeypatch.setattr(gpu, "has_gpu", lambda: True)
    by_name = {check.name: check for check in examine(str(folder), threads=1)}
    assert by_name["движок"] == Check("движок", "transformers на видеокарте")
    assert not (cache / "converted").exists()


def test_vocabulary_that_is_too_large_is_a_finding_and_the_report_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = FAMILIES["rut5_absum"](tmp_path).folder
    patch_config(folder, vocab_size=100)  # fewer pieces than the tokenizer has
    weights = load_file(folder / "model.safetensors")
    cut = {name: value[:100].clone() if value.shape[0] == 220 else value for name, value in weights.items()}
    save_file(cut, folder / "model.safetensors", metadata={"format": "pt"})
    assert main(["doctor", "--model", str(folder), "--threads", "1"]) == 4
    report = capsys.readouterr().out
    assert "!! движок      Токенизатор в " in report and "!! реферат     Токенизатор в " in report
    assert re.search(r"итог: не в порядке: .*словарь, движок, реферат", report)


@pytest.mark.parametrize("library", ["torch", "transformers"])
def test_weights_without_their_library_are_a_finding_not_a_traceback(library: str, tmp_path: Path) -> None:
    folder = FAMILIES["rut5_absum"](tmp_path).folder
    as_if_absent = f"import sys; sys.modules[{library!r}] = None; from summarizer.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", as_if_absent, "doctor", "--model", str(folder), "--threads", "1"]
    env = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}  # a form that another test made would run
    report = subprocess.run(command, capture_output=True, text=True, check=False, env=env).stdout
    assert f"!! веса        без {library} не проверить: pip install 'summarizer[models]'" in report
    assert f"!! реферат     Для нейросетевых моделей нужен {library}: pip install 'summarizer[models]'" in report


def test_report_does_not_tell_where_the_users_folders_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    folder = FAMILIES["rut5_absum"](tmp_path / "anna").folder
    main(["doctor", "--model", str(folder), "--threads", "1"])
    report = capsys.readouterr().out
    assert f"--model {folder.name}" in report and str(tmp_path) not in report


def test_source_sentences_that_fill_a_summary_up_do_not_excuse_the_model(tmp_path: Path) -> None:
    by_name = {check.name: check for check in examine(str(FAMILIES["compact"](tmp_path).folder), threads=1)}
    assert by_name["реферат"].detail.endswith("бесплатным. [без конца]")
    assert not by_name["реферат"].is_good


def test_missing_weights_are_named_and_the_report_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    folder = FAMILIES["rut5_gazeta"](tmp_path).folder
    weights = torch.load(folder / "pytorch_model.bin", weights_only=True)
    weights["extra.weight"] = weights.pop("encoder.block.0.layer.0.SelfAttention.q.weight")
    torch.save(weights, folder / "pytorch_model.bin")
    assert main(["doctor", "--model", str(folder), "--threads", "1"]) == 4
    out = capsys.readouterr().out
    assert "нет: encoder.block.0.layer.0.SelfAttention.q.weight; лишние: extra.weight" in out
    assert re.search(r"итог: не в порядке: .*веса.*реферат", out)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "tokenizer.json", "config.json"])
def test_damaged_file_is_a_finding_not_a_traceback(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = FAMILIES["rut5_gazeta"](tmp_path).folder / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert main(["doctor", "--model", str(path.parent), "--threads", "1"]) == 4
    assert "!!" in capsys.readouterr().out


def test_unknown_model_is_exit_4(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--model", "rut5"]) == 4
    assert "неизвестна" in capsys.readouterr().out


def test_sample_is_long_enough_to_need_a_summary() -> None:
    assert len(SAMPLE.split()) > 100
