"""A share as people write it, and as they read it."""


def parse_share(written: str) -> float:
    """``10%``, ``0.1`` or ``0,1`` as a number, whatever its range.

    Raises:
        ValueError: It is no number.

    >>> parse_share("10%"), parse_share(" 0,1 "), parse_share("12.5 %")
    (0.1, 0.1, 0.125)
    """
    number = written.strip().replace(",", ".")
    return float(number[:-1]) / 100 if number.endswith("%") else float(number)


def percent_of(share: float) -> str:
    """Whole per cents, less rather than more: what was not read is not said to be; below one a digit that tells.

    >>> percent_of(0.9996), percent_of(0.0199), percent_of(0.0042), percent_of(0)
    ('99', '1', '0.4', '0')
    >>> percent_of(0.57), 100 * 0.57
    ('57', 56.99999999999999)
    """
    percent = round(100 * share, 9)
    return str(int(percent)) if percent >= 1 else f"{percent:.1g}"
