"""The models that are known, each with its own conventions: data, no logic.

Conventions are those of each model's card and config (see the hub page named by ``hub_id``).
``rank`` is the order in which ``--model auto`` takes what is on this machine, best first.
"""

from dataclasses import dataclass
from typing import Final, Literal

Family = Literal["extract", "encoder-decoder", "decoder"]


@dataclass(frozen=True)
class ModelEntry:
    """One model: where it is, what it may be used for, and how it wants to be spoken to."""

    name: str
    note: str  # one Russian line for ``summarizer models``
    licence: str
    family: Family = "encoder-decoder"
    hub_id: str | None = None  # None: comes with this package
    size_mb: int = 0  # of the weights on disk
    window_tokens: int = 512  # source with prefix and special tokens
    focus: float | None = None  # words that it reads for each of the summary, the weightiest; None: all it can hold
    is_trusted: bool = True  # False: what it says in words of its own is mostly wrong, as was measured
    rank: int | None = None  # None: never taken by itself
    prefix: str = ""  # ``{target_words}`` is filled in
    title_prefix: str | None = None  # before the source of a headline; None: an encoder–decoder writes none
    suffix: str = ""  # between source and summary, for a decoder; ``{target_words}`` is filled in
    title_suffix: str | None = None  # the same for a headline; None: a decoder writes none
    eos_token: str | None = None  # where the tokenizer's own is not set
    src_lang: str | None = None  # language codes of an mBART tokenizer
    tgt_lang: str | None = None  # its code is also the decoder's start
    decoder_start_token_id: int | None = None  # None: as the checkpoint's config says
    num_beams: int = 5
    max_new_tokens: int = 200  # as the authors ran it; a short target asks for less, a long one for more
    no_repeat_ngram_size: int = 4
    length_penalty: float = 1.0


EXTRACT: Final = ModelEntry(
    name="extract",
    note="выбирает главные предложения, ничего не сочиняет",
    licence="MIT",
    family="extract",
    window_tokens=60_000,
    rank=50,
    num_beams=1,
    max_new_tokens=0,
)

COMPACT: Final = ModelEntry(
    name="compact",
    note="пишет своими словами и часто ошибается",
    licence="Gemma Terms of Use",
    family="decoder",
    size_mb=225,
    window_tokens=768,
    focus=4.0,  # its summaries of held-out news are better so than of all that it can hold: training/README.md
    is_trusted=False,  # of 183 sentences with words of its own 114 are wrong, of 31 without 1: benchmarks, Check
    rank=60,  # behind extract until it is ahead of it on rt_val
    suffix="\n\nКратко: ",
    num_beams=2,  # as measured in models/README.md
)

REGISTRY: Final[tuple[ModelEntry, ...]] = (
    ModelEntry(
        name="rut5-gazeta",
        note="новости: три–четыре предложения; лучший выбор, если скачана",
        licence="Apache-2.0",
        hub_id="IlyaGusev/rut5_base_sum_gazeta",
        size_mb=977,
        window_tokens=600,
        rank=10,
        decoder_start_token_id=2,
    ),
    ModelEntry(
        name="rut5-absum",
        note="выдерживает заданную длину",
        licence="MIT",
        hub_id="cointegrated/rut5-base-absum",
        size_mb=977,
        window_tokens=600,
        rank=20,
        prefix="[{target_words}] ",
        num_beams=5,
    ),
    ModelEntry(
        name="mbart-gazeta",
        note="новости; втрое тяжелее rut5-gazeta и не лучше",
        licence="Apache-2.0",
        hub_id="IlyaGusev/mbart_ru_sum_gazeta",
        size_mb=3470,
        window_tokens=600,
        rank=40,
        src_lang="en_XX",
        tgt_lang="ru_RU",
    ),
    ModelEntry(
        name="fred-t5",
        note="очень большая: нужна видеокарта",
        licence="MIT",
        hub_id="RussianNLP/FRED-T5-Summarizer",
        size_mb=6960,
        window_tokens=1024,
        prefix="<LM> Сократи текст.\n ",
        eos_token="</s>",
    ),
    ModelEntry(
        name="t5-2048",
        note="читает за раз больше других; русский, английский, китайский",
        licence="Apache-2.0",
        hub_id="utrobinmv/t5_summary_en_ru_zh_base_2048",
        size_mb=1190,
        window_tokens=2048,
        rank=35,
        prefix="summary: ",
    ),
    ModelEntry(
        name="rut5-summ",
        note="новости и диалоги",
        licence="не указана",
        hub_id="d0rj/rut5-base-summ",
        size_mb=977,
        rank=30,
    ),
    ModelEntry(
        name="mt5-xlsum",
        note="одно предложение; только для некоммерческого использования",
        licence="CC-BY-NC-SA-4.0",
        hub_id="csebuetnlp/mT5_multilingual_XLSum",
        size_mb=2330,
        num_beams=4,
        max_new_tokens=84,
        no_repeat_ngram_size=2,
    ),
    ModelEntry(
        name="rut5-headline",
        note="заголовок новости",
        licence="Apache-2.0",
        hub_id="IlyaGusev/rut5_base_headline_gen_telegram",
        title_prefix="",
        size_mb=977,
        window_tokens=600,
        decoder_start_token_id=2,
        max_new_tokens=40,
    ),
    COMPACT,
    EXTRACT,
)

# Checkpoints that were never taught to summarize, and what to take instead.
PRETRAINED_ONLY: Final[dict[str, str]] = {
    "ai-forever/ruT5-base": "rut5-gazeta",
    "ai-forever/ruT5-large": "rut5-gazeta",
    "ai-forever/FRED-T5-large": "fred-t5",
    "ai-forever/FRED-T5-1.7B": "fred-t5",
    "google/mt5-base": "mt5-xlsum",
    "google/mt5-small": "mt5-xlsum",
    "facebook/mbart-large-cc25": "mbart-gazeta",
    "facebook/mbart-large-50": "mbart-gazeta",
    "cointegrated/rut5-base": "rut5-absum",
    "cointegrated/rut5-small": "rut5-absum",
}
