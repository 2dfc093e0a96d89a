"""Presentations of PowerPoint 97–2003."""

import pytest

from summarizer.errors import InputError
from summarizer.page.english import in_english
from summarizer.reading.document import document_of
from tests.old_office import ole
from tests.old_slides import ppt97, record, shape97, slide97, table97, text97

TITLE = shape97(text97("Мост", 0))


def read(streams: dict[str, bytes]) -> list[str]:
    document = document_of(ole(streams), "a.ppt")
    assert document.format == "ppt"
    return document.text.split("\n")


def test_titles_come_first_and_notes_behind() -> None:
    first = slide97(shape97(text97("Длина\vмоста\rЦена")), shape97(text97("Bridge", 6)), notes=2)
    said = [slide97(shape97(text97("Не то", 2))), slide97(shape97(text97("Он готов.", 2)))]
    streams = ppt97(first, slide97(TITLE), notes=said)
    assert read(streams) == ["Bridge", "Длина моста", "Цена", "", "Он готов.", "", "Мост"]
    assert document_of(ole(streams), "a.ppt").title == "Bridge"


def test_hidden_slides_and_what_was_saved_before_go() -> None:
    shown, hidden = slide97(TITLE), slide97(shape97(text97("Скрыто")), notes=1, is_hidden=True)
    streams = ppt97(shown, hidden, notes=[slide97(shape97(text97("Тоже")))], older=slide97(shape97(text97("Было"))))
    assert read(streams) == ["Мост"]


def test_numbers_dates_and_footers_go() -> None:
    number = shape97(text97("*", 4, record(4056, bytes(4))), place=8)
    within = shape97(text97("Слайд *", 4, record(4056, b"\6\0\0\0")))
    assert read(ppt97(slide97(TITLE, number, within, shape97(text97("Фирма"), place=9)))) == ["Мост", "Слайд"]


def test_texts_of_the_outline_stand_where_a_shape_names_them() -> None:
    outline = text97("Мост", 0) + text97("Цена\rСрок", 1)
    body, title = (shape97(record(3998, bytes([n, 0, 0, 0]))) for n in (1, 0))
    wrong = shape97(record(3998, b"\x09\0\0\0"))
    assert read(ppt97(slide97(body, title, wrong), outlines=[outline])) == ["Мост", "Цена", "Срок"]


def test_shapes_are_read_by_their_places() -> None:
    right, left = shape97(text97("право"), (20, 60, 90, 70)), shape97(text97("лево"), (20, 10, 50, 80))
    group = record(0xF003, shape97(b"", (0, 10, 50, 9)) + shape97(text97("верх"), (0, 10, 50, 9)), holds=True)
    assert read(ppt97(slide97(right, left, group))) == ["верх", "лево", "право"]


def test_tables_are_read_row_by_row() -> None:
    cells = (
        ("Район", (0, 0, 5, 2)),
        ("2023", (5, 0, 9, 1)),
        ("2024", (9, 0, 13, 1)),
        ("5", (5, 1, 9, 2)),
        ("6", (9, 1, 13, 2)),
    )
    assert read(ppt97(slide97(table97(*cells)))) == ["Район | 2023 | 2024", "Район | 5 | 6"]


@pytest.mark.parametrize("streams, said", [
    (ppt97(slide97(TITLE), token=0xF3D1C4DF), "защищён паролем"), ({"PowerPoint Document": b""}, "документ повреждён"),
    (ppt97(slide97()), "текста в документе нет"),
    ({**ppt97(slide97(TITLE)), "Current User": b""}, "документ повреждён"),
])  # fmt: skip
def test_what_cannot_be_read_is_named(streams: dict[str, bytes], said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        document_of(ole(streams), "a.ppt")
    assert not set(in_english(str(refused.value))) & set("абвгдежзиклмнопрстуфхцчшщыьэюя")


def test_text_that_is_named_ppt_is_refused() -> None:
    with pytest.raises(InputError, match=r"это не документ \.ppt"):
        document_of("Просто текст.".encode(), "a.ppt")
