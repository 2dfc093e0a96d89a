"""Documents of Word 97–2003."""

from pathlib import Path
from struct import pack
from typing import Any

import pytest

from summarizer.errors import InputError
from summarizer.page.english import in_english
from summarizer.reading import read_document
from summarizer.reading.document import document_of
from tests.old_office import lists97, ole, style_sheet, word97

ON = b"\x01"
HIDDEN, DELETED, RAISED = b"\x3c\x08" + ON, b"\x00\x08" + ON, b"\x48\x2a" + ON
SYMBOL = b"\x09\x6a\x01\x00\xb7\xf0"  # of some font, its sign F0B7
LONG = b"\x15\xc6\x03abc"  # of any size, said before it
STYLES = 0xA2  # the place that names the style sheet
IN_TABLE = b"\x16\x24\x01\x00"
ENDS_ROW = b"\x16\x24\x01\x17\x24\x01"


def text_of(*parts: str, **said: Any) -> str:
    streams = word97(*parts, **said)
    return document_of(ole(streams), "a.doc").text


def test_paragraphs_stand_one_in_a_line() -> None:
    assert text_of("Мост закрыт.\rШкола открыта,\vи сад тоже.\f\r") == "Мост закрыт.\nШкола открыта,\nи сад тоже."


def test_it_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ole(word97("Мост закрыт.\r")))
    assert read_document(tmp_path / "a.txt").format == "doc"


@pytest.mark.parametrize("title, read", [
    (pack("<II", 30, 5) + "Мост\0".encode("cp1251"), "Мост"),
    (pack("<II", 31, 5) + "Мост\0".encode("utf-16-le"), "Мост"),
    (pack("<II", 3, 7), None),
])  # fmt: skip
def test_title_may_be_kept_in_any_form(title: bytes, read: str | None) -> None:
    section = pack("<IIIIII", 24 + len(title) + 8, 2, 2, 32, 1, 24) + pack("<II", 2, 1251) + title
    said = pack("<HHI", 0xFFFE, 0, 0) + bytes(16) + pack("<I", 1) + bytes(16) + pack("<I", 48) + section
    document = document_of(ole({**word97("Мост закрыт.\r"), "\x05SummaryInformation": said}), "a.doc")
    assert (document.text, document.title or None) == ("Мост закрыт.", read)


def test_letters_of_one_byte_and_of_two_make_one_text() -> None:
    assert text_of("Bridge – “open”.\rМост 2.\r", n_8_bit=17) == "Bridge – “open”.\nМост 2."


def test_what_word_does_not_show_is_not_read() -> None:
    marked = [("тайна ", LONG + HIDDEN), ("старая ", DELETED)]
    assert text_of("Новая тайна школа и старая дорога.\r", characters=marked) == "Новая школа и дорога."


def test_paragraph_whose_end_was_deleted_goes_on() -> None:
    assert text_of("Мост \rзакрыт.\r", characters=[("\r", DELETED)]) == "Мост закрыт."


def test_raised_digits_and_signs_of_fonts_stay_what_they_are() -> None:
    marked = [("2", RAISED), ("(", SYMBOL)]
    assert text_of("Площадь 5 м2.\r( Парк.\r", characters=marked) == "Площадь 5 м².\n• Парк."


def test_signs_of_two_units_move_no_place() -> None:
    streams = word97("Мост 🌉😀 и тайна школа.\r", "Сноска.\r", characters=[("тайна ", HIDDEN)])
    assert document_of(ole(streams), "a.doc").text == "Мост 🌉😀 и школа.\nСноска."


def test_large_first_letter_joins_its_word() -> None:
    marked = [("В\r", b"\x2c\x44\x19\x00")]
    assert text_of("В\rчера открыли мост.\r", paragraphs=marked) == "Вчера открыли мост."


def test_what_styles_hide_or_raise_is_taken_as_they_say() -> None:
    sheet = style_sheet((b"", HIDDEN), (b"", RAISED))
    shown = ("кость", b"\x3c\x08\x00")
    text = text_of(
        "Тайный кость абзац.\rМост 2.\r",
        tables={STYLES: (sheet, b"")},
        paragraphs=[("Тайный кость абзац.\r", b"\x01\x00")],
        characters=[shown, ("2", b"\x30\x4a\x02\x00")],
    )
    assert text == "костьМост ²."


