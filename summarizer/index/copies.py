"""Where sentences stand in a text word for word: from where a sentence of it begins to where one ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from summarizer.patterns import pattern
from summarizer.split import Sentence

_BEFORE_MARK: Final = pattern(r" (?=[.,;:!?)»])")
_END: Final = pattern(r"([.!?…]+)\s*")


@dataclass(frozen=True)
class Copies:
    """The sentences of a text, in order, ready to be asked for copies of them."""

    sentences: Sequence[Sentence]

    def find(self, sentence: str) -> tuple[int, int] | None:
        """Offsets of the sentence, or of the neighbours that make it up: line breaks that tear it do not count.

        >>> from summarizer.split import split_sentences
        >>> text = "Утро. Сейм\\nпринял 15 законов\\n. Он строг."
        >>> [text[slice(*Copies(split_sentences(text)).find(copy))] for copy in ("Утро.", "Сейм принял 15 законов.")]
        ['Утро.', 'Сейм\\nпринял 15 законов\\n.']
        >>> Copies(split_sentences("Погибли 15 человек.")).find("5 человек.")
        """
        line = _squeeze(sentence)
        found = self._whole.get(line)
        if found:
            return found.start, found.stop
        return self._torn(line) if line in self._line else None

    def _torn(self, line: str) -> tuple[int, int] | None:
        """Where neighbours make up the line."""
        for at, piece in self._pieces:
            stop = self._stops.get(at + len(line))
            if stop is not None and self._line.startswith(line, at):
                return piece.start, stop
        return None

    @cached_property
    def _stops(self) -> dict[int, int]:
        """Where a piece ends in ``_line``, and where in the text."""
        return {at + len(piece.text): piece.stop for at, piece in self._pieces}

    @cached_property
    def _whole(self) -> dict[str, Sentence]:
        """The pieces by their text, the first of those that are alike."""
        return {piece.text: piece for _, piece in reversed(self._pieces)}

    @cached_property
    def _line(self) -> str:
        """All sentences on one line."""
        parts: list[str] = []
        length = 0
        for at, piece in self._pieces:
            parts += [" " * (at - length), piece.text]
            length = at + len(piece.text)
        return "".join(parts)

    @cached_property
    def _pieces(self) -> list[tuple[int, Sentence]]:
        """The sentences, each squeezed and with where it stands in ``_line``."""
        pieces: list[tuple[int, Sentence]] = []
        length = last = 0
        for piece in (piece for sentence in self.sentences for piece in _without_end(sentence)):
            text = _squeeze(piece.text)
            is_apart = 0 < last < piece.start and not _BEFORE_MARK.match(f" {text}")
            pieces.append((length + is_apart, replace(piece, text=text)))
            length, last = length + is_apart + len(text), piece.stop
        return pieces


def _without_end(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence without the end of the one before: «принял закон↵. Он строг.»"""
    end = _END.match(sentence.text)
    at = end.end() if end else 0
    if end:
        yield Sentence(end[1], sentence.start, sentence.start + end.end(1))
    if at < len(sentence.text):
        yield Sentence(sentence.text[at:], sentence.start + at, sentence.stop)


def _squeeze(text: str) -> str:
    """The text on one line, no space before a mark.

    >>> _squeeze("Сейм\\nпринял закон\\n.")
    'Сейм принял закон.'
    """
    return _BEFORE_MARK.sub("", " ".join(text.split()))
