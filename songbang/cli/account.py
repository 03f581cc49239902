"""What was understood of each sheet, in words: `songbang read` and `songbang report --explain`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rich.table import Table

from songbang.cli.screen import Screen
from songbang.core.errors import Unreadable
from songbang.core.reading.reader import BookReading, RegionReading, SheetReading
from songbang.core.reporting import accounts
from songbang.core.units import UnitTree
from songbang.core.words import Language, labels, message


def explain(readings: Iterable[BookReading], units: UnitTree, screen: Screen) -> None:
    """Print, for each sheet, kind, header rows, keeper, each column with the field it was taken for and why."""
    for reading in readings:
        for sheet in reading.sheets:
            _sheet(reading.file, sheet, units, screen)


def _sheet(file: str, sheet: SheetReading, units: UnitTree, screen: Screen) -> None:
    words = screen.words["accounts"]
    hidden = f" [{words['hidden']}]" if sheet.hidden else ""
    screen.say()
    screen.say(f"{file}{' · ' + sheet.name if sheet.name else ''}{hidden}", style="bold")
    if not sheet.regions:
        screen.say(f"  {words['no_register']}")
    for part in sheet.regions:
        _register(part, units, screen)
    not_data = "、".join(f"{screen.words['not_data'][why]}{n}" for why, n in sheet.not_data.items() if n)
    told = sum(sheet.not_data.values())
    line = words["equation"].format(rows=sheet.rows, counted=sheet.counted, rejected=sheet.rejected, not_data=told)
    screen.say(f"  {line}{f' ({not_data})' if not_data else ''}")


def _register(part: RegionReading, units: UnitTree, screen: Screen) -> None:
    words, region = screen.words["accounts"], part.region
    header = f"{region.block.top + 1}-{region.block.bottom + 1}"
    keeper = _keeper(part, units, screen.language)
    kind = screen.words["registers"][region.kind]
    screen.say(
        f"  {kind}  {words['header_rows']} {header}  {words['keeper']} {keeper}  {words['year']} {region.year or '—'}"
    )
    if region.doubts or region.assignment.rivals:
        readings = "、".join(screen.words["registers"][r.kind] for r in (region.assignment, *region.doubts))
        rivals = "；".join(
            f"{region.assignment.choices[n].header} / {c.header}" for n, c in region.assignment.rivals.items()
        )
        screen.say(f"  {words['doubtful'].format(readings=' '.join(filter(None, (readings, rivals))))}", style="yellow")
    table = Table(box=None, padding=(0, 2, 0, 2))
    for name in ("column", "header", "taken_for", "why"):
        table.add_column(words[name])
    for column in column_accounts(part, screen.language):
        table.add_row(column["column"], column["header"], column["label"], column["why"])
    if not screen.quiet:
        screen.out.print(table)


def _keeper(part: RegionReading, units: UnitTree, language: Language) -> str:
    words, region = labels(language)["accounts"], part.region
    if region.keeper is None:
        return words["by_column"] if "unit" in region.assignment.choices else words["unknown_keeper"]
    return f"{units[region.keeper].name} ({words['from_' + region.keeper_from]})"


def column_accounts(part: RegionReading, language: Language) -> list[dict[str, Any]]:
    """Each column: letters, header, field (None: not used), its label, why, and whether it is sure."""
    return [
        {
            "column": account.column,
            "header": account.header,
            "field": account.field,
            "label": labels(language)["cells"][account.field]
            if account.field
            else labels(language)["accounts"]["unused"],
            "why": accounts.why(account, language),
            "sure": account.sure,
        }
        for account in accounts.column_accounts(part)
    ]


def as_json(reading: BookReading, language: Language) -> str:
    """The contract's line for a register workbook (`read.md`)."""
    sheets = [line for sheet in reading.sheets for line in _json_sheets(sheet, language)]
    return json.dumps({"file": reading.file, "sha256": reading.sha256, "sheets": sheets}, ensure_ascii=False)


def error_json(file: str, error: Unreadable, language: Language) -> str:
    """The contract's line for a file that cannot be read."""
    words = message(error.code, error.parameters, language)
    said = {"code": error.code, "message": words.what, "cure": words.do}
    return json.dumps({"file": file, "error": said}, ensure_ascii=False)


def _json_sheets(sheet: SheetReading, language: Language) -> list[dict[str, Any]]:
    """One entry a sheet; one a register where the sheet holds several."""
    whole = {
        "rows": sheet.rows, "counted": sheet.counted, "rejected": sheet.rejected,
        "not_data": sum(sheet.not_data.values()),
    }  # fmt: skip
    if not sheet.regions:
        return [{"name": sheet.name, "register": None, "header_rows": [], "columns": [], "unit": None, **whole}]
    if len(sheet.regions) > 1:
        parts = [{**whole, "counted": part.counted, "rejected": len(part.rejects)} for part in sheet.regions]
        for part in parts[1:]:
            part["rows"], part["not_data"] = part["counted"] + part["rejected"], 0
        parts[0]["rows"] = sheet.rows - sum(part["rows"] for part in parts[1:])
    else:
        parts = [whole]
    return [
        _json_region(sheet.name, region, numbers, language)
        for region, numbers in zip(sheet.regions, parts, strict=True)
    ]


def _json_region(name: str, part: RegionReading, numbers: dict[str, int], language: Language) -> dict[str, Any]:
    block = part.region.block
    columns = [
        {"column": c["column"], "header": c["header"], "field": c["field"], "why": c["why"], "sure": c["sure"]}
        for c in column_accounts(part, language)
    ]
    return {
        "name": name, "register": part.region.kind,
        "header_rows": list(range(block.top + 1, block.bottom + 2)),
        "columns": columns, "unit": part.region.keeper, **numbers,
    }  # fmt: skip
