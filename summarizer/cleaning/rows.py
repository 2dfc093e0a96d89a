"""The rows of the files in ``tables/``."""

from importlib.resources import files


def table_rows(name: str) -> list[str]:
    """The rows of a table, less its comments and empty ones.

    >>> "latin\\tpace cope copy type Type BBC" in table_rows("words.tsv")
    True
    """
    rows = files(__package__).joinpath("tables", name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("# ")]
