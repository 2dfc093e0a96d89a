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
MAX_WORDS: Final = 100_000  # a thick book; a summary over it is a slip of the keyboard
MAX_SENTENCES: Final = 5_000


@dataclass(frozen=True)
class SummaryOptions:
    """Choices for one summary; change them with ``dataclasses.replace``.

    The length is asked for in one way: by name, or by one of words, sentences, ratio and points.

    Raises:
        OptionError: A value is out of its range, or two ways of asking for a length meet.
    """

    length: LengthName = "medium"
    num_beams: int | None = None  # None: as the model's authors ran it
    n_best: int = 2  # drafts per chunk to choose from; more cost memory, not much time
    any_language: bool = False  # also summarize a text that is not Russian
    faithful: FaithfulName = "repair"  # what becomes of sentences that the source does not hold
    max_source_chars: int = 20_000_000  # a 100 MB book of cp1251 and more; over it the text is refused
    words: int | None = None  # about so many words
    sentences: int | None = None  # exactly so many sentences
    ratio: float | None = None  # share of the source's words
    points: int | None = None  # so many theses: one sentence each, a line each
    title: bool = False  # a headline as well
    clean: bool = True  # repair the text first; False: summarize it as it is given

    def __post_init__(self) -> None:
        self._check_types()
        if self.length not in LENGTH_NAMES:
            raise OptionError(f"Длина «{self.length}» неизвестна; возможны {', '.join(LENGTH_NAMES)}")
        if self.num_beams is not None and not 1 <= self.num_beams <= 32:
            raise OptionError(f"Ширина луча {self.num_beams}: нужно число от 1 до 32")
        if not 1 <= self.n_best <= 32:
            raise OptionError(f"Число вариантов {self.n_best}: нужно число от 1 до 32")
        if self.faithful not in FAITHFUL_NAMES:
            raise OptionError(f"Проверка «{self.faithful}» неизвестна; возможны {', '.join(FAITHFUL_NAMES)}")
        if self.max_source_chars < 1:
            raise OptionError(f"Предел длины текста {self.max_source_chars}: нужно число больше нуля")
        self._check_length()

    def _check_types(self) -> None:
        for name in ("num_beams", "n_best", "max_source_chars", "words", "sentences", "points"):
            value = getattr(self, name)
            may_lack = name not in ("n_best", "max_source_chars")
            if type(value) is not int and not (value is None and may_lack):
                raise OptionError(f"{name}={value!r}: нужно целое число, а не {type(value).__name__}")
        if self.ratio is not None and type(self.ratio) not in (int, float):
            raise OptionError(f"ratio={self.ratio!r}: нужно число, например 0.1, а не {type(self.ratio).__name__}")
        for name in ("any_language", "title", "clean"):
            if type(getattr(self, name)) is not bool:
                raise OptionError(f"{name}={getattr(self, name)!r}: нужно True или False")

    def _check_length(self) -> None:
        if self.words is not None and not 1 <= self.words <= MAX_WORDS:
            raise OptionError(f"Длина в словах {self.words}: нужно число от 1 до {MAX_WORDS}")
        for n, name in ((self.sentences, "предложений"), (self.points, "тезисов")):
            if n is not None and not 1 <= n <= MAX_SENTENCES:
                raise OptionError(f"Число {name} {n}: нужно число от 1 до {MAX_SENTENCES}")
        if self.ratio is not None and not 0 < self.ratio < 1:
            raise OptionError(f"Доля {self.ratio}: нужно число больше 0 и меньше 1, например 0.1 или 10%")
        asked = {"words": self.words, "sentences": self.sentences, "ratio": self.ratio, "points": self.points}
        given = [name for name, value in asked.items() if value is not None]
        if self.length != "medium":
            given.append("length")
        if len(given) > 1:
            raise OptionError(f"Длина задана дважды ({', '.join(given)}): оставьте что-нибудь одно")
