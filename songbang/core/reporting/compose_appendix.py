"""The appendices: main figures per unit with charts, what could not be counted, and how the figures count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from songbang.core.reporting.compose_checks import Speaker, line_shares
from songbang.core.reporting.compose_lacks import group_said, one_sided_groups, summed_up
from songbang.core.reporting.compose_words import percent, rounded
from songbang.core.reporting.figures import Figure
from songbang.core.reporting.report import Block, Cell, Chart, Paragraph, Run, Section, Series, Table
from songbang.core.units import Unit

Spec = Mapping[str, Any]


def appendices(speaker: Speaker) -> list[Section]:
    """附件1 (charts and tables), 附件2 (rejects, nulls, not comparable, sources), 附件3 (method)."""
    words = speaker.words
    methods = tuple(Paragraph((Run(sentence),)) for sentence in words.phrases["methods"])
    return [
        Section(words.template("headings.tables"), 1, tuple([*_charts(speaker), *_tables(speaker)])),
        Section(words.template("headings.uncounted"), 1, tuple(_uncounted(speaker))),
        Section(words.template("headings.methods"), 1, methods),
    ]


def _tables(speaker: Speaker) -> list[Block]:
    made = (_table(speaker, spec) for spec in speaker.words.rules["tables"])
    return [table for table in made if table]


def _table(speaker: Speaker, spec: Spec) -> Table | None:
    """One row a unit that has any of the figures, the sum below; columns that nobody's registers state are left out."""
    view, words = speaker.figures, speaker.words
    if not view.get(spec["main"]):
        return None
    more = [figure_id for figure_id in spec["more"] if view.get(figure_id)]
    ids = [spec["main"], *more]
    units = [unit for unit in view.units.values() if any(view.get(one, unit=unit.code) for one in ids)]
    rows = [(Cell(unit.name), *_cells(speaker, ids, {"unit": unit.code})) for unit in units]
    rows.append((Cell(words.template("columns.total")), *_cells(speaker, ids, {})))
    columns = words.phrases["columns"]
    now, then = words.period(view.period), words.period(view.baseline)
    header = (columns["unit"], now, then, columns["change"], *(columns[one] for one in more))
    caption = f"{words.template('tables.' + spec['name'])}{_in_brackets(speaker, columns[spec['main']])}"
    return Table(caption, header, tuple(rows), words.template("tables.note"))


def _in_brackets(speaker: Speaker, column: str) -> str:
    """The measure of the main figure, as its column names it: 收文（件） gives （件）."""
    opening = speaker.words.template("tables.bracket")
    return opening + column.split(opening)[1] if opening in column else ""


def _cells(speaker: Speaker, ids: list[str], scope: dict[str, str]) -> list[Cell]:
    view = speaker.figures
    main = view.get(ids[0], **scope)
    first = [_cell(speaker, main, "value"), _cell(speaker, main, "baseline"), _change(speaker, main)]
    return [*first, *(_cell(speaker, view.get(one, **scope), "value") for one in ids[1:])]


def _cell(speaker: Speaker, figure: Figure | None, side: str) -> Cell:
    stated = getattr(figure, side) if figure else None
    if figure is None or stated is None:
        return Cell(speaker.words.template("tables.unknown"))
    return Cell(str(rounded(stated)), figure.key)


def _change(speaker: Speaker, figure: Figure | None) -> Cell:
    change = figure.change if figure else None
    if figure is None or change is None:
        return Cell(speaker.words.template("tables.unknown"))
    text = percent(change, figure.key).text
    sign = "" if text == "0.0%" else "+" if change > 0 else "-"
    return Cell(sign + text, figure.key)


def _charts(speaker: Speaker) -> list[Block]:
    made = (_CHARTS[spec["kind"]](speaker, spec) for spec in speaker.words.rules["charts"])
    return [chart for chart in made if chart]


def _charted_units(speaker: Speaker, figure_id: str) -> list[Unit]:
    """The town-level units that state the figure; all that state it where no town-level unit does."""
    stating = speaker.figures.stating(figure_id)
    return [unit for unit in stating if unit.level == "town"] or stating


def _bars(speaker: Speaker, spec: Spec) -> Chart | None:
    units, view, words = _charted_units(speaker, spec["figure"]), speaker.figures, speaker.words
    figures = [view.get(spec["figure"], unit=unit.code) for unit in units]
    if not units:
        return None
    series = (
        Series(words.period(view.period), tuple(f.value if f else None for f in figures)),
        Series(words.period(view.baseline), tuple(f.baseline if f else None for f in figures)),
    )
    return Chart("bars", _caption(speaker, spec), tuple(unit.name for unit in units), series, _unit(speaker, spec))


