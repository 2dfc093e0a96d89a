from summarizer.finishing import Finished, finish
from summarizer.length import budget_of
from summarizer.options import SummaryOptions
from summarizer.selection import find_candidates

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


def test_length_is_kept_where_what_was_added_had_to_be_mended() -> None:
    text, *_ = done(f"{OPENING} {SWAPPED} Приз вручил мэр Анне Котовой в Самаре 5 мая.", words=20).text.splitlines()
    assert "Самаре" not in text and 17 <= len(text.split()) <= 23


def test_doubtful_sentences_stay_where_they_are_only_marked() -> None:
    assert SWAPPED in done(f"{OPENING} {SWAPPED}", has_repair=False).text
