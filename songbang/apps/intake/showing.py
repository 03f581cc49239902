"""An import's account as its page shows it: words of the reader's language, and what a person may settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from songbang.apps.intake.models import Import, RegisterRow, RejectedRow
from songbang.apps.intake.queries import Changed
from songbang.core.reading.rejects import Reject
from songbang.core.reporting.accounts import ColumnAccount, why
from songbang.core.reporting.rejects_book import reject_words
from songbang.core.words import Language, labels

_COMPARED = ("day", "name", "issuer", "number", "minutes", "closed_on", "fields", "remark", "unit")
_SHOWN = ("unit", "day", "name", "issuer", "number", "channel", "minutes", "closed_on", "fields")


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it was taken for, in words."""

    letters: str
    header: str
    label: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Register:
    """One register of a sheet."""

    kind: str
    header_rows: str
    keeper: str
    year: int | None
    days: tuple[str, str] | None
    counted: int
    rejected: int
    readings: list[str]
    rivals: list[str]
    columns: list[Column]
    head: list[str]
    rows: list[list[tuple[str, str]]]
    """Of the first rows each cell with its label."""


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet of the file."""

    number: int
    name: str
    hidden: bool
    counts: Mapping[str, int]
    not_data: list[tuple[str, int]]
    registers: list[Register]
    lines: list[list[str]]
    letters: list[str]
    doubtful: bool
    said: Mapping[str, Any] = field(default_factory=dict)


def sheets(taken: Import, names: Mapping[str, str], language: Language) -> list[SheetShown]:
    """The sheets of the account, those that need a person first."""
    said = {str(entry.get("sheet")): entry for entry in taken.source.mapping}
    shown = [
        _sheet(number, sheet, said.get(sheet["name"], {}), names, language)
        for number, sheet in enumerate(taken.account.get("sheets", []))
    ]
    return sorted(shown, key=lambda sheet: not sheet.doubtful)


def _sheet(
    number: int, sheet: Mapping[str, Any], said: Mapping[str, Any], names: Mapping[str, str], language: Language
) -> SheetShown:
    words = labels(language)["not_data"]
    counts = {name: sheet[name] for name in ("rows", "counted", "rejected")}
    counts["not_data"] = sum(sheet["not_data"].values())
    registers = [_register(part, names, language) for part in sheet["registers"]]
    return SheetShown(
        number, sheet["name"], sheet["hidden"], counts,
        [(words[name], count) for name, count in sheet["not_data"].items() if count],
        registers, sheet["lines"], sheet["letters"], any(part.readings or part.rivals for part in registers), said,
    )  # fmt: skip


def _register(part: Mapping[str, Any], names: Mapping[str, str], language: Language) -> Register:
    words = labels(language)
    top, bottom = part["header_rows"]
    accounts = [ColumnAccount(**column) for column in part["columns"]]
    used = [name for name in _SHOWN if any(row.get(name) is not None for row in part["shown"])]
    head = [words["fields"]["unit_name" if name == "unit" else name] for name in used]
    rows = [
        [(label, _value(name, row.get(name), names, words["values"])) for name, label in zip(used, head, strict=True)]
        for row in part["shown"]
    ]
    days = (part["first_day"], part["last_day"]) if part["first_day"] else None
    return Register(
        part["register"], str(top) if top == bottom else f"{top}-{bottom}", _keeper(part, accounts, names, language),
        part["year"], days, part["counted"], part["rejected"],
        [words["registers"][kind] for kind in part["readings"]], [" / ".join(pair) for pair in part["rivals"].values()],
        [_column(account, language) for account in accounts], head,
        rows,
    )  # fmt: skip


def _column(account: ColumnAccount, language: Language) -> Column:
    label = labels(language)["cells"][account.field] if account.field else ""
    return Column(account.column, account.header, label, why(account, language), account.sure)


def _keeper(
    part: Mapping[str, Any], accounts: Sequence[ColumnAccount], names: Mapping[str, str], language: Language
) -> str:
    words = labels(language)["accounts"]
    if part["keeper"] is None:
        return words["by_column" if any(account.field == "unit" for account in accounts) else "unknown_keeper"]
    return f"{names.get(part['keeper'], part['keeper'])} ({words['from_' + part['keeper_from']]})"


def _value(name: str, value: Any, names: Mapping[str, str], words: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if name == "unit":
        return names.get(str(value), str(value))
    return words.get(str(value), str(value)) if name == "channel" else str(value)


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell of a rejected row that can be corrected."""

    name: str
    label: str
    value: str
    troubled: bool


@dataclass(frozen=True, slots=True)
class RejectShown:
    """A rejected row, why, and its cells."""

    reject: RejectedRow
    what: str
    cure: str
    cells: list[CellShown]


def reject_shown(reject: RejectedRow, language: Language) -> RejectShown:
    """`cells` in the order of their columns; none where no cell can mend it (the sheet itself is doubtful)."""
    words = labels(language)
    what, _ = reject_words(as_reject(reject), language)
    cure = words["intake_cures"].get(reject.code, words["intake_cures"]["other"])
    by_column = sorted(reject.fields.items(), key=lambda pair: pair[1])
    cells = [_cell(reject, name, column, words["cells"]) for name, column in by_column]
    return RejectShown(reject, what, cure, [] if reject.code == "reading_doubtful" else cells)


def _cell(reject: RejectedRow, name: str, column: int, words: Mapping[str, str]) -> CellShown:
    was = reject.cells[column] if column < len(reject.cells) else ""
    header = reject.headers[column] if column < len(reject.headers) else ""
    troubled = bool(header) and header == reject.header
    return CellShown(name, header or words[name], str(reject.corrections.get(name, was)), troubled)


def as_reject(reject: RejectedRow) -> Reject:
    """The reject as core knows it."""
    return Reject(
        reject.file, reject.sheet, reject.line_no, reject.register, reject.code, reject.column, reject.header,
        reject.value, tuple(reject.cells), tuple(reject.headers), dict(reject.parameters),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A row that a version changes; `differences` (label, before, after) where it is in both."""

    row: RegisterRow
    differences: list[tuple[str, str, str]]


def changes_shown(
    rows: Mapping[str, Sequence[Changed]], names: Mapping[str, str], language: Language
) -> dict[str, list[ChangeShown]]:
    """new, changed, gone → rows with what differs."""
    return {name: [_change(change, names, language) for change in found] for name, found in rows.items()}


def _change(change: Changed, names: Mapping[str, str], language: Language) -> ChangeShown:
    row = change.new or change.old
    if row is None:
        raise ValueError("a change without a row")
    if change.old is None or change.new is None:
        return ChangeShown(row, [])
    words = labels(language)
    pairs = [(name, getattr(change.old, name), getattr(change.new, name)) for name in _COMPARED]
    told = [
        (words["fields"][name], _value(name, a, names, {}), _value(name, b, names, {}))
        for name, a, b in pairs
        if a != b
    ]
    return ChangeShown(row, told or [(words["intake"]["other_columns"], "", "")])
