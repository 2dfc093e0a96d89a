"""Evidence with offsets in the text as the user gave it; how often it is right is measured in test_checking."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Summarizer, SummaryOptions
from summarizer.cleaning import clean
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.evidence import find_evidence, original_span
from summarizer.evidence.find import MAX_SENTENCES
from tests import texts
from tests.scripted import ScriptedEngine

SOURCE = (
    "Завод в Туле выпустил новый станок. Директор Орлов назвал его лучшим в стране. "
    "Цена станка — 3 млн рублей. Первые покупатели приехали из Минска. Погода стояла холодная."
)


def basis(summary: str, source: str = SOURCE) -> list[list[str]]:
    return [[source[p.start : p.stop] for p in item.passages] for item in find_evidence(summary, source)]


def test_paraphrase_rests_on_its_sentence() -> None:
    assert basis("Стоимость станков — три миллиона рублей.")[0][0] == "Цена станка — 3 млн рублей."


def test_merged_sentence_rests_on_both() -> None:
    found = basis("Станок, который Орлов считает лучшим, уже купили в Минске, прибыв туда первыми.")[0]
    assert set(found[:2]) == {"Директор Орлов назвал его лучшим в стране.", "Первые покупатели приехали из Минска."}


def test_sentences_out_of_order_keep_their_own() -> None:
    found = basis("Было холодно, стояла плохая погода. Директора завода зовут Орлов.")
    assert [item[0] for item in found] == ["Погода стояла холодная.", "Директор Орлов назвал его лучшим в стране."]


def test_nothing_alike_is_no_evidence() -> None:
    assert basis("Кошка спит.") == [[]]


RETOLD = (
    "Вокзал в Орске закрыли на ремонт. Касса продала 640 тысяч билетов за год. Врачи осмотрели пассажиров. "
    "Начальник станции Лидия Зуева вышла в отставку."
)


IN_OTHER_WORDS = {
    "Реализовано 0,64 миллиона.": "Касса продала 640 тысяч билетов за год.",
    "Медики обследовали приезжих.": "Врачи осмотрели пассажиров.",
}


@pytest.mark.parametrize(("said", "expected"), IN_OTHER_WORDS.items())
def test_facts_and_words_of_like_meaning_lead_to_their_sentence(said: str, expected: str) -> None:
    assert basis(said, RETOLD) == [[expected]]
    assert find_evidence(said, RETOLD, by_words=True)[0].passages == ()


def test_another_number_leads_nowhere() -> None:
    assert basis("Реализовано 0,71 миллиона.", RETOLD) == [[]]


def test_of_a_text_as_long_as_a_source_words_alone_are_looked_up() -> None:
    assert basis("Медики обследовали приезжих. " * (MAX_SENTENCES + 1), RETOLD)[0] == []


WITHOUT_NETWORKS = """
import sys
from summarizer.cleaning import clean
from summarizer.evidence import find_evidence
from summarizer.mending import check
source = "Врачи осмотрели пассажиров. Да. Вокзал закрыли."
find_evidence("Да. Вокзал закрыли.", source)
check("Доктора проверили путешественников.", clean(source), "off")
assert "numpy" not in sys.modules
"""


def test_copies_and_unchecked_summaries_load_no_networks() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT_NETWORKS], check=True)


def test_offsets_are_those_of_the_spoiled_text() -> None:
    summary = Summarizer(ExtractEngine()).summarize(texts.SPOILED)
    assert len(summary.evidence) > 1
    for item in summary.evidence:
        said, passage = summary.text[item.start : item.stop], item.passages[0]
        assert texts.SPOILED[passage.start : passage.stop] == said.replace("ко", "κο").replace("по", "пο")


def test_offsets_hold_behind_removed_and_joined_parts() -> None:
    text = "<b>Мост&nbsp;закроют</b>   до 5 мая,\u00ad сообщили в мэрии города.\n\n" + texts.NEWS
    engine = ScriptedEngine(lambda request: [Draft("Мост закроют до 7 мая.", -0.1)])
    summary = Summarizer(engine).summarize(text, SummaryOptions(faithful="flag"))
    finding = next(f for f in summary.findings if f.kind == "unsupported_date")
    passage = summary.evidence[0].passages[0]
    assert "закроют" in text[passage.start : passage.stop]
    assert finding.source_stop <= len(text)


def test_span_does_not_end_behind_a_ligature_at_the_texts_end() -> None:
    text = "Мост закрыт и назван гоﬁ"
    cleaned = clean(text)
    assert cleaned.text.endswith("гоfi")
    assert original_span(0, len(cleaned.text), cleaned) == (0, len(text))


@given(st.text(max_size=120), st.text(max_size=200))
def test_passages_lie_in_the_source(summary: str, source: str) -> None:
    for item in find_evidence(summary, source):
        assert 0 <= item.start < item.stop <= len(summary)
        assert all(0 <= p.start < p.stop <= len(source) and 0 <= p.score <= 1 for p in item.passages)
