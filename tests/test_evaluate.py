import csv
import json
import lzma
import os
import xml.etree.ElementTree as ET
from pathlib import Path
from threading import Thread

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.cli import main
from summarizer.engines import Draft
from summarizer.errors import InputError, OptionError
from summarizer.evaluate import Pair, evaluate, read_pairs, to_svg, to_table
from summarizer.evaluate.baselines import lead, lead_of_words, oracle
from summarizer.evaluate.measures import chrf, gazeta_tokens, interval, rouge_l, rouge_n, words
from summarizer.evaluate.rows import Mean
from summarizer.evaluate.scores import Made, score
from tests.documents import xlsx
from tests.scripted import ScriptedEngine
from tests.texts import NEWS, QUOTES

# Counted by hand: overlaps and common subsequences of short word lists.
ROUGE = [
    ("а б в г", "а б в г", 100.0, 100.0, 100.0),
    ("а б в г", "а в б г", 100.0, 0.0, 75.0),
    ("а а а", "а б", 40.0, 0.0, 40.0),
    ("", "а б", 0.0, 0.0, 0.0),
    ("д е", "а б", 0.0, 0.0, 0.0),
    ("а б в", "а б в г д е", 200 * 3 / 9, 200 * 2 / 7, 200 * 3 / 9),
]


@pytest.mark.parametrize(("candidate", "reference", "r1", "r2", "rl"), ROUGE)
def test_rouge_is_what_one_counts_by_hand(candidate: str, reference: str, r1: float, r2: float, rl: float) -> None:
    a, b = words(candidate), words(reference)
    assert (rouge_n(a, b, 1), rouge_n(a, b, 2), rouge_l(a, b)) == pytest.approx((r1, r2, rl))


# As sacrebleu 2.6 counts them: sentence_chrf with its defaults.
CHRF = [
    ("мост закрыт", "мост закрыт на год", 64.4867),
    ("В Туле открыли музей.", "Открыт музей самоваров в Туле.", 26.5107),
    ("да", "мост", 0.0),
    ("Мост", "мост", 47.9167),
    ("кот", "кот спал у печи весь день, а потом ушёл", 8.113),
]


@pytest.mark.parametrize(("candidate", "reference", "expected"), CHRF)
def test_chrf_is_that_of_sacrebleu(candidate: str, reference: str, expected: float) -> None:
    assert chrf(candidate, reference) == pytest.approx(expected, abs=1e-3)


def test_gazeta_recipe_counts_marks_as_tokens() -> None:
    assert gazeta_tokens("Рост — 4,5%.") == ["рост", "—", "4,5", "%", "."]
    pair = Pair("Мост.", "Мост, закрыт!")
    assert score(Made("Мост закрыт"), pair).rouge_1 == 100
    assert score(Made("Мост закрыт"), pair, "gazeta").rouge_1 == pytest.approx(200 * 2 / 6)


def test_score_sees_novelty_repetition_and_foreign_facts() -> None:
    pair = Pair("В Туле открыли музей самоваров.", "Открыт музей.")
    copied = score(Made("В Туле открыли музей."), pair)
    assert (copied.novel_bigrams, copied.is_unsupported, copied.is_repetitive) == (0.0, False, False)
    assert copied.fact_precision == 1.0 and copied.evidence == 1.0
    invented = score(Made("В Туле музей открыл Петров. Потом музей открыл Петров. Потом ушёл."), pair)
    assert invented.novel_bigrams > 0.8 and invented.is_unsupported and invented.is_repetitive
    assert invented.fact_precision is not None and invented.fact_precision < 0.5


def test_columns_of_trust_are_in_the_table() -> None:
    *_, row = evaluate([Pair(NEWS, "Мост закроют.")], [Summarizer(ScriptedEngine())], SummaryOptions())
    heads, shown = to_table([row]).splitlines()
    for name in ("точность фактов", "с опорой", "прочитано", "с на текст"):
        assert shown[heads.index(name) :].split()[0][0].isdigit() or "–" in shown[heads.index(name) :].split()[0]
    assert score(Made("Кошки любят рыбу и спят."), Pair(NEWS, "Мост.")).evidence == 0


def test_empty_summary_scores_nothing_and_is_counted() -> None:
    pairs = [Pair(NEWS, "Мост закроют."), Pair(QUOTES, "Победа.")]
    engine = ScriptedEngine(lambda request: [Draft("Мост закроют.", 0.0)])
    *_, row = evaluate([*pairs, Pair("12 34", "Мост.")], [Summarizer(engine)], SummaryOptions(words=2))
    assert row.system == "scripted" and (row.n, row.n_empty) == (3, 1)
    scores = [
        score(Made(text), pair).rouge_1 for text, pair in zip(("Мост закроют.", "Мост закроют."), pairs, strict=True)
    ]
    assert row.rouge_1.value == pytest.approx(sum(scores) / 3)


