"""What the page says, in its own words and in both languages: counts, units, refusals, files."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from summarizer import Finding, Summarizer, SummaryOptions, clean
from summarizer.engines import Draft
from summarizer.errors import OptionError
from summarizer.models.registry import COMPACT, EXTRACT
from summarizer.page import telling, texts
from summarizer.page.build import build_app
from summarizer.page.languages import say_in
from summarizer.page.mounting import guarded_app
from summarizer.page.text_tab import Choices
from summarizer.page.view import record_of, show_cleaned
from summarizer.reading import document_of
from tests.scripted import ScriptedEngine
from tests.texts import NEWS

RU = say_in("ru")


def test_word_of_several_marks_is_one_place() -> None:
    spoiled = "Мοcт зaкрыли на рeмoнт до мая, сообщили в мэрии."
    view = show_cleaned(spoiled, clean(spoiled), RU)
    n_repairs = len(clean(spoiled).repairs)
    assert (view["n_repairs"], view["title"]) == (n_repairs, "Исправлено: 3\xa0места (5\xa0отметок)")
    assert show_cleaned("  \n ", clean("  \n "), RU)["n_repairs"] == 0


def test_entity_of_a_quotation_mark_is_not_quoted() -> None:
    [(_, told)] = show_cleaned("Дом &laquo;Мир&raquo; стоит.", clean("Дом &laquo;Мир&raquo; стоит."), RU)["repairs"]
    assert told == "«&laquo;» → «; «&raquo;» → »"


def test_repairs_of_subtitles_show_their_times_alone() -> None:
    lines = ("Мост закрыли на ремонт.", "Он стоит с 1970 года.", "Его откроют в мае.")
    cues = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{line}" for n, line in enumerate(lines, 1))
    [(_, told)] = show_cleaned(cues, clean(cues), RU)["repairs"]
    assert told.split("; ")[:2] == [
        "«1 00:00:01,000 --> 00:00:02,000» → убрано",
        "«2 00:00:02,000 --> 00:00:03,000» → убрано",
    ]


def test_what_is_said_of_models_needs_no_knowledge_of_them() -> None:
    partly = Finding("partly_read", text="прочитано 31 %").message
    for told in (EXTRACT.note, COMPACT.note, partly, texts.UNREAD.ru):
        assert not re.search(r"\bвесов\b|взвеш|\bсет[ьи]\b|токен", told)


def test_length_that_was_missed_is_told_with_its_unit() -> None:
    finding = Finding("off_length", text="23 вместо 300")
    assert finding.message == "Длина не такая, как просили: 23 вместо 300"
    assert telling.told(finding, RU, {"words": 300}) == "Длина не такая, как просили: 23 вместо 300 слов"
    one = Finding("off_length", text="2 вместо 1")
    assert telling.told(one, RU, {"sentences": 1}) == "Длина не такая, как просили: 2 вместо 1 предложения"
    theses = telling.told(finding, say_in("en"), {"points": 300})
    assert theses == "The length is not what was asked for: 23 instead of 300 sentences"


def test_numbers_of_the_english_page_are_english() -> None:
    assert telling.words_of(1, say_in("en")) == "1\xa0word" and telling.words_of(1200, say_in("en")) == "1,200\xa0words"
    assert (telling.figure(3.21, 1, say_in("en")), telling.figure(3.21, 1, RU)) == ("3.2", "3,2")


def test_files_of_the_english_page_are_english() -> None:
    engine = ScriptedEngine(lambda request: [Draft("Дали 7 рублей.", 0.0)])
    summary = Summarizer(engine).summarize(NEWS, SummaryOptions(faithful="flag", words=3))
    record = replace(record_of(summary, NEWS), path="a.txt").to_line()
    with TestClient(guarded_app(build_app(Summarizer(ScriptedEngine()))), base_url="http://127.0.0.1:7860") as client:
        sent = [client.post(f"/export/{name}", content=record, headers={"X-Language": "en"}) for name in ("md", "docx")]
    for text in (sent[0].text, document_of(sent[1].content, "a.docx").text):
        assert (
            "This number is not in the text: «7 рублей» (the text has another number)" in text and "Числа" not in text
        )
    assert "*source: a.txt · model: scripted · read 100% · repairs: 0*" in sent[0].text


@pytest.mark.parametrize(("data", "words"), [(b" \n", "в файле нет текста"), (None, "на вкладке «Папка»")])
def test_file_that_has_no_text_of_its_own_gets_a_sentence(data: bytes | None, words: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("статья.txt", NEWS)
    with TestClient(guarded_app(build_app(Summarizer(ScriptedEngine()))), base_url="http://127.0.0.1:7860") as client:
        answer = client.post("/read", content=data or archive.getvalue(), headers={"X-Name": "a.zip"})
    assert (
        answer.status_code == 422 and answer.json()["detail"].startswith("a.zip: ") and words in answer.json()["detail"]
    )


def test_number_that_is_not_whole_is_told_as_it_was_given() -> None:
    with pytest.raises(OptionError, match=r"^Длина 2,5: нужно целое число$"):
        Choices("own", 2.5, "sentences").options(RU)
    for amount in (0, 100, 200, -1):
        with pytest.raises(OptionError, match=rf"^Длина {amount}\xa0% текста: нужно число больше 0 и меньше 100$"):
            Choices("own", amount, "ratio").options(RU)
