import argparse
import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import SummaryOptions
from summarizer.cli import build_parser, main
from summarizer.cli.flags import expand
from summarizer.models import REGISTRY
from tests.texts import LONG, NEWS, SPOILED
from tests.tiny import rut5_gazeta

Capture = pytest.CaptureFixture[str]


def flags(command: str) -> dict[str, argparse.Action]:
    [commands] = [action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return {action.dest: action for action in commands.choices[command]._actions}


@pytest.mark.parametrize("command", ["run", "evaluate"])
@pytest.mark.parametrize("field", dataclasses.fields(SummaryOptions), ids=lambda field: field.name)
def test_every_option_has_a_flag_with_its_default(command: str, field: "dataclasses.Field[object]") -> None:
    assert flags(command)[field.name].default == field.default


def test_every_flag_says_what_it_does() -> None:
    for command in ("run", "clean", "evaluate", "models", "doctor", "app"):
        assert all(action.help for action in flags(command).values())


def test_clean_prints_the_text_and_counts_repairs_on_stderr(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SPOILED, encoding="utf-8")
    assert main(["clean", str(path)]) == 0
    captured = capfd.readouterr()
    assert captured.out == NEWS + "\n"
    assert "чужая буква" in captured.err


def test_clean_json_has_the_place_of_each_repair(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SPOILED, encoding="utf-8")
    assert main(["clean", "--json", str(path)]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["text"] == NEWS
    for repair in found["repairs"]:
        assert SPOILED[repair["start"] : repair["stop"]] == repair["before"] != repair["after"]


def test_models_lists_the_registry(capfd: Capture) -> None:
    assert main(["models"]) == 0
    listed = capfd.readouterr().out
    assert "окно" in listed.splitlines()[-1]  # what the column means
    assert all(entry.name in listed and entry.licence in listed for entry in REGISTRY)


def test_evaluate_prints_a_row_for_each_system(tmp_path: Path, capfd: Capture) -> None:
    pairs = tmp_path / "pairs.jsonl"
    row = {"text": NEWS, "summary": "Мост через Упу закроют на ремонт до 15 ноября."}
    pairs.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["evaluate", str(pairs), "--model", "extract", "--json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    assert [row["system"] for row in rows] == ["lead-3", "lead той же длины", "oracle", "extract"]
    assert all(0 < row["rouge_l"]["low"] <= row["rouge_l"]["value"] <= 100 for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "summarizer: не хватает команды, например: summarizer run статья.txt. Справка: summarizer --help"),
        ("fly", "summarizer: команды «fly» нет; есть run, clean, "),
        (
            "статья.txt",
            "summarizer: команды «статья.txt» нет; есть run, clean, evaluate, models, doctor, app. Реферат ",
        ),
        ("run", "summarizer run: не хватает: ПУТЬ. Справка: summarizer run --help"),
        ("run - --wrods 5", "summarizer run: неизвестный ключ или лишнее слово: --wrods 5; может быть, --words. Спр"),
        ("run - --wrods=5", "summarizer run: неизвестный ключ или лишнее слово: --wrods=5; может быть, --words. Спр"),
        ("doctor a.txt", "summarizer doctor: неизвестный ключ или лишнее слово: a.txt. Справка: summarizer doctor "),
        ("--foo models", "summarizer: неизвестный ключ или лишнее слово: --foo. Справка: summarizer --help"),
        ("run - --s 5", "summarizer run: --s — начало нескольких ключей: --strict, --sentences."),
        ("run - --length огромная", "summarizer run: --length: «огромная» не подходит; возможны short, medium, long."),
        ("run - --words много", "summarizer run: --words: «много» — не целое число."),
        ("run - --ratio много", "summarizer run: --ratio: «много» — не доля, например 10% или 0.1."),
        ("run - --words 5 --points 5", "summarizer run: --points: нельзя указать вместе с --words."),
        ("clean - --id-column", "summarizer clean: --id-column: нужно значение."),
        ("clean - --json=5", "summarizer clean: --json: значение «5» лишнее."),
    ],
)
def test_wrong_call_is_exit_2_and_one_line(arguments: str, said: str, capfd: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments.split())
    told = capfd.readouterr().err
    assert stopped.value.code == 2 and told.startswith(said) and told.count("\n") == 1


@pytest.mark.parametrize("command", ["", "run", "clean", "evaluate", "models", "doctor", "app"])
def test_help_is_russian(command: str, capfd: Capture) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    told = capfd.readouterr().out
    assert not re.search("usage|options|positional|show this|COLUMN|MODEL", told)
    assert re.match(r"вызов: .+?\n\n[А-Я«][^\n]+\.\n", told, re.DOTALL)  # what it does, before how


def test_what_is_not_installed_is_named_with_the_command_that_helps() -> None:
    line = "app --no-browser --port 0"
    code = f"import sys; sys.modules['gradio'] = None; from summarizer.cli import main; main('{line}'.split())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "summarizer: не установлен gradio. Поставить: pip install 'summarizer[models,page]'" in done.stderr


def test_stream_has_a_name(capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for data, said in ((b"\xcc\xee\xf1\xf2", "стандартный ввод: байт 0"), (NEWS.encode(), "*модель: extract · ")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        main(["run", "-", "--encoding", "utf-8", "--format", "md", "--model", "extract"])
        assert said in "".join(capfd.readouterr())


@pytest.mark.parametrize("command", ["run", "clean"])
@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([""], "путь пуст"),
        ([".", "-o", ""], "путь пуст"),
        (["a.txt", "-o", "-"], "--out: «-» — не папка; чтобы результат шёл на экран, уберите этот ключ"),
        ([".", "--encoding", "foo"], "«foo»"),
    ],
)
def test_path_or_encoding_that_names_nothing_is_exit_2(
    command: str, flags: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main([command, *flags])
    assert stopped.value.code == 2 and said in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_encoding_that_was_given_and_does_not_fit_may_be_left_out(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_bytes(NEWS.encode("cp1251"))
    assert main(["run", str(tmp_path / "a.txt"), "--encoding", "utf-8", "--model", "extract"]) == 3
    assert "Уберите --encoding" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--retry-failed"], "--retry-failed и --prune без -o ничего не меняют"),
        (["--dtype", "float32"], "--device, --dtype, --num-beams и --n-best ничего не меняют"),
        (["--num-beams", "4"], "--device, --dtype, --num-beams и --n-best ничего не меняют"),
        (["--text-column", "тело"], "--text-column и --id-column ничего не меняют"),
    ],
)
def test_flag_that_changes_nothing_is_told(flags: list[str], said: str, tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    assert main(["run", str(path), "--model", "extract", *flags]) == 0
    assert said in capfd.readouterr().err
    assert main(["run", str(path), "--model", "extract"]) == 0
    assert "ничего не меня" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("plot", "code", "said"),
    [("p.png", 2, "p.svg"), ("нет/p.svg", 1, "такой папки нет"), ("folder.svg", 1, "на этом месте папка")],
)
def test_plot_that_cannot_be_written_is_told_before_the_work(
    plot: str, code: int, said: str, tmp_path: Path, capfd: Capture
) -> None:
    (tmp_path / "folder.svg").mkdir()
    line = ["evaluate", str(tmp_path / "no-pairs.jsonl"), "--model", "extract", "--plot", str(tmp_path / plot)]
    assert main(line) == code  # without pairs it would be another error
    assert said in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_folder_in_the_place_of_the_journal_is_said_in_russian(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "out" / "summaries.jsonl").mkdir(parents=True)
    assert main(["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--model", "extract"]) == 1
    assert "на этом месте папка, а не файл" in capfd.readouterr().err


def test_option_out_of_range_is_exit_2(capfd: Capture) -> None:
    assert main(["run", "-", "--num-beams", "0", "--model", "extract"]) == 2
    assert "от 1 до 32" in capfd.readouterr().err


def test_length_flags_reach_the_summary(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LONG, encoding="utf-8")
    for flag, value, option in (("--ratio", "10%", 0.1), ("--ratio", "0,2", 0.2), ("--words", "30", 30)):
        assert main(["run", str(path), "--model", "extract", "--format", "jsonl", flag, value]) == 0
        record = json.loads(capfd.readouterr().out)
        assert record["settings"]["options"][flag.removeprefix("--")] == pytest.approx(option)
    assert abs(len(record["summary"].split()) - 30) <= 30 * 0.15


def test_points_and_title_are_shown(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    assert main(["run", str(path), "--model", "extract", "--points", "3", "--title"]) == 0
    title, gap, *points = capfd.readouterr().out.splitlines()
    assert title.startswith("Городской мост") and not gap and len(points) == 3


def test_what_a_reader_should_know_is_told_beside_the_summary(tmp_path: Path, capfd: Capture) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Совет ???????? ????? утвердил план. {NEWS}", encoding="utf-8")
    (folder / "b.txt").write_text(NEWS, encoding="utf-8")
    assert main(["run", str(folder / "a.txt"), "--model", "extract"]) == 0
    told = capfd.readouterr()
    assert "замечание: Часть букв исходного текста утрачена" in told.err and "замечание" not in told.out
    assert main(["run", str(folder), "--model", "extract"]) == 0
    assert "a.txt: замечание: Часть букв" in capfd.readouterr().err
    assert main(["run", str(folder), "--model", "extract", "-o", str(tmp_path / "out")]) == 0
    said = capfd.readouterr().err
    assert "рефератов с замечаниями: 1 (где они: " in said and " 0 %" not in said
    assert main(["run", str(folder), "--model", "extract", "-o", str(tmp_path / "table"), "--format", "csv"]) == 0
    assert "рефератов с замечаниями: 1 (где они: столбец findings в" in capfd.readouterr().err
    assert main(["run", str(folder / "a.txt"), "--model", "extract", "--format", "md"]) == 0
    assert "замечание" not in capfd.readouterr().err  # it stands in the text


@pytest.mark.parametrize("pair", [["--words", "5", "--ratio", "5%"], ["--points", "2", "--sentences", "2"]])
def test_lengths_exclude_each_other(pair: "list[str]") -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run", "-", *pair])
    assert stopped.value.code == 2


@pytest.mark.parametrize("encoding", ["cp1252", "cp866"])
def test_help_goes_through_a_pipe_whatever_the_systems_encoding(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}
    command = [sys.executable, "-m", "summarizer", "run", "--help"]
    done = subprocess.run(command, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Прерванный запуск" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_terminal_without_a_sign_shows_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Мост — новый.", encoding="utf-8")
    shown, terminal = os.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "cp866:strict"}
    command = [sys.executable, "-m", "summarizer", "clean", str(path)]
    done = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, env=environment)
    os.close(terminal)
    with open(shown, "rb", buffering=0) as screen:
        said = screen.read(1000)
    assert (done.returncode, said.decode("cp866").strip()) == (0, "Мост ? новый.")


