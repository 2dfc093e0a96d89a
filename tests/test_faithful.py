"""What becomes of sentences that the source does not hold, in each of the three modes."""

import sys
from collections import Counter
from itertools import product

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.checking import Finding
from summarizer.engines import Draft
from summarizer.errors import OptionError
from summarizer.mending import Repaired, make_faithful, mend_draft
from summarizer.options import FaithfulName
from summarizer.summary import Summary
from tests import texts
from tests.scripted import ScriptedEngine

INVENTED = "Мост через реку Упу закроют на ремонт. На работы выделили 41,5 млн рублей."


def summarize(faithful: FaithfulName, *drafts: str, words: int = 12) -> "tuple[str, list[str]]":
    engine = ScriptedEngine(lambda request: [Draft(text, -0.1 * i) for i, text in enumerate(drafts, 1)])
    summary = Summarizer(engine).summarize(texts.NEWS, SummaryOptions(faithful=faithful, words=words))
    return summary.text, [finding.kind for finding in summary.findings]


def test_flag_keeps_the_sentence_and_marks_it() -> None:
    assert summarize("flag", INVENTED) == (INVENTED, ["unsupported_number"])


def test_off_says_nothing_and_keeps_the_models_first_draft() -> None:
    assert summarize("off", INVENTED, "Мост закроют.") == (INVENTED, [])


LOOSE = "Мост через реку Упу закроют на ремонт. Городские власти задумались о будущем."


def summarize_loosely(faithful: FaithfulName, draft: str, is_trusted: bool) -> Summary:
    engine = ScriptedEngine(lambda request: [Draft(draft, -0.1)], is_trusted=is_trusted)
    return Summarizer(engine).summarize(texts.NEWS, SummaryOptions(faithful=faithful, words=12))


@pytest.mark.parametrize("is_trusted, kinds", [(True, []), (False, ["own_words"])])
def test_sentence_that_rests_on_nothing_is_marked_where_its_model_is_not_trusted(
    is_trusted: bool, kinds: list[str]
) -> None:
    summary = summarize_loosely("flag", LOOSE, is_trusted)
    assert summary.text == LOOSE
    assert [finding.kind for finding in summary.findings] == kinds
    assert [LOOSE[f.start : f.stop] for f in summary.findings] == [LOOSE[39:]] * len(kinds)


def test_such_a_sentence_is_replaced_and_the_reason_is_told() -> None:
    summary = summarize_loosely("repair", LOOSE, is_trusted=False)
    [finding] = [f for f in summary.findings if f.kind in ("sentence_replaced", "sentence_dropped")]
    assert LOOSE[39:] not in summary.text and finding.text == LOOSE[39:]
    assert "словами модели" in finding.note
    assert not any(finding.kind == "own_words" for finding in summary.findings)


def test_reason_for_what_is_left_is_of_the_sentence_that_stood_there() -> None:
    source = f"Завод в Туле дал рабочим 7 млн рублей на новые станки{', ' + ', '.join(['сталь и печи'] * 9)}."
    told = "Завод в Туле дал рабочим 9 млн рублей на новые станки. Кони едят сено."
    text, [finding] = make_faithful(told, source, is_trusted=False)
    assert text == source and "9" in finding.note


@pytest.mark.parametrize("is_trusted, is_taken", [(True, True), (False, False)])
def test_sentence_of_another_draft_is_held_to_the_same(is_trusted: bool, is_taken: bool) -> None:
    other = "На ремонт моста город выделил 40,5 млн рублей."
    mended = mend_draft(INVENTED, [other], texts.NEWS, is_trusted)
    assert mended.endswith(other) == is_taken


def test_repair_takes_the_source_sentence_and_says_what_stood_there() -> None:
    text, kinds = summarize("repair", INVENTED, words=17)
    assert text.startswith("Мост через реку Упу закроют на ремонт. На работы выделили 40,5 млн рублей, ")
    assert kinds == ["sentence_replaced"]


def test_repair_comes_before_the_length_which_is_kept() -> None:
    assert len(make_faithful(INVENTED, texts.NEWS)[0].split()) > 7 * 1.15
    assert summarize("repair", INVENTED, words=7) == ("Мост через реку Упу закроют на ремонт.", [])


