"""What the library finds and repairs, in English, and short names for it in both languages."""

from typing import Final

from summarizer.checking.findings import FindingKind
from summarizer.cleaning import RULE_NAMES
from summarizer.page.languages import Both

FINDINGS: Final[dict[FindingKind, str]] = {  # in English; in Russian they say it themselves
    "empty_source": "There is no sentence in the text: nothing to summarize",
    "too_long": "The text is over the limit of characters, split it or raise the limit (--max-source-chars)",
    "short_source": "The text is no longer than the summary, so it is returned as it is",
    "not_russian": "The text is not in Russian",
    "lost_letters": "Some letters of the text are lost («????») and cannot be restored; such places",
    "guessed_marks": "The text had no full stops or commas; they are a guess and may be wrong in places",
    "no_marks": "The text has hardly any full stops: its sentences cannot be told apart, nor the length be kept",
    "unsupported_number": "This number is not in the text",
    "unsupported_date": "This date is not in the text",
    "unsupported_name": "This name is not in the text",
    "unsupported_quotation": "These words do not stand in the text",
    "other_number": "The number is in the text, but said of something else",
    "other_date": "The date is in the text, but said of something else",
    "other_name": "The name is in the text, but said of something else",
    "unknown_word": "Neither the text nor the dictionary has this word",
    "swapped_roles": "Who did it to whom seems to be swapped",
    "negation": "The text says the opposite",
    "not_done": "The text only expects it",
    "overstated": "The text says it of a part only",
    "own_words": "Told in the model's words, not the text's: compare them",
    "repetition": "Repeated within the summary",
    "broken_end": "The last sentence breaks off",
    "foreign_language": "A sentence that is not in Russian",
    "unfinished": "The model did not finish the last sentence, it was dropped",
    "sentence_cut": "A sentence is longer than the model's window and was read in parts",
    "sentence_replaced": "A sentence of the text stands for one with something unconfirmed, which was",
    "sentence_dropped": "A sentence with something unconfirmed was dropped, which was",
    "sentence_left_out": "A sentence was dropped, which was",
    "partly_read": "The model read not the whole text but the important sentences chosen for it",
    "added_from_source": "A sentence of the text was added for the length",
    "added_from_draft": "A sentence of another draft was added for the length",
    "off_length": "The length is not what was asked for",
    "model_lost": "The model could not be loaded; sentences of the text were chosen instead",
}
REMOVED: Final = Both("убрано", "removed")
MORE_REPAIRS: Final = Both("и ещё {n}", "and {n} more")
SCRIPTS: Final[dict[str, Both]] = {
    "GREEK": Both("греческая", "Greek"),
    "LATIN": Both("латинская", "Latin"),
    "ARMENIAN": Both("армянская", "Armenian"),
}
RULES: Final[dict[str, Both]] = {  # those of cleaning, which names them in Russian
    "homoglyph": Both(RULE_NAMES["homoglyph"], "foreign letter for a Russian one"),
    "mojibake": Both(RULE_NAMES["mojibake"], "wrongly read encoding"),
    "invisible": Both(RULE_NAMES["invisible"], "invisible sign"),
    "hyphenation": Both(RULE_NAMES["hyphenation"], "word cut by a hyphen"),
    "line_break": Both(RULE_NAMES["line_break"], "line break inside a paragraph"),
    "boilerplate": Both(RULE_NAMES["boilerplate"], "line of the site"),
    "note_mark": Both(RULE_NAMES["note_mark"], "number of a note, or an editor's remark"),
    "time_code": Both(RULE_NAMES["time_code"], "number and time of a subtitle"),
    "html_entity": Both(RULE_NAMES["html_entity"], "HTML code"),
    "html_tag": Both(RULE_NAMES["html_tag"], "HTML markup"),
    "font_sign": Both(RULE_NAMES["font_sign"], "sign of a private font"),
    "composition": Both(RULE_NAMES["composition"], "letter of two signs"),
    "spaced_letters": Both(RULE_NAMES["spaced_letters"], "word in spaced letters"),
    "stress": Both(RULE_NAMES["stress"], "stress mark"),
    "sentence_mark": Both(RULE_NAMES["sentence_mark"], "missing punctuation"),
    "whitespace": Both(RULE_NAMES["whitespace"], "spare spaces"),
}
REPEATED: Final = Both("повтор", "repeated")
NO_NUMBER: Final = Both("числа нет в тексте", "number not in the text")
NO_DATE: Final = Both("даты нет в тексте", "date not in the text")
ADDED: Final = Both("добавлено для длины", "added for the length")
NO_NAME: Final = Both("имени нет в тексте", "name not in the text")
NO_QUOTATION: Final = Both("таких слов нет в тексте", "words not in the text")
NO_WORD: Final = Both("нет такого слова", "no such word")
OTHER_DEED: Final = Both("сказано о другом", "said of something else")
NEGATION: Final = Both("сказано обратное", "the text says the opposite")
NOT_DONE: Final = Both("лишь ожидается", "only expected")
PART_ONLY: Final = Both("сказано о части", "said of a part only")
OWN_WORDS: Final = Both("своими словами", "in its own words")
BROKEN_END: Final = Both("обрыв", "broken off")
FOREIGN: Final = Both("другой язык", "another language")
REPLACED: Final = Both("взято из текста", "taken from the text")
