"""Two columns of plain text, read one after the other; tables and other texts as they are."""

from textwrap import wrap

import pytest

from summarizer import clean
from summarizer.reading import document_of
from summarizer.reading.columns import unfold_columns

FIRST = (
    "Старый мост через Упу закрыли после того, как водолазы нашли под второй опорой промоину глубиной три метра. "
    "Комиссия осматривала его четыре дня и решила, что автобусы по нему ходить не могут. Жителям левого берега "
    "предложили объезд через плотину, а для пешеходов пустили паром, который за час перевозит сорок человек."
)
SECOND = (
    "Ремонт начнут в июне, когда спадёт вода. Подрядчика ищут второй раз: первый отказался от работ из-за цены, "
    "назначенной ещё до подорожания стали. Деньги на новые опоры область даст в мае, если город внесёт свою долю, "
    "а совет города соберётся только двенадцатого числа и смету до того дня не увидит."
)
WIDTH = 42


def side_by_side(left: list[str], right: list[str], shifts: tuple[int, ...] = (0,)) -> str:
    """The lines of two columns in rows; the right ones begin a few characters beside their place."""
    rows = zip(left, right, strict=True)
    return "\n".join(f"{a:{WIDTH + 3 + shifts[at % len(shifts)]}}{b}".rstrip() for at, (a, b) in enumerate(rows))


def halves(text: str) -> tuple[list[str], list[str]]:
    lines = wrap(text, WIDTH)
    half = (len(lines) + 1) // 2
    return lines[:half], [*lines[half:], ""][:half]


@pytest.mark.parametrize("shifts", [(0,), (0, 1, 2, 0, -1)])
def test_columns_are_read_one_after_the_other(shifts: tuple[int, ...]) -> None:
    left, right = halves(f"{FIRST} {SECOND}")
    page = f"ВЕСТНИК ГОРОДА{' ' * 60}2026\n\n{side_by_side(left, right, shifts)}\n\n{' ' * 40}17"
    text = document_of(page.encode(), "dump.txt").text
    assert text == f"ВЕСТНИК ГОРОДА{' ' * 60}2026\n\n" + "\n".join([*left, *right]).rstrip() + f"\n\n{' ' * 40}17"
    assert f"{FIRST} {SECOND}" in clean(text).text


def test_pages_are_unfolded_each_by_itself() -> None:
    page = side_by_side(*halves(f"{FIRST} {SECOND}"))
    assert unfold_columns(f"{page}\f{page}\fКонец.") == f"{unfold_columns(page)}\f{unfold_columns(page)}\fКонец."


def test_paragraph_of_the_right_column_stands_in() -> None:
    right = wrap(f"{FIRST} {SECOND}", WIDTH, initial_indent="    ")
    lines = unfold_columns(side_by_side(wrap(f"{SECOND} {FIRST}", WIDTH)[: len(right)], right)).split("\n")
    assert lines[len(right)] == right[0]


GOODS = ["щебень", "песок", "доски", "гвозди", "краска", "цемент", "известь", "плитка", "стекло", "кирпич"]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(wrap(f"{FIRST}  {SECOND}", 90)),
        side_by_side(GOODS, wrap(f"{FIRST} {SECOND}", WIDTH)[: len(GOODS)]),
        side_by_side(
            [f"Участок у плотины номер {n}, глина" for n in range(10)], [f"{n}5 метров, до июля" for n in range(10)]
        ),
        side_by_side(wrap(FIRST, WIDTH)[:6], wrap(SECOND, WIDTH)[:6]),
    ],
    ids=["lines with a double space", "goods beside what they are for", "table of long cells", "six rows"],
)
def test_other_texts_stay(text: str) -> None:
    assert unfold_columns(text) == text
