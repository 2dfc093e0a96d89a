"""The benchmark of the engines: what it counts and how it puts figures together; its runs take minutes."""

import doctest
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.engines import GEOMETRIES, likelihood, limits, lookup, products, quality
from benchmarks.engines.job import Job
from benchmarks.engines.limits import Load, Machine, floor_s
from benchmarks.engines.table import Setting, lines, load_of, read, save
from benchmarks.engines.texts import MIN_TOKENS, documents, sentences
from benchmarks.engines.turns import TIMED, Measure
from summarizer import SummaryOptions
from summarizer.evaluate import Pair
from summarizer.models import locate
from tests.tiny import TEXTS, mbart_gazeta, rut5_gazeta

JOB = Job(
    geometry="rut5-base", checkpoint="", raw="", onnx="", one="", short="", documents="", out="", cache="",
    is_decoder=False, suffix="", max_source_tokens=599, n_one_tokens=600, n_folder_tokens=6000, n_documents=20,
    target_words=12, n_new=60, threads=2,
)  # fmt: skip
MACHINE = Machine(read=20e9, float32=0.2e12, bfloat16=0.4e12, int8=0.8e12)
SETTING = Setting(JOB, MACHINE, {"naive fp32": 977, "ours int8": 247})


def figures() -> list[Measure]:
    slow = [Measure("naive fp32", "one greedy", wall, 2 * wall, 1500, 0.1) for wall in (4.0, 3.0, 9.0)]
    fast = [Measure("ours int8", "one greedy", wall, wall, 400, 0.3, "CTranslate2Engine") for wall in (1.0, 2.0, 0.5)]
    return slow + fast


def test_table_holds_medians_spread_and_ratios() -> None:
    shown = "\n".join(lines(SETTING, figures()))
    assert "| naive fp32 | – | 4.00 (3.00–9.00) 1.0× | – | – |" in shown
    assert "| ours int8 | – | 1.00 (0.50–2.00) 4.0× | – | – |" in shown
    assert "| ours int8 | – | 1.00 (0.50–2.00) 8.0× | – | – |" in shown  # of the processor
    assert "| ours int8 | 400 | – | 247 |" in shown
    assert "ours int8 ran in CTranslate2Engine" in shown
    assert "load when a measurement began: up to 0.3" in shown
    assert "of 3 rounds" in shown


def test_figures_of_several_runs_share_a_table(tmp_path: Path) -> None:
    for name, part in (("a", figures()[:3]), ("b", figures()[3:])):
        for value in (SETTING, *part):
            save(tmp_path / name, value)
    save(tmp_path / "b", replace(SETTING, machine=replace(MACHINE, read=1e9)))  # the machine was busy
    setting, found = read([tmp_path / "a", tmp_path / "b"])
    assert list(lines(setting, found)) == list(lines(SETTING, figures()))


def test_figures_of_other_work_are_refused(tmp_path: Path) -> None:
    save(tmp_path / "a", SETTING)
    save(tmp_path / "b", replace(SETTING, job=replace(JOB, n_new=61)))
    with pytest.raises(SystemExit, match=r"b: .*61.* was measured, in the files before .*60"):
        read([tmp_path / "a", tmp_path / "b"])
    with pytest.raises(SystemExit, match="--json"):
        read([])


def test_limit_of_one_document_is_what_the_machine_needs_for_products_and_reading() -> None:
    load = load_of(JOB, "one greedy")
    assert load == Load(600, 60, 60, GEOMETRIES["rut5-base"].source_weights, GEOMETRIES["rut5-base"].step_weights)
    products = 2 * 600 * load.source_weights / MACHINE.float32
    assert floor_s("naive fp32", load, MACHINE) == pytest.approx(products + 60 * load.step_weights * 4 / MACHINE.read)
    assert floor_s("ours int8", load, MACHINE) < floor_s("transformers bf16", load, MACHINE)
    assert doctest.testmod(limits).failed == 0


def test_limit_of_a_folder_is_products() -> None:
    load = load_of(JOB, "folder")
    products = 2 * (6000 * load.source_weights + 20 * 60 * load.step_weights) / MACHINE.float32
    assert floor_s("ours float32", load, MACHINE) == pytest.approx(products)


def test_weights_are_counted_as_the_models_have_them() -> None:
    assert GEOMETRIES["rut5-base"].step_weights == 122_130_432
    assert GEOMETRIES["compact"].step_weights == 112_393_600  # all of it: its one file has 112.4 M parameters


