"""Does the report follow from its rows? Recomputes every figure from rows.xlsx and every sentence from figures.json.

Names what does not follow. The files are compared with each other, not with the registers: those may have gone on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songbang.core.calendar import Period
from songbang.core.errors import BadInput, NotFound, Unreadable
from songbang.core.measuring import TimeTable
from songbang.core.registers import Row
from songbang.core.reporting.beside import Found, counted
from songbang.core.reporting.beside import check_of as check_of_found
from songbang.core.reporting.compose import compose
from songbang.core.reporting.content import Counted, Question, count, digest_of, rules_of
from songbang.core.reporting.found_sheet import ReadFound, read_found, title_of
from songbang.core.reporting.make import html_of
from songbang.core.reporting.report import Report, figure_key
from songbang.core.reporting.rows_book import ReadRow, check_of, digest_of_rows, read_rows, read_unit_sheet
from songbang.core.reporting.text_of import differences, text_of_docx, text_of_html, text_of_report
from songbang.core.units import Unit
from songbang.core.words import LANGUAGES, Language

RULES = ("minutes.yaml", "phrases.yaml", "phrases.en.yaml")
"""Rulebook files by which figures and sentences follow from rows; the others only say how registers are read."""
MOST_IDS = 3


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that does not follow. `label` is a key of the labels' group `verify`, filled by `parameters`."""

    label: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was recomputed, and what did not follow."""

    figures: int
    sentences: int
    language: Language
    departures: list[Departure]


def verify(folder: Path, *, rulebook: Path | None = None) -> Verification:
    """Verify a report's folder. Raises `NotFound` or `Unreadable` where a file is missing or not what it should be."""
    figures = _figures(folder)
    book = _content(folder, "rows.xlsx")
    found, noted = read_rows(book), read_found(book)
    docx_text = _docx_text(_content(folder, "report.docx"))
    page = _content(folder, "report.html").decode("utf-8", "replace")
    language, report = _composed(figures, docx_text, rulebook)
    expected = text_of_report(report)
    rows = [read.row for read in found]
    departures = [
        *_changed_rows(found, figures),
        *_changed_units(read_unit_sheet(book), figures),
        *_figures_departed(figures, _recounted(rows, figures, rulebook)),
        *_field_departed(figures, noted, language),
        *_text_departed("report.docx", expected, docx_text),
        *_html_departed(report, figures, rows, [one.found for one in noted], page, language, expected),
    ]
    return Verification(len(figures["figures"]), len(expected), language, departures)


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise NotFound("report.folder_missing", folder=str(folder), file=name)
    return path.read_bytes()