def test_repair_prefers_a_supported_sentence_of_another_draft() -> None:
    other = "Мост закроют из-за 7 машин. На ремонт выделили 40,5 млн рублей."
    text, kinds = summarize("repair", INVENTED, other)
    assert text == "Мост через реку Упу закроют на ремонт. На ремонт выделили 40,5 млн рублей."
    assert kinds == []


def test_repair_drops_what_nothing_in_the_source_is_like() -> None:
    text, findings = make_faithful("Мост закроют. Кота зовут Барсик.", "Мост закроют.")
    assert text == "Мост закроют."
    assert [(f.kind, f.text) for f in findings] == [("sentence_dropped", "Кота зовут Барсик.")]


@pytest.mark.parametrize(
    "told", ["По его словам, на это дадут 7 млн рублей.", "На это дадут 7 млн рублей», — сказал мэр."]
)
def test_what_stands_in_says_something_by_itself(told: str) -> None:
    text, findings = make_faithful("Мост закроют. На это дадут 9 млн рублей.", f"Мост закроют. Мэр рад. {told}")
    assert text == "Мост закроют."
    assert [finding.kind for finding in findings] == ["sentence_dropped"]


def test_repair_does_not_say_twice_what_the_source_sentence_says() -> None:
    source = "В феврале Елагина ранил снайпер, и Дубова доставила его в госпиталь. В марте он умер."
    text, findings = make_faithful(
        "В мае Елагина ранил снайпер. Дубова доставила его в госпиталь. В марте он умер.", source
    )
    assert text == source
    assert [finding.kind for finding in findings] == ["sentence_replaced", "sentence_left_out"]
    assert "Дубова доставила его" in findings[1].message and "взятое из исходного текста" in findings[1].message


def test_repair_does_not_say_twice_what_a_kept_sentence_says() -> None:
    source = "Суд Вологды приговорил лесника Мальцева к трём годам за взятку в 2,3 млн рублей. Он подаст жалобу."
    told = "Лесника Мальцева приговорили к трём годам за взятку."
    text, findings = make_faithful(f"{told} Взятка Мальцева — 2,3 млн долларов.", source)
    assert text == told
    assert [f.kind for f in findings] == ["sentence_dropped"]
    text, findings = make_faithful(f"{told} Он подаст жалобу в Омске.", source)
    assert text == f"{told} Он подаст жалобу."


SAID = "Об этом сообщил мэр Котов."
PARK = "В Туле открыли парк. Об этом сообщил мэр Котов. Дети были рады. Вечером шёл дождь. "


@pytest.mark.parametrize(
    ("doubtful", "source", "mended"),
    [
        # Another place of the source stands in: the mayor told of the park.
        ("Завод построит цех за 9 млн рублей.", PARK + "Завод построит цех за 7 млн рублей.", "7 млн рублей."),
        # Nothing stands in.
        ("Кота зовут Барсик.", PARK, "Лето было жарким."),
        # What stands in is what he told.
        ("В Туле открыли 9 парков.", PARK, f"В Туле открыли парк. {SAID}"),
        # So is what stands one sentence further off.
        ("Завод построит цех за 9 млн рублей.", f"Завод построит цех за 7 млн рублей. Рабочие рады. {SAID}", SAID),
    ],
)
def test_repair_leaves_no_sentence_that_needs_another_before_it(doubtful: str, source: str, mended: str) -> None:
    text, findings = make_faithful(f"Лето было жарким. {doubtful} {SAID}", f"{source} Лето было жарким.")
    assert text.endswith(mended)
    assert [f.text for f in findings if f.kind == "sentence_left_out"] == ([] if SAID in text else [SAID])


def test_what_nothing_changed_before_is_kept_however_far_the_source_tells_it() -> None:
    summary = f"Лето было жарким. {SAID} Завод построит цех за 9 млн рублей."
    text, _ = make_faithful(summary, f"{PARK}Лето было жарким. Завод построит цех за 7 млн рублей.")
    assert text == f"Лето было жарким. {SAID} Завод построит цех за 7 млн рублей."