def test_lists_have_their_numbers() -> None:
    items = [(f"{name}\r", bytes([0x0B, 0x46, use, 0, 0x0A, 0x26, level, 0])) for name, use, level in (
        ("Школа", 1, 0), ("двор", 1, 1), ("сад", 1, 1), ("Мост", 1, 0), ("Снова", 2, 0)
    )]  # fmt: skip
    styled = [("Парк\r", b"\x01\x00")]
    text = "".join(item for item, _ in items) + "\rПарк\rКонец.\r"
    sheet = style_sheet((b"\x0b\x46\x01\x00", b""))
    tables = {**lists97((0, "\0."), (58, "\0.\1)")), STYLES: (sheet, b"")}
    lines = text_of(text, paragraphs=[*items, *styled], tables=tables).split("\n")
    assert lines == ["1. Школа", "1.а) двор", "1.б) сад", "2. Мост", "1. Снова", "2. Парк", "Конец."]
    bullets = text_of(text, paragraphs=items[:1], tables=lists97((23, "·")))
    assert bullets.startswith("• Школа\nдвор")


def test_fields_show_their_results() -> None:
    link = '\x13 HYPERLINK "http://a.ru/" \x14сайт \x13 PAGE \x1412\x15\x15'
    assert text_of(f"Это {link}.\r\x13 TOC \\o \x14Глава 1\t5\x15\rКонец.\r") == "Это сайт 12.\nКонец."


def test_notes_and_boxes_stand_behind_the_text() -> None:
    parts = (
        "Мост\x02 закрыт\x05.\x01\r",
        "\x02 По данным мэрии.\r",
        "Глава 1\r",
        "",
        "Проверить!\r",
        "Конец.\r",
        "Врезка.\r",
    )
    assert text_of(*parts) == "Мост закрыт.\nВрезка.\nПо данным мэрии.\nКонец."


def test_box_stands_behind_the_paragraph_that_it_hangs_on() -> None:
    main = "Мост\x08 закрыт.\rШкола\x08\x07\x07Конец.\r"
    boxes = "Врезка.\rО школе.\rИ всё.\r"
    starts = pack("<4I", 0, 8, 17, len(boxes))
    names = b"".join(bytes(14) + pack("<II", name, 0) for name in (7, 8, 9))
    anchors = pack("<3I", 4, 19, 99) + b"".join(pack("<I22x", name) for name in (7, 8))
    table = [("Школа\x08\x07", IN_TABLE), ("\x07", ENDS_ROW)]
    tables = {0x1DA: (anchors, b""), 0x25A: (starts + names, b"")}
    lines = text_of(main, "", "", "", "", "", boxes, tables=tables, paragraphs=table).split("\n")
    assert lines == ["Мост закрыт.", "Врезка.", "Школа", "Конец.", "О школе.", "И всё."]


def test_rows_of_a_table_stand_in_lines() -> None:
    row = "2024\x07\x0712,4\rмлн\x07"
    marked = [(row, IN_TABLE), ("\x07", ENDS_ROW)]
    assert text_of(f"Доходы:\r{row}\x07Итого.\r", paragraphs=marked) == "Доходы:\n2024 |  | 12,4 млн\nИтого."


@pytest.mark.parametrize("streams, said", [
    (word97("Мост.\r", flags=0x0300), "защищён паролем"), (word97("Мост.\r", ident=0xA5DC), "Word 95"),
    ({"EncryptedPackage": b""}, "защищён паролем"), ({"Workbook": b""}, "таблица Excel"),
    ({"Else": b""}, "не документ Word"),
    (word97("\r\r"), "текста в документе нет"),
    ({"WordDocument": word97("Мост.\r")["WordDocument"][:40], "1Table": b""}, "текста в документе нет|повреждён"),
])  # fmt: skip
def test_what_cannot_be_read_is_named(streams: dict[str, bytes], said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        document_of(ole(streams), "a.doc")
    assert not set(in_english(str(refused.value))) & set("абвгдежзиклмнопрстуфхцчшщыьэюя")
