"""Rows of Excel's and LibreOffice's tables: each a document, as a row of csv is."""

import base64
import zlib
from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.errors import InputError
from summarizer.page.english import in_english
from summarizer.reading.corpus import Columns, Row, read_rows
from tests.documents import ods, xlsx
from tests.old_office import ole
from tests.texts import NEWS, TALE

TEXT = Columns("Текст")
# A sheet of two rows, as Excel 97 writes it: id, text; 7, «Мост закрыт на ремонт.»
OLD = zlib.decompress(
    base64.b85decode(
        b"c-rk)O=uHA6#iyAX?|$aO-&1JC4_=iYY|1nA|{(wv<I<NFNz47njA_?Dj^5;pw*hAAb3)|6ngPe_2LhD(3=OLq6a|`620k3Q1H-Z"
        b"ee*I~((0iB4Jz|3^XAQ)_jcaSyqVdVSBsI--2Lt{)*y){RNNq%Yh;2_&@0%Wde>E~mj@`h2LBX-0UF3=AD*<n^s6yc<6VY@d-6F^"
        b"-~*+TIE&HgTsGc746_eup?pXX6}U~3FuK^QcBW^TZeV(sHJ>s~vE&-l1nHK<2`oCJ{ewD+k6XQ57lwN8L$-OxlAY+l3l+teu8XR!"
        b"4@3Eh^wi&35tA*L2aVfEHkZw(r%H&@0M6r^8wb96Gxb^A$QvscAo=&za{n*nH!KOvz&*_YUZgekQ<JKZqDKzOAvr9UupdgK5(Vf)"
        b"h71bXbA?WbjWWq9aqN*h<X)MQhq#oWQXDC{Tka!`1j)7|q*iX8>GrCb-pVteg=hwC%tv@0*tC`}-TCtR@c5W>iX}6=x>xsrP0DS!"
        b"xU4M5ILtNH3higQjp-GBYY+3?OrsRNl=qEwXy)K7>s;m9K5Azd<BhYqhTlSb@$->KvEoN(EAa~><qOe;x6T}TX-~?Ky?SObAO^&("
        b"n+lH|FBf{fc+a%!r?n$s+1htkZ**-~<~{@UheEZadPit|u}1%*6=GQgF|99FdNXOY;{kV1s%AG0!N9=4z`(%3z`&r<5c;289Wc~i"
        b"y-%ME{Q6#JnNr1Ell-?hifMWZbTB=D9OZeOuPc5!;S=7w#5!%f`$C0d)OsG17-v5w>yBSK*@@ckS+}A6`=(I6?N{pY^AETG17b<S"
        b"TL"
    )
)
REPORT: list[list[object]] = [
    ["Сообщения СМИ", "за ноябрь"], [], ["№", "Заголовок", "Текст"], [1, "Мост", NEWS], [None, None, None],
    [2, "Сказка", TALE],
]  # fmt: skip
ROWS = [Row("1", NEWS, "Мост", {"№": "1"}), Row("2", TALE, "Сказка", {"№": "2"})]


def rows_of(data: bytes, path: Path, columns: Columns) -> list[Row]:
    path.write_bytes(data)
    return list(read_rows(path, columns))


def test_rows_stand_below_the_names_of_columns(tmp_path: Path) -> None:
    assert rows_of(xlsx(REPORT), tmp_path / "a.xlsx", TEXT) == ROWS


def test_number_of_a_row_is_a_whole_one(tmp_path: Path) -> None:
    rows = rows_of(xlsx(REPORT), tmp_path / "a.xlsx", Columns("Текст", "№"))
    assert [row.id for row in rows] == ["1", "2"]


def test_sheet_is_the_one_that_has_the_texts(tmp_path: Path) -> None:
    data = xlsx([["Всего", "Из них новых", "Дата"], [2, 1, 45]], REPORT)
    assert len(rows_of(data, tmp_path / "a.xlsm", TEXT)) == 2


def test_row_of_data_with_more_cells_names_no_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Текст", "Вид"], [NEWS, "Текст", "а"], [TALE, "Фото", "б"]]
    assert [row.text for row in rows_of(xlsx(rows), tmp_path / "a.xlsx", Columns())] == [NEWS, TALE]


def test_heading_like_the_name_of_the_column_stands_above_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Текст"], ["Период", "ноябрь"], [], ["№", "Текст"], [7, NEWS]]
    assert rows_of(xlsx(rows), tmp_path / "a.xlsx", Columns()) == [Row("1", NEWS, cells={"№": "7"})]


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="нет столбца «Текст»; есть: Всего"):
        rows_of(xlsx([["Всего"], [2]], REPORT, hidden=1), tmp_path / "a.xlsx", TEXT)