def _figures(folder: Path) -> dict[str, Any]:
    try:
        figures: dict[str, Any] = json.loads(_content(folder, "figures.json"))
        Period.parse(figures["period"]), Period.parse(figures["baseline"])
        figures["units"], figures["digest"], figures["rows_digest"]
        for figure in figures["figures"]:
            figure_key(figure["id"], figure["scope"])
            [*figure["rows"], *figure["baseline_rows"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken("figures.json", error) from error
    except BadInput as error:
        raise _broken("figures.json", error) from error
    return figures


def _broken(file: str, error: Exception) -> Unreadable:
    return Unreadable("report.unreadable", file=file, reason=f"{type(error).__name__}: {error}")


def _docx_text(content: bytes) -> list[str]:
    try:
        return text_of_docx(content)
    except Unreadable as error:
        raise Unreadable("report.unreadable", file="report.docx", **error.parameters) from error


def other_rules(folder: Path, rulebook: Path | None) -> list[str]:
    """Rulebook files by which the report in `folder` was made otherwise than `rulebook` (or as shipped) has them."""
    stated: Mapping[str, str] = _figures(folder).get("rules", {})
    now = rules_of(rulebook)
    return [name for name in RULES if stated.get(name) != now.get(name)]


def _composed(figures: Mapping[str, Any], text: Sequence[str], rulebook: Path | None) -> tuple[Language, Report]:
    """The report as figures.json gives it, in the language of the text that stands."""
    try:
        language = _language(figures, text, rulebook)
        return language, compose(figures, language=language, rulebook=rulebook)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise _broken("figures.json", error) from error


def _language(figures: Mapping[str, Any], text: Sequence[str], rulebook: Path | None) -> Language:
    """The language that the text is closest to."""

    def strange(language: Language) -> int:
        known = set(text_of_report(compose(figures, language=language, rulebook=rulebook)))
        return sum(1 for item in text if item not in known)

    return min(LANGUAGES, key=strange)


def _recounted(rows: Sequence[Row], figures: Mapping[str, Any], rulebook: Path | None) -> Counted:
    question = Question(
        Period.parse(figures["period"]), Period.parse(figures["baseline"]), TimeTable.load(rulebook)
    )  # fmt: skip
    units = [Unit(u["code"], u["name"], u["level"], (), u["parent"], u["cadres"]) for u in figures["units"]]
    return count(rows, units, question)


def _changed_rows(found: Sequence[ReadRow], figures: Mapping[str, Any]) -> Iterator[Departure]:
    changed = [read for read in found if check_of(read.row) != read.check]
    for read in changed:
        yield Departure("row", {"sheet": read.sheet, "row": read.line_no, "name": read.row.name})
    if not changed and digest_of_rows(read.row for read in found) != figures["rows_digest"]:
        yield Departure("rows_sheet", {"sheet": ""})


def _changed_units(
    listed: Mapping[str, tuple[str, str, str, int | None]], figures: Mapping[str, Any]
) -> Iterator[Departure]:
    stated = {u["code"]: (u["name"], u["level"], u["parent"] or "", u["cadres"]) for u in figures["units"]}
    for code in dict.fromkeys([*stated, *listed]):
        if stated.get(code) != listed.get(code):
            said = {"stated": _list(stated.get(code)), "computed": _list(listed.get(code))}
            yield Departure("unit", {"code": code, **said})


def _list(values: Sequence[object] | None) -> str:
    return "—" if values is None else " ".join("" if value is None else str(value) for value in values)


def _figures_departed(figures: Mapping[str, Any], counted: Counted) -> Iterator[Departure]:
    stated = {figure_key(f["id"], f["scope"]): f for f in figures["figures"]}
    computed = {figure_key(f["id"], f["scope"]): f for f in counted.figures}
    for key in [*stated, *(key for key in computed if key not in stated)]:
        if stated.get(key) != computed.get(key):
            yield _departed(key, stated.get(key), computed.get(key))
    stated_months = figures.get("monthly") or {}
    for name in dict.fromkeys([*counted.monthly, *stated_months]):
        if stated_months.get(name) != counted.monthly.get(name):
            yield Departure("content", {"part": f"monthly {name}"})
    if digest_of(figures) != figures["digest"]:
        yield Departure("digest", {})


def _departed(key: str, stated: Mapping[str, Any] | None, computed: Mapping[str, Any] | None) -> Departure:
    said = {"key": key, "stated": _said(stated, computed), "computed": _said(computed, stated)}
    if stated is None:
        return Departure("figure_missing", said)
    return Departure("figure_surplus" if computed is None else "figure", said)


def _said(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> str:
    """The parts in which a figure departs from the other, shortly."""
    if one is None:
        return "—"
    parts = [name for name in one if other is None or one.get(name) != other.get(name)]
    shown = [f"{name}={one[name]}" for name in parts if name not in ("rows", "baseline_rows", "digest")]
    rows = [name for name in parts if name in ("rows", "baseline_rows")]
    for name in rows:
        ids = sorted(set(one[name]) - set(other[name])) if other else one[name]
        shown += [f"{name}: {', '.join(map(str, ids[:MOST_IDS]))}"] if ids else []
    return " ".join(shown) or ("—" if rows else "digest")


def _field_departed(figures: Mapping[str, Any], noted: Sequence[ReadFound], language: Language) -> Iterator[Departure]:
    """Findings that were changed in rows.xlsx, and counts of findings that do not follow from them."""
    for one in noted:
        if check_of_found(one.found) != one.check:
            told = {"sheet": title_of(language), "row": one.line_no, "name": one.found.text[:40]}
            yield Departure("row", told)
    stated = figures.get("field")
    if stated is None:
        if noted:
            yield Departure("rows_sheet", {"sheet": title_of(language)})
        return
    now = counted([one.found for one in noted], stated["span"], stated["on"])
    for part in now:
        if now[part] != stated.get(part):
            yield Departure("content", {"part": f"field {part}"})


def _text_departed(file: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[Departure]:
    for should, stands in differences(expected, found):
        label = "sentence" if should and stands else "sentence_missing" if should else "sentence_surplus"
        yield Departure(label, {"file": file, "stated": stands or "", "computed": should or ""})


def _html_departed(
    report: Report,
    figures: Mapping[str, Any],
    rows: Sequence[Row],
    noted: Sequence[Found],
    page: str,
    language: Language,
    expected: Sequence[str],
) -> Iterator[Departure]:
    """The text of the page, then the page as a whole: also the rows that it opens must be those of rows.xlsx."""
    departed = list(_text_departed("report.html", expected, text_of_html(page)))
    yield from departed
    known = {row.row for row in rows}
    complete = all(row in known for f in figures["figures"] for row in (*f["rows"], *f["baseline_rows"]))
    if not departed and complete and html_of(report, figures, rows, language, noted) != page:
        yield Departure("page", {})
