"""From books that were read to the files of the report, as bytes by file name. Writing them is the caller's job."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from songbang.core.matching import Pair
from songbang.core.reading.reader import BookReading
from songbang.core.reading.rejects import Reject
from songbang.core.reading.sources import RESULTS
from songbang.core.registers import Row
from songbang.core.reporting.beside import Beside, Found
from songbang.core.reporting.compose import compose
from songbang.core.reporting.compose_beside import figures_beside
from songbang.core.reporting.compose_labels import figure_labels
from songbang.core.reporting.compose_words import words_for
from songbang.core.reporting.content import Question, content, count, rules_of
from songbang.core.reporting.docx import render_docx
from songbang.core.reporting.found_sheet import title_of
from songbang.core.reporting.html import FigureRows, RowDetail, render_html
from songbang.core.reporting.rejects_book import reject_words, write_rejects
from songbang.core.reporting.report import Report, figure_key
from songbang.core.reporting.rows_book import write_rows
from songbang.core.units import UnitTree
from songbang.core.words import Language, labels

FILES = RESULTS


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a report, its text, and the content of figures.json."""

    files: dict[str, bytes]
    report: Report
    content: dict[str, Any]


def make_report(
    books: Sequence[BookReading],
    units: UnitTree,
    question: Question,
    *,
    language: Language,
    made_at: datetime,
    rulebook: Path | None = None,
    progress: Callable[[str], None] = lambda stage: None,
    beside: Beside | None = None,
) -> Made:
    """Everything that `songbang report` writes (contract `report.md`); `progress` is told `measuring`, `writing`.

    `beside`: what the office knows beside the registers; without it the files hold nothing of that.
    """
    found = beside.field.found if beside and beside.field else ()
    rows = [row for book in books for row in book.rows]
    progress("measuring")
    counted = count(rows, list(units.units.values()), question)
    figures = content(
        counted, rows, books, units, question, made_at.isoformat(timespec="seconds"), rules_of(rulebook), beside
    )
    progress("writing")
    report = compose(figures, language=language, rulebook=rulebook)
    files = {
        "report.docx": render_docx(report, stamped_at=made_at),
        "report.html": html_of(report, figures, rows, language, found).encode(),
        "figures.json": _json(figures),
        "rows.xlsx": write_rows(rows, units.units.values(), language=language, made_at=made_at, found=found),
        "rejects.xlsx": write_rejects(books, language=language, made_at=made_at),
        "rejects.json": _json([_reject(reject, language) for book in books for reject in book.rejects]),
        "pairs.json": _json([_pair(pair) for pair in counted.pairs]),
    }
    return Made(files, report, figures)


def html_of(
    report: Report, figures: Mapping[str, Any], rows: Sequence[Row], language: Language, found: Sequence[Found] = ()
) -> str:
    """report.html: the report with the rows behind each figure."""
    names = {unit["code"]: unit["name"] for unit in figures["units"]}
    labelled = figure_labels(figures, language)
    behind = {
        key: _behind(figure, names, language, labelled[key])
        for figure in figures["figures"]
        for key in [figure_key(figure["id"], figure["scope"])]
    }
    details: dict[str, RowDetail] = {
        row.row: (row.file, row.sheet, row.line_no, names.get(row.unit, row.unit), row.day.isoformat(), row.name)
        for row in rows
    }
    phrases = words_for(language)
    for key, (label, ids) in figures_beside(figures, phrases).items():
        behind[key] = FigureRows(len(ids), None, None, False, phrases.template("field.no_year_on_year"), ids, (), label)
    for line, one in enumerate(found, 2):
        where = (labels(language)["found"]["rows"], title_of(language), line)
        details[one.row] = (*where, names.get(one.unit, one.unit), one.day.isoformat(), one.text)
    return render_html(report, rows=behind, row_details=details)


def _behind(figure: Mapping[str, Any], names: Mapping[str, str], language: Language, label: str) -> FigureRows:
    return FigureRows(
        figure["value"], figure["baseline"], figure["change"], figure["comparable"],
        why_words(figure.get("why"), names, language), figure["rows"], figure["baseline_rows"], label,
    )  # fmt: skip


def why_words(why: str | None, names: Mapping[str, str], language: Language) -> str:
    """The words of a figure's `why` codes, e.g. `baseline_missing:330402014001`."""
    said = []
    for part in (why or "").split(";"):
        code, _, codes = part.partition(":")
        if code:
            units = "、".join(names.get(unit, unit) for unit in codes.split(",") if unit)
            said.append(labels(language)["why"][code].format(units=units))
    return ("; " if language == "en" else "；").join(said)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _reject(reject: Reject, language: Language) -> dict[str, object]:
    what, do = reject_words(reject, language)
    return {
        "file": reject.file, "sheet": reject.sheet, "row": reject.line_no, "code": reject.code,
        "register": reject.register, "column": reject.column, "header": reject.header, "value": reject.value,
        "what": what, "do": do,
    }  # fmt: skip


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "a": origin_of(pair.a), "b": origin_of(pair.b), "derived": pair.derived, "relation": pair.relation,
        "score": pair.score, "why": list(pair.why),
        "differs": [{"what": d.what, "a": d.a, "b": d.b} for d in pair.differs],
    }  # fmt: skip


def origin_of(row_id: str) -> str:
    """A row's origin `file#sheet#row`, without the unit that a row entered for several units bears.

    >>> origin_of("清单.xlsx#清单#3@330402103")
    '清单.xlsx#清单#3'
    """
    head, _, tail = row_id.rpartition("#")
    return f"{head}#{tail.partition('@')[0]}"
