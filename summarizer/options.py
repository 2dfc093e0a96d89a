"""What a caller may choose about a summary; flags and widgets take their defaults from here."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from summarizer.errors import OptionError

LengthName = Literal["short", "medium", "long"]
FaithfulName = Literal["off", "flag", "repair"]
FAITHFUL_NAMES: Final[tuple[FaithfulName, ...]] = get_args(FaithfulName)
LENGTH_NAMES: Final[tuple[LengthName, ...]] = get_args(LengthName)

# Words of a finished summary. Medium is the median of the summaries that newspapers write for
# articles of about 6,000 characters (55 words); short is one or two sentences, long two such leads.
TARGET_WORDS: Final[dict[LengthName, int]] = {"short": 25, "medium": 55, "long": 110}


@dataclass(frozen=True)
class SummaryOptions:
    """Choices for one summary; change them with ``dataclasses.replace``.

    Raises:
        OptionError: A value is out of its range.
    """

    length: LengthName = "medium"
    num_beams: int | None = None  # None: as the model's authors ran it
    n_best: int = 2  # drafts per chunk to choose from; more cost memory, not much time
    any_language: bool = False  # also summarize a text that is not Russian
    faithful: FaithfulName = "repair"  # what becomes of sentences that the source does not hold
    max_source_chars: int = 20_000_000  # a 100 MB book of cp1251 and more; over it the text is refused

    def __post_init__(self) -> None:
        if self.length not in LENGTH_NAMES:
            raise OptionError(f"Длина «{self.length}» не известна; возможны {', '.join(LENGTH_NAMES)}")
        if self.num_beams is not None and not 1 <= self.num_beams <= 32:
            raise OptionError(f"Ширина луча {self.num_beams}: нужно число от 1 до 32")
        if not 1 <= self.n_best <= 32:
            raise OptionError(f"Число вариантов {self.n_best}: нужно число от 1 до 32")
        if self.faithful not in FAITHFUL_NAMES:
            raise OptionError(f"Проверка «{self.faithful}» не известна; возможны {', '.join(FAITHFUL_NAMES)}")
        if self.max_source_chars < 1:
            raise OptionError(f"Предел длины текста {self.max_source_chars}: нужно число больше нуля")

    @property
    def target_words(self) -> int:
        """Words that a summary of this length has, about."""
        return TARGET_WORDS[self.length]
