"""What people send: files, acts, what a sheet is, corrected cells. Forms check the input, no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from songbang.apps.units.models import Unit
from songbang.core.errors import BadInput
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.mapping import NO_REGISTER
from songbang.core.registers import REGISTER_KINDS
from songbang.core.words import Language, labels

COLUMN = "column-"
Choices = list[tuple[str, str]]


class ActForm(forms.Form):
    """An act on the version of an import that was shown."""

    version = forms.IntegerField(min_value=1)
    replaces = forms.IntegerField(min_value=1, required=False)


class SettleForm(forms.Form):
    """What a sheet is. The columns come beside it, as `column-<letters>`."""

    version = forms.IntegerField(min_value=1)
    sheet = forms.IntegerField(min_value=0)
    register = forms.ChoiceField(
        choices=[("", ""), *((kind, kind) for kind in (*REGISTER_KINDS, NO_REGISTER))], required=False
    )
    unit = forms.CharField(max_length=12, required=False)
    year = forms.IntegerField(min_value=1990, max_value=2100, required=False)
    header_row = forms.IntegerField(min_value=1, max_value=60, required=False)


def register_choices(language: Language) -> Choices:
    """Kinds of registers, "none" for a sheet that is none, "" to let the system judge."""
    words = labels(language)
    kinds = [(kind, words["registers"][kind]) for kind in REGISTER_KINDS]
    return [("", words["intake"]["judge_itself"]), *kinds, (NO_REGISTER, words["intake"]["is_none"])]


def field_choices(kind: str | None, language: Language) -> Choices:
    """What a column of the kind can be; of all kinds where the kind is not known."""
    words, lexicon = labels(language), load_lexicon()
    kinds = [known for known in REGISTER_KINDS if kind in (None, known)]
    names = dict.fromkeys(name for known in kinds for name in lexicon.fields[known])
    return [(NO_REGISTER, words["intake"]["not_used"]), *((name, words["cells"][name]) for name in names)]


def settled_entry(
    form: SettleForm, posted: QueryDict, sheet: Mapping[str, Any], said: Mapping[str, Any], units: Sequence[Unit]
) -> dict[str, Any]:
    """The mapping entry that a valid form says of a sheet of the account; empty where it says nothing.

    Raises `BadInput` ("settle.field_twice", "settle.name_and_day", "settle.unit_unknown").
    """
    cleaned = form.cleaned_data
    entry = {name: cleaned[name] for name in ("register", "unit", "year", "header_row") if cleaned[name]}
    if entry.get("unit") and entry["unit"] not in {unit.code for unit in units}:
        raise BadInput("settle.unit_unknown", unit=entry["unit"])
    if entry.get("register") != NO_REGISTER:
        columns = _columns(posted, sheet, said, entry.get("register"))
        if columns:
            entry["columns"] = columns
    return entry


def _columns(
    posted: QueryDict, sheet: Mapping[str, Any], said: Mapping[str, Any], register: str | None
) -> dict[str, str]:
    """Header or letters → field, for what differs from what was understood; all that is used where it was doubtful."""
    understood = known_columns(sheet)
    chosen = {letters: posted.get(COLUMN + letters, "") for letters in understood}
    kinds = [register] if register else list(REGISTER_KINDS)
    fields = load_lexicon().fields
    valid = {NO_REGISTER, *(name for kind in REGISTER_KINDS if kind in kinds for name in fields[kind])}
    used = {letters: name for letters, name in chosen.items() if name and name in valid}
    same_kind = not register or any(part["register"] == register for part in sheet["registers"])
    if same_kind or not sheet["registers"]:
        _check_used(used, sheet, register)
    doubtful = any(part["readings"] or part["rivals"] for part in sheet["registers"])
    keys = _keys(understood)
    before = said.get("columns", {})
    return {
        keys[letters]: name
        for letters, name in used.items()
        if name != (understood[letters][1] or NO_REGISTER)
        or before.get(keys[letters]) == name
        or (doubtful and same_kind and name != NO_REGISTER)
    }


def known_columns(sheet: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Letters → (header, field as understood); of a sheet without a register all its columns, without either."""
    if sheet["registers"]:
        return {c["column"]: (c["header"], c["field"] or "") for c in sheet["registers"][0]["columns"]}
    return {letters: ("", "") for letters in sheet["letters"]}


def _keys(columns: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Letters → the header where no other column bears it, since it outlives inserted columns; else the letters."""
    times = Counter(header for header, _ in columns.values())
    return {letters: header if header and times[header] == 1 else letters for letters, (header, _) in columns.items()}


def _check_used(used: Mapping[str, str], sheet: Mapping[str, Any], register: str | None) -> None:
    times = Counter(name for name in used.values() if name != NO_REGISTER)
    twice = sorted(name for name, count in times.items() if count > 1)
    if twice:
        raise BadInput("settle.field_twice", fields=twice)
    if (sheet["registers"] or register) and times and not {"day", "name"} <= set(times):
        raise BadInput("settle.name_and_day")


def corrected_cells(posted: QueryDict, shown: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, str]]:
    """Reject → field → cell, of cells that differ from what was shown. A cell is posted as `cell-<reject>-<field>`."""
    found: dict[int, dict[str, str]] = {}
    for key, cells in shown.items():
        changed = {
            name: given.strip()
            for name, value in cells.items()
            if (given := posted.get(f"cell-{key}-{name}")) is not None and given.strip() != value.strip()
        }
        if changed:
            found[key] = changed
    return found
