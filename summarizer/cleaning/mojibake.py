"""Text that was decoded with the wrong encoding, turned back where another reading is far more Russian."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..patterns import pattern
from .letter_pairs import russian_score
from .misread import RULE, byte_of
from .mojibake_runs import repair_mojibake_runs
from .repairs import Edit, apply_edits, compose_edits

MIN_GAIN = 1.5  # nats for each character of the repaired text that is not ASCII: wrong repairs gain less than 1
MIN_LETTERS = 4  # repaired Russian letters on a line
MAX_ONE_LETTER_SHARE = 0.5  # of the repaired letters
MAX_TWO_LETTERS_SHARE = 0.5  # of many: the two most frequent letters take about .2 of a Russian text
MIN_MANY_LETTERS = 20
MIN_TWICE_SHARE = 0.25  # of the characters that are not ASCII: the first halves of letters that were spoiled twice
MIN_UTF8_LETTERS = 2  # the same where they are UTF-8, which is hardly ever valid by chance
MIN_GAIN_LINE = 6.0  # nats more for each line: a few capitals and signs can gain by chance
MIN_GAIN_KNOWN = 0.7  # the same where the codecs are known from other lines
MIN_GAIN_WHOLE = -1.0  # and where the whole text is mojibake: a line that was right loses more than 2
BEST_SCORE = -2.5  # nats for each such character: no line of 250,000 in real texts scored more than -2.6
MIN_SCORE = -5.8  # nats for each such character: Russian about -3, short words -5, noise below -8
_SAMPLE = 400  # characters that decide
_MAX_FAILED = 30_000  # suspicious characters without a reading, after which a text is no mojibake
_MAX_LINE = 4000  # characters scored together
Pair = tuple[str, str]  # the codec that a text was wrongly read with, and the right one
_WRONG = ("cp1251", "cp1252", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_RIGHT = ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_SELDOM = (("mac-roman", "utf-8"), ("cp437", "utf-8"), ("cp437", "cp866"))  # on a Mac, in a Western console
_PAIRS = (*((wrong, right) for wrong in _WRONG for right in _RIGHT if wrong != right), *_SELDOM)
# UTF-8 that was read with the first codec, saved as UTF-8 and read with it again; and what began in another encoding.
_TWICE = {"ÃÂ": (("cp1252 cp1252", "utf-8"), ("cp1252 cp1252", "cp1251")), "РС": (("cp1251 cp1251", "utf-8"),)}
_UTF8_PAIRS = tuple(pair for pair in _PAIRS if pair[1] == "utf-8")
_CONTROL = pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FOREIGN_LINE = pattern("[^\n]*[^\x00-\x7f][^\n]*")
_USUAL = ("utf-8", "cp1251")
_USUAL_BONUS = 3.0  # nats: of readings that differ in a letter's case the usual encoding
# What no Russian text holds often: letters of other alphabets, boxes, Р or С before a sign, upper case inside words.
_LETTERS_AND_SIGNS = "À-ÖØ-öø-ÿŒœŠšŽžŸƒˆ˜Ђ-ЏѐђѓєѕіїјљњћќѝўџҐґ\u2320\u2321─-▟√≈≤≥÷∙¤¦¬¶±µ†‡‰‹›\u0080-\u009f"
_ODD = pattern(
    f"[{_LETTERS_AND_SIGNS}А-Я](?:(?<=[{_LETTERS_AND_SIGNS}])"
    "|(?<=[–—])[À-ÖØ-öø-ÿŒœ°±µªº≤≥∂∆∏∑√∞∫≈≠◊]"  # Russian UTF-8 in mac-roman: «–ú–∏—Ä»
    "|(?<=[РС])[\u00a0-\u00bf‘’‚“”„†‡•…‰‹›€™]"
    "|(?<=[а-яё][А-Я])(?:[А-ЯЁ]|(?![а-яё]))"
    "|(?<=[А-Я])[А-ЯЁ]{3})"
)
_NUMERO = "„–"  # «в„–» is № without an odd character
_RUSSIAN = pattern("[а-яёА-ЯЁ]")
_NOT_ASCII = pattern("[^\x00-\x7f]+")
_MIN_ODD_SHARE = 0.02  # of the characters that are not ASCII
_MIN_SPOILED_SHARE = 0.8  # of a text's characters that are not ASCII, for the text as a whole to be mojibake


def _reread(text: str, wrong: str, right: str) -> str | None:
    """``text`` encoded with ``wrong`` and decoded with ``right``; None where that cannot be.

    Of two codecs in ``wrong`` the first one is what UTF-8 was read with last.
    """
    is_cut = len(text) == _SAMPLE
    *outer, inner = wrong.split()
    for codec in outer:
        text = _reread_once(text, codec, "utf-8", is_cut) or ""
    return _reread_once(text, inner, right, is_cut)


def _reread_once(text: str, wrong: str, right: str, is_cut: bool) -> str | None:
    table = byte_of(wrong)
    try:
        data = bytes([table[character] for character in text])
        return data.decode(right)
    except KeyError:
        return None
    except UnicodeDecodeError as error:
        is_at_cut = right == "utf-8" and is_cut and error.start >= len(data) - 3
        return data[: error.start].decode(right) if is_at_cut else None


@dataclass(frozen=True)
class _Piece:
    start: int
    stop: int
    text: str


def repair_mojibake(text: str) -> list[Edit]:
    """The edits that turn wrongly decoded lines back, one for each line.

    Lines that are plain mojibake tell the codecs; these then are enough for lines too short to tell.

    >>> repair_mojibake("РџСЂРёРІРµС‚, РјРёСЂ")
    [Edit(rule='mojibake', start=0, stop=20, after='Привет, мир')]
    >>> repair_mojibake("Привет, мир. Їжак і ґанок. Straße, café. Ђорђе.")
    []
    """
    if not _ODD.search(text):
        return repair_mojibake_runs(text) if _NUMERO in text else []
    found: list[tuple[_Piece, Pair]] = []
    pairs: Counter[Pair] = Counter()
    n_failed = 0
    for piece in _suspicious_pieces(text):
        pair = _best_pair(piece.text, [pair for pair, _ in pairs.most_common()]) if n_failed < _MAX_FAILED else None
        if pair is None:
            n_failed += len(piece.text)
            continue
        found.append((piece, pair))
        pairs[pair] += len(piece.text)
    if not pairs:
        return repair_mojibake_runs(text)
    main = pairs.most_common(1)[0][0]
    repaired = {
        piece.start: _edit(piece, main if pair != main and _is_read(piece.text, main) else pair)
        for piece, pair in found
    }
    repaired |= {edit.start: edit for edit in _repair_rest(text, main, repaired)}
    edits = [repaired[start] for start in sorted(repaired)]
    middle = apply_edits(text, edits)
    return compose_edits(edits, repair_mojibake_runs(middle), middle)


def _edit(piece: _Piece, pair: Pair) -> Edit:
    return Edit(RULE, piece.start, piece.stop, _reread(piece.text, *pair) or "")


def _repair_rest(text: str, pair: Pair, repaired: dict[int, Edit]) -> Iterator[Edit]:
    """The lines that are too short to tell their codecs but were spoiled by the pair of the others."""
    n_spoiled = sum(_n_not_ascii(text[edit.start : edit.stop]) for edit in repaired.values())
    is_whole = n_spoiled >= _MIN_SPOILED_SHARE * _n_not_ascii(text)
    min_gain = MIN_GAIN_WHOLE if is_whole else MIN_GAIN_KNOWN
    for piece in _lines_left(text, repaired):
        reading = _reread(piece.text, *pair)
        if reading and not _CONTROL.search(reading) and _gain(piece.text, reading) > min_gain * _n_not_ascii(reading):
            yield Edit(RULE, piece.start, piece.stop, reading)


def _n_not_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _gain(spoiled: str, reading: str) -> float:
    """By how many nats the reading is more Russian."""
    return _score(reading) - _score(spoiled)


@lru_cache(maxsize=4096)
def _score(line: str) -> float:
    """How Russian the line is without its ASCII, the same in every reading; capitals alone are no sign of mojibake."""
    core = " ".join(_NOT_ASCII.findall(line))
    return max(russian_score(core), russian_score(core.lower())) if core.isupper() else russian_score(core)


def _lines_left(text: str, repaired: dict[int, Edit]) -> Iterator[_Piece]:
    """The stretches of lines between the repaired ones, a line each."""
    done = 0
    for edit in [*(repaired[start] for start in sorted(repaired)), Edit(RULE, len(text), len(text), "")]:
        for line in _FOREIGN_LINE.finditer(text, done, edit.start):
            yield _Piece(line.start(), line.end(), line[0])
        done = edit.stop


def _suspicious_pieces(text: str) -> Iterator[_Piece]:
    """Lines, the longest cut at white space, in which odd characters are frequent."""
    done = 0
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        start, stop = _line_around(text, odd.start(), done)
        done, line = stop, text[start:stop]
        if len(_ODD.findall(line)) >= max(1, _MIN_ODD_SHARE * _n_not_ascii(line)):
            yield _Piece(start, stop, line)


def _line_around(text: str, at: int, done: int) -> tuple[int, int]:
    """The line around ``at``, from ``done`` on, cut to at most ``_MAX_LINE`` characters at a space."""
    start = max(text.rfind("\n", max(done, at - _MAX_LINE), at) + 1, done, at - _MAX_LINE)
    end = text.find("\n", at, at + _MAX_LINE)
    if end < 0:
        end = min(len(text), at + _MAX_LINE)
        space = text.rfind(" ", at + 1, end) if end < len(text) else -1
        end = space if space > at else end
    return start, end


def _best_pair(line: str, seen: list[Pair]) -> Pair | None:
    """The codecs that make ``line`` most Russian; those that were right before are tried first."""
    sample = line[:_SAMPLE]
    for pair in seen:
        if _is_read(line, pair):
            return pair
    twice = next((pairs for halves, pairs in _TWICE.items() if _is_twice(sample, halves)), ())
    pairs = _UTF8_PAIRS if _is_beyond_gain(sample) else _PAIRS
    readings = {pair: reading for pair in pairs + twice if (reading := _reread(sample, *pair))}
    if not readings:
        return None
    best = max(readings, key=lambda pair: russian_score(readings[pair]) + (pair[1] in _USUAL) * _USUAL_BONUS)
    return best if _is_good(sample, readings[best], best) and _reread(line, *best) else None


def _is_twice(line: str, halves: str) -> bool:
    return sum(map(line.count, halves)) > MIN_TWICE_SHARE * _n_not_ascii(line)


def _is_beyond_gain(line: str) -> bool:
    """Whether no reading with as many characters can be so much more Russian; one from UTF-8 has fewer."""
    n_judged = _n_not_ascii(line)
    return _score(line) + MIN_GAIN * n_judged + MIN_GAIN_LINE > BEST_SCORE * n_judged


@lru_cache(maxsize=4096)
def _is_read(line: str, pair: Pair) -> bool:
    """Whether the pair reads the whole line, and its beginning well."""
    reading = _reread(line[:_SAMPLE], *pair)
    if not reading or not _is_good(line[:_SAMPLE], reading, pair):
        return False
    return len(line) <= _SAMPLE or _reread(line, *pair) is not None


def _is_good(line: str, reading: str, pair: Pair) -> bool:
    """Whether the reading has enough letters, is Russian, and far more so than the line."""
    letters = _RUSSIAN.findall(reading)
    if len(letters) < (MIN_UTF8_LETTERS if pair[1] == "utf-8" else MIN_LETTERS):
        return False
    counts = sorted(map(letters.count, set(letters)))
    if len(letters) > MIN_LETTERS and counts[-1] > MAX_ONE_LETTER_SHARE * len(letters):
        return False  # the frame of a table
    if len(letters) > MIN_MANY_LETTERS and sum(counts[-2:]) > MAX_TWO_LETTERS_SHARE * len(letters):
        return False  # halves of letters
    n_judged = _n_not_ascii(reading)
    return _score(reading) > MIN_SCORE * n_judged and _gain(line, reading) > MIN_GAIN * n_judged + MIN_GAIN_LINE
