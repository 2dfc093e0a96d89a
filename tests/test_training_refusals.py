"""What cannot be trained on, or with, is refused at once with a sentence that helps."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.errors import InputError
from tests.texts import NEWS
from training import fit_selection, start_e5, start_gemma, train
from training.batches import encoded_ones
from training.ending import end
from training.examples import Example, check_pairs, is_of_length
from training.fit_selection import OUT
from training.texts import Document, read_documents

Capture = pytest.CaptureFixture[str]
SUMMARY = "Мост через Упу закроют на ремонт до 15 ноября, на него выделили 40,5 млн рублей."
ROW = json.dumps({"text": NEWS, "summary": SUMMARY}, ensure_ascii=False)


def call(main: Callable[[list[str]], int], *arguments: object) -> int:
    """The exit code of a program that is called with these words."""
    return main([str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", f"{ROW}\n\n{{broken\n", r"a\.jsonl, строка 3: не JSON"),
        ("a.jsonl", '{"body": "Мост.", "lead": "Мост."}', r"строка 1: .*text.*есть body, lead"),
        ("a.jsonl", '{"text": null, "summary": "Мост."}', r"строка 1: в поле text нет текста"),
        ("a.jsonl", '{"text": "Мост.", "summary": 5}', r"строка 1: в поле summary нужен текст, а не int"),
        ("a.jsonl", f"{ROW}\n[1, 2]\n", r"строка 2: нужен объект с полями .*, а не list"),
        ("a.csv", "body,lead\nМост.,Мост.\n", r"a\.csv, строка 2: .*есть body, lead"),
        ("a.jsonl.xz", ROW, r"a\.jsonl\.xz не читается"),
        ("b.jsonl", None, r"b\.jsonl: файл не читается \(такого файла нет"),
    ],
)
def test_error_in_pairs_names_file_and_line(name: str, content: str | None, said: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(read_documents(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", f"\ufeff{ROW}\n\n"),
        ("a.jsonl", ROW.replace('"summary"', '"title": null, "reference"')),
        ("a.csv", f'text,reference\r\n"{NEWS}","{SUMMARY}"\r\n'),
    ],
)
def test_pairs_are_read_as_evaluate_reads_them(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    assert list(read_documents(tmp_path / name)) == [Document(NEWS, SUMMARY)]


def test_pairs_of_which_none_can_be_taken_are_refused_with_the_reasons() -> None:
    pairs = [Document(NEWS), Document(NEWS, "Коротко."), Document(NEWS, "Длинно. " * 200)]
    with pytest.raises(InputError, match=r"a\.jsonl: .* 0 из 3; без summary или reference: 1; .*60–900 знаков: 2"):
        check_pairs(pairs, "a.jsonl")
    assert check_pairs([*pairs, Document(NEWS, SUMMARY)], "a.jsonl").n_usable == 1
    assert check_pairs([Document(NEWS, title="Мост закроют")], "a.jsonl").n_usable == 0  # its headline is learned
    assert is_of_length(SUMMARY)


def test_epoch_without_an_example_within_the_limits_is_refused() -> None:
    unfit = [Example(NEWS, SUMMARY), None] * 300
    with pytest.raises(InputError, match=r"Документов: 200; примеров взято 0 из 200; .*: 100; .* в токенах: 100"):
        next(encoded_ones(unfit, lambda _: None, 200))


@pytest.mark.parametrize("main", [start_gemma.main, start_e5.main])
def test_missing_start_is_one_line(main: Callable[[list[str]], int], tmp_path: Path, capsys: Capture) -> None:
    assert call(main, tmp_path / "no.bin", tmp_path / "out", "--texts", tmp_path / "no.jsonl") == 2
    assert capsys.readouterr().err == f"{tmp_path / 'no.bin'}: такого файла нет. Проверьте имя.\n"


def test_few_pairs_do_not_replace_the_weights_that_come_with_the_program(tmp_path: Path, capsys: Capture) -> None:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "weights.json"
    rows = [{"text": NEWS, "summary": SUMMARY}, {"text": "Мост.", "summary": "Мост закроют."}]
    pairs.write_text("\n".join(map(json.dumps, rows)))
    before = OUT.read_bytes()
    assert call(fit_selection.main, pairs) == 2
    assert "взято пар: 1 из 2; чтобы заменить" in capsys.readouterr().err
    assert OUT.read_bytes() == before
    assert call(fit_selection.main, pairs, "--out", out) == 0
    assert capsys.readouterr().out == f"{out}: 1 of 2 pairs\n"
    assert json.loads(out.read_text("utf-8"))["pairs"]["n"] == 1
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".partial"] == []
    assert call(fit_selection.main, tmp_path / "no.jsonl", "--out", tmp_path / "no" / "weights.json") == 2
    assert "нужно имя файла в папке, которая есть" in capsys.readouterr().err


def test_training_ends_with_the_sentence_and_code_2(tmp_path: Path, capsys: Capture) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert call(train.main, tmp_path / "start", tmp_path / "out", "--pairs", empty) == 2
    said = capsys.readouterr().err
    assert "0 из 0" in said and len(said.splitlines()) == 1


def test_program_ends_with_the_sentence_and_code_2(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    command = [sys.executable, "-m", "training.fit_selection", str(empty), "--out", str(tmp_path / "weights.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "0 из 0" in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


def test_interruption_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise KeyboardInterrupt

    assert end(work) == 130 and capsys.readouterr().err == "\nПрервано.\n"
