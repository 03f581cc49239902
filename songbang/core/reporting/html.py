"""Renders a `Report` as one self-contained page in which every figure opens the rows behind it.

Nothing is fetched: styles, scripts and rows are in the file, and its content security policy forbids any connection.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from songbang.core.reporting.charts import FALLING, RISING, SERIES, decimals_of, heat_colour, heat_step, value_text
from songbang.core.reporting.compose_numbers import change_of, signed_count, signed_percent
from songbang.core.reporting.docx_tables import is_number
from songbang.core.reporting.layout_words import (
    MONTHS,
    appendix_label_and_title,
    attachment_lines,
    em_width,
    notes_line,
    title_lines,
    words_for,
)
from songbang.core.reporting.report import Block, Chart, Paragraph, Report, Run, Series, Table
from songbang.core.rulebook import load

RowDetail = tuple[str, str, int, str, str, str]
"""File, sheet (empty for CSV), row as a spreadsheet numbers it, unit's name, day (ISO), name of the thing."""

_COLUMNS = ("file", "sheet", "line", "unit", "day", "name")
_PANEL_WORDS = (
    *("comparable", "not_comparable", "because", "unknown", "gap", "chart_unit", "count", "count_found", "page"),
    *("none", "none_found", "day", "name", "unit", "file", "sheet", "line", "csv_sheet", "count_pairs"),
    *("filtered", "filtered_many"),
)


_PAIRS = frozenset({"documents.both_channels"})
"""Figures whose value counts pairs of rows, so that they have more rows than their number."""
_TAIL = re.compile("[^，。；：、！？）》”]?[，。；：、！？）》”]+")
"""Signs that may not begin a line, with the measure before them."""


@dataclass(frozen=True, slots=True)
class FigureRows:
    """What the panel of a figure shows. `change` is a share (0.0352 is 3.5%); `why` and `label` are already words.

    `rows` and `baseline_rows` are row ids, each with its `RowDetail`. Without `label` the panel is headed by the
    clause, or the row and column, in which the figure stands.
    """

    value: float | None
    baseline: float | None
    change: float | None
    comparable: bool
    why: str
    rows: Sequence[str]
    baseline_rows: Sequence[str]
    label: str = ""


def render_html(
    report: Report,
    *,
    rows: Mapping[str, FigureRows],
    row_details: Mapping[str, RowDetail],
    words: Mapping[str, str] | None = None,
) -> str:
    """The page as text (UTF-8 when written), the same for the same input.

    `rows` goes by `figure_key`; only figures that the report states are taken in, a figure not in `rows` is plain
    text. `words` replaces single words of the page (keys of `html_words.yaml`).
    """
    said = {**words_for(report.language), **(words or {})}
    keys = [key for key in dict.fromkeys(_figures_in(report)) if key in rows]
    figures = {key: rows[key] for key in keys}
    charts = _drawn_charts(report)
    content = _content(figures, row_details, charts, {key: said[key] for key in _PANEL_WORDS})
    style, scripts = _style(), _scripts(bool(charts))
    page = _environment().get_template("report.html.j2")
    return page.render(
        report=report,
        words=said,
        figure_at={key: at for at, key in enumerate(keys)},
        chart_at={chart: at for at, chart in enumerate(charts)},
        attachments=attachment_lines(report, said),
        title_lines=title_lines(report.title),
        notes=notes_line(report),
        appendix=appendix_label_and_title,
        policy=_policy(style, scripts),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        content=Markup(_script_json(content)),
    )


def _content(
    figures: Mapping[str, FigureRows],
    details: Mapping[str, RowDetail],
    charts: Sequence[Chart],
    words: Mapping[str, str],
) -> dict[str, Any]:
    """What the page's script reads: rows once, column by column, their words once; figures point to them by number."""
    used = {row for figure in figures.values() for row in (*figure.rows, *figure.baseline_rows)}
    order = sorted(used, key=lambda row: (details[row][4], *details[row][:3], details[row][3], row))
    place = {row: at for at, row in enumerate(order)}
    content: dict[str, Any] = {"words": dict(words), "colours": SERIES, "rows": {}}
    for at, name in enumerate(_COLUMNS):
        column = [details[row][at] for row in order]
        if name == "line":
            content["rows"][name] = column
        else:
            content[name], content["rows"][name] = _numbered(column)
    content["figures"] = [_figure(key, figure, place) for key, figure in figures.items()]
    content["charts"] = [_chart(chart) for chart in charts]
    return content


def _numbered(column: Sequence[Any]) -> tuple[list[Any], list[int]]:
    """Distinct values in order of first use, and for each entry the number of its value."""
    numbers = {value: at for at, value in enumerate(dict.fromkeys(column))}
    return list(numbers), [numbers[value] for value in column]


def _figure(key: str, figure: FigureRows, place: Mapping[str, int]) -> dict[str, Any]:
    return {
        "pairs": key.split("|")[0] in _PAIRS,
        "label": figure.label,
        "value": None if figure.value is None else value_text(figure.value),
        "baseline": None if figure.baseline is None else value_text(figure.baseline),
        "change": _change(figure),
        "comparable": figure.comparable,
        "why": figure.why,
        "rows": _steps(place[row] for row in figure.rows),
        "baseline_rows": _steps(place[row] for row in figure.baseline_rows),
    }


