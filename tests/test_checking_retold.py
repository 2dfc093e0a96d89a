"""True summaries told in other words than their sources raise no alarm; the same with one thing altered do."""

import pytest

from summarizer.checking import check_summary

RETOLD = [  # source, true summary, the same altered
    ("Вторая половина фильма затянута минут на двадцать.", "Фильм затянут на 20 минут.", "Фильм затянут на 40 минут."),
    ("Завод откроют лет через пять.", "Завод откроют через 5 лет.", "Завод откроют через 8 лет."),
    ("На 88-м году жизни умер языковед Котов.", "Котов умер в 87 лет.", "Котов умер в 89 лет."),
    (
        "Терапию начинают за три-четыре месяца до цветения.",
        "Терапию начинают за 3–4 месяца до цветения.",
        "Терапию начинают за 5 месяцев до цветения.",
    ),
    (
        "Прибыль сократилась с 6,2 до 3,3 миллиарда.",
        "Прибыль упала на 2,9 млрд рублей.",
        "Прибыль упала на 3,9 млрд рублей.",
    ),
    (
        "Прибыль сократилась с 6,2 до 3,3 миллиарда.",
        "Прибыль сократилась с 6,2 млрд рублей.",
        "Прибыль сократилась с 7,2 млрд рублей.",
    ),
]


@pytest.mark.parametrize(("source", "true", "altered"), RETOLD)
def test_what_follows_from_the_source_raises_no_alarm(source: str, true: str, altered: str) -> None:
    assert [finding.message for finding in check_summary(true, source)] == []
    assert check_summary(altered, source)
