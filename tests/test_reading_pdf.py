"""Lines of PDF pages to paragraphs: running heads, page numbers, footnotes, cut words."""

from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from summarizer.errors import InputError
from summarizer.reading import document_of
from summarizer.reading.parsers.pdf.flow import join_pages
from summarizer.reading.parsers.pdf.heads import drop_running_heads
from summarizer.reading.parsers.pdf.hyphens import join_cut_words
from summarizer.reading.parsers.pdf.line import Line, joined, stands_beside
from summarizer.reading.parsers.pdf.text_page import TextPage

from .documents import page, pdf

WIDTH, LEADING, SIZE, HEIGHT = 400.0, 14.0, 12.0, 842.0
LETTER = 6.0  # points
FIRST_BASE, LAST_BASE = 760.0, 60.0


def line(text: str, base: float, left: float = 60.0, size: float = SIZE, right: float | None = None) -> Line:
    right = left + LETTER * len(text) if right is None else right
    return Line(text, left, right, base, size, HEIGHT, first_width=LETTER * len(text.split(maxsplit=1)[0]))


def column(*texts: str, base: float = FIRST_BASE, left: float = 60.0) -> list[Line]:
    """Lines one under another; «>» begins one that stands in, «|» ends one that fills the column."""
    lines = []
    for at, text in enumerate(texts):
        own_left = left + (20 if text.startswith(">") else 0)
        right = left + WIDTH if text.endswith("|") else None
        lines.append(line(text.strip(">|"), base - LEADING * at, own_left, right=right))
    return lines


HEAD, FOOT = line("Отчёт за год", 800, left=200), line("7", 30, left=250)


def test_lines_of_a_paragraph_are_joined() -> None:
    lines = column(">Первая строка абзаца|", "вторая его строка|", "и конец.", ">Второй абзац|", "тоже конец.")
    assert join_pages([lines]).paragraphs == [
        "Первая строка абзаца вторая его строка и конец.",
        "Второй абзац тоже конец.",
    ]


def test_short_last_line_ends_a_paragraph_without_indents() -> None:
    lines = column("Первая строка абзаца|", "и конец.", "Второй абзац|", "и его конец.")
    assert join_pages([lines]).paragraphs == ["Первая строка абзаца и конец.", "Второй абзац и его конец."]


def test_next_word_wider_than_the_room_ends_no_paragraph() -> None:
    wide = replace(line("щемящую", FIRST_BASE - LEADING, right=460), first_width=60.0)
    assert join_pages([[line("Ветер пел", FIRST_BASE, right=399), wide]]).paragraphs == ["Ветер пел щемящую"]
    assert join_pages([[line("Ветер пел", FIRST_BASE, right=395), wide]]).paragraphs == ["Ветер пел", "щемящую"]


def test_word_that_fits_only_by_its_letters_edges_ends_no_paragraph() -> None:
    """Between two letters that stand at 0.3 of their size there is hardly a space yet."""
    lines = column("Инженер строил три моста|", "и вёл дневник, в котором|", "1926 год.")
    lines[1] = replace(lines[1], right=60 + WIDTH - LETTER * len("1926") - 0.3 * SIZE)
    assert join_pages([lines]).paragraphs == ["Инженер строил три моста и вёл дневник, в котором 1926 год."]


def test_item_whose_lines_stand_in_is_one_paragraph() -> None:
    lines = [line("1. Хранить чертежи", FIRST_BASE, left=60, right=460)]
    lines += column("при сухом воздухе|", "в папках.", base=FIRST_BASE - LEADING, left=73)
    lines += column("2. Не выдавать их.", base=FIRST_BASE - 3 * LEADING)
    lines += column(">Архив закрыт|", "до мая.", base=FIRST_BASE - 4 * LEADING)
    assert join_pages([lines]).paragraphs == [
        "1. Хранить чертежи при сухом воздухе в папках.",
        "2. Не выдавать их.",
        "Архив закрыт до мая.",
    ]