def test_place_in_the_source_is_looked_up_once_for_each_sentence() -> None:
    deeds = product(
        "мост завод парк театр вокзал рынок причал маяк".split(), "открыли закрыли продали осмотрели".split()
    )
    told = [f"Вчера {what} номер {n} {done} к полудню." for n, (what, done) in enumerate(deeds)]
    doubtful = [told[n].replace(f"номер {n}", f"номер {n + 1000}") if n % 2 else told[n] for n in range(len(told))]
    looked: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, argument: looked.update([frame.f_code.co_name] * (event == "call")))
    try:
        make_faithful(" ".join(doubtful), " ".join(told))
    finally:
        sys.setprofile(None)
    assert 0 < looked["rank"] <= 4 * len(told)


def test_something_is_left_of_a_summary_that_is_all_invented() -> None:
    text, findings = make_faithful("Барсик родился в Омске.", "Мост закроют утром. Объезда нет.")
    assert text == "Мост закроют утром."
    assert [f.kind for f in findings] == ["sentence_replaced"]


def test_what_is_left_is_most_like_the_summary_however_long() -> None:
    like = "На ремонт моста через реку Упу " + "и его опор " * 12 + "дадут 7 млн рублей."
    text, findings = make_faithful("Дадут 9 млн рублей. На ремонт дадут 8 млн рублей.", f"Утро было ясным. {like}")
    assert text == like
    assert [f.kind for f in findings] == ["sentence_replaced"]


@pytest.mark.parametrize("source", ["", " \n"])
def test_nothing_stands_in_where_the_source_has_no_sentence(source: str) -> None:
    assert make_faithful("Барсик родился в Омске.", source) == ("Барсик родился в Омске.", [])


def test_finding_marks_the_new_sentence_and_its_source() -> None:
    source = "Мост закроют. На ремонт моста дадут 7 млн рублей."
    text, findings = make_faithful("Мост закроют. На ремонт дадут 9 млн рублей.", source)
    new = findings[0]
    assert text[new.start : new.stop] == source[new.source_start : new.source_stop]
    assert new.text == "На ремонт дадут 9 млн рублей." and "9 млн рублей" in new.note


def test_finding_marks_its_sentence_and_not_the_end_of_another() -> None:
    summary = "В округе 25 школ закрыты. 5 школ закрыты."
    done = Repaired("5 школ закрыты. Мост открыт.", [Finding("sentence_replaced", 0, 15)])
    [found] = done.told_of(summary)
    assert (found.start, found.stop) == (26, len(summary))


def test_sentence_that_comes_back_behind_what_it_leans_on_is_not_told_as_gone() -> None:
    source = f"{PARK}Завод построит цех за 7 млн рублей. Лето было жарким."
    done = Repaired(*make_faithful(f"Лето было жарким. Завод построит цех за 9 млн рублей. {SAID}", source))
    gone = [finding.text for finding in done.findings if finding.kind == "sentence_left_out"]
    assert gone == [SAID] and SAID in [finding.text for finding in done.told_of("Лето было жарким.")]
    assert SAID not in [finding.text for finding in done.told_of(f"В Туле открыли парк. {SAID} {done.text}")]


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("Суд отпустил Котова.", "Суд не отпустил Котова."),
        ("Лукина купила козу.", "Лукина намерена купить козу."),
        ("Все жильцы дома отказались от переезда.", "Некоторые жильцы дома отказались от переезда."),
        ("Долг завода вырос.", "Долг завода резко сократился."),
    ],
)
def test_what_the_source_tells_the_other_way_round_is_replaced(told: str, source: str) -> None:
    text, findings = make_faithful(f"Мост закроют. {told}", f"Мост закроют. {source}")
    assert text == f"Мост закроют. {source}"
    assert [f.kind for f in findings] == ["sentence_replaced"]


def test_unknown_mode_is_refused_by_name() -> None:
    with pytest.raises(OptionError, match="strict"):
        SummaryOptions(faithful="strict")  # type: ignore[arg-type]


def test_no_sentence_that_breaks_off_stands_in_for_a_doubtful_one() -> None:
    source = "Дымова и Котов заняли второе место в короткой программе на турнире в...\nДымова упала на разминке."
    text, findings = make_faithful("Дымова и Котов заняли пятое место в программе. Дымова упала на разминке.", source)
    assert (text, [finding.kind for finding in findings]) == ("Дымова упала на разминке.", ["sentence_dropped"])
