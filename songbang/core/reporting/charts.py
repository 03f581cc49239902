"""Draws a report's charts as PNG for paper, and holds the scale of colours that paper and screen share.

Nothing is drawn for a value that is not known: bars leave a gap, cells show a dash.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from songbang.core.errors import SongbangError
from songbang.core.reporting.layout_words import em_width
from songbang.core.reporting.report import Chart, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

INK, FAINT, EMPTY = "#22303C", "#D8DEE4", "#F1F3F5"
SERIES = ("#2B5C8A", "#AFC3D6", "#C58B4A", "#6E9B7B", "#8C7AA9", "#9AA5AF")
RISING = ("#F4F7FA", "#DCE7F1", "#BCD2E5", "#94B7D4", "#6596BF", "#3D75A6", "#24568A")
FALLING = ("#FBF6EF", "#F3E3CC", "#E6C89E", "#D4A768", "#BB833D")
"""Colours of a heat chart from low to high; the second only below zero, from near zero to far."""
DARK_FROM = 4
"""From this step of either scale on, writing in the cell is white."""

WIDTH_MM, DPI = 156, 220
_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Sans CJK TC",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "SimSun",
    "AR PL UMing CN",
    "AR PL UKai CN",
)


def chart_png(chart: Chart, unit_words: str = "{unit}") -> bytes:
    """The chart as PNG, 156 mm wide at 220 dots an inch, the same bytes for the same chart and fonts.

    `unit_words` are the words around its unit, e.g. 单位：{unit}.

    Raises `SongbangError` ("font.missing") where the chart has Chinese words and no font of the machine draws them.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # loaded when something is drawn: it takes a second
    from matplotlib.figure import Figure

    font = _font_for(chart, unit_words)
    height = _height_mm(chart)
    figure = Figure(figsize=(WIDTH_MM / 25.4, height / 25.4), dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _DRAWN[chart.kind](axes, chart, font)
    if chart.unit:
        axes.set_title(unit_words.format(unit=chart.unit), loc="left", color=INK, font=_sized(font, 9), pad=8)
    stream = BytesIO()
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def value_text(value: float | None, gap: str = "—") -> str:
    """A value as charts and panels print it: whole numbers whole, others with at most two decimals, below 1 six.

    >>> [value_text(each) for each in (412.0, 3.456, 0.001234, None)]
    ['412', '3.46', '0.001234', '—']
    """
    if value is None:
        return gap
    decimals = 6 if abs(value) < 1 else 2
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def values_text(values: Sequence[float | None], gap: str = "—") -> list[str]:
    """The values of one chart, all with as many decimals as one of them needs.

    >>> values_text((29.1, 6.0, None)), values_text((29.0, 6.0))
    (['29.1', '6.0', '—'], ['29', '6'])
    """
    decimals = decimals_of(values)
    return [gap if value is None else f"{value:.{decimals}f}" for value in values]


def decimals_of(values: Iterable[float | None]) -> int:
    return max((len(value_text(value).partition(".")[2]) for value in values if value is not None), default=0)


def heat_step(value: float | None, values: Iterable[float | None]) -> int | None:
    """The step of `value` among `values` on the scale: 0.. upwards on RISING, -1.. downwards on FALLING, None unknown.

    Zero is the palest; where no value is below zero, the least value is.
    """
    if value is None:
        return None
    known = [each for each in values if each is not None]
    low, high = min(known), max(known)
    if low >= 0:
        return 0 if high == low else round((value - low) / (high - low) * (len(RISING) - 1))
    reach = max(-low, high)
    part = abs(value) / reach
    return round(part * (len(RISING) - 1)) if value >= 0 else -1 - round(part * (len(FALLING) - 1))


def heat_colour(step: int | None) -> tuple[str, str]:
    """Colours (cell, writing) of a step."""
    if step is None:
        return EMPTY, "#7A8793"
    scale, at = (RISING, step) if step >= 0 else (FALLING, -1 - step)
    return scale[at], "#FFFFFF" if at >= DARK_FROM else INK


def _bars(axes: Axes, chart: Chart, font: FontProperties) -> None:
    if _lies(chart):
        _lying(axes, chart.categories, chart.series, font)
        return
    count = max(len(chart.series), 1)
    width = 0.72 / count
    for at, series in enumerate(chart.series):
        places, values = _placed(series, at, count, width)
        bars = axes.bar(places, values, width * 0.92, color=SERIES[at % len(SERIES)], label=series.name)
        axes.bar_label(bars, values_text(values), padding=2, color=INK, font=_sized(font, 8))
    axes.set_xticks(range(len(chart.categories)), _wrapped(chart.categories), font=_sized(font, 9))
    axes.margins(y=0.14)
    _quiet(axes, font, grid="y")
    _legend(axes, count, font)


def _shares(axes: Axes, chart: Chart, font: FontProperties) -> None:
    _lying(axes, chart.categories, chart.series[:1], font)


def _lying(axes: Axes, names: Sequence[str], drawn: Sequence[Series], font: FontProperties) -> None:
    count = max(len(drawn), 1)
    width = 0.76 / count if count > 1 else 0.62
    for at, series in enumerate(drawn):
        places, values = _placed(series, at, count, width)
        bars = axes.barh(places, values, width * 0.92, color=SERIES[at % len(SERIES)], label=series.name)
        axes.bar_label(bars, values_text(values), padding=3, color=INK, font=_sized(font, 8.5))
    axes.set_yticks(range(len(names)), list(names), font=_sized(font, 9.5))
    axes.invert_yaxis()
    axes.margins(x=0.1, y=0.02)
    _quiet(axes, font, grid="x")
    _legend(axes, count, font)


def _placed(series: Series, at: int, count: int, width: float) -> tuple[list[float], list[float]]:
    """Where the bars of one series out of `count` stand, and how long they are; none for what is not known."""
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    return [place + (at - (count - 1) / 2) * width for place, _ in known], [value for _, value in known]


def _lies(chart: Chart) -> bool:
    """Whether names side by side would run into one another, so that bars must lie."""
    return chart.kind == "shares" or len(chart.categories) > 8 or sum(map(em_width, chart.categories)) > 44


def _legend(axes: Axes, count: int, font: FontProperties) -> None:
    if count > 1:
        axes.legend(prop=_sized(font, 9), frameon=False, ncols=count, loc="lower right", bbox_to_anchor=(1, 1))


def _heat(axes: Axes, chart: Chart, font: FontProperties) -> None:
    from matplotlib.patches import Rectangle

    everything = [value for series in chart.series for value in series.values]
    size = 9 if len(chart.categories) <= 10 else 7.5
    for down, series in enumerate(chart.series):
        for across, value in enumerate(series.values):
            cell, writing = heat_colour(heat_step(value, everything))
            axes.add_patch(Rectangle((across, down), 1, 1, facecolor=cell, edgecolor="white", linewidth=1.6))
            axes.text(across + 0.5, down + 0.5, value_text(value), _middle(writing, _sized(font, size)))
    axes.set_xlim(0, max(len(chart.categories), 1))
    axes.set_ylim(max(len(chart.series), 1), 0)
    middles = [at + 0.5 for at in range(len(chart.categories))]
    axes.set_xticks(middles, _wrapped(chart.categories), font=_sized(font, size))
    axes.set_yticks([at + 0.5 for at in range(len(chart.series))], [series.name for series in chart.series])
    axes.xaxis.tick_top()
    _quiet(axes, font, grid=None)
    axes.spines["bottom"].set_visible(False)


_DRAWN = {"bars": _bars, "shares": _shares, "heat": _heat}


def _middle(colour: str, font: FontProperties) -> dict[str, Any]:
    return {"ha": "center", "va": "center_baseline", "color": colour, "font": font}


def _quiet(axes: Axes, font: FontProperties, grid: Literal["x", "y"] | None) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(length=0, colors=INK)
    for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
        label.set_fontfamily(font.get_family())
    if grid:
        axes.grid(axis=grid, color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)


def _height_mm(chart: Chart) -> float:
    if chart.kind == "heat":
        return 20 + 7.0 * len(chart.series)
    if not _lies(chart):
        return 54
    series = len(chart.series) if chart.kind == "bars" else 1
    return 15 + len(chart.categories) * (5.6 if series == 1 else 2.0 + 3.2 * series)


def _wrapped(names: Sequence[str]) -> list[str]:
    """Chinese names broken over lines of what room each has; others are left whole."""
    room = max(3, 44 // max(len(names), 1))
    return [
        name if name.isascii() else "\n".join(name[at : at + room] for at in range(0, len(name), room))
        for name in names
    ]


def _sized(font: FontProperties, points: float) -> FontProperties:
    sized = font.copy()
    sized.set_size(points)
    return sized


def _font_for(chart: Chart, unit_words: str) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    words = [unit_words if chart.unit else "", chart.unit, *chart.categories, *(series.name for series in chart.series)]
    if any(unicodedata.east_asian_width(letter) in "WF" for word in words for letter in word):
        return FontProperties(family=[_chinese_font(), "DejaVu Sans"])
    return FontProperties(family="DejaVu Sans")


@cache
def _chinese_font() -> str:
    from matplotlib import font_manager

    for rescan in (False, True):
        if rescan:
            _take_in_new_fonts()
        known = {entry.name for entry in font_manager.fontManager.ttflist}
        for name in _FONTS:
            if name in known:
                return name
    raise SongbangError("font.missing", looked_for="、".join(_FONTS))


def _take_in_new_fonts() -> None:
    """matplotlib remembers the fonts of its first start; one installed since is found only by looking again."""
    from matplotlib import font_manager

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        try:
            font_manager.fontManager.addfont(path)
        except (RuntimeError, OSError, ValueError):
            continue  # a font that cannot be read is no font for us
