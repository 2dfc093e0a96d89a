"""Cleaning: labelled cases, the seed, and what must hold for every text."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.cleaning import CleanText, Repair, clean, is_russian, russian_share
from summarizer.cleaning.clean import STEPS
from summarizer.cleaning.repairs import Edit, apply_edits, compose_edits

CASES = Path(__file__).parent / "cases"
SEED = next((Path(__file__).parents[1] / "seeds").glob("000_*.txt"))
GREEK = re.compile(r"[\u0370-\u03ff]")
FRAGMENTS = [
    "сοвет",
    "Cовет",
    "c",
    "C",
    "о́",
    "й",
    "&amp;",
    "&laquo;",
    "&#1;",
    "amp;",
    "lt;",
    "&",
    ";",
    "#",
    "\xad",
    "\u200b",
    "\u200d",
    "️",
    "👩",
    "\xa0",
    "\r\n",
    "\n",
    "\t",
    "РџСЂРё",
    "Ïðèâåò",
    "уПЧЕФ",
    "a@b.ru",
    "http://",
    "USB-кабель",
    "PRщик",
    "α",
    "κ",
    "ο",
    "HE",
    "TAK",
    "Gооgle",
    "ї",
    "ђ",
    "ң",
    "ъ",
    "се",
    "4",
    "-",
    "-\n",
    "по-",
    "ши-",
    "бка",
    "�",
    "́",
    "Читайте",
    "также:",
    "Фото:",
    "Страница",
    "5",
    "\n\n6\n\n",
    "\n\n7\n\n",
    "Глава    8",
    "\nПоделиться\n",
    "\nГлавная\n",
    "слово слово слово слово слово слово слово слово",
    "¬\n",
    "\uf0b7",
    "\x0c",
    "1",
    ",",
    ".",
    "«",
    "»",
    "(",
    ")",
]


def cases(name: str) -> list[dict[str, str]]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def cleaning_cases(is_unchanged: bool) -> list[dict[str, str]]:
    """Cases of every `cleaning_unchanged*.jsonl`, or of every other `cleaning_*.jsonl`."""
    names = sorted(path.stem for path in CASES.glob("cleaning_*.jsonl"))
    return [case for name in names if name.startswith("cleaning_unchanged") == is_unchanged for case in cases(name)]


@pytest.mark.parametrize("case", cleaning_cases(False), ids=lambda case: case["label"])
def test_repairs_case(case: dict[str, str]) -> None:
    assert clean(case["source"]).text == case["expected"]


@pytest.mark.parametrize("case", cleaning_cases(True), ids=lambda case: case["label"])
def test_leaves_case_unchanged(case: dict[str, str]) -> None:
    assert clean(case["source"]) == CleanText(case["source"], ())


@pytest.mark.parametrize(
    "end", ["\r\n", "\r", "\r\r\n", "\u2028"], ids=["Windows", "old Mac", "Windows twice", "Unicode"]
)
def test_line_ends_of_any_system_are_alike(end: str) -> None:
    sources = [case["source"] for case in cleaning_cases(False) + cleaning_cases(True) if "\r" not in case["source"]]
    several = [source for source in sources if "\n" in source]
    assert len(several) > 300
    assert [source for source in several if clean(source.replace("\n", end)).text != clean(source).text] == []


def test_labels_are_unique_and_a_third_of_the_cases_must_not_change() -> None:
    everything = cleaning_cases(True) + cleaning_cases(False) + cases("known_failures")
    labels = [case["label"] for case in everything]
    assert [label for label in labels if labels.count(label) > 1] == []
    kept = [case for case in everything if case.get("expected", case["source"]) == case["source"]]
    assert len(everything) >= 300 and 3 * len(kept) >= len(everything)


def test_seed_is_repaired_completely() -> None:
    source = SEED.read_text(encoding="utf-8")
    cleaned = clean(source)
    assert GREEK.search(source) and not GREEK.search(cleaned.text)
    assert len([repair for repair in cleaned.repairs if repair.rule == "homoglyph"]) == 116
    assert "Исполняющий обязанности вице-губернатора Краснодарского края" in cleaned.text


texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.text(alphabet=" \n-abcеокрсху&;#ο\u0301\u00ad", max_size=120),
)


@given(texts)
def test_cleaning_comes_to_rest_and_reports_everything(source: str) -> None:
    cleaned = clean(source)
    assert apply_edits(source, cleaned.repairs) == cleaned.text
    assert all(repair.before == source[repair.start : repair.stop] != repair.after for repair in cleaned.repairs)
    ends = [repair.stop for repair in cleaned.repairs]
    assert all(stop <= repair.start for stop, repair in zip(ends, cleaned.repairs[1:], strict=False))
    assert clean(cleaned.text).repairs == ()


@given(texts)
def test_offsets_lead_back_to_the_source(source: str) -> None:
    cleaned = clean(source)
    offsets = [cleaned.source_offset(offset) for offset in range(len(cleaned.text) + 1)]
    assert offsets == sorted(offsets) and all(0 <= offset <= len(source) for offset in offsets)
    stops = [cleaned.source_stop(offset) for offset in range(len(cleaned.text) + 1)]
    assert stops == sorted(stops) and all(0 <= stop <= len(source) for stop in stops)
    repaired = {at for repair in cleaned.repairs for at in range(repair.start, repair.stop)}
    kept = [(at, letter) for at, letter in zip(offsets, cleaned.text, strict=False) if at not in repaired]
    assert all(source[at] == letter for at, letter in kept if at < len(source) and letter == source[at]) and (
        len(kept) >= len(source) - len(repaired)
    )


edits = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("xyz", max_size=2)), max_size=4)


def as_edits(drawn: list[tuple[int, int, str]], length: int, rule: str) -> list[Edit]:
    made, done = [], 0
    for start, n_letters, after in sorted(drawn):
        if start >= done and n_letters and start + n_letters <= length:
            made.append(Edit(rule, start, start + n_letters, after))
            done = start + n_letters
    return made


@given(st.text("абвгд", min_size=4, max_size=14), edits, edits)
def test_composed_edits_do_what_both_steps_do(
    source: str, drawn_first: list[tuple[int, int, str]], drawn_second: list[tuple[int, int, str]]
) -> None:
    first = as_edits(drawn_first, len(source), "first")
    middle = apply_edits(source, first)
    second = as_edits(drawn_second, len(middle), "second")
    composed = compose_edits(first, second, middle)
    assert apply_edits(source, composed) == apply_edits(middle, second)
    assert all(a.stop <= b.start for a, b in pairwise(composed))


@pytest.mark.parametrize(
    "name, source",
    [
        ("repair_homoglyphs", "сοвет"),
        ("repair_mojibake", "РџСЂРёРІРµС‚, РґРѕСЂРѕРіРёРµ"),
        ("strip_invisible", "сло\u200bво"),
        ("unescape_html", "&laquo;да&raquo;"),
        ("compose_letters", "краи\u0306"),
        ("drop_stress_marks", "за\u0301мок"),
        ("replace_font_signs", "о\ufb03с"),
        ("drop_page_numbers", "Конец.\n— 5 —\nНачало."),
        ("drop_time_codes", "".join(f"{i}\n0:00:0{i},000 --> 0:00:0{i},900\nМост {i}.\n\n" for i in range(3)).strip()),
        ("drop_note_marks", "Озеро в Карелии[1], глубокое[2]."),
        ("drop_boilerplate", "Суд вынес приговор.\nЧитайте также:\nСтороны согласны."),
        ("join_lines", "Начался пере-\nвод книги."),
        ("tidy_whitespace", "слово   дело"),
        ("close_up_marks", "Сдан досрочно ."),
    ],
)
def test_each_step_repairs_what_no_other_does(name: str, source: str) -> None:
    assert clean(source).text != source
    others = [step for step in STEPS if step.__name__ != name]
    assert len(others) == len(STEPS) - 1
    assert clean(source, others).text == source


def test_repair_names_rule_and_place() -> None:
    assert clean("Это сοвет").repairs == (Repair("homoglyph", 4, 9, "сοвет", "совет"),)


def test_language() -> None:
    assert is_russian(clean(SEED.read_text(encoding="utf-8")).text)
    assert is_russian("Молоко и хлеб.") and not is_russian("")
    foreign = [case for case in cases("cleaning_unchanged") if case["label"] in LANGUAGES]
    assert len(foreign) == len(LANGUAGES)
    assert [case["label"] for case in foreign if is_russian(case["source"])] == []
    assert russian_share("да no") == 0.5


LANGUAGES = [
    "ukrainian",
    "belarusian",
    "bulgarian",
    "serbian",
    "macedonian",
    "kazakh",
    "tatar",
    "kyrgyz",
    "mongolian",
    "english",
    "french",
    "german",
]


def test_import_loads_no_dictionary() -> None:
    code = (
        "import sys, summarizer.cleaning as c; c.clean('Обычный текст, USB и всё.'); print('pymorphy3' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case["label"])
def test_known_failure(case: dict[str, str]) -> None:
    assert clean(case["source"]).text == case["expected"]
