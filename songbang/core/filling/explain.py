"""A decision in one line, and a filled form as contract `fill` writes it (cells.json)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from songbang.core.filling.facts import Fact
from songbang.core.filling.fill import Filled, FilledSheet
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import clean, numbered, words
from songbang.core.filling.once import once
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.text import without_blanks


def figure(value: Fraction | str | None) -> int | float | str | None:
    """A value as a sheet or JSON holds it: whole numbers whole, others with ten places at most."""
    if value is None or isinstance(value, str):
        return value
    return int(value) if value.denominator == 1 else round(float(value), 10)


def shown(cell: Filled) -> Any:
    """What is shown of a cell that is not filled: the old figure, or those that disagree."""
    values = [figure(value) for value in cell.verdict.shown]
    if cell.verdict.status == "conflict":
        return values or None
    return values[0] if values else None


def why(cell: Filled) -> str:
    """The decision on a cell, in one line."""
    verdict, lines = cell.verdict, words()["why"]
    first = verdict.facts[0] if verdict.facts else None
    if verdict.refused:
        told = verdict.refused.fact
        return str(lines["refused"]).format(
            form=told.form, indicator=told.indicator, value=told.value, as_of=told.as_of,
            measure=told.measure.name if told.measure else "",
        )  # fmt: skip
    if first is None:
        near = cell.near
        return str(lines["unknown_near"]).format(indicator=near.fact.indicator) if near else str(lines["unknown"])
    basis = verdict.transform or first.indicator
    values = "、".join(f"{figure(v)}" for v in verdict.shown) or "、".join(
        dict.fromkeys(f.value for f in verdict.facts)
    )
    kind = "continues" if verdict.continues is not None else "alone" if verdict.alone else verdict.status
    return str(lines[kind]).format(
        form=first.form, indicator=first.indicator, value=first.value, as_of=verdict.as_of, basis=basis, values=values,
        measure=first.measure.name if first.measure else "", last=figure(verdict.continues),
    )  # fmt: skip


@once
def labels(slot: Slot) -> tuple[str, str]:
    """Row and column label as on the form: the whole before 其中, headings that span columns before the column."""
    rows = [without_blanks(label) for label in slot.row.labels]
    part = clean(slot.row.label).startswith(tuple(words()["part_words"]))
    if part and slot.row.above and not slot.row.above[-1].heading:
        rows.insert(0, without_blanks(slot.row.above[-1].label))
    columns = [*([slot.whose] if slot.whose else []), *slot.path]
    return " / ".join(rows), " / ".join(without_blanks(text) for text in columns)


def cell_name(row: str, column: str) -> str:
    """What a cell is called: its row's and column's labels, without a column that says nothing.

    >>> cell_name("户籍人口", "数量"), cell_name("户籍人口", "其中：女")
    ('户籍人口', '户籍人口 / 其中：女')
    """
    column = "" if column in words()["generic_columns"] else column
    return " / ".join(part for part in (row, column) if part) or column


def notes_about(cell: Filled, head: Head) -> list[str]:
    """What the form's own notes (填表说明) say of the cell's row: whole sentences, no relations."""
    name = clean(cell.slot.row.label).split(":")[-1]
    name = re.sub(r"\([^()]*\)$", "", numbered(name)[1])
    if len(name) < 2:
        return []
    sentences = (part.strip() for note in head.notes for part in re.split("[;；。\n]", note))
    return [part for part in sentences if name in clean(part) and not re.search("[=＝≥≤<>]", part)][:2]


def in_words(relation: str, names: dict[str, str]) -> str:
    """A relation between codes in words: 14≥15 → 应急队员≥其中：能驾驶冲锋舟的. As printed where a code has no name."""
    codes = re.findall(r"\d+", relation)
    if not codes or re.search(r"[^\d=≥≤<>+\-−×÷/().]", relation) or any(code not in names for code in codes):
        return relation
    return re.sub(r"\d+", lambda match: names[match[0]], relation)


def cell_json(sheet: str, cell: Filled) -> dict[str, Any]:
    verdict = cell.verdict
    row, column = labels(cell.slot)
    return {
        "sheet": sheet,
        "cell": cell.slot.cell,
        "row_label": row,
        "column_label": column,
        "unit": cell.asked.measure.name if cell.asked.measure else None,
        "of": cell.unit,
        "element": cell.asked.element.name if cell.asked.element else None,
        "owner": cell.asked.element.owner if cell.asked.element else None,
        "status": verdict.status,
        "value": figure(verdict.value) if verdict.known else shown(cell),
        "as_of": verdict.as_of.isoformat() if verdict.as_of else None,
        "source": [
            {"line": f.line, "unit": f.unit, "form": f.form, "indicator": f.indicator, "source": f.source,
             "as_of": f.as_of.isoformat()}
            for f in verdict.facts
        ],
        "from": sorted({fact.line for fact in verdict.facts}),
        "transform": verdict.transform,
        "confidence": round(verdict.confidence, 2),
        "why": why(cell),
        "suggestion": suggestion(cell),
        "checks": [{"relation": check.relation, "ok": check.ok} for check in cell.checks],
    }  # fmt: skip


def suggestion(cell: Filled) -> dict[str, Any] | None:
    """What comes near: an earlier answer, and `here`, its value as it would stand in the cell."""
    near = cell.near
    if near is None:
        return None
    fact = near.fact
    return {"value": fact.value, "unit": fact.measure.name if fact.measure else None, "indicator": fact.indicator,
            "form": fact.form, "as_of": fact.as_of.isoformat(), "line": fact.line, "here": figure(_here(cell, fact)),
            "confidence": round(near.confidence, 2)}  # fmt: skip


def _here(cell: Filled, fact: Fact) -> Fraction | str:
    """A suggested value as it would stand in the cell: in the cell's measure."""
    asked, given = cell.asked.measure, fact.measure
    if fact.number is None or asked is None or given is None or "boolean" in (asked.dimension, given.dimension):
        return fact.value
    return fact.number * given.to(asked)


