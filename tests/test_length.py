from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer import Summarizer, SummaryOptions
from summarizer.engines import Draft
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import OptionError
from summarizer.length import Budget, budget_of, fit, flowing, is_honoured, join_sentences
from summarizer.selection import find_candidates
from summarizer.split import split_sentences
from tests.scripted import ScriptedEngine
from tests.texts import LONG, NEWS, REPORT, TALE

SOURCE = find_candidates(NEWS)
TARGETS = [
    *(SummaryOptions(words=n) for n in (10, 20, 40, 70)),
    *(SummaryOptions(sentences=n) for n in (1, 2, 5)),
    *(SummaryOptions(ratio=share) for share in (0.1, 0.3)),
    SummaryOptions(points=3),
]
BAD = [{"words": 0}, {"words": 10**7}, {"sentences": 0}, {"points": -1}, {"ratio": 0.0}, {"ratio": 1.0}]
BOTH = [{"words": 5, "ratio": 0.5}, {"points": 3, "sentences": 3}, {"length": "long", "words": 5}]


@pytest.mark.parametrize("wrong", [*BAD, *BOTH], ids=str)
def test_length_out_of_range_or_asked_for_twice_is_refused(wrong: "dict[str, object]") -> None:
    with pytest.raises(OptionError):
        SummaryOptions(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", TARGETS, ids=str)
@pytest.mark.parametrize("text", [NEWS, LONG, REPORT * 2 + TALE])
@pytest.mark.parametrize("draft", ["", "Мост закроют.", NEWS, "Раз два три. " * 40])
def test_every_draft_becomes_the_length_asked_for(options: SummaryOptions, text: str, draft: str) -> None:
    engine = ScriptedEngine(lambda request: [Draft(draft, -0.1)], max_source_tokens=400)
    summary = Summarizer(engine).summarize(text, options)
    source = find_candidates(summary.cleaned.text)
    assert is_honoured(summary.text, source, budget_of(options, source))
    known = {c.sentence.text for c in [*source, *find_candidates(draft)]}
    assert all(sentence.text in known for sentence in split_sentences(summary.text))


@pytest.mark.parametrize("options", TARGETS, ids=str)
def test_extract_keeps_to_the_length_by_itself(options: SummaryOptions) -> None:
    summary = Summarizer(ExtractEngine()).summarize(LONG, options)
    assert not [f.kind for f in summary.findings if f.kind.startswith(("added", "off"))]


def test_draft_of_the_right_length_is_left_alone() -> None:
    draft = "Мост через Упу закроют.\n\nЕго будут чинить до ноября."
    assert fit(draft, (), SOURCE, Budget(9)).text == draft


def test_added_sentence_stands_where_the_source_has_it() -> None:
    draft = "Городской мост закроют на ремонт, сообщила мэрия. Водителям советуют объезжать центр."
    fitted = fit(draft, (), SOURCE, Budget(35))
    first, *middle, last = [sentence.text for sentence in split_sentences(fitted.text)]
    assert draft.startswith(first) and draft.endswith(last) and tuple(middle) == fitted.from_source


def test_nothing_is_added_between_a_sentence_and_what_leans_on_it() -> None:
    source = find_candidates(
        "Город закрыл мост на ремонт. Автобусы пойдут по набережной улице. Школы откроют раньше на полчаса. "
        "Ремонт начнётся в мае, заявила мэрия города на своём сайте."
    )
    draft = "Город закрывает мост. Об этом на своём сайте заявила мэрия города."
    fitted = fit(draft, (), source, Budget(24))
    assert fitted.from_source and fitted.text.startswith(draft)


def test_what_comes_before_a_copied_sentence_is_told_before_it() -> None:
    told = [
        "В Ольховке прошёл финал турнира по волейболу.",
        "«Дорожник» вёл 8:3, и тренер взял тайм-аут.",
        "Третья партия затянулась на сорок минут.",  # leans on the second
    ]
    source = find_candidates(" ".join(told))
    fitted = fit(f"{told[0]} {told[2]}", (), source, Budget(20, sentences=3))
    assert fitted.text == " ".join(told)


def test_draft_like_nothing_in_the_source_bars_none_of_its_sentences() -> None:
    source = find_candidates(
        "Мост через Упу закрыли на ремонт до конца мая. Школьники области получат новые учебники осенью. "
        "Губернатор вручил награды врачам больницы."
    )
    draft = "Переправа недоступна пешеходам."
    fitted = fit(draft, (), source, Budget(14, sentences=2))
    assert fitted.text == f"{draft} {source[0].sentence.text}"


def test_theses_that_the_source_has_lean_on_no_more_there_than_in_it() -> None:
    theses = ["Мост через Упу закроют на ремонт в мае.", "Таким образом, город останется без моста.", "Рынок пуст."]
    source = find_candidates(f"{theses[0]} {'Дожди идут над рекой неделю. ' * 8}{' '.join(theses[1:])}")
    assert fit("\n".join(theses), (), source, Budget(20, sentences=3, is_list=True)).from_source == ()


@example("0\r«", "", 1)
@example("— Что?\n— Кто?", "", 1)
@given(st.text(max_size=200), st.text(alphabet="аб. \n«»", max_size=200), st.integers(1, 50))
def test_fit_never_raises_nor_empties_a_draft(draft: str, text: str, words: int) -> None:
    fitted = fit(draft, [text], find_candidates(text), Budget(words))
    assert fitted.text.strip() or not draft.strip()


def test_sentences_that_would_pass_for_one_stand_on_lines() -> None:
    text = "1. Совет решил взыскать 640 млн руб.\n2. Кофе подали.\n3. Мэр сообщил, что школу задержат на два года."
    source = find_candidates(text)
    joined = join_sentences([replace(one, starts_paragraph=False) for one in (source[0], source[2])], Budget(20))
    assert joined.splitlines() == [source[0].sentence.text, source[2].sentence.text]
    listed = find_candidates("Запрещается:\n- сорить в лесу.\nШтраф вырастет летом.")
    assert "\n" in join_sentences([replace(one, starts_paragraph=False) for one in listed], Budget(20))


def test_quotation_goes_on_in_its_line_and_a_speaker_begins_one() -> None:
    quoted = find_candidates(
        "«Я против, — заявил Ким. — Он лишает людей прав». Решат в мае.\n— Вон! — крикнули из зала."
    )
    said, more, decided, cry = quoted
    assert join_sentences([*map(flowing, quoted[:3])], Budget(20)).count("\n") == 0
    assert join_sentences([*map(flowing, (said, more, cry))], Budget(20)).splitlines()[1] == cry.sentence.text
    assert join_sentences([*map(flowing, (decided, cry))], Budget(20)).count("\n") == 1
    assert join_sentences([*map(flowing, (decided, more))], Budget(20)).count("\n") == 1


def test_speakers_and_places_begin_lines() -> None:
    talk = "Ведущий: Мост открыт?\nКотов: Мост закрыт до мая.\nВедущий: Почему?\nКотов: Он стар."
    assert join_sentences([*map(flowing, find_candidates(talk))], Budget(20)) == talk
    digest = "Тула. На набережной сгорел дом.\nОрша. Власти закрыли мост.\nСнег сошёл."
    told = [*map(flowing, find_candidates(digest))]
    assert join_sentences(told, Budget(20)) == digest.replace("\nСн", " Сн")
    assert join_sentences([told[0], told[2]], Budget(20)).splitlines()[1] == "Снег сошёл."
