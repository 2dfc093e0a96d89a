"""A request in a model's terms: prefixes, the window, the limits of a draft. No model is loaded."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from summarizer.engines import Request
from summarizer.engines.encoding import Encoding
from summarizer.errors import InputError, ModelError
from summarizer.models import REGISTRY, ModelEntry

ENTRY = ModelEntry(name="words", note="", licence="", window_tokens=20, prefix="[{target_words}] ", max_new_tokens=200)


class Words:
    """Two tokens for a word, and an end token."""

    pad_id = 0
    eos_id = 1

    def encode(self, text: str, add_special: bool = True) -> list[int]:
        ids = [sum(map(ord, word)) for word in text.split() for _ in range(2)]
        return [*ids, self.eos_id] if add_special else ids

    def decode(self, ids: Sequence[int]) -> str:
        return " ".join(map(str, ids))


def encoding_of(**values: object) -> Encoding:
    return Encoding(replace(ENTRY, **values), Words())  # type: ignore[arg-type]  # fields of ModelEntry by name


@pytest.mark.parametrize(
    ("target_words", "of_entry", "expected"),
    [
        (25, 200, 96),  # 1.6 × 50 tokens and 16 to spare, not the entry's 200
        (60, 200, 200),  # the spare tokens end where the entry does
        (100, 200, 320),  # the target itself asks for more than the entry
        (1, 0, 3),
    ],
)
def test_target_bounds_a_draft(target_words: int, of_entry: int, expected: int) -> None:
    encoding = encoding_of(max_new_tokens=of_entry, window_tokens=600)
    limits = encoding.limits(Request("Мост закрыт.", target_words))
    assert limits.max_new_tokens == expected
    assert limits.min_new_tokens == int(0.4 * 2 * target_words)
    title = encoding.limits(Request("Мост закрыт.", target_words, is_title=True))
    assert (title.min_new_tokens, title.max_new_tokens) == (0, expected)


@pytest.mark.parametrize(
    ("window_tokens", "target_words", "expected"),
    [(600, 5000, (150, 600)), (100, 5000, (25, 100)), (100, 30, (24, 100))],  # the spare tokens are bounded too
)
def test_no_draft_is_longer_than_what_the_model_reads_at_once(
    window_tokens: int, target_words: int, expected: tuple[int, int]
) -> None:
    limits = encoding_of(window_tokens=window_tokens).limits(Request("Мост закрыт.", target_words))
    assert (limits.min_new_tokens, limits.max_new_tokens) == expected


def test_source_that_just_fills_the_window_is_taken_and_named_by_its_beginning() -> None:
    source = "слово " * 8 + "с"  # with the prefix and the end token 21 tokens
    [job] = encoding_of(window_tokens=21).jobs([Request(source, 5)])
    assert len(job.input_ids) == 21 and job.label == source[:40]


class StrictWords(Words):
    """Takes what can be written down, as the libraries do."""

    def encode(self, text: str, add_special: bool = True) -> list[int]:
        return super().encode(text.encode().decode(), add_special)


def test_half_of_a_sign_reaches_no_tokenizer() -> None:
    encoding, source = Encoding(ENTRY, StrictWords()), "Мост \ud83d закрыт."
    assert encoding.count_tokens(source) == 6
    [job] = encoding.jobs([Request(source, 5)])
    assert len(job.input_ids) == 2 + 6 + 1


@pytest.mark.parametrize(
    ("num_beams", "n_best", "expected"), [(None, 2, (5, 2)), (3, 2, (3, 2)), (3, 8, (3, 3)), (1, 4, (1, 1))]
)
def test_beams_are_those_asked_for_and_drafts_no_more_than_beams(
    num_beams: int | None, n_best: int, expected: tuple[int, int]
) -> None:
    limits = encoding_of(num_beams=5).limits(Request("Мост закрыт.", 5, num_beams=num_beams, n_best=n_best))
    assert (limits.num_beams, limits.n_best) == expected


@pytest.mark.parametrize("window_tokens", [1, 3])
def test_window_without_room_for_a_source_is_a_model_error(window_tokens: int) -> None:
    with pytest.raises(ModelError, match=rf"Окно модели words в {window_tokens} токенов занято .* \(3\): исправьте"):
        encoding_of(window_tokens=window_tokens)


def test_list_and_sentences_share_a_batch_with_the_same_target() -> None:
    plain = Request("Мост закрыт.", 25)
    encoding = encoding_of()
    jobs = list(encoding.jobs([plain, replace(plain, target_sentences=3, is_list=True)]))
    assert jobs[0].group == jobs[1].group


def test_headline_has_its_own_prefix_and_a_model_without_one_keeps_the_usual() -> None:
    words = Words()
    title = Request("Мост закрыт.", 10, is_title=True)
    [job] = encoding_of(title_prefix="Заголовок: ").jobs([title])
    assert job.input_ids == words.encode("Заголовок: Мост закрыт.")
    [job] = encoding_of(title_prefix="").jobs([title])
    assert job.input_ids == words.encode("Мост закрыт.")
    [job] = encoding_of().jobs([title])
    assert job.input_ids == words.encode("[10] Мост закрыт.")


def test_decoder_is_told_the_length_or_that_a_headline_is_wanted_after_the_source() -> None:
    words = Words()
    source = words.encode("Мост закрыт.")
    decoder = encoding_of(prefix="", suffix="Кратко {target_words}", title_suffix="Заголовок")
    assert decoder.can_title
    assert decoder.encode("Мост закрыт.", 25) == source + words.encode("Кратко 25", add_special=False)
    assert decoder.encode("Мост закрыт.", 9, is_title=True) == source + words.encode("Заголовок", add_special=False)
    plain = encoding_of(prefix="", suffix="Кратко {target_words}")
    assert plain.encode("Мост закрыт.", 9, is_title=True) == source + words.encode("Кратко 9", add_special=False)


def test_window_has_room_for_the_longest_prefix() -> None:
    assert encoding_of().max_source_tokens == 20 - 3
    encoding = encoding_of(title_prefix="Один два три ")
    assert encoding.max_source_tokens == 20 - 7
    source = "слово " * 6
    assert len(list(encoding.jobs([Request(source, 5, is_title=True), Request(source, 5)]))) == 2
    with pytest.raises(InputError, match="в 21 токенов не входит в окно 20"):
        list(encoding.jobs([Request(source + "слово", 5, is_title=True)]))


def test_only_entries_with_a_prefix_or_suffix_for_headlines_can_title() -> None:
    assert [entry.name for entry in REGISTRY if Encoding(entry, Words()).can_title] == ["rut5-headline"]