def _change(figure: FigureRows) -> str | None:
    """From value and baseline, as the text rounds it; a difference where the baseline is too small for percent."""
    change = change_of(figure.value, figure.baseline)
    if figure.change is None or change is None or figure.value is None or figure.baseline is None:
        return None
    if figure.baseline < load("phrases.yaml")["small_base"]:
        return signed_count(figure.value, figure.baseline)
    return signed_percent(change)


def _steps(places: Iterable[int]) -> list[int]:
    """Ascending numbers as the steps between them: shorter to write, and short again when zipped."""
    ordered = sorted(places)
    return [now - before for before, now in zip([0, *ordered], ordered, strict=False)]


def _chart(chart: Chart) -> dict[str, Any]:
    series = [{"name": each.name, "values": each.values} for each in _series_drawn(chart)]
    decimals = decimals_of(value for each in _series_drawn(chart) for value in each.values)
    return {
        "kind": chart.kind, "unit": chart.unit, "categories": chart.categories, "series": series, "decimals": decimals,
    }  # fmt: skip


def _series_drawn(chart: Chart) -> tuple[Series, ...]:
    return chart.series[:1] if chart.kind == "shares" else chart.series


def _drawn_charts(report: Report) -> list[Chart]:
    """Charts that the script draws; a heat chart is a table in colours and needs none."""
    charts = [block for block in _blocks_of(report) if isinstance(block, Chart) and block.kind != "heat"]
    return list(dict.fromkeys(charts))


def _figures_in(report: Report) -> Iterable[str]:
    for block in _blocks_of(report):
        if isinstance(block, Paragraph):
            yield from (run.figure for run in block.runs if run.figure)
        elif isinstance(block, Table):
            yield from (cell.figure for row in block.rows for cell in row if cell.figure)


def _blocks_of(report: Report) -> Iterable[Block]:
    yield from report.opening
    for section in (*report.sections, *report.appendices):
        yield from section.blocks
    yield from report.closing


def _script_json(content: object) -> str:
    """JSON that no content can break out of its <script> (`</script>` or `<!--` in a row's name)."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _policy(style: str, scripts: Sequence[str]) -> str:
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; connect-src 'none'; script-src {allowed}; style-src 'sha256-{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("songbang.core.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        kind_of=lambda block: type(block).__name__.lower(),
        column_classes=_column_classes,
        value_text=value_text,
        heat_class=_heat_class,
        pieces=_pieces,
        tied=_tied,
        series_text=_series_text,
        drawn=_series_drawn,
    )
    return environment


def _tied(text: str) -> Markup:
    """The text with 1—7月 kept on one line."""
    parts, at = [], 0
    for found in MONTHS.finditer(text):
        parts += [escape(text[at : found.start()]), Markup('<span class="tied">{}</span>').format(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def _pieces(runs: Sequence[Run]) -> list[tuple[Run, str]]:
    """Each run with what must stay on its line: a browser may break a line between a button and the stop after it."""
    pieces, taken = [], 0
    for at, run in enumerate(runs):
        text, taken = run.text[taken:], 0
        behind = runs[at + 1] if at + 1 < len(runs) else None
        found = _TAIL.match(behind.text) if run.figure and behind and not behind.figure else None
        if found:
            taken = found.end()
        if text:
            pieces.append((replace(run, text=text), found[0] if found else ""))
    return pieces


def _series_text(chart: Chart) -> list[list[str]]:
    """The values as texts, series by series, with the same decimals all over the chart."""
    drawn = _series_drawn(chart)
    decimals = decimals_of(value for each in drawn for value in each.values)
    return [["" if v is None else f"{v:.{decimals}f}" for v in each.values] for each in drawn]


def _column_classes(table: Table) -> list[str]:
    """A class a column: words stand left and, where long, may break; numbers stand right (no class)."""
    classes = []
    for at in range(len(table.header)):
        texts = [row[at].text for row in table.rows if at < len(row)]
        if any(em_width(text) > (7 if at == 0 else 12) for text in texts):
            classes.append("words long path" if any("." in text or "/" in text for text in texts) else "words long")
        else:
            classes.append("" if all(is_number(text) for text in texts) else "words")
    return classes


def _heat_class(value: float | None, chart: Chart) -> str:
    return _step_class(heat_step(value, (each for series in chart.series for each in series.values)))


def _step_class(step: int | None) -> str:
    return "unknown-cell" if step is None else f"up-{step}" if step >= 0 else f"down-{-step}"


def _style() -> str:
    steps: list[int | None] = [None, *range(len(RISING)), *range(-len(FALLING), 0)]
    heat = [(*heat_colour(step), _step_class(step)) for step in steps]
    return _environment().get_template("report.css").render(heat=heat)


def _scripts(with_charts: bool) -> list[str]:
    """Scripts in order of running; none holds `</script` (a test looks)."""
    own = _read("templates", "report.js")
    return [_read("vendor", "echarts", "echarts.common.min.js"), own] if with_charts else [own]


@cache
def _read(*parts: str) -> str:
    return resources.files("songbang.core.reporting").joinpath(*parts).read_text("utf-8")
