"""Rows → a table for a terminal, and a plot as SVG, which needs no library."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from summarizer.evaluate.rows import Mean, Row

COLUMNS: Final[dict[str, Callable[[Row], str]]] = {
    "система": lambda row: row.system,
    "n": lambda row: str(row.n) + (f" (пустых {row.n_empty})" if row.n_empty else ""),
    "R-1 (95 %)": lambda row: _with_interval(row.rouge_1),
    "R-2": lambda row: f"{row.rouge_2.value:.1f}",
    "R-L (95 %)": lambda row: _with_interval(row.rouge_l),
    "R-L над lead (95 %)": lambda row: _difference(row.over_lead),
    "над extract": lambda row: _difference(row.over_extract),
    "chrF": lambda row: f"{row.chrf.value:.1f}",
    "знаков": lambda row: f"{row.n_chars:.0f}",
    "слов": lambda row: f"{row.n_words:.0f}",
    "новых пар слов": lambda row: f"{row.novel_bigrams:.0%}",
    "точность фактов": lambda row: _share(row.fact_precision),
    "с опорой": lambda row: _share(row.evidence),
    "с неподтверждённым": lambda row: f"{row.unsupported:.0%}",
    "с повтором": lambda row: f"{row.repetitive:.0%}",
    "прочитано": lambda row: f"{row.coverage:.0%}",
    "с на текст": lambda row: f"{row.seconds:.3f}",
}
PLOTTED: Final[dict[str, Callable[[Row], Mean]]] = {
    "ROUGE-1": lambda row: row.rouge_1,
    "ROUGE-2": lambda row: row.rouge_2,
    "ROUGE-L": lambda row: row.rouge_l,
    "chrF": lambda row: row.chrf,
}
_COLOURS: Final = ("#7a8794", "#a9b4bf", "#c9a227", "#2f6f9f", "#b5473c", "#4d8f5b", "#7d5ba6", "#3d3d3d")
_LABEL, _WIDTH, _BAR, _GAP, _HEAD = 190, 420, 14, 12, 40  # pixels


def to_table(rows: Sequence[Row]) -> str:
    """The rows under their names, columns aligned."""
    cells = [list(COLUMNS), *([show(row) for show in COLUMNS.values()] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in cells)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _difference(mean: Mean | None) -> str:
    return f"{mean.value:+.1f} ({mean.low:+.1f}…{mean.high:+.1f})" if mean else "–"


def _with_interval(mean: Mean) -> str:
    return f"{mean.value:.1f} ({mean.low:.1f}–{mean.high:.1f})"


def to_svg(rows: Sequence[Row]) -> str:
    """Bars with their 95 % intervals: a group for each measure, a bar for each system."""
    top = max((mean(row).high for row in rows for mean in PLOTTED.values()), default=0.0) or 1.0
    height = _HEAD + len(PLOTTED) * (len(rows) * _BAR + _GAP + 18)
    parts: list[str] = []
    y = _HEAD
    for name, mean in PLOTTED.items():
        parts.append(f'<text x="8" y="{y + 4}" font-weight="bold">{name}</text>')
        y += 12
        for i, row in enumerate(rows):
            parts.append(_bar(row.system, mean(row), y, _WIDTH / top, _COLOURS[i % len(_COLOURS)]))
            y += _BAR
        y += _GAP + 6
    title = f"F1 × 100, {rows[0].n if rows else 0} пар; черта — 95 %-й интервал"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LABEL + _WIDTH + 80}" height="{height}" '
        f'font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="white"/>'
        f'<text x="8" y="18" font-size="13">{title}</text>{"".join(parts)}</svg>\n'
    )


def _bar(system: str, mean: Mean, y: float, scale: float, colour: str) -> str:
    middle = y + _BAR / 2
    return (
        f'<text x="{_LABEL - 6}" y="{middle + 4}" text-anchor="end">{escape(system)}</text>'
        f'<rect x="{_LABEL}" y="{y + 2}" width="{mean.value * scale:.1f}" height="{_BAR - 4}" fill="{colour}"/>'
        f'<line x1="{_LABEL + mean.low * scale:.1f}" x2="{_LABEL + mean.high * scale:.1f}" y1="{middle}" '
        f'y2="{middle}" stroke="black"/>'
        f'<text x="{_LABEL + mean.high * scale + 6:.1f}" y="{middle + 4}">{mean.value:.1f}</text>'
    )