def test_documents_are_always_the_same_and_of_uneven_lengths() -> None:
    found = list(documents(50, lambda text: len(text.split())))
    assert found == list(documents(50, lambda text: len(text.split())))
    assert len(set(found)) == 50
    sizes = sorted(len(text.split()) for text in found)
    assert sizes[0] > MIN_TOKENS // 2 and sizes[-1] > 3 * sizes[0]
    assert len(sentences()) > 300


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is counted in other units elsewhere")
def test_timed_command_tells_its_own_seconds_memory_and_exit_code() -> None:
    code = (
        "import sys, time; b = b'x' * 300_000_000; end = time.process_time() + 0.2\nwhile time.process_time() < end: 0"
    )
    line = [sys.executable, TIMED, sys.executable, "-c", f"{code}\nprint('done'); sys.exit(3)"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    *said, last = done.stdout.splitlines()
    found = json.loads(last)
    assert said == ["done"] and done.returncode == 3
    assert found["wall_s"] >= 0.2 and 0.2 <= found["cpu_s"] < 60 and 286 < found["peak_mb"] < 400


def test_quality_of_int8_is_told_beside_float32(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = rut5_gazeta(tmp_path).folder
    text = " ".join(TEXTS * 3)
    pairs = [{"text": text, "summary": TEXTS[0]}, {"text": f"{TEXTS[3]} {text}", "summary": TEXTS[3]}]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs), "utf-8")
    quality.main([str(tmp_path / "pairs.jsonl"), "--model", str(folder), "--num-beams", "1"])
    assert "n = 2; ROUGE-L float32" in (shown := capsys.readouterr().out) and "equal summaries" in shown


def test_likelihood_of_references_is_told_in_both_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    checkpoint = rut5_gazeta(tmp_path)
    pairs = [Pair(" ".join(TEXTS * 3), TEXTS[0]), Pair(TEXTS[3], TEXTS[3])]
    costs, added, n_tokens = likelihood.losses(locate(str(checkpoint.folder)), pairs)
    assert len(costs) == len(added) == 2 and n_tokens > 4
    assert all(cost > 1 for cost in costs)  # random weights
    assert any(added) and all(abs(loss) < 0.5 for loss in added)  # int8 is not float32, and near it
    (tmp_path / "pairs.jsonl").write_text(
        "\n".join(json.dumps({"text": p.text, "summary": p.reference}) for p in pairs), "utf-8"
    )
    likelihood.main([str(tmp_path / "pairs.jsonl"), "--model", str(checkpoint.folder)])
    assert f"n = 2, {n_tokens} tokens; a reference costs" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="extract: no converted form"):
        likelihood.losses(locate("extract"), pairs)


def test_quality_of_a_model_without_a_converted_form_is_refused() -> None:
    with pytest.raises(SystemExit, match="extract: no converted form of it runs"):
        quality.summarize("extract", "int8", [], SummaryOptions())


def test_quality_is_judged_by_the_mean_difference() -> None:
    float32 = quality.Summaries(["а", "б"], [20.0, 10.0], 1.0)
    near = quality.report(float32, quality.Summaries(["а", "в"], [20.0, 9.7], 0.5))
    assert "difference -0.15 (95 %: -0.30 to +0.00), bar ±0.2: met; equal summaries 1" in near
    assert "bar ±0.2: MISSED" in quality.report(float32, quality.Summaries(["а", "в"], [20.0, 9.5], 0.5))


def test_guessing_is_measured_against_the_same_engine_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = rut5_gazeta(tmp_path).folder
    (tmp_path / "pairs.jsonl").write_text(json.dumps({"text": " ".join(TEXTS * 30), "summary": TEXTS[0]}), "utf-8")
    lookup.main([str(tmp_path / "pairs.jsonl"), "--model", str(folder), "--words", "5"])
    assert "n = 1; tokens a pass" in (shown := capsys.readouterr().out) and "equal 1" in shown
    assert doctest.testmod(lookup).failed == 0


def test_guessing_of_a_model_that_it_cannot_measure_ends_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, folder = tmp_path / "pairs.jsonl", mbart_gazeta(tmp_path).folder
    pairs.write_text(json.dumps({"text": TEXTS[0], "summary": TEXTS[0]}), "utf-8")
    for model, dtype, said in (
        (folder, "int8", f"{folder}: ONNX Runtime does not run this model in int8 here"),
        (tmp_path / "none", "float32", f"Модель «{tmp_path / 'none'}» неизвестна"),
    ):
        with pytest.raises(SystemExit) as ended:
            lookup.main([str(pairs), "--model", str(model), "--dtype", dtype])
        assert ended.value.code == 2 and said in capsys.readouterr().err


def test_ways_to_multiply_bytes_stand_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    products.main(["--geometry", "small", "--times", "1", "--tokens", "30", "--threads", "1"])
    said, head, _, reading, *steps = capsys.readouterr().out.splitlines()
    assert said.startswith("small, 1 threads, exact sums: ")
    assert head == "| | blocks | signed | half | unsigned |"
    assert [line.count("|") for line in (reading, *steps)] == [6] * (1 + len(products.N_ROWS))
    assert doctest.testmod(products).failed == 0
