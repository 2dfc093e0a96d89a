"""Text → clean text with every repair: ``clean(text)`` runs the steps of ``clean.py`` in order, until all rest.

Each step is a function from a text to its edits; ``repairs.py`` puts the edits of all steps together. In the order in
which they run:

    whitespace     the text's end, and one kind of line end
    mojibake       wrong encodings: whole lines; within right lines mojibake_runs; letters half lost mojibake_lost
                     asks: misread (bytes and codecs), letter_pairs (how Russian a text reads)
    characters     invisible characters, entities, signs of fonts (symbol_font), letters of two characters, stress
    tags           HTML; it runs between invisible characters and entities
    subtitles      numbers and times of subtitles; of transcripts: transcripts
    spaced_letters words set with a space behind each letter
    homoglyphs     look-alike letters, in six passes, the first of which is the evidence for the others:
      mixed_words      words that mix alphabets, one by one
      whole_words      words wholly in look-alikes
      lone_letters     letters that stand alone, as prepositions do
      attached_letters letters beside a full stop or a hyphen: initials, «т. е.», «1990-х»
      held_letters     letters beside digits and signs: С-400, 15 °С
      old_letters      the Latin i of words that are spelt as before 1918
                     ask: tokens (runs of letters and what protects them), evidence (what the mixed words of the
                     document tell), look_alikes (which letter looks like which), words (closed lists)
    pages          numbers and heads of pages, by their marks; page_rows by how they grow; contents
                     asks: torn (sentences that go on over a line), runs
    encyclopedia   numbers of notes behind words, links to edit
    boilerplate    lines of sites; of messengers: messages
    layout         wrapped lines and cut words; asks: line_breaks (which line ends a width made), hyphens (which stay)
    sentence_marks speech without marks gets them; asks: spoken_lines (what belongs together), marks_network
    whitespace     all other white space, that before a comma or a full stop last

Several ask ``dictionary`` (the only file that loads it), ``old_spelling`` (words as before 1918), ``language`` (Russian
or a neighbour) and ``rows`` (the files in ``tables/``). ``lost`` repairs nothing: it finds what is beyond repair.
"""

from .clean import CLEANER_VERSION, clean
from .language import is_russian, russian_share
from .lost import Lost, find_lost
from .repairs import RULE_NAMES, SENTENCE_MARK, CleanText, Repair

__all__ = [
    "CLEANER_VERSION",
    "RULE_NAMES",
    "SENTENCE_MARK",
    "CleanText",
    "Lost",
    "Repair",
    "clean",
    "find_lost",
    "is_russian",
    "russian_share",
]