def test_block_that_stands_in_on_both_sides_is_one_paragraph() -> None:
    body = column(">Инженер вёл дневник|", "двадцать три года.", ">Вот запись из него:|")
    ends = {"Вода прибывала весь": 425, "день, и опоры моста": 430, "не выдержали: к утру": 420, "упали обе.": 150}
    rows = enumerate(ends.items(), 3)
    quote = [line(text, FIRST_BASE - LEADING * at, left=90, right=right) for at, (text, right) in rows]
    after = column(">Архив издаст его|", "осенью.", base=FIRST_BASE - 7 * LEADING)
    assert join_pages([body + quote + after]).paragraphs == [
        "Инженер вёл дневник двадцать три года.",
        "Вот запись из него:",
        "Вода прибывала весь день, и опоры моста не выдержали: к утру упали обе.",
        "Архив издаст его осенью.",
    ]


def test_numbered_clause_begins_a_paragraph() -> None:
    lines = column("1.1. Поставщик обязуется|", "поставить щебень до мая.|", "1.2. Цена его равна|", "п. 1.3 сметы.")
    assert join_pages([lines]).paragraphs == [
        "1.1. Поставщик обязуется поставить щебень до мая.",
        "1.2. Цена его равна п. 1.3 сметы.",
    ]


def test_lines_set_tight_are_lines() -> None:
    """PDFium takes lines whose letters nearly touch for one, at the height of the second."""
    texts = "Архивы городов открыли свои фонды для всех,", "кто изучает мосты. По словам директора, это"
    shown = b"BT /F1 12 Tf 50 700 Td (%s) Tj ET BT /F1 12 Tf 50 691 Td (%s) Tj ET"
    text_page = TextPage(PdfDocument(pdf([shown % tuple(text.encode("cp1251") for text in texts)]))[0])
    assert [(line.text, round(line.base)) for line in text_page.lines()] == [(texts[0], 700), (texts[1], 691)]


def test_entries_of_a_table_of_contents_are_lines() -> None:
    lines = column("Введение ......... 3|", "Метод ........ 5|", "Итоги ...... 12|")
    assert join_pages([lines]).paragraphs == ["Введение ......... 3", "Метод ........ 5", "Итоги ...... 12"]


def test_paragraph_goes_on_over_columns_and_pages() -> None:
    left = column("Первая строка|", "вторая строка|")
    right = column("третья строка|", "четвёртая строка|", left=300)
    after = column("пятая строка|", "и конец.")
    joined = "Первая строка вторая строка третья строка четвёртая строка пятая строка и конец."
    assert join_pages([left + right, after]).paragraphs == [joined]


def test_heading_and_gap_begin_paragraphs() -> None:
    heading = line("Глава первая, в которой начинается рассказ", 780, size=18)
    lines = [heading, *column("Строка|", "ещё строка|"), *column("После пробела|", "и всё.", base=700)]
    assert join_pages([lines]).paragraphs == [heading.text, "Строка ещё строка", "После пробела и всё."]


def test_heading_of_two_lines_is_one_paragraph() -> None:
    heading = [line("Глава, название которой не помещается", 780, size=18), line("в строку", 758, size=18)]
    paragraphs = join_pages([[*heading, *column("Строка|", "ещё строка|", "и всё.", base=720)]]).paragraphs
    assert paragraphs == ["Глава, название которой не помещается в строку", "Строка ещё строка и всё."]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    bodies = [column(f"{word} строка|", "и ещё одна|", "и последняя.") for word in ("Раз", "Два", "Три")]
    pages = [[replace(HEAD), *body, replace(FOOT, text=str(n))] for n, body in enumerate(bodies, 7)]
    assert drop_running_heads(pages) == bodies
    first = [replace(HEAD, text="Часть 1"), *bodies[0], replace(FOOT, text="– 7 –")]
    assert drop_running_heads([first])[0] == first[:-1]  # one page shows no repeats, but its number stands apart


