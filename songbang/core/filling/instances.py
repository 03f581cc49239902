"""A relation over cells, and those of a total with all that stands beside it (合计为本表所列小区之和)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songbang.core.filling.adding import in_column
from songbang.core.filling.lexicon import any_in, clean, is_whole, numbered, only_divides, wording
from songbang.core.filling.measures import is_summed
from songbang.core.filling.nesting import tells_whole
from songbang.core.filling.printing import Printed
from songbang.core.filling.products import bare

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


@dataclass(frozen=True)
class Check:
    """A relation as printed; `ok` is None while a term is missing."""

    relation: str
    ok: bool | None


@dataclass
class Instance:
    """A relation over cells: signed cells (None where the form closes the cell)."""

    printed: Printed
    left: list[tuple[int, Filled]]
    right: list[tuple[int, Filled]]
    closed: bool = False
    alone: bool = False
    """Whether all that it is printed for counts in measures that are no sums: the form itself adds these up."""


def unprinted(whole: Filled, parts: list[tuple[int, Filled]]) -> Instance:
    across = all(cell.slot.number == whole.slot.number for _, cell in parts)
    name, *terms = (bare(c.slot.path[-1] if across else c.slot.row.label) for c in (whole, *(c for _, c in parts)))
    names = [(sign, term) for (sign, _), term in zip(parts, terms, strict=True)]
    text = name + "=" + "".join(("+" if n and sign > 0 else "" if sign > 0 else "-") + one
                                for n, (sign, one) in enumerate(names))  # fmt: skip
    return Instance(Printed(text, ((1, name),), "=", tuple(names)), [(1, whole)], parts)


def listed_sums(whole: tuple[str, str], cells: list[Filled]) -> list[Instance]:
    """合计为本表所列小区之和: the total's line of a table of things that are no units; its column, where its table has
    no such line and the note is of kinds (各类学校之和)."""
    one = Printed(f"{whole[0]}={whole[1]}", ((1, whole[0]),), "=", ((1, whole[1]),))
    lined = {cell.slot.table for cell in cells if whole[0] in map(bare, cell.slot.row.labels)}
    unlined = [cell for cell in cells if cell.slot.table not in lined]
    across = sums_across(one, whole[0], unlined) if any_in(whole[1], "kinds_added") else []
    return [i for i in (*sums(one, whole[0], cells), *across) if _is_summed_cell(i.left[0][1])]


def _is_summed_cell(cell: Filled) -> bool:
    measure = cell.asked.measure
    return measure is not None and is_summed(measure.dimension) and not cell.asked.role


def _is_share(cell: Filled) -> bool:
    return cell.asked.measure is not None and not is_summed(cell.asked.measure.dimension)


def sums(one: Printed, whole: str, cells: list[Filled]) -> list[Instance]:
    """合计行=各年龄段之和: the total's row against the other rows of its table in each column but shares; 上年合计 is
    none of them."""
    found = []
    for total in (cell for cell in cells if bare(cell.slot.row.label) == whole and not _is_share(cell)):
        column = [c for c in cells if c.slot.table == total.slot.table and in_column(c, total) and c is not total]
        parts = [c for c in column if not (tells_whole(c.slot.row.label) and wording(c.slot.row.label).tags)]
        if parts:
            found.append(Instance(one, [(1, total)], [(1, part) for part in parts]))
    return found


def sums_across(one: Printed, whole: str, cells: list[Filled]) -> list[Instance]:
    """合计=各类别相加, of columns: the total's against the others of its line under its own heading, or under the one
    that says only by what they are parted (其中：按纠纷类别)."""
    lines: dict[tuple[int, int, int], list[Filled]] = defaultdict(list)
    for cell in cells:
        lines[cell.slot.table, cell.slot.block, cell.slot.number].append(cell)
    found = []
    for line in lines.values():
        for total in (c for c in line if c.slot.path and bare(c.slot.path[-1]) == whole and _is_summed_cell(c)):
            others = [c for c in line if c is not total and c.slot.path]
            beside = [c for c in others if c.slot.path[:-1] == total.slot.path[:-1]]
            parts = beside or [c for c in others if only_divides(_unmarked(c.slot.path[0]))]
            if len(parts) > 1 and (beside or parts == others) and all(_is_part_of(c, total) for c in parts):
                found.append(Instance(one, [(1, total)], [(1, part) for part in parts]))
    return found


def _unmarked(head: str) -> str:
    return numbered(clean(head))[1]


def _is_part_of(cell: Filled, total: Filled) -> bool:
    """Whether a column counts as the total does, and is neither a total nor a part of another one itself."""
    head = cell.slot.path[-1]
    own = not wording(head).part and not is_whole(clean(head))
    return own and cell.asked.measure == total.asked.measure and _is_summed_cell(cell)
