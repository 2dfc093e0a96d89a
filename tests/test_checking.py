import pytest

from summarizer.checking import check_summary, unsupported_facts

SOURCE = (
    "Глава Роскосмоса Юрий Борисов заявил в Москве, что до 2030 года будут запущены 1 500 спутников, "
    "на это выделят 12,5 млрд рублей. США и Санкт-Петербург в программе не участвуют. Орёл улетел из Казани. "
    "Пилот МиГ-21 снял это на iPhone-2."
)
SUPPORTED = [
    "Борисов сообщил о запуске 1500 спутников",
    "Спутники запустят до 2030 года, сказал глава Роскосмоса Борисов",
    "На спутники дадут 12.5 млрд",
    "Юрию Борисову в Москве задали вопрос о США",
    "Жители Санкт-Петербурга не участвуют",
    "О программе рассказали в Казань",
    "Спутник iPhone-2 и самолёт МиГ-21 из Казани",
]
UNSUPPORTED = [
    ("Борисов сообщил о запуске 1600 спутников", ["1600"]),
    ("Проект обойдётся в 12,6 млрд рублей", ["12,6"]),
    ("Глава Роскосмоса Рогозин заявил о запуске", ["Рогозин"]),
    ("В программе участвует ФРГ, а не США", ["ФРГ"]),
    ("По словам главы, запуск пройдёт в Перми в 2031 году", ["Перми", "2031"]),
    ("Программу обсудили в Санкт-Морице", ["Санкт-Морице"]),
]


@pytest.mark.parametrize("summary", SUPPORTED)
def test_supported_facts_raise_nothing(summary: str) -> None:
    assert [fact.text for fact in unsupported_facts(summary, SOURCE)] == []


@pytest.mark.parametrize(("summary", "facts"), UNSUPPORTED)
def test_unsupported_facts_are_found_with_offsets(summary: str, facts: list[str]) -> None:
    found = unsupported_facts(summary, SOURCE)
    assert [fact.text for fact in found] == facts
    assert [summary[fact.start : fact.stop] for fact in found] == facts


def test_repetition_is_found_once_with_its_place() -> None:
    summary = "Мост закроют на ремонт до мая. Об этом сказал мэр: мост закроют на ремонт до мая."
    findings = [f for f in check_summary(summary, summary) if f.kind == "repetition"]
    assert [summary[f.start : f.stop] for f in findings] == ["мост закроют на ремонт до мая"]


def test_title_that_stands_twice_is_no_repetition() -> None:
    summary = "По словам мэра Анны Котовой, мост закроют. По словам мэра Анны Котовой, объезд готов."
    assert check_summary(summary, summary) == []  # six words make a repetition
