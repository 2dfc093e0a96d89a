"""Speech that was taken down without marks: where they are put, and what is left alone."""

import json
import textwrap
from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.cleaning import clean
from summarizer.cleaning.marks_network import load_network
from summarizer.cleaning.repairs import apply_edits
from summarizer.cleaning.sentence_marks import MARKS, WORD, mark_sentences
from summarizer.selection import find_candidates
from summarizer.split import split_sentences
from training import sentence_marks
from training.spoken import spoken

SPEECH = (
    "добрый вечер сегодня мы поговорим о том почему в нашем городе закрыли трамвайную линию и можно ли её "
    "вернуть в две тысячи восьмом году администрация объявила что рельсы изношены тогда же пообещали что "
    "вместо трамвая пойдут электробусы но они появились только через двенадцать лет люди которые жили за "
    "рекой добирались до центра пешком потому что автобус ходил раз в сорок минут прокуратура возбудила "
    "дело но оно развалилось за давностью теперь новый мэр хочет трамвай вернуть проект стоит три "
    "миллиарда рублей половину обещает дать федеральный бюджет"
)


def said_in_lines(width: int) -> list[str]:
    return textwrap.wrap(SPEECH, width)


def words_of(text: str) -> list[str]:
    return [word[0].lower() for word in WORD.finditer(text)]


def test_marks_end_sentences_and_change_no_word() -> None:
    marked = clean(SPEECH)
    assert words_of(marked.text) == words_of(SPEECH)
    assert apply_edits(SPEECH, marked.repairs) == marked.text
    assert {repair.rule for repair in marked.repairs} == {"sentence_mark"}
    sentences = [sentence.text for sentence in split_sentences(marked.text)]
    assert 5 <= len(sentences) <= 14 and all(sentence[0].isupper() and sentence[-1] in ".?" for sentence in sentences)
    assert "Прокуратура возбудила дело, но оно развалилось за давностью." in sentences
    assert clean(marked.text).repairs == ()