def test_heads_of_left_and_right_pages_go_by_their_numbers() -> None:
    bodies = [column(f"{word} строка|", "и ещё одна|", "и последняя.") for word in ("Раз", "Два", "Три")]
    left, right = replace(HEAD, text="6 А. Сомова. Мост"), replace(HEAD, text="Вестник посёлка 7")
    pages = [[head, *body] for head, body in zip((left, right, replace(left, text="8 Итоги")), bodies, strict=True)]
    assert drop_running_heads(pages) == bodies
    chapters = [[replace(page[0], size=18.0), *page[1:]] for page in pages]
    assert drop_running_heads(chapters) == chapters
    sections = [
        [replace(HEAD, text=f"{n} {name}"), *body] for n, name, body in zip((1, 5, 7), "АБВ", bodies, strict=True)
    ]
    assert drop_running_heads(sections) == sections


def test_rows_of_a_table_stay_lines() -> None:
    def row(base: float, *cells: str) -> Line:
        gaps = tuple((150.0 * at + 100, 150.0 * at + 150) for at in range(len(cells) - 1))
        return replace(line(" ".join(cells), base), cells=cells, gaps=gaps)

    before, after = column("Строка|", "и ещё."), column("Строка|", "и конец.", base=600)
    table = [row(700, "Год", "Дел всего"), row(686, "1931", "12")]
    paragraphs = join_pages([[*before, *table, *after]]).paragraphs
    assert paragraphs == ["Строка и ещё.", "Год | Дел всего", "1931 | 12", "Строка и конец."]
    assert join_pages([[*before, table[0], *after]]).paragraphs[1] == "Год Дел всего"


