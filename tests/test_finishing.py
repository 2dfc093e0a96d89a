from collections.abc import Sequence

import pytest

from summarizer.length import Budget, Fitted, budget_of, fit
from summarizer.mending import Finished, finish, finishing
from summarizer.options import SummaryOptions
from summarizer.selection import Candidate, find_candidates

SOURCE = (
    "Нина Дымова обыграла Анну Котову в финале турнира. Матч шёл три часа при полных трибунах. "
    "Приз вручил мэр города Пётр Орлов. Следующий турнир пройдёт осенью в Казани."
)
OPENING = "Матч шёл три часа."
SWAPPED = "Анна Котова обыграла Нину Дымову в финале турнира."


def done(draft: str, *spares: str, words: int = 14, has_repair: bool = True) -> Finished:
    source = find_candidates(SOURCE)
    return finish(draft, spares, SOURCE, source, budget_of(SummaryOptions(words=words), source), has_repair)


def test_other_draft_fills_up_unless_it_swaps_who_did_what() -> None:
    sound = "Нина Дымова обыграла Анну Котову в финале турнира."
    assert sound in done(OPENING, sound).text
    found = done(OPENING, SWAPPED)
    assert SWAPPED not in found.text and len(found.text.split()) >= 12
    assert {finding.kind for finding in found.find_added(found.text)} == {"added_from_source"}


def test_added_sentence_is_marked_and_not_the_end_of_another() -> None:
    summary = "В округе 25 школ закрыты. 5 школ закрыты."
    [found] = Finished(fitted=(Fitted(summary, from_source=("5 школ закрыты.",)),)).find_added(summary)
    assert (found.start, found.stop) == (26, len(summary))


def test_length_is_kept_where_what_was_added_has_to_be_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Sequence[str]] = []

    def add_doubtful(draft: str, spares: Sequence[str], source: Sequence[Candidate], budget: Budget) -> Fitted:
        given.append(spares)
        return Fitted(f"{draft} В Самаре 5 мая наградили Анну Котову.") if spares else fit(draft, (), source, budget)

    monkeypatch.setattr(finishing, "fit", add_doubtful)
    text = done(OPENING, "Приз вручил мэр города.").text
    assert "Самаре" not in text and len(text.split()) >= 12
    assert given == [["Приз вручил мэр города."], ()]


def test_doubtful_sentences_stay_where_they_are_only_marked() -> None:
    assert SWAPPED in done(f"{OPENING} {SWAPPED}", has_repair=False).text