def test_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"нет столбца «тело»; есть: №, Заголовок, Текст\. Укажите"):
        rows_of(xlsx([["Всего", 2]], REPORT), tmp_path / "a.xlsx", Columns("тело"))


@pytest.mark.parametrize("columns", [Columns(), Columns("текст"), Columns("ТЕКСТ "), Columns(None, "№")])
def test_columns_are_found_by_usual_names_and_in_other_capitals(columns: Columns, tmp_path: Path) -> None:
    assert rows_of(xlsx([["Всего", 2]], REPORT), tmp_path / "a.xlsx", columns) == ROWS


def test_every_sheet_that_has_the_column_is_read(tmp_path: Path) -> None:
    data = xlsx(REPORT, [["Всего"], [2]], [["Текст", "Дата"], ["Дом открыт.", 45]], [["Текст"], ["Скрыт."]], hidden=3)
    rows = rows_of(data, tmp_path / "a.xlsx", TEXT)
    assert [(row.id, row.text) for row in rows] == [("1", NEWS), ("2", TALE), ("3", "Дом открыт.")]


def test_sheet_without_the_column_of_ids_is_not_read(tmp_path: Path) -> None:
    data = xlsx([["Текст"], ["Дом открыт."]], REPORT)
    assert [row.text for row in rows_of(data, tmp_path / "a.xlsx", Columns("Текст", "№"))] == [NEWS, TALE]


def test_lines_of_a_cell_stay_lines(tmp_path: Path) -> None:
    data = xlsx([["text"], ["Мост закрыт.\nШкола открыта."]])
    assert rows_of(data, tmp_path / "a.xlsx", Columns()) == [Row("1", "Мост закрыт.\nШкола открыта.")]


def test_cell_without_text_is_empty_and_a_number_is_none(tmp_path: Path) -> None:
    empty, number = rows_of(xlsx([["id", "text"], ["a"], ["b", 12]]), tmp_path / "a.xlsx", Columns())
    assert empty == Row("a") and number.id == "b" and "не текст" in number.problem


def test_cell_that_strayed_far_below_the_table_costs_no_memory(tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "text"], ["a", "Мост."], [("T1048576", "я")]]
    assert [row.text for row in rows_of(xlsx(rows), tmp_path / "a.xlsx", Columns())] == ["Мост.", ""]


def test_tables_of_libreoffice_and_of_old_excel_are_read(tmp_path: Path) -> None:
    table = ods(["id", "text"], ["7", "Мост закрыт на ремонт."])
    wanted = [Row("7", "Мост закрыт на ремонт.")]
    assert rows_of(table, tmp_path / "a.ods", Columns()) == rows_of(OLD, tmp_path / "a.XLS", Columns()) == wanted


@pytest.mark.parametrize("name, data, said", [
    ("a.xls", b"<html><table><tr><td>text</td></tr></table>", "внутри не таблица"),
    ("a.xlsx", xlsx(REPORT)[:-200], "повреждён"), ("a.xls", OLD[:1000], "таблица повреждена"),
    ("a.xlsx", ole({"EncryptedPackage": b""}), "таблица защищена паролем"),
    ("a.xlsx", xlsx([]), "текста в документе нет"),
    ("a.xlsx", xlsx([["text"], [("XFD1048576", 1)]]), "не хватило памяти. .* сохраните нужный лист как .csv"),
])  # fmt: skip
def test_what_is_no_table_is_refused(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said) as refused:
        rows_of(data, tmp_path / name, Columns())
    sentence = str(refused.value)
    assert sentence.startswith(f"{name}: ") and not set(in_english(sentence)) & set("абвгдежзиклмнопрстуфхцчшщыьэюя")


def test_folder_with_tables_is_summarized(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.xlsx").write_bytes(xlsx(REPORT))
    assert main(["run", str(tmp_path), "--text-column", "Текст", "--sentences", "1", "-o", str(tmp_path / "out")]) == 0
    assert {path.name for path in (tmp_path / "out" / "report.xlsx").iterdir()} == {"1.txt", "2.txt"}


@pytest.mark.parametrize("verb", [["run", "--sentences", "1"], ["clean"]])
def test_column_that_nobody_named_is_found_by_each_command(verb: list[str], tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(xlsx(REPORT))
    assert main([*verb, str(tmp_path / "report.xlsx"), "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out" / "report.xlsx").iterdir())) == 2
