"""What a reader should know before trusting a summary."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from summarizer.checking.facts import Span

FindingKind = Literal[
    "empty_source",
    "too_long",
    "short_source",
    "not_russian",
    "lost_letters",
    "guessed_marks",
    "no_marks",
    "unsupported_number",
    "unsupported_date",
    "unsupported_name",
    "unsupported_quotation",
    "other_number",
    "other_date",
    "other_name",
    "unknown_word",
    "swapped_roles",
    "negation",
    "not_done",
    "overstated",
    "own_words",
    "repetition",
    "broken_end",
    "foreign_language",
    "unfinished",
    "sentence_cut",
    "sentence_replaced",
    "sentence_dropped",
    "sentence_left_out",
    "partly_read",
    "added_from_source",
    "added_from_draft",
    "off_length",
    "model_lost",
]
MESSAGES: Final[dict[FindingKind, str]] = {
    "empty_source": "В тексте нет ни одного предложения: составлять реферат не из чего",
    "too_long": "Знаков в тексте больше предела, разделите его на части или увеличьте предел (--max-source-chars)",
    "short_source": "Текст не длиннее реферата, поэтому возвращён как есть",
    "not_russian": "Текст не на русском языке",
    "lost_letters": "Часть букв исходного текста утрачена («????»), восстановить их нельзя; таких мест",
    "guessed_marks": "В тексте не было точек и запятых; они расставлены по догадке, местами возможны ошибки",
    "no_marks": "В тексте почти нет точек и других знаков конца предложения: их не различить, длину не выдержать",
    "unsupported_number": "Числа нет в исходном тексте",
    "unsupported_date": "Даты нет в исходном тексте",
    "unsupported_name": "Названия или имени нет в исходном тексте",
    "unsupported_quotation": "Таких слов подряд в исходном тексте нет",
    "other_number": "Число есть в исходном тексте, но относится к другому",
    "other_date": "Дата есть в исходном тексте, но относится к другому",
    "other_name": "Имя есть в исходном тексте, но относится к другому",
    "unknown_word": "Такого слова нет ни в исходном тексте, ни в словаре",
    "swapped_roles": "Похоже, перепутано, кто что сделал",
    "negation": "В исходном тексте сказано обратное",
    "not_done": "В исходном тексте это лишь ожидается",
    "overstated": "В исходном тексте сказано лишь о части",
    "own_words": "Сказано словами модели, а не исходного текста: сверьте",
    "repetition": "Повторяется внутри реферата",
    "broken_end": "Последнее предложение обрывается",
    "foreign_language": "Предложение не на русском языке",
    "unfinished": "Модель не закончила последнее предложение, оно отброшено",
    "sentence_cut": "Предложение слишком длинное для модели и прочитано по частям",
    "sentence_replaced": "Неподтверждённое предложение заменено предложением исходного текста; было",
    "sentence_dropped": "Отброшено неподтверждённое предложение",
    "sentence_left_out": "Отброшено предложение",
    "partly_read": "Модель прочитала не весь текст, а отобранные для неё важные предложения",
    "added_from_source": "Чтобы выдержать длину, добавлено предложение исходного текста",
    "added_from_draft": "Чтобы выдержать длину, добавлено предложение другого варианта реферата",
    "off_length": "Длина не такая, как просили",
    "model_lost": "Модель не загрузилась, вместо неё предложения выбраны из текста",
}


# What is told in figures: all others name a part of the summary.
FIGURES: Final[frozenset[FindingKind]] = frozenset({"lost_letters", "partly_read", "off_length", "model_lost"})

TOLD: Final = "в тексте «{}»"  # notes of set_against
TOLD_THERE: Final = "в тексте там «{}»"
_INNER: Final = str.maketrans("«»", "„“")


@dataclass(frozen=True)
class Finding:
    """One doubt about a summary; start and stop are offsets in it, both 0 for the whole.

    ``source_start`` and ``source_stop`` are offsets of the counterpart in the source, both 0 where there is none.
    """

    kind: FindingKind
    start: int = 0
    stop: int = 0
    text: str = ""  # the part of the summary in question, or the figures
    source_start: int = 0
    source_stop: int = 0
    note: str = ""  # what the source has instead, for a person

    @property
    def message(self) -> str:
        """A Russian sentence for a person."""
        named = self.text if self.kind in FIGURES or not self.text else f"«{with_inner_marks(self.text)}»"
        shown = f"{MESSAGES[self.kind]}: {named}" if named else MESSAGES[self.kind]
        return f"{shown} ({self.note})" if self.note else shown

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Finding":
        """The finding that ``to_json`` made these values of."""
        return cls(**{name: value for name, value in values.items() if name != "message"})

    def to_json(self) -> dict[str, str | int]:
        """The finding as plain JSON values, its message included.

        >>> Finding("unsupported_number", 8, 9, "7").to_json()["message"]
        'Числа нет в исходном тексте: «7»'
        """
        return {**asdict(self), "message": self.message}


def with_inner_marks(text: str) -> str:
    """A text that will stand in quotation marks, with inner marks for its own.

    >>> with_inner_marks("Матч «Заря» выиграла")
    'Матч „Заря“ выиграла'
    """
    return text.translate(_INNER)


def set_against(kind: FindingKind, summary: str, place: Span, source: str, its: Span, note: str = TOLD) -> Finding:
    """A finding for a place of a summary that tells with what place of the source it does not agree.

    >>> set_against("negation", "Мост открыт.", (5, 11), "Мост «Заря» закрыт.", (0, 18)).message
    'В исходном тексте сказано обратное: «открыт» (в тексте «Мост „Заря“ закрыт»)'
    """
    return Finding(kind, *place, summary[slice(*place)], *its, note_of(source, its, note))


def note_of(source: str, its: Span, note: str = TOLD) -> str:
    """What stands at a place of a source, for a person."""
    return note.format(with_inner_marks(source[slice(*its)]))


def check_source(is_russian: bool, has_cut_sentence: bool) -> list[Finding]:
    """Findings about what the model was given."""
    findings = [] if is_russian else [Finding("not_russian")]
    return findings + ([Finding("sentence_cut")] if has_cut_sentence else [])