def _shares(speaker: Speaker, spec: Spec) -> Chart | None:
    words, shares = speaker.words, line_shares(speaker.figures, speaker.words, spec["figure"])
    if not shares:
        return None
    names = tuple(words.template(f"lines.{figure.scope['line']}") for figure, _ in shares)
    values = tuple(float(percent(share, figure.key).text.rstrip("%")) for figure, share in shares)
    series = (Series(words.template("charts.share"), values),)
    return Chart("shares", _caption(speaker, spec), names, series, _unit(speaker, spec))


def _heat(speaker: Speaker, spec: Spec) -> Chart | None:
    view, units = speaker.figures, _charted_units(speaker, spec["figure"])
    months = [date(year, month, 1) for year, month in view.period.months()]
    if not units or len(months) < 2 or not view.raw.get("monthly", {}).get(spec["figure"]):
        return None
    series = tuple(Series(unit.name, _monthly(speaker, spec["figure"], unit, months)) for unit in units)
    several = len(view.period.years) > 1
    names = tuple(_month_name(speaker, month, several) for month in months)
    return Chart("heat", _caption(speaker, spec), names, series, _unit(speaker, spec))


def _monthly(speaker: Speaker, figure_id: str, unit: Unit, months: list[date]) -> tuple[float | None, ...]:
    return tuple(speaker.figures.month(figure_id, unit.code, f"{month:%Y-%m}") for month in months)


def _month_name(speaker: Speaker, month: date, with_year: bool) -> str:
    phrase = "charts.year_month" if with_year else "charts.month"
    return speaker.words.plain(phrase, year=str(month.year), month=speaker.words.month(month))


def _caption(speaker: Speaker, spec: Spec) -> str:
    return speaker.words.template(f"charts.{spec['name']}.caption")


def _unit(speaker: Speaker, spec: Spec) -> str:
    return speaker.words.template(f"charts.{spec['name']}.unit")


_CHARTS = {"bars": _bars, "shares": _shares, "heat": _heat}


def _uncounted(speaker: Speaker) -> list[Block]:
    return [*_rejects(speaker), *_nulls(speaker), *_not_comparable(speaker), *_sources(speaker)]


def _rejects(speaker: Speaker) -> list[Block]:
    words = speaker.words
    rejects = {code: count for code, count in speaker.figures.raw.get("rejects", {}).items() if count}
    if not rejects:
        return [Paragraph(words.say("uncounted.no_rejects"))]
    names = words.phrases["rejects"]
    rows = [(Cell(names.get(code, f"{names['other']} {code}")), Cell(str(count))) for code, count in rejects.items()]
    rows.append((Cell(words.template("columns.total")), Cell(str(sum(rejects.values())))))
    header = (words.template("uncounted.reason"), words.template("uncounted.rows"))
    return [
        Paragraph(words.say("uncounted.rejects")),
        Table(words.template("uncounted.rejects_caption"), header, tuple(rows)),
    ]


def _nulls(speaker: Speaker) -> list[Block]:
    """Figures that the registers do not decide for the period at all."""
    words = speaker.words
    ids = [one for one in words.phrases["names"] if speaker.figures.value(one) is None]
    names = [words.phrases["names"][one] for one in summed_up(ids)]
    return [Paragraph(words.say("uncounted.null_some", names=words.listed(names, last="comma")))] if names else []


def _not_comparable(speaker: Speaker) -> list[Block]:
    words, view = speaker.words, speaker.figures
    groups = one_sided_groups(view, [one for one in words.phrases["names"] if view.get(one)])
    if groups:
        said = [Paragraph(words.say("uncounted.lack", lack=group_said(speaker, group))) for group in groups]
        return [Paragraph(words.say("uncounted.lacks")), *said]
    whole = all(figure.comparable for figure in map(view.get, view.total_ids()) if figure)
    return [Paragraph(words.say("uncounted.comparable"))] if whole and view.total_ids() else []


def _sources(speaker: Speaker) -> list[Block]:
    words = speaker.words
    sources = speaker.figures.raw.get("sources") or ()
    if not sources:
        return []
    keys = ("rows", "counted", "rejected")
    rows = [(Cell(row["file"]), *(Cell(str(row[key])) for key in keys)) for row in sources]
    rows.append((Cell(words.template("columns.total")), *(Cell(str(sum(row[key] for row in sources))) for key in keys)))
    header = tuple(words.template(f"uncounted.{name}") for name in ("file", *keys))
    return [
        Paragraph(words.say("uncounted.sources")),
        Table(words.template("uncounted.sources_caption"), header, tuple(rows)),
    ]