def test_difference_to_the_baselines_is_taken_pair_by_pair() -> None:
    pairs = [Pair(NEWS, "Мост закроют до 15 ноября."), Pair(QUOTES, "Победный гол забили на 89-й минуте.")]
    options = SummaryOptions(sentences=1)
    copies = ScriptedEngine(lambda request: [Draft(lead_of_words(request.source, 1), 0.0)])
    first, lead_row, _, extract, copied = evaluate(pairs, [Summarizer(copies)], options)
    assert (first.over_lead, lead_row.over_lead, extract.over_extract) == (None, None, None)
    assert extract.over_lead and extract.over_lead.value == pytest.approx(
        extract.rouge_l.value - lead_row.rouge_l.value
    )
    assert copied.over_lead == Mean(0.0, 0.0, 0.0) and copied.over_extract
    heads, *_, shown = to_table([extract, copied]).splitlines()
    assert shown[heads.index("R-L над lead") :].startswith("+0.0 (+0.0…+0.0)")


def test_oracle_is_ahead_of_every_choice_of_its_size() -> None:
    pair = Pair(NEWS, "Водителям советуют объезжать центр по окружной дороге; на работы дали 40,5 млн рублей.")
    best = oracle(pair)
    assert "40,5" in best and "объезжать" in best and "Жители" not in best
    assert score(Made(best), pair).rouge_1 > score(Made(lead(NEWS, 2)), pair).rouge_1


def test_interval_holds_the_mean_and_repeats() -> None:
    values = [float(i % 7) for i in range(100)]
    low, high = interval(values)
    assert low < sum(values) / 100 < high
    assert interval(values) == (low, high)
    assert interval([5.0] * 10) == (5.0, 5.0)


def test_lead_of_words_is_whole_sentences_nearest_to_the_target() -> None:
    text = "Раз два три. Четыре пять шесть. Семь восемь девять."
    assert [len(lead_of_words(text, n).split()) for n in (1, 4, 5, 7, 20)] == [3, 3, 6, 6, 9]