@pytest.mark.parametrize("command", ["run", "clean"])
def test_text_in_the_place_of_a_file_fails_alone(command: str, tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    assert main([command, LONG, str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]) == 3
    assert "имя длиннее, чем бывает у файлов; сам текст передают через «-»" in capfd.readouterr().err
    assert len(list((tmp_path / "out").rglob("*.txt"))) == 1


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_one_may_not_read_is_no_surprise(tmp_path: Path) -> None:
    like_others = [] if os.geteuid() else ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    if like_others and (not shutil.which("setpriv") or subprocess.run([*like_others, "true"], check=False).returncode):
        pytest.skip("root that cannot give up its rights")
    folder = rut5_gazeta(tmp_path).folder
    folder.chmod(0)
    for words, code, said in (
        (["run", str(folder / "a.txt"), "--model", "extract"], 3, "a.txt: не открывается"),
        (["run", __file__, "--model", str(folder)], 1, f"нет доступа к {folder / 'config.json'}. Проверьте права"),
        (["doctor", "--model", str(folder)], 4, "итог: не в порядке: модель\n```\n"),
    ):
        command = [*like_others, sys.executable, "-m", "summarizer", *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == code and said in done.stdout + done.stderr
    folder.chmod(0o700)


def test_patterns_and_the_home_folder_are_found_where_no_shell_does_it(tmp_path: Path) -> None:
    for name in ("б.txt", "а.txt", "[1].txt", "в.md"):
        (tmp_path / name).touch()
    given = [tmp_path / "*.txt", tmp_path / "[1].txt", tmp_path / "*.pdf", Path("-"), Path("~", "нет такой")]
    texts = [tmp_path / name for name in ("[1].txt", "а.txt", "б.txt")]
    assert expand(given) == [*texts, tmp_path / "[1].txt", tmp_path / "*.pdf", Path("-"), Path.home() / "нет такой"]


def test_interrupt_before_the_command_is_there_ends_it_without_a_traceback() -> None:
    program = """
import sys
from importlib.abc import MetaPathFinder
class Interrupts(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "summarizer.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupts())
from summarizer.__main__ import main
sys.exit(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


def test_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    for i in range(40):
        (tmp_path / f"{i}.txt").write_text(NEWS * 20, encoding="utf-8")
    line = f"{sys.executable} -m summarizer run {tmp_path} --length long --model extract | head -c 1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_encoding_can_be_forced(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Привет, мир".encode("koi8-r"))
    assert main(["clean", "--encoding", "koi8-r", str(path)]) == 0
    assert capfd.readouterr().out == "Привет, мир\n"


def test_strict_makes_partial_reading_an_exit_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    checkpoint = rut5_gazeta(tmp_path)  # its window holds 600 tokens
    short, long = tmp_path / "short.txt", tmp_path / "long.txt"
    short.write_text(NEWS, "utf-8")
    long.write_text(NEWS * 6, "utf-8")
    model = ["--model", str(checkpoint.folder), "--dtype", "bfloat16", "--words", "10", "--faithful", "off"]
    assert main(["run", str(short), *model, "--strict"]) == 0
    assert main(["run", str(long), *model]) == 0
    assert main(["run", str(long), *model, "--strict"]) == 3
    assert main(["run", str(long), "--model", "extract", "--strict"]) == 0  # reads all of any text
    capfd.readouterr()
