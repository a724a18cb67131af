"""The report's charts, one style: told apart by shade as well as colour, legible in print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.domain import counting
from bot.domain.statistics import TOTAL, Table

PRINT_DPI = 200
INCHES = (6.3, 2.9)
SHADES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#000000")
"""Okabe and Ito's, which people with the common kinds of colour blindness tell apart."""
HATCHES = ("", "//", "..", "\\\\", "xx", "--", "++", "oo")

STACKED = {counting.BY_MONTH, counting.GRADES}
SIDE_BY_SIDE = {counting.ACTIVITY}
ONE_COLUMN = {counting.RAISED: "concerns", counting.CHALLENGES: "challenges", counting.REVIEWS: "held"}
LYING = {counting.BY_TEAM: TOTAL, counting.BY_THEME: TOTAL, counting.PARTICIPATION: "count",
         counting.RAG: "count"}  # fmt: skip
LONGEST_LABEL = 48


@dataclass(frozen=True)
class Chart:
    png: bytes
    alt: str
    """What it shows, in a sentence, for who cannot see it."""


Series = list[tuple[str, list[int]]]


def chart_of(table: Table, shown: Table, title: str) -> Chart | None:
    """`shown`: the same table as people read it.

    None for a table that has no chart, or nothing to show, or a figure kept back: a gap would mislead.
    """
    rows = [row for row in shown.rows if not shown.is_total(row)]
    labels = [_short(str(row[0])) for row in rows]
    columns = [(shown.headings[column], [row[column] for row in rows]) for column in _columns(table)]
    series: Series = [
        (name, [n for n in cells if isinstance(n, int)]) for name, cells in columns if any(cells)
    ]
    if not series or any(len(values) < len(rows) for _, values in series):
        return None
    figure = Figure(figsize=_size(table, len(rows)), dpi=PRINT_DPI, layout="constrained")
    _draw(figure.add_subplot(), table, labels, series)
    return Chart(_png(figure), _alt(title, labels, series))


def _columns(table: Table) -> list[int]:
    if table.name in STACKED | SIDE_BY_SIDE:
        return [column for column, name in enumerate(table.headings) if column and name != TOTAL]
    one = ONE_COLUMN.get(table.name) or LYING.get(table.name)
    return [table.column(one)] if one else []


def _size(table: Table, rows: int) -> tuple[float, float]:
    return (INCHES[0], max(1.6, 0.32 * rows + 0.6)) if table.name in LYING else INCHES


def _draw(axes: Axes, table: Table, labels: list[str], series: Series) -> None:
    if table.name in LYING:
        axes.barh(labels, series[0][1], color=SHADES[0])
        axes.invert_yaxis()
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    elif table.name in SIDE_BY_SIDE:
        _side_by_side(axes, labels, series)
    else:
        _stacked(axes, labels, series)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=7)
    if len(series) > 1:
        axes.legend(fontsize=7, frameon=False, ncols=4, loc="lower left", bbox_to_anchor=(0, 1))


def _stacked(axes: Axes, labels: list[str], series: Series) -> None:
    bottom = [0] * len(labels)
    for (name, values), shade, hatch in zip(series, _endless(SHADES), _endless(HATCHES), strict=False):
        axes.bar(labels, values, bottom=bottom, color=shade, hatch=hatch, edgecolor="white", label=name)
        bottom = [sum(pair) for pair in zip(bottom, values, strict=True)]
    _months(axes)


def _side_by_side(axes: Axes, labels: list[str], series: Series) -> None:
    width = 0.8 / len(series)
    for number, (name, values) in enumerate(series):
        places = [place + (number - (len(series) - 1) / 2) * width for place in range(len(labels))]
        shade, hatch = SHADES[number % len(SHADES)], HATCHES[number % len(HATCHES)]
        axes.bar(places, values, width, color=shade, hatch=hatch, edgecolor="white", label=name)
    axes.set_xticks(range(len(labels)), labels)
    _months(axes)


def _months(axes: Axes) -> None:
    axes.tick_params(axis="x", labelrotation=45)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _endless(of: Sequence[str]) -> list[str]:
    return list(of) * 8


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _alt(title: str, labels: list[str], series: Series) -> str:
    said = []
    for name, values in series:
        highest = max(range(len(values)), key=values.__getitem__)
        named = f"{name}: " if len(series) > 1 else ""
        said.append(f"{named}{sum(values)} in all, most in {labels[highest]} ({values[highest]})")
    return f"Chart of {title[0].lower()}{title[1:]}. {'; '.join(said)}."


def _short(label: str) -> str:
    """What stands between two $ would be drawn as a formula."""
    cut = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return cut.replace("$", r"\$")