def head_json(head: Head) -> dict[str, Any]:
    return {
        "number": head.number,
        "title": head.title,
        "organ": head.organ,
        "approval": head.approval,
        "valid_until": head.valid_until.isoformat() if head.valid_until else None,
        "period": head.period.label if head.period else None,
        "findings": list(head.findings),
    }


def report(sheets: list[FilledSheet]) -> dict[str, Any]:
    """cells.json: the first sheet's head (`forms` has all), the cells, totals, minutes before and after."""
    cells = [cell_json(filled.sheet.name, cell) for filled in sheets for cell in filled.cells]
    statuses = [cell["status"] for cell in cells]
    totals = {"cells": len(cells)} | {s: statuses.count(s) for s in ("held", "derived", "stale", "conflict", "unknown")}
    minutes = words()["minutes"]
    filled = totals["held"] + totals["derived"]
    return {
        "form": head_json(sheets[0].head),
        "forms": [{"sheet": s.sheet.name, **head_json(s.head)} for s in sheets],
        "cells": cells,
        "totals": totals,
        "minutes_before": round(len(cells) * minutes["unknown"], 1),
        "minutes_after": round((len(cells) - filled) * minutes["unknown"] + filled * minutes["held"], 1),
    }


def anatomy_json(file: str, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """A form as contract `read` tells of it: its head and its cells with their labels, nothing filled."""
    cells = [slot_json(sheet.name, slot) for sheet in sheets for slot in sheet.slots]
    return {
        "file": file,
        "form": head_json(sheets[0].head),
        "forms": [{"sheet": sheet.name, **head_json(sheet.head)} for sheet in sheets],
        "cells": cells,
        "totals": {"cells": len(cells)},
    }


def slot_json(sheet: str, slot: Slot) -> dict[str, Any]:
    row, column = labels(slot)
    return {"sheet": sheet, "cell": slot.cell, "row_label": row, "column_label": column, "unit": slot.measure or None}
