"""Rows of jsonl, csv and parquet: each a document, streamed, resumed like a file."""

import csv
import json
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from summarizer.errors import InputError
from summarizer.page.english import in_english
from summarizer.reading.corpus import CORPUS_SUFFIXES, MAX_ROW_CHARS, Columns, Row, read_rows
from tests.documents import docx, paragraph, xlsx
from tests.texts import NEWS, QUOTES, REPORT, TALE

TEXTS = [NEWS, QUOTES, REPORT, TALE]

Capture = pytest.CaptureFixture[str]


def write_jsonl(path: Path, rows: list[dict[str, object]], encoding: str = "utf-8") -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding=encoding)
    return path


def write_csv(path: Path, rows: list[dict[str, object]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_parquet(path: Path, rows: list[dict[str, object]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


ROWS: list[dict[str, object]] = [{"id": f"n{i}", "text": text, "year": 2000 + i} for i, text in enumerate(TEXTS)]
CORPORA = {
    "jsonl": lambda folder: write_jsonl(folder / "a.jsonl", ROWS),
    "jsonl with a mark": lambda folder: write_jsonl(folder / "a.ndjson", ROWS, "utf-8-sig"),
    "jsonl in cp1251": lambda folder: write_jsonl(folder / "a.jsonl", ROWS, "cp1251"),
    "jsonl in utf-16": lambda folder: write_jsonl(folder / "a.jsonl", ROWS, "utf-16"),
    "csv": lambda folder: write_csv(folder / "a.csv", ROWS),
    "csv of a Russian Excel": lambda folder: write_csv(folder / "a.csv", ROWS, "cp1251", ";"),
    "csv with a mark": lambda folder: write_csv(folder / "a.csv", ROWS, "utf-8-sig", ";"),
    "tsv": lambda folder: write_csv(folder / "a.tsv", ROWS, delimiter="\t"),
    "parquet": lambda folder: write_parquet(folder / "a.parquet", ROWS),
}


@pytest.mark.parametrize("make", CORPORA.values(), ids=CORPORA)
def test_rows_are_what_was_written(make: "type[Path]", tmp_path: Path) -> None:
    rows = list(read_rows(make(tmp_path)))
    assert [(row.id, row.text, row.problem) for row in rows] == [(f"n{i}", text, "") for i, text in enumerate(TEXTS)]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-8-sig"])
def test_mark_is_no_part_of_the_first_row_where_the_encoding_is_named(encoding: str, tmp_path: Path) -> None:
    for name in ("jsonl with a mark", "csv with a mark", "csv"):
        rows = list(read_rows(CORPORA[name](tmp_path), encoding=encoding))
        assert [(row.id, row.text, row.problem) for row in rows] == [
            (f"n{i}", text, "") for i, text in enumerate(TEXTS)
        ]


@pytest.mark.parametrize("make", CORPORA.values(), ids=CORPORA)
def test_column_that_is_not_there_is_named_with_those_that_are(make: "type[Path]", tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^a\.\w+: .*«тело».*id, text, year.*--text-column"):
        list(read_rows(make(tmp_path), Columns("тело")))


def test_other_columns_and_numbers_where_there_is_no_id(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"тело": NEWS, "год": 2001}, {"тело": TALE, "год": 2002}])
    assert [row.id for row in read_rows(path, Columns("тело"))] == ["1", "2"]
    assert [row.id for row in read_rows(path, Columns("тело", "год"))] == ["2001", "2002"]


def test_damaged_rows_say_so_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": NEWS}, ensure_ascii=False).encode()
    bad = [b'{"text": "...', b"[1]", b'{"text": 5}', b'{"text": null}', b'{"text": "\\ud800"}', b'{"text": "\xff\xfe"}']
    path.write_bytes(b"\n".join([good, *bad, b"", good]))
    rows = list(read_rows(path))
    assert [row.text for row in rows] == [NEWS, *[""] * len(bad), NEWS]
    assert all(row.problem for row in rows[1:-1]) and [row.id for row in rows] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "9",
    ]


def test_file_that_is_no_corpus_is_refused_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps([{"text": NEWS}], indent=1))
    (tmp_path / "b.jsonl").write_bytes(b"\x00\x01" * 1000)
    (tmp_path / "c.parquet").write_bytes(b"PAR1 ...")
    (tmp_path / "d.csv").write_text("")
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(InputError, match=f"^{path.name}: "):
            list(read_rows(path))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_spreadsheet_of_another_name_is_read_as_one_and_an_archive_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(xlsx([["Дата", "Текст"], ["1.11", NEWS]]))
    assert list(read_rows(path)) == [Row("1", NEWS, cells={"Дата": "1.11"})]
    path.write_bytes(docx(paragraph(NEWS)))
    with pytest.raises(InputError, match="архив ZIP или документ docx"):
        list(read_rows(path))


@pytest.mark.parametrize("text", ['[{"text": "Мост."}]', '[{"text": "Мост."},\n{"text": "Б."}]'])
def test_array_of_json_is_told_with_what_makes_rows_of_it(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"это массив JSON\. Запишите по объекту в строке, например: jq -c '\.\[\]'"):
        list(read_rows(tmp_path / "a.jsonl"))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_cells_of_two_columns_of_one_name_both_come(suffix: str, tmp_path: Path) -> None:
    table: list[list[object]] = [["Тег", "Текст", "Тег", "Тег (2)", ""], ["мост", NEWS, "ремонт", "город", "так"]]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(xlsx(table) if suffix == ".xlsx" else "\n".join(";".join(map(str, row)) for row in table).encode())
    [row] = read_rows(path)
    assert list(row.cells.values()) == ["мост", "ремонт", "город"] and list(row.cells)[:2] == ["Тег", "Тег (2)"]


@pytest.mark.parametrize("suffix", sorted(CORPUS_SUFFIXES))
def test_empty_file_is_told_as_one(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"")
    with pytest.raises(InputError, match=rf"^a{suffix}: файл пуст\.$"):
        list(read_rows(tmp_path / f"a{suffix}"))


def test_torn_quote_in_csv_names_the_record_and_keeps_those_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"один"\n2,"' + "я" * (MAX_ROW_CHARS + 10), encoding="utf-8")
    rows = read_rows(path)
    with pytest.raises(InputError, match=r"запись 2 слишком длинная.*кавычки"):
        list(rows)


def test_text_behind_a_delimiter_without_quotes_is_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,Мост закрыт, дом открыт\n2,"Мост, дом"\n3,Дом,\n', encoding="utf-8")
    rows = list(read_rows(path))
    assert [(row.id, row.text) for row in rows] == [("1", ""), ("2", "Мост, дом"), ("3", "Дом")]
    assert "больше полей, чем столбцов" in rows[0].problem and "quotation marks" in in_english(rows[0].problem)
    assert not rows[2].problem


OPEN = {
    "to the end": ('id,text\nа,"Первая, мост."\nб,"Вторая, без кавычки.\nв,Третья.\n', ["а", "б"]),
    "in the last row": ('id,text\nа,Первая\nб,"Вторая', ["а", "б"]),
    "until the next": ('id,text\nа,Первая\nб,"Вторая.\nв,"Третья."\nг,Четвёртая\n', ["а", "б", "г"]),
}


@pytest.mark.parametrize(("table", "ids"), OPEN.values(), ids=OPEN)
def test_row_whose_quotation_mark_is_open_says_so(table: str, ids: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    rows = list(read_rows(path))
    assert [row.id for row in rows] == ids
    assert [row.id for row in rows if row.problem] == ["б"]
    assert "кавычка не закрыта" in rows[1].problem and "not closed" in in_english(rows[1].problem)


LENIENT = {
    "one column": ('text\nДом, сад; мост\n"Дом, ""Сад"";\nмост"\n', ["Дом, сад; мост", 'Дом, "Сад";\nмост']),
    "a mark within": ('id,text\n1,"Дом" открыт\n', ["Дом открыт"]),
    "a mark within, over two lines": (
        'id,text\n1,"Он сказал.\nПро "дом" открытый"\n',
        ['Он сказал.\nПро дом" открытый"'],
    ),
    "two lines": ('id,text\n1,"Дом.\n\nМост, река."\n2,"Сад ""Лето"""', ["Дом.\n\nМост, река.", 'Сад "Лето"']),
    "no end of line": ('id,text\n1,"Дом"', ["Дом"]),
    "a line of Excel": ("sep=|\nid|text\n1|Дом, сад; мост\n", ["Дом, сад; мост"]),
    "blanks": ('id, text \n1, "Дом, сад"\n', ["Дом, сад"]),
}


@pytest.mark.parametrize(("table", "texts"), LENIENT.values(), ids=LENIENT)
def test_table_of_a_spreadsheet_is_read_leniently(table: str, texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    assert [(row.text, row.problem) for row in read_rows(path)] == [(text, "") for text in texts]


NAMES_ABOVE = {
    "a text with commas": (
        "text\nЭто проза, текст\nДругое, иное\nСнег\nДождь\nГрад\n",
        ["Это проза, текст", "Другое, иное"],
    ),
    "a kind beside": ("text,kind\na,b,c\nСнег,Текст\nДождь,Фото\n", ["", "Снег"]),
    "more cells below": ("text;kind;\nСнег;Текст;а\nДождь;Фото;б\n", ["Снег", "Дождь"]),
}


@pytest.mark.parametrize(("table", "texts"), NAMES_ABOVE.values(), ids=NAMES_ABOVE)
def test_word_text_in_a_cell_names_no_column_below_one_that_is_named(
    table: str, texts: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    assert [row.text for row in read_rows(path)][:2] == texts


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_heading_as_full_as_the_names_ends_at_an_empty_row(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    rows: list[list[object]] = [["Период", "ноябрь"], [None, None], ["Дата", "Текст"], ["01.11", "Снег выпал."]]
    table = "".join(";".join(str(cell or "") for cell in row) + "\n" for row in rows)
    path.write_bytes(xlsx(rows) if suffix == "xlsx" else table.encode())
    assert list(read_rows(path)) == [Row("1", "Снег выпал.", cells={"Дата": "01.11"})]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_kind_of_a_row_is_no_name_of_a_column(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    rows: list[list[object]] = [["Вид", "Содержание"], ["Текст", "Снег выпал."], ["Фото", "Дом."]]
    table = "".join(";".join(map(str, row)) + "\n" for row in rows)
    path.write_bytes(xlsx(rows) if suffix == "xlsx" else table.encode())
    with pytest.raises(InputError, match="есть: Вид, Содержание"):
        list(read_rows(path))
    assert [row.text for row in read_rows(path, Columns("Содержание"))] == ["Снег выпал.", "Дом."]


ABOVE = {
    "of Excel": ("Отчёт за ноябрь;;\nПериод: 1–30, все;;\n;;\n", ";", "cp1251"),
    "without delimiters": ("Отчёт: «Ромашка», «Лютик»\r\nПериод: 1, 30\r\n\r\n", ";", "utf-8-sig"),
    "of another delimiter": ("Столбцы: Дата, Текст, СМИ\n\n", ";", "utf-8"),
    "of the same delimiter": ("Отчёт, ноябрь\nПериод: 1, 30\n", ",", "utf-8"),
    "a title like the column": ("Текст\n", "\t", "utf-8"),
    "a blank line": ("\n", ";", "cp1251"),
}


@pytest.mark.parametrize(("above", "delimiter", "encoding"), ABOVE.values(), ids=ABOVE)
def test_names_of_columns_stand_below_a_reports_heading(
    above: str, delimiter: str, encoding: str, tmp_path: Path
) -> None:
    rows = [{"Дата": "01.11", "Заголовок": "Мост", "Текст": f"Мост;\nТекст, дом\t{n}"} for n in range(3)]
    path = write_csv(tmp_path / "a.csv", rows, encoding, delimiter)
    path.write_bytes(path.read_bytes().replace(b"\xef\xbb\xbf", b""))
    path.write_bytes(above.encode(encoding) + path.read_bytes())
    assert list(read_rows(path)) == [
        Row(str(n), f"Мост;\nТекст, дом\t{n - 1}", "Мост", {"Дата": "01.11"}) for n in (1, 2, 3)
    ]
    with pytest.raises(InputError, match=r"нет столбца «тело»; есть: Дата, Заголовок, Текст\."):
        list(read_rows(path, Columns("тело")))


def test_empty_row_of_a_csv_is_not_counted_as_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Дата;Текст\n01;Мост\n;\n02;\n03;Дом\n", encoding="utf-8")
    assert [(row.id, row.text) for row in read_rows(path)] == [("1", "Мост"), ("2", ""), ("3", "Дом")]


def test_texts_of_a_jsonl_are_found_by_usual_names(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"ID": 7, "Заголовок": "Мост", "Текст": NEWS}, {"текст": TALE}])
    assert list(read_rows(path)) == [Row("7", NEWS, "Мост"), Row("2", TALE)]


def test_column_named_exactly_goes_before_those_that_differ_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Текст;ТЕКСТ;text\nПервый;Второй;Третий\n", encoding="utf-8")
    for name, text in (("ТЕКСТ", "Второй"), ("Текст", "Первый"), (None, "Третий")):
        assert [row.text for row in read_rows(path, Columns(name))] == [text]


def test_columns_that_nobody_named_are_told_with_the_names_that_were_tried(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Дата;Сообщение\n01.11;Мост закрыт.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"нет столбца «Текст» или «text»; есть: Дата, Сообщение\. Укажите") as refused:
        list(read_rows(path))
    assert in_english(str(refused.value)).startswith("a.csv: there is no column “Текст” or “text”; there are: Дата")
    path.write_text(f"01.11;{'Мост закрыт. ' * 30}\n" * 2, encoding="utf-8")
    with pytest.raises(InputError, match=r"есть: 01\.11, Мост закрыт\. .{,60}…\. Укажите"):
        list(read_rows(path))


DAMAGED_JSON = {
    "deep": (b"[" * 100_000, "вложенность", "nested"),
    "a long number": (b'{"id": ' + b"1" * 5000 + b"}", "длинное число", "too long"),
    "a key twice": (b'{"text": "a", "text": "b"}', "«text» стоит дважды", "stands twice"),
    "half a sign": (b'{"text": "a \\ud83d"}', "половина знака", "half of a sign"),
    "torn bytes": (b'{"text": "\xd0"}', "не читается в кодировке", "encoding"),
}


@pytest.mark.parametrize(("line", "said", "english"), DAMAGED_JSON.values(), ids=DAMAGED_JSON)
def test_line_of_json_says_what_is_wrong(line: bytes, said: str, english: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": NEWS, "x": {"a": 1}}).encode() + b"\n" + line + b"\n")
    good, bad = read_rows(path)
    assert not good.problem and said in bad.problem and english in in_english(bad.problem)


def test_key_that_stands_twice_deeper_down_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Мост.", "x": {"text": 1, "text": 2}}\n', encoding="utf-8")
    assert [row.text for row in read_rows(path)] == ["Мост."]


def test_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text,text\n1,Мост,Дом\n", encoding="utf-8")
    with pytest.raises(InputError, match="«text» стоит дважды"):
        list(read_rows(path))


@pytest.mark.parametrize("torn", [b"\xd0", b"\xd0\x00", b"\xd0\x00\xbc\x00"])
def test_torn_character_spoils_only_its_row(torn: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,Мост закрыт.\n2,Дом ".encode() + torn + " открыт.\n3,Сад пуст.\n".encode())
    rows = list(read_rows(path))
    assert [(row.id, bool(row.problem)) for row in rows] == [("1", False), ("2", True), ("3", False)]
    assert "не читается в кодировке" in rows[1].problem


def test_line_without_an_end_does_not_fill_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": "Мост закрыт."}) + "\n"
    with path.open("w") as file:
        file.write(good)
        for _ in range(300):
            file.write("x" * 1_000_000)
        file.write("\n" + good)
    tracemalloc.start()
    rows = list(read_rows(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [bool(row.problem) for row in rows] == [False, True, False]
    assert peak < 250_000_000


@pytest.mark.parametrize(
    ("line", "said", "english"),
    [
        ({"id": 1, "text": None}, "пустое поле «text»", "empty, no text, the field “text”"),
        ({"id": 1, "text": 5}, "не текст в поле «text»", "no text in the field “text”"),
        ({"id": 1, "body": "а"}, "нет поля «text» (есть: id, body)", "no field “text”"),
    ],
)
def test_row_without_a_text_says_what_is_there_instead(
    tmp_path: Path, line: dict[str, object], said: str, english: str
) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [line, {"id": 2, "text": NEWS}])
    problem = next(iter(read_rows(path))).problem
    assert said in problem and english in in_english(problem)
