"""Charts for paper: drawn whatever the values, the same bytes each time, in a font that has the characters."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from matplotlib import font_manager
from matplotlib.image import imread

from songbang.core.errors import SongbangError
from songbang.core.reporting import charts
from songbang.core.reporting.charts import FALLING, RISING, chart_png, heat_colour, heat_step, value_text
from songbang.core.reporting.report import Chart, Series
from tests.core.reporting.sample_report import sample_report

DRAWN = [block for section in sample_report().sections for block in section.blocks if isinstance(block, Chart)]


@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.kind)
def test_equal_charts_are_equal_bytes_as_wide_as_the_line(chart: Chart) -> None:
    content = chart_png(chart, "单位：{unit}")
    assert content == chart_png(chart, "单位：{unit}")
    assert imread(BytesIO(content)).shape[1] == int(156 / 25.4 * 220)


@pytest.mark.parametrize("kind", ["bars", "shares", "heat"])
@pytest.mark.parametrize("values", [(None, None), (0, 0), (-3, None), (5, 5)])
def test_odd_values_are_drawn(kind: str, values: tuple[float | None, ...]) -> None:
    chart = Chart(kind, "", ("甲", "乙"), (Series("一", values), Series("二", values)))  # type: ignore[arg-type]
    assert chart_png(chart).startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["bars", "shares", "heat"])
def test_a_chart_without_series_is_drawn_empty(kind: str) -> None:
    assert chart_png(Chart(kind, "", (), ())).startswith(b"\x89PNG")  # type: ignore[arg-type]


def test_bars_lie_where_their_names_would_run_into_one_another() -> None:
    def height(names: int) -> int:
        shape = imread(BytesIO(chart_png(Chart("bars", "", tuple("甲" * names), (Series("s", (1.0,) * names),))))).shape
        return int(shape[0])

    assert height(5) == height(8) < height(13)


def test_a_value_not_known_leaves_a_gap() -> None:
    full = chart_png(Chart("bars", "", ("a", "b"), (Series("s", (4, 0)),)))
    gap = chart_png(Chart("bars", "", ("a", "b"), (Series("s", (4, None)),)))
    assert full != gap


def test_without_a_chinese_font_the_reader_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [])
    charts._chinese_font.cache_clear()
    with pytest.raises(SongbangError) as missing:
        chart_png(DRAWN[0])
    charts._chinese_font.cache_clear()
    assert missing.value.code == "font.missing"
    assert "SimHei" in str(missing.value.parameters["looked_for"])


@pytest.mark.parametrize(
    ("value", "values", "step"),
    [
        (None, (1, 2), None),
        (1, (1, 7), 0),
        (7, (1, 7), len(RISING) - 1),
        (3, (3, 3), 0),
        (0, (-5, 5), 0),
        (5, (-5, 5), len(RISING) - 1),
        (-5, (-5, 2), -len(FALLING)),
        (-0.1, (-5, 5), -1),
        (2, (-8, 2), 2),
    ],
)
def test_heat_steps(value: float | None, values: tuple[float, ...], step: int | None) -> None:
    assert heat_step(value, values) == step


def test_writing_can_be_read_on_every_colour_of_the_heat_chart() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for step in (None, *range(len(RISING)), *range(-len(FALLING), 0)):
        dark, pale = sorted(light(colour) for colour in heat_colour(step))
        assert (pale + 0.05) / (dark + 0.05) >= 3.0, step
    assert all(light(first) > light(second) for scale in (RISING, FALLING) for first, second in pairwise(scale))


def test_values_are_printed_short() -> None:
    assert [value_text(each) for each in (0, 412, 3.456, 10.0, -17.2, 0.5)] == [
        "0",
        "412",
        "3.46",
        "10",
        "-17.2",
        "0.5",
    ]