def test_cells_and_powers_are_found_by_their_places() -> None:
    def shown(*places: tuple[str, int, int, int]) -> bytes:
        pieces = (f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj".encode("cp1251") for text, x, y, size in places)
        return b"BT " + b" ".join(pieces) + b" ET"

    rows = [(text, x, 650 - 14 * n, 12) for n in range(3) for text, x in ((f"Год {n}", 50), ("12", 200), ("дел", 350))]
    power = [("x = 5 a", 50, 700, 12), ("2", 87, 707, 7), ("+ b", 91, 700, 12)]
    text = document_of(pdf([shown(*power, *rows)]), "a.pdf").text
    assert text.split("\n") == ["x = 5 a²+ b", "Год 0 | 12 | дел", "Год 1 | 12 | дел", "Год 2 | 12 | дел"]


def test_repeated_lines_inside_pages_stay() -> None:
    pages = [column(f"{word} строка|", "– Да.", "– Нет.", base=500) for word in ("Раз", "Два", "Три")]
    assert drop_running_heads(pages) == pages


def test_repeated_first_lines_of_a_long_book_stay() -> None:
    pages = [
        column("– Да." if n % 10 == 0 else f"Строка {'а' * n}|", f"дру{'г' * n}ая|", f"тре{'т' * n}ья|")
        for n in range(40)
    ]
    assert drop_running_heads(pages) == pages


def test_footnotes_go_behind_the_text_and_lose_their_marks() -> None:
    def notes(*texts: str) -> list[Line]:
        return [line(text, 80.0 - 10 * at, size=9) for at, text in enumerate(texts)]

    first = [*column("Начало абзаца¹ на площади 5 м²|", "которое здесь|"), *notes("1Там же. С. 15.", "и ещё строка")]
    second = [*column("продолжается² на 5 м² и кончается.|", "²"), *notes("2 Там же. С. 20.")]
    flow = join_pages([first, second])
    assert flow.paragraphs == ["Начало абзаца на площади 5 м² которое здесь продолжается на 5 м² и кончается."]
    assert flow.notes == ["1 Там же. С. 15. и ещё строка", "2 Там же. С. 20."]


def test_list_items_begin_paragraphs() -> None:
    lines = column("Нужно купить|", "\uf0b7 хлеб и молоко|", "• соль.")
    assert join_pages([lines]).paragraphs == ["Нужно купить", "• хлеб и молоко", "• соль."]


@pytest.mark.parametrize(
    "cut, whole",
    [
        ("пере-\nвод", "перевод"),
        ("пресс-\nслужба", "пресс-служба"),
        ("Йошкар-\nОла", "Йошкар-Ола"),
        ("Собин-\nбанка и Собинбанка", "Собинбанка и Собинбанка"),
        ("чудо-\nаппарат", "чудо-аппарат"),
        ("за-\nпузырился", "запузырился"),
        ("infor-\nmation", "information"),
        ("5 -\nэто число", "5 -\nэто число"),
    ],
)
def test_cut_words(cut: str, whole: str) -> None:
    assert join_cut_words(cut) == whole


def test_pdf_pages_through_the_child() -> None:
    lines = ("Сегодня в городе открыли но-", "вую школу для восьмисот детей,", "и это хорошо.")
    document = document_of(pdf([page("Вестник", *lines, f"стр. {n}") for n in range(1, 4)]), "a.pdf")
    assert "открыли новую школу" in document.text


def test_letters_without_names_are_refused() -> None:
    data = pdf([page("Вчера в городе открыли новую школу для детей.")]).replace(b"<c0>", b"<00>")
    cipher = data.replace(b"beginbfchar\n<", b"beginbfchar\n<").replace(b"<04", b"<e0")  # all in the private area
    with pytest.raises(InputError, match=r"^a\.pdf: по шрифтам этого PDF не узнать, какие в нём буквы"):
        document_of(cipher, "a.pdf")


@pytest.mark.parametrize(
    "matrix, rotate",
    [
        (b"0 1 -1 0 792 0 cm", 90),
        (b"-1 0 0 -1 612 792 cm", 180),
        (b"0 -1 1 0 0 612 cm", 270),
        (b"1 0 0 1 0 0 cm", 90),  # shown on its side
        (b"0 1 -1 0 792 0 cm", 0),
    ],
)
def test_rotated_page_is_read_like_an_upright_one(matrix: bytes, rotate: int) -> None:
    lines = [
        "В среду городская дума приняла бюджет на год, ко-",
        "торый кончится.",
        "Дефицит покроют кредитом из",
        "банка.",
    ]
    upright = document_of(pdf([page(*lines)]), "a.pdf").text
    assert (
        upright
        == "В среду городская дума приняла бюджет на год, который кончится.\nДефицит покроют кредитом из\nбанка."
    )
    assert document_of(pdf([matrix + b" " + page(*lines)], rotate=rotate), "a.pdf").text == upright


def test_markers_apart_from_their_items_are_put_before_them() -> None:
    items = column("Первый пункт длинный и|", "кончается тут.|", "Второй пункт.", "школы", left=90)
    markers = [replace(line(text, 0, 70), base=items[at].base) for text, at in (("1.", 0), ("2.", 2), ("•", 3))]
    far = line("7.", items[1].base, left=10)
    paragraphs = join_pages([[*items, *markers, far]]).paragraphs
    assert paragraphs == ["1. Первый пункт длинный и кончается тут.", "2. Второй пункт.", "• школы", "7."]


def test_large_first_letter_may_be_a_word() -> None:
    shown = "BT /F1 36 Tf 50 690 Td ({}) Tj /F1 12 Tf 28 12 Td ({}) Tj 0 -14 Td (и только она одна) Tj ET".format
    for letter, line, read in (
        ("В", "среду дума", "В среду дума и только она одна"),
        ("Г", "ород пуст", "Город пуст и только она одна"),
    ):
        data = pdf([shown(letter, line).encode("cp1251")])
        assert document_of(data, "a.pdf").text.replace("\n", " ") == read


def test_lines_beside_a_large_first_letter_stand_in_for_it() -> None:
    letter = line("О", 720, left=58, size=40, right=86)
    first, last, under = line("сенью шёл", 747, left=111), line("снег", 721, left=89), line("и дождь", 706, left=58)
    both = joined(letter, first)
    assert both is not None and both.text == "Осенью шёл"
    assert [stands_beside(letter, other) for other in (first, last, under)] == [True, True, False]
    assert joined(letter, line("СНЕГ", 747, left=111)) is None
