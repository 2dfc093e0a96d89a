"""The tokens of RTF, and the control words that matter for its text."""

import re

TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|(?P<hex>(?:\\'[0-9A-Fa-f]{2})+)"
    rb"|\\(?P<symbol>[^A-Za-z'])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<plain>[^\\{}\r\n]+)|(?P<other>[\r\n]+|\\)",
    re.DOTALL,
)
CODES = re.compile(rb"(?:\\u-?\d{1,5} ?(?:\\'[0-9A-Fa-f]{2}|\?))+")  # as Word writes Cyrillic: a word in one match
CODE = re.compile(rb"\\u(-?\d+)")
CHARACTERS = {
    **{"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "nestrow": "\n", "column": "\n"},
    **{"cell": " | ", "nestcell": " | ", "tab": " ", "emspace": " ", "enspace": " ", "qmspace": " "},
    **{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "-", b"\n": "\n", b"\r": "\n", b"{": "{", b"}": "}", b"\\": "\\"}
NO_TEXT = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping datastore "
    "latentstyles filetbl atnid atnauthor annotation bkmkstart bkmkend xe tc tcn ftnsep ftnsepc aftnsep aftnsepc "
    "pntxta pntxtb private sp sn sv shppict nonshppict template operator company category keywords".split()
)
READ_STARRED = frozenset({"shptxt", "shpinst", "footnote", "fldinst", "title", "author"})  # of «ignorable» groups
PROPERTIES = {"title": "title", "author": "author"}
CHARSETS = {  # \fcharset → code page; 0 is left out, since careless writers give it to Cyrillic too
    **{128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254"},
    **{163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
}
SIGNS = 2  # the \fcharset of fonts like Symbol and Wingdings
SYMBOL_CODES = range(0xF020, 0xF100)  # characters of those fonts: signs of list items
PAGES = {"mac": "mac-cyrillic", "pc": "cp866", "pca": "cp866"}  # as Russian writers mean them
CODE_PAGES = {  # whose numbers are not those of their names
    **{10000: "mac-roman", 10006: "mac-greek", 10007: "mac-cyrillic", 10029: "mac-latin2", 10081: "mac-turkish"},
    **{20866: "koi8-r", 21866: "koi8-u", 28595: "iso8859-5", 65001: "utf-8"},
}
