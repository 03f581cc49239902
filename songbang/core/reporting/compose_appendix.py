"""The appendices: main figures per unit with charts, what could not be counted, and how the figures count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from songbang.core.measuring import TimeTable
from songbang.core.measuring.timetable import ENTRY_NAMES
from songbang.core.reporting.compose_checks import line_shares
from songbang.core.reporting.compose_lacks import group_said, is_one_column, one_sided_groups, summed_up
from songbang.core.reporting.compose_numbers import change_run, plain, rounded, signed_count, signed_percent
from songbang.core.reporting.compose_speaker import Speaker
from songbang.core.reporting.compose_words import Words
from songbang.core.reporting.figures import Figure
from songbang.core.reporting.report import Block, Cell, Chart, Paragraph, Run, Section, Series, Table
from songbang.core.units import Unit

Spec = Mapping[str, Any]


Drawn = tuple[Spec, Chart | Table]
"""A chart or table with the rule that asked for it."""


def drawn_blocks(speaker: Speaker) -> list[Drawn]:
    """The charts and tables of the first appendix, numbered each kind for itself: 图1 …, 表1 …"""
    rules = speaker.words.rules
    charts = [(spec, _CHARTS[spec["kind"]](speaker, spec)) for spec in rules["charts"]]
    tables = [(spec, _table(speaker, spec)) for spec in rules["tables"]]
    return [*_numbered(speaker.words, "chart", charts), *_numbered(speaker.words, "table", tables)]


def _numbered(words: Words, kind: str, made: Sequence[tuple[Spec, Chart | Table | None]]) -> list[Drawn]:
    there = [(spec, block) for spec, block in made if block]
    return [
        (spec, replace(block, caption=_caption_numbered(words, kind, at, block)))
        for at, (spec, block) in enumerate(there, 1)
    ]


def _caption_numbered(words: Words, kind: str, at: int, block: Chart | Table) -> str:
    return words.plain("see.caption", label=words.plain(f"see.{kind}", n=str(at)), caption=block.caption)


def places_of(words: Words, drawn: Sequence[Drawn]) -> dict[str, str]:
    """Where each main figure is drawn and listed: 附件1图1、图5和表1."""
    labels: dict[str, list[str]] = {}
    at = {"chart": 0, "table": 0}
    for spec, block in drawn:
        kind = "table" if isinstance(block, Table) else "chart"
        at[kind] += 1
        labels.setdefault(spec.get("main") or spec["figure"], []).append(words.plain(f"see.{kind}", n=str(at[kind])))
    return {figure: words.plain("see.place", labels=words.listed(found)) for figure, found in labels.items()}


def appendices(speaker: Speaker, drawn: Sequence[Drawn], minutes: TimeTable) -> list[Section]:
    """附件1 (charts and tables), 附件2 (rejects, nulls, not comparable, sources), 附件3 (method)."""
    words = speaker.words
    methods = [Paragraph((Run(sentence),)) for sentence in words.phrases["methods"]]
    methods.append(Paragraph((Run(_minutes_said(speaker, minutes)),)))
    note = [Paragraph(words.say("tables.note"))] if any(isinstance(block, Table) for _, block in drawn) else []
    return [
        Section(words.template("headings.tables"), 1, (*note, *(block for _, block in drawn))),
        Section(words.template("headings.uncounted"), 1, tuple(_uncounted(speaker))),
        Section(words.template("headings.methods"), 1, tuple(methods)),
    ]


def _minutes_said(speaker: Speaker, minutes: TimeTable) -> str:
    """The time table in words: that of figures.json where it names its minutes, else of the rulebook."""
    words, stated = speaker.words, speaker.figures.raw.get("time_table", {})
    said = {name: getattr(minutes, name).minutes for name in ENTRY_NAMES} | dict(stated.get("minutes", {}))
    shipped = TimeTable.load()
    usual = all(said[name] == getattr(shipped, name).minutes for name in ENTRY_NAMES)
    own = words.plain("time_table.own", name=str(stated.get("name") or minutes.name))
    table = words.template("time_table.usual") if usual else own
    return words.plain("time_table.said", table=table, **{name: plain(said[name]) for name in ENTRY_NAMES})


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
    caption = f"{words.template('tables.' + spec['name'])}{words.bracketed(spec['main'])}"
    return Table(caption, header, tuple(rows))


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
    """The change in percent; the difference itself where the baseline is too small for that."""
    if figure is None or not figure.comparable or figure.value is None or figure.baseline is None:
        return Cell(speaker.words.template("tables.unknown"))
    if speaker.is_small(figure.baseline):
        text = signed_count(figure.value, figure.baseline)
        return Cell(text, figure.key, f"{text} = {rounded(figure.value)} − {rounded(figure.baseline)}")
    change = figure.change or Fraction(0)
    return Cell(signed_percent(change), figure.key, change_run(figure.value, figure.baseline, figure.key).follows)


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
    values = tuple(float(share) for _, share in shares)
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
        said = [
            Paragraph(
                words.say(
                    f"uncounted.{'lack_one' if is_one_column(speaker, group) else 'lack'}",
                    lack=group_said(speaker, group),
                )
            )
            for group in groups
        ]
        return [Paragraph(words.say("uncounted.lacks")), *said]
    whole = all(figure.comparable for figure in map(view.get, view.total_ids()) if figure)
    return [Paragraph(words.say("uncounted.comparable"))] if whole and view.total_ids() else []


def _sources(speaker: Speaker) -> list[Block]:
    words = speaker.words
    sources = speaker.figures.raw.get("sources") or ()
    if not sources:
        return []
    keys = ("rows", "counted", "rejected", "not_data")
    lines = [[_rows_of(source, key) for key in keys] for source in sources]
    rows = [(Cell(row["file"]), *(Cell(str(n)) for n in line)) for row, line in zip(sources, lines, strict=True)]
    sums = [sum(line[at] for line in lines) for at in range(len(keys))]
    rows.append((Cell(words.template("columns.total")), *(Cell(str(n)) for n in sums)))
    header = tuple(words.template(f"uncounted.{name}") for name in ("file", *keys))
    return [
        Paragraph(words.say("uncounted.sources")),
        Table(words.template("uncounted.sources_caption"), header, tuple(rows)),
    ]


def _rows_of(source: Mapping[str, Any], key: str) -> int:
    """Rows of a file by what became of them; `not_data` (headers, titles, totals …) is stated by kind."""
    if key == "not_data":
        return sum(source.get("not_data", {}).values())
    return int(source[key])
