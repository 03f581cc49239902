"""A paper's cells as they are kept and asked: contract `fill`'s cell with plain words, example, and how to type it."""

from __future__ import annotations

from typing import Any

from songbang.apps.forms.sealing import is_personal
from songbang.core.filling.explain import cell_json, in_words, labels
from songbang.core.filling.fill import FilledSheet
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import is_text
from songbang.core.filling.writing import example, explained, last_said

_KEPT = (
    "sheet", "cell", "row_label", "column_label", "unit", "of", "element", "owner", "status", "value", "as_of", "from",
    "transform", "why", "suggestion",
)  # fmt: skip


def paper_cells(sheets: list[FilledSheet]) -> list[dict[str, Any]]:
    """Every cell of the filled form for one unit."""
    found = []
    for filled in sheets:
        names = {c.slot.row.code: labels(c.slot)[0] for c in filled.cells if c.slot.row.code}
        for cell in filled.cells:
            told = cell_json(filled.sheet.name, cell)
            kept = {name: told[name] for name in _KEPT}
            measure = cell.asked.measure
            kept["sources"] = list(dict.fromkeys(f"{s['source']} {s['form']}".strip() for s in told["source"]))[:3]
            kept["explained"] = explained(cell, filled.head)
            kept["relations"] = [in_words(check.relation, names) for check in cell.checks]
            if kept["column_label"] in words()["generic_columns"]:
                kept["column_label"] = ""
            kept["example"] = example(cell)
            kept["last"] = last_said(cell)
            when = cell.asked.when
            day = when.day or (when.span.last if when.span else None)
            kept["day"] = day.isoformat() if day else ""
            kept["whether"] = measure is not None and measure.dimension == "boolean"
            kept["text"] = measure is None or is_text(measure.dimension)
            kept["personal"] = is_personal(told["row_label"]) or is_personal(told["column_label"])
            found.append(kept)
    return found


def key_of(cell: dict[str, Any]) -> str:
    """`sheet!cell`."""
    return f"{cell['sheet']}!{cell['cell']}"


def known(cell: dict[str, Any]) -> bool:
    return cell["status"] in ("held", "derived")


def asked_of(cells: list[dict[str, Any]], declined: dict[str, str]) -> list[dict[str, Any]]:
    """The cells that a person is asked for: those not known, and those whose known value they call wrong."""
    return [cell for cell in cells if not known(cell) or key_of(cell) in declined]