def test_marks_of_a_written_text_are_found_again() -> None:
    source = next((Path(__file__).parents[1] / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    right = spoken(clean(source).text)
    guessed = spoken(clean(" ".join(right.words)).text)
    assert guessed.words == right.words
    found, wanted = ({at for at, mark in enumerate(text.marks) if mark} for text in (guessed, right))
    assert len(found & wanted) >= 0.65 * len(wanted) and len(found & wanted) >= 0.65 * len(found)


@pytest.mark.parametrize("width", [30, 60, 2000])
def test_lines_of_captions_become_one_paragraph(width: int) -> None:
    assert clean("\n".join(said_in_lines(width))).text == clean(SPEECH).text


def test_times_of_captions_go_with_their_lines() -> None:
    lines = said_in_lines(40)
    stamped = "\n".join(f"{4 * at // 60}:{4 * at % 60:02}\n{line}" for at, line in enumerate(lines))
    cues = (f"{at + 1}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{line}\n" for at, line in enumerate(lines))
    minutes = "\n".join(f"[00:{at:02}:00] {line}" for at, line in enumerate(lines))
    for text in (stamped, minutes, "\n".join(cues)):
        assert clean(text).text == clean(SPEECH).text


def test_paragraphs_and_their_headings_keep_their_lines() -> None:
    marked = clean(f"Лекция третья\n\n{SPEECH}\n\n{SPEECH}").text
    heading, *paragraphs = marked.split("\n\n")
    assert heading == "Лекция третья" and len(paragraphs) == 2
    assert all(text.startswith("Добрый вечер") and text.endswith("бюджет.") for text in paragraphs)


def test_numbers_and_quotation_marks_stay() -> None:
    marked = clean(SPEECH.replace("прокуратура", "«прокуратура»").replace("три миллиарда", "3,2 миллиарда")).text
    assert "3,2 миллиарда" in marked and "минут. «Прокуратура» возбудила дело, но" in marked


@pytest.mark.parametrize("sound", ["[музыка] ", "[аплодисменты]\n", "[смех]\n[Музыка] "])
def test_sounds_go(sound: str) -> None:
    marked = clean(f"{sound}{SPEECH.replace('прокуратура', f'{sound}прокуратура')} {sound}").text
    assert marked.startswith("Добрый вечер") and marked.endswith("бюджет.") and "[" not in marked
    assert " ".join(marked.split()) == clean(SPEECH).text


TURNS = (
    ("добрый день скажите почему закрыли трамвай"),
    (
        "потому что рельсы износились их не меняли с восемьдесят второго года и денег на ремонт никто не дал хотя мы "
        "просили три раза"
    ),
    ("а что теперь"),
    (
        "теперь ходит автобус но он ходит раз в сорок минут и люди опаздывают на работу мы считали что так ездят "
        "две тысячи человек в день"
    ),
    ("и когда вернут трамвай"),
    ("никто не знает проект стоит три миллиарда а денег нет"),
)


@pytest.mark.parametrize(
    ("asks", "answers", "shown"),
    [
        ("Ведущий: ", "Громов: ", ("Ведущий: ", "Громов: ")),
        ("SPEAKER_00: ", "SPEAKER_01: ", ("SPEAKER_00: ", "SPEAKER_01: ")),
        ("Спикер 1:\n", "Спикер 2:\n", ("Спикер 1: ", "Спикер 2: ")),
        ("- ", "- ", ("- ", "- ")),
        (">> ", ">> ", ("— ", "— ")),
        ("Спикер 1 00:10\n", "Спикер 2 00:25\n", ("Спикер 1: ", "Спикер 2: ")),
    ],
)
def test_what_each_speaker_says_is_a_paragraph(asks: str, answers: str, shown: tuple[str, str]) -> None:
    labels = (asks, answers) * 3
    lines = clean("\n".join(label + turn for label, turn in zip(labels, TURNS, strict=True))).text.split("\n")
    for at, (line, turn) in enumerate(zip(lines, TURNS, strict=True)):
        assert line.startswith(shown[at % 2] + turn[0].upper()) and words_of(line)[-1] in turn
        assert line[-1] == (".?"[1 - at % 2])
    if asks == ">> ":
        captions = textwrap.wrap(" ".join(f">> {turn}" for turn in TURNS), 40)
        assert clean("\n".join(captions)).text.split("\n") == lines


def test_farewells_are_sentences_of_their_own() -> None:
    end = "так что ломать не строить подписывайтесь на канал пишите в комментариях и до новых встреч"
    marked = clean(f"{SPEECH} {end}").text
    assert "строить. Подписывайтесь на канал. Пишите в комментариях. И до новых встреч." in marked


UTTERANCES = """здравствуйте начинаем заседание
кворум есть
первый вопрос о бюджете города на следующий год
доходы планируются в размере восемь миллиардов двести миллионов рублей
это на четыре процента больше чем в этом году
на дороги предусмотрено девятьсот миллионов
а на расселение аварийных домов только сто десять миллионов
почему так мало
потому что областная программа заканчивается а новой пока нет
если область даст деньги мы добавим свою долю и расселим ещё два дома на улице мира
голосуем
решение принято"""


def test_utterances_keep_their_lines() -> None:
    marked = clean(UTTERANCES).text.split("\n")
    assert len(marked) == 12 and all(line[0].isupper() and line[-1] in ".?" for line in marked)
    assert marked[4] == "Это на четыре процента больше, чем в этом году."


def test_wrapped_lines_of_speakers_without_labels_go_on() -> None:
    wrapped = "\n".join("\n".join(textwrap.wrap(turn, 60)) for turn in TURNS)
    marked = apply_edits(wrapped, mark_sentences(wrapped)).split("\n")
    assert [words_of(line)[:2] for line in marked[1:3]] == [["потому", "что"], ["а", "что"]]
    assert "ремонт никто не дал" in marked[1] and marked[1].endswith("три раза.")


def test_unmarked_speech_below_an_editors_words_is_marked() -> None:
    above = "Встреча прошла 14 октября, в школе. Пришли родители, учителя, соседи. Запись мы не правили. " * 3
    marked = clean(f"{above}\n\n{SPEECH} {SPEECH}").text
    assert marked.startswith(above.strip()) and "Прокуратура возбудила дело, но оно развалилось за давностью." in marked


@pytest.mark.parametrize(
    "text",
    [
        "Дорогу закрыли весной. " * 40,
        "Дорогу закрыли, мост перекрыли, реку спустили, лес срубили; " * 20,
        "\n".join(["молоко", "хлеб ржаной", "сыр", "масло"] * 30),
        "\n".join(["отчёт по продажам за май", "смета на ремонт второго этажа", "список гостей на юбилей"] * 10),
        "\n".join(["я шёл по улице ночной", "и думал о тебе одной", "и снег летел через фонарь"] * 10),
        " ".join(f"{n}слово" for n in range(200)),
        "\n".join(["Мост закрыли на ремонт до весны", "Школа получила новый спортивный зал"] * 20),
        "the bridge was closed in spring and nobody built a new one because there was no money " * 10,
        "міст зачинили ще навесні а новий так і не побудували бо грошей у бюджеті не було " * 10,
        " ".join(SPEECH.split()[:45]),
        "\n".join(["иванов пётр сергеевич начальник участка", "сидорова анна павловна бухгалтер"] * 15),
        "\n".join(
            ["- позвонить в мэрию", "- узнать когда откроют мост и сколько это будет стоить", "- сдать отчёт"] * 9
        ),
        "\n".join(["узнать когда откроют мост и сколько это стоит городу и области", "сдать отчёт", "обед"] * 9),
        "\n".join(["Имя: стул", "Цена: две тысячи рублей", "Описание: удобный стул который не скрипит"] * 9),
        "#город #мост #не #но #и " * 15,
        "\n".join(["и я всё шёл и шёл по улице ночной пустой", "и всё смотрел как снег летит на мост большой"] * 9),
        "\n".join(["- и паспорт с билетами", "- а ещё тёплый свитер", "- и фонарь с батарейкой"] * 9),
        "\n".join(["и снег", "я вышел из дома и вот", "и никого на мосту", "только фонарь не спит до утра"] * 9),
    ],
    ids=[
        "full stops",
        "commas",
        "list",
        "list of phrases",
        "verse",
        "no words",
        "headlines",
        "English",
        "Ukrainian",
        "short",
        "names",
        "things to do",
        "things to do without dashes",
        "catalogue",
        "tags",
        "verse of long lines",
        "things to take",
        "song",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert mark_sentences(text) == []


def test_a_sentence_without_an_end_is_divided() -> None:
    marked = clean("вода " + "стоит у моста и " * 60).text
    assert max(len(sentence.text.split()) for sentence in split_sentences(marked)) <= 40


def test_text_of_any_length_is_marked_alike() -> None:
    words = words_of(SPEECH) * 60
    network = load_network()
    whole, part = network.likelihoods(words), network.likelihoods(words[3900:4300])
    assert whole.shape == (len(words), len(MARKS))
    assert abs(whole[4000:4200] - part[100:300]).max() < 1e-4
    assert network.likelihoods([]).shape == (0, len(MARKS))


def test_summary_of_speech_has_its_length_and_says_that_marks_are_guessed() -> None:
    summary = Summarizer.load("extract").summarize(SPEECH * 2, SummaryOptions(words=30))
    assert 20 <= len(summary.text.split()) <= 40 and summary.text.endswith((".", "?"))
    assert [finding.kind for finding in summary.findings if finding.kind.endswith("_marks")] == ["guessed_marks"]
    bare = Summarizer.load("extract").summarize(SPEECH * 2, SummaryOptions(words=30, clean=False))
    assert "no_marks" in {finding.kind for finding in bare.findings}


def test_summary_of_speech_leaves_out_greetings_and_farewells() -> None:
    said = SPEECH.replace("добрый вечер", "ну что всем привет")
    source = f"{clean(said).text} Ставьте лайки, подписывайтесь на канал. На следующей лекции поговорим про мосты."
    summary = Summarizer.load("extract").summarize(source, SummaryOptions(ratio=0.9)).text
    assert "Сегодня мы поговорим" in summary and "прокуратура" in summary.lower()
    assert not any(word in summary.lower() for word in ("привет", "лайки", "мосты"))


def test_labels_of_programs_are_speakers() -> None:
    labels = ("SPEAKER_00: ", "SPEAKER_01: ") * 3
    text = clean("\n".join(label + turn for label, turn in zip(labels, TURNS, strict=True))).text
    turns = [candidate.turn for candidate in find_candidates(text)]
    assert turns[0].is_labelled and any(turn.is_prompt for turn in turns)


def test_training_learns_to_mark(tmp_path: Path) -> None:
    text = "Мост закрыли весной, потому что он стар. Кто его построит? Денег нет, а срок вышел. "
    texts, out = tmp_path / "texts.jsonl", tmp_path / "marks.npz"
    texts.write_text(json.dumps({"text": text * 200}, ensure_ascii=False), encoding="utf-8")
    assert sentence_marks.main([str(texts), "--out", str(out), "--epochs", "60"]) == 0
    network = load_network(out)
    said = spoken(text * 5)
    guessed = [MARKS[at] for at in network.likelihoods(said.words).argmax(axis=1)]
    assert guessed[20:40] == [MARKS[mark] for mark in said.marks[20:40]]


def test_training_refuses_what_it_cannot_learn_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"text": "Мост закрыт."}, ensure_ascii=False), encoding="utf-8")
    assert sentence_marks.main([str(texts), "--out", str(tmp_path / "marks.npz")]) == 2
    assert "texts.jsonl" in capsys.readouterr().err
    assert sentence_marks.main([str(texts), "--out", str(tmp_path / "no" / "marks.npz")]) == 2
    assert sentence_marks.main([str(tmp_path / "no.jsonl"), "--out", str(tmp_path / "marks.npz")]) == 2
