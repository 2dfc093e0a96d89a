import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.extract import ExtractEngine, Request
from summarizer.split import split_sentences

NEWS = (
    "Утро выдалось туманным. Городской мост через реку закроют на ремонт с понедельника, сообщила мэрия. "
    "Ремонт моста продлится до ноября. Автобусы пойдут через соседний мост. Он был построен в 1970 году. "
    "Мэрия выделила на ремонт моста 40 млн рублей. Жители просили об этом ремонте три года."
)


def extract(text: str, target_words: int) -> str:
    [[draft]] = ExtractEngine().generate([Request(text, target_words)])
    return draft.text


@pytest.mark.parametrize("target_words", [5, 12, 25, 40])
def test_extract_is_whole_sentences_in_source_order_near_the_target(target_words: int) -> None:
    found = [s.text for s in split_sentences(extract(NEWS, target_words))]
    places = [NEWS.index(sentence) for sentence in found]
    assert found and places == sorted(places)
    assert len(found) == 1 or len(" ".join(found).split()) <= target_words * 1.15


def test_sentence_that_leans_on_the_one_before_is_avoided() -> None:
    assert "Он был построен" not in extract(NEWS, 25)


def test_half_of_a_quotation_is_avoided() -> None:
    text = NEWS.replace(
        "Ремонт моста продлится до ноября.", "«Ремонт моста продлится до ноября. Мы успеем», — сказал мэр."
    )
    assert "«" in extract(text, 60)
    assert "«" not in extract(text, 25)


def test_beginning_of_a_long_quotation_does_not_fill_up() -> None:
    """It would go on from the sentence that is taken, but its end is too far to come with it."""
    text = (
        "Комитет рассмотрит возможность включения в команду ещё пятнадцати атлетов, которых оправдал арбитражный суд.\n"
        "«Мы обсуждали участие атлетов из России. Мы можем подать апелляцию. Оснований пока не видели. Жалобы "
        "удовлетворены. Атлетов назовут комиссии. Она рассмотрит их участие. Комментировать сложно», — сказал директор."
    )
    assert extract(text, 18) == text.split("\n")[0]


def test_central_sentence_beats_the_atmospheric_lead() -> None:
    assert extract(NEWS, 12).startswith("Городской мост")


def test_repeated_sentence_is_taken_once() -> None:
    text = "Мост закроют на ремонт в мае. " * 3 + "Автобусы пойдут в объезд по набережной."
    assert extract(text, 30).count("Мост закроют") == 1


@given(st.text(max_size=300), st.integers(1, 60))
def test_any_text_gives_sentences_of_its_own(text: str, target_words: int) -> None:
    known = {s.text for s in split_sentences(text)}
    found = extract(text, target_words)
    assert not found or any(found.startswith(sentence) for sentence in known)
