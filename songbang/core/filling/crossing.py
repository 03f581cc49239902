"""Whose each cell of a form is: the filler's, or that of a unit which a row (crosstab) or a column names."""

from __future__ import annotations

import re
from dataclasses import replace

from songbang.core.filling.counting import role_of
from songbang.core.filling.facts import Places
from songbang.core.filling.lexicon import clean, is_whole, wording, words
from songbang.core.filling.nesting import tells_whole
from songbang.core.filling.slots import Sheet, Slot

Owners = dict[tuple[int, int], str]
_STUBS = 3
"""In how many columns of labels beside each other units are looked for."""
_SEVERAL = 2
"""How many units a column of labels names at least that names units."""


def crossed(sheet: Sheet, unit: str, places: Places) -> tuple[Sheet, Owners, Owners]:
    """(the sheet with names of units taken out of its columns' headings, owners by row, owners by column).

    Owners map (row, column) of a cell to the unit's code, `?name` where the list does not know it; a cell in neither is
    the filler's.
    """
    across: Owners = {}
    slots: list[Slot] = []
    for table in dict.fromkeys(slot.table for slot in sheet.slots):
        own = [slot for slot in sheet.slots if slot.table == table]
        headings = _headings(own, unit, places)
        for slot in own:
            name = next((part for part in slot.path if part in headings), "")
            if name:
                across[slot.number, slot.column] = headings[name]
                kind = places.kind_of(headings[name])
                before = slot.path[: slot.path.index(name)]
                over = frozenset(p for p in before if names_units(p) or _of_kind(p, kind))
                slot = replace(slot, path=tuple(p for p in slot.path if p != name and p not in over), whose=name)
            slots.append(slot)
    down = {} if across else _rows(sheet, unit, places)
    if not across:
        return sheet, down, across
    slots.sort(key=lambda slot: (slot.number, slot.column))
    return replace(sheet, slots=slots), down, across


def names_units(label: str) -> bool:
    """Whether a heading over names of units says no more than that they are units.

    >>> names_units("行政村"), names_units("分 乡 镇"), names_units("按村（社区）分列"), names_units("乡镇企业")
    (True, True, True, False)
    """
    bare = clean(label)
    return bare in words()["header"]["stub"] or re.fullmatch(words()["only_units"], bare) is not None


def _of_kind(label: str, kind: str) -> bool:
    """Whether a heading over a unit ends with what that is: it says which of them stand below it (建制镇, 山区乡镇)."""
    ending = re.search(words()["kinds_at_end"], clean(label))
    return ending is not None and bool(kind) and kind in ending[0]


def _rows(sheet: Sheet, unit: str, places: Places) -> Owners:
    found: Owners = {}
    for table in {slot.table for slot in sheet.slots}:
        own = [slot for slot in sheet.slots if slot.table == table]
        lines = {(slot.number, slot.block): slot.row.labels for slot in own if slot.path or slot.row.labels[0]}
        labels = {at: _first(line) for at, line in lines.items()}
        if not any(labels.values()) or (len(labels) == 1 and any(not slot.row.labels[0] for slot in own)):
            # A blank line below headings: the filler's.
            found |= {(slot.number, slot.column): unit for slot in own if slot.path}
            continue
        deepest = max(map(len, lines.values()))
        deeper = ({at: line[min(deep, len(line) - 1)] for at, line in lines.items()} for deep in range(1, deepest))
        stubs = [labels, *(stub for stub in deeper if stub != labels)][:_STUBS]
        told = (_whose(stub, unit, places) for stub in stubs)
        whose = max(told, key=lambda codes: len({code for code in codes.values() if code in places.by_code}))
        groups = _subtotals(lines, unit, places) if whose else set()
        whose |= {at: f"?{''.join(lines[at])}" for at in whose if at in groups}
        found |= {(slot.number, slot.column): whose[slot.number, slot.block] for slot in own if whose}
    return found


def _whose(labels: dict[tuple[int, int], str], unit: str, places: Places) -> dict[tuple[int, int], str]:
    """Whose each line is, by its label in one column of labels; none where they name no units."""
    named = {at: code for at, label in labels.items() if (code := places.named(label, unit))}
    alone = len(labels) == 1 and list(named.values()) == [unit]
    if not alone and len(named) < _SEVERAL:
        return {}
    wholes = sum(at not in named and tells_whole(label) for at, label in labels.items())
    if alone or len(named) * 2 >= len(labels) - wholes:
        begun = {at: code for at, label in labels.items() if at not in named and (code := places.begun(label, unit))}
        named |= {at: code for at, code in begun.items() if [*named.values(), *begun.values()].count(code) == 1}
        return {at: named.get(at) or _of_whole(label, unit) for at, label in labels.items()}
    return {}


def _subtotals(lines: dict[tuple[int, int], tuple[str, ...]], unit: str, places: Places) -> set[tuple[int, int]]:
    """The lines that are the total of some units only: of those beside one label (东片 ｜ 小计, not 全镇 ｜ 合计), or
    one of several 小计, or one that stands beside 合计."""
    wholes = {at: clean(line[-1]) for at, line in lines.items() if is_whole(clean(line[-1]))}
    part = str(words()["subtotal"])
    several = sum(label == part for label in wholes.values()) > 1 or any(part not in told for told in wholes.values())
    return {
        at
        for at, label in wholes.items()
        if not any(places.named(over, unit) for over in lines[at][:-1])
        and (_in_group(lines[at]) or (label == part and several))
    }


def _in_group(labels: tuple[str, ...]) -> bool:
    return any(not names_units(label) and not is_whole(clean(label)) for label in labels[:-1])


def _first(labels: tuple[str, ...]) -> str:
    """The first label of a line, but for what only says of several lines that they are units' (各村 beside names)."""
    return next((label for label in labels[:-1] if not names_units(label)), labels[-1])


def _headings(slots: list[Slot], unit: str, places: Places) -> dict[str, str]:
    """Headings that name units → their codes, where most columns of the table do."""
    columns = {slot.column: slot.path for slot in slots}
    named = {part: code for path in columns.values() for part in path if (code := places.named(part, unit))}
    under = [column for column, path in columns.items() if any(part in named for part in path)]
    if len(set(named.values()) - {unit}) < 2 or len(under) * 2 < len(columns):
        return {}
    others = {path[0]: _of_whole(path[0], unit) for c, path in columns.items() if c not in under and path}
    return others | named


def _of_whole(label: str, unit: str) -> str:
    """The filler itself for 合计, 本年 or 增减; nobody for a name that the list does not know, or for some of the units
    (社区 over those of them that are)."""
    bare = clean(label)
    some = re.fullmatch(words()["only_units"], bare) is not None
    known = not some and (tells_whole(label) or not wording(label).tokens or role_of([label]))
    return unit if known else f"?{bare}"