def write(path: Path, rows: "list[dict[str, str]]") -> Path:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    elif path.suffix == ".xz":
        path.write_bytes(lzma.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.xz", "a.csv"])
@pytest.mark.parametrize("field", ["reference", "summary"])
def test_pairs_are_read_from_every_form(name: str, field: str, tmp_path: Path) -> None:
    rows = [{"text": f"Текст, «{i}»\nвторая строка", field: f"Реферат {i}"} for i in range(3)]
    path = write(tmp_path / name, rows)
    assert read_pairs(path, 2) == [Pair(row["text"], row[field]) for row in rows[:2]]


@pytest.mark.parametrize("rows", [[{"text": "а"}], [{"text": "а", "summary": "б"}, {"summary": "б"}], [["а"]], []])
def test_pairs_without_a_field_are_an_error_that_names_it(rows: "list[dict[str, str]]", tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pairs\.jsonl.*text"):
        read_pairs(write(tmp_path / "pairs.jsonl", rows))


def test_pairs_that_cannot_be_had_are_told_without_a_number_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"нет\.jsonl: файл не читается \([^\[]+\)\. Проверьте имя"):
        read_pairs(tmp_path / "нет.jsonl")
    with pytest.raises(OptionError, match="Число пар -1"):
        read_pairs(tmp_path / "нет.jsonl", -1)


def test_file_that_is_no_text_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl.xz"
    path.write_bytes(b"\xfd7zXZ\x00 broken")
    with pytest.raises(InputError, match=r"pairs\.jsonl\.xz"):
        read_pairs(path)


def test_table_and_plot_hold_every_system() -> None:
    rows = list(
        evaluate([Pair(NEWS, "Мост закроют до 15 ноября.")], [Summarizer(ScriptedEngine(name="<a>"))], SummaryOptions())
    )
    assert [row.system for row in rows] == ["lead-3", "lead той же длины", "oracle", "extract", "<a>"]
    lines = to_table(rows).splitlines()
    assert len(lines) == 6 and all(line.startswith(row.system) for line, row in zip(lines[1:], rows, strict=True))
    drawn = ET.fromstring(to_svg(rows))
    texts = [element.text for element in drawn.iter() if element.tag.endswith("text")]
    assert texts.count("<a>") == 4 and "ROUGE-L" in texts


def test_plot_is_written_only_as_svg(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pairs = write(tmp_path / "pairs.jsonl", [{"text": NEWS, "reference": "Мост закроют до 15 ноября."}])
    assert main(["evaluate", str(pairs), "--model", "extract", "--plot", str(tmp_path / "a.svg")]) == 0
    assert ET.fromstring((tmp_path / "a.svg").read_text("utf-8")).tag.endswith("svg")
    assert main(["evaluate", str(pairs), "--model", "extract", "--plot", str(tmp_path / "a.png")]) != 0
    assert "a.svg" in capfd.readouterr().err


def test_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Мост.", "reference": "Мост."}\n\n{"text": "Мост', "utf-8")
    with pytest.raises(InputError, match="строка 3: не JSON"):
        read_pairs(path)


def test_open_quotation_mark_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text;summary\nМост закрыт;Закрыт\n"Снег;Зима\nЛёд;Зима\n', "utf-8")
    with pytest.raises(InputError, match=r"a\.csv, строка 4: кавычка не закрыта"):
        read_pairs(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_delimiters_are_read(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text{delimiter}summary\nМост закрыт{delimiter}Закрыт\n", "utf-8")
    assert read_pairs(path) == [Pair("Мост закрыт", "Закрыт")]


def test_tables_as_people_export_them_are_read(tmp_path: Path) -> None:
    pairs = [Pair("Мост закрыт", "Закрыт"), Pair("Снег; мороз", "Зима")]
    rows = [["№", " Текст", "РЕФЕРАТ"], *[[str(n), pair.text, pair.reference] for n, pair in enumerate(pairs, 1)]]
    (tmp_path / "a.xlsx").write_bytes(xlsx(rows))
    (tmp_path / "a.csv").write_bytes("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode("cp1251"))
    (tmp_path / "a.csv.xz").write_bytes(lzma.compress((tmp_path / "a.csv").read_bytes()))
    (tmp_path / "a.TSV").write_bytes("\n".join("\t".join(row) for row in rows).encode("utf-8-sig"))
    with_heading = "sep=;\nПары за год;;\n".encode("cp1251")
    (tmp_path / "b.csv").write_bytes(with_heading + (tmp_path / "a.csv").read_bytes())
    for name in ("a.xlsx", "a.csv", "a.csv.xz", "a.TSV", "b.csv"):
        assert read_pairs(tmp_path / name) == pairs


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe of POSIX")
@pytest.mark.parametrize(
    "text", ["text;summary\nМост закрыт;Закрыт\n", '{"text": "Мост закрыт", "summary": "Закрыт"}\n']
)
def test_pairs_come_through_a_pipe_too(text: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.csv" if ";" in text else "a.jsonl")
    os.mkfifo(path)
    writer = Thread(target=lambda: path.write_text(text, "utf-8"))
    writer.start()
    assert read_pairs(path) == [Pair("Мост закрыт", "Закрыт")]
    writer.join()


WRONG = {
    "stream": ("-", "Пары из потока не читаются: сохраните их в файл"),
    "folder": ("in", "это папка, а нужен файл с парами"),
    "text": ("a.txt", "строка 1: не JSON. Нужен jsonl, csv"),
    "picture": ("a.png", "a.png не читается: он повреждён или его расширение неверно"),
    "text named xlsx": ("b.xlsx", "внутри не таблица Excel"),
    "without references": ("c.csv", "нужны поля text и reference или summary (или «Текст» и «Реферат»)"),
    "empty": ("d.csv", "ни одной пары"),
    "cut in a character": ("e.csv", "e.csv не читается"),
}


@pytest.mark.parametrize(("name", "said"), WRONG.values(), ids=WRONG)
def test_wrong_file_of_pairs_is_told_in_one_russian_sentence(
    name: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for own, text in (("a.txt", "Мост закрыт."), ("b.xlsx", "Мост"), ("c.csv", "Дата;Текст\n1;Мост"), ("d.csv", "")):
        (tmp_path / own).write_text(text, "utf-8")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "e.csv").write_bytes(b"text;summary\n" + "Мост;Мост\n".encode() * 9000 + b"\xd0;\xd0\n")
    assert main(["evaluate", "-" if name == "-" else str(tmp_path / name), "--model", "extract"]) == 3
    line = capfd.readouterr().err
    assert said in line and line.count("\n") == 1 and "codec" not in line and "Expecting" not in line


def test_fields_that_are_there_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("body,gist\nМост закрыт,Закрыт\n", "utf-8")
    with pytest.raises(InputError, match="есть: body, gist"):
        read_pairs(path)
