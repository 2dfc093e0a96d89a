"""The font Symbol, in which word processors write Greek letters and signs as characters of its own."""

from typing import Final

_UPPER = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"  # at A … Z
_LOWER = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"  # at a … z
_SIGNS = {
    **{0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"},
    **{0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓"},
    **{0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠"},
    **{0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉"},
    **{0xD0: "∠", 0xD1: "∇", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫"},
}
_LETTERS = {ord(latin): greek for latin, greek in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _UPPER, strict=True)}
_LETTERS |= {ord(latin): greek for latin, greek in zip("abcdefghijklmnopqrstuvwxyz", _LOWER, strict=True)}
_SYMBOLS: Final = {**_LETTERS, **_SIGNS}


def in_symbol_font(character: str) -> str:
    """What the font shows for a character, whether that is a byte or one of Unicode's private characters.

    >>> in_symbol_font("b"), in_symbol_font("\\uf0b1"), in_symbol_font("5")
    ('β', '±', '5')
    """
    code = ord(character)
    return _SYMBOLS.get(code & 0xFF, chr(code & 0xFF)) if code < 0x100 or 0xF000 <= code < 0xF100 else character
