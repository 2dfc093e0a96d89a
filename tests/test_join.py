from summarizer.engines import Draft
from summarizer.join import best_draft, join_drafts

SOURCE = "В Туле открыли музей, его посетили 300 человек."


def test_supported_draft_wins_over_a_likelier_one() -> None:
    drafts = [Draft("Музей посетили 500 человек.", -0.1), Draft("Музей посетили 300 человек.", -0.9)]
    assert best_draft(drafts, SOURCE).text == "Музей посетили 300 человек."


def test_likelier_of_two_supported_drafts_wins() -> None:
    drafts = [Draft("Открыт музей.", -0.9), Draft("В Туле открыт музей.", -0.2)]
    assert best_draft(drafts, SOURCE).text == "В Туле открыт музей."


def test_empty_drafts_leave_no_blank_paragraph() -> None:
    assert join_drafts(["Раз.", "", "Два."]) == "Раз.\nДва."


def test_repeating_and_broken_drafts_lose() -> None:
    whole = Draft("В Туле открыли музей, его посетили 300 человек.", -0.4)
    broken = Draft("В Туле открыли музей, его посетили", -0.3)
    repeated = Draft(whole.text + " " + whole.text, -0.3)
    assert best_draft([broken, repeated, whole], SOURCE) is whole


def test_empty_draft_never_wins() -> None:
    assert best_draft([Draft("", -0.01), Draft("Открыт музей.", -2.0)], SOURCE).text == "Открыт музей."


def test_lines_of_a_draft_stay_lines() -> None:
    assert join_drafts(["Тула, 5 мая\nПенза, 6 мая\nТула, 5 мая"]) == "Тула, 5 мая\nПенза, 6 мая"
