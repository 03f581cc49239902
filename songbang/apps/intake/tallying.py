"""What the rows of each import add up to by unit and month, kept beside them: figures are read from these sums.

A sum belongs to its import, and counts when the import's rows count. So accepting, undoing and replacing only switch
which sums count; nothing is added to or taken from a running total that could go astray. Sums are made by the database
from the rows as they are stored, in the transaction that stores them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast, Coalesce, Greatest, Substr

from songbang.apps.intake.conditions import has, takes
from songbang.apps.intake.models import Import, MonthTally, RegisterRow
from songbang.core.measuring.by_issuer import IssuedCell, issued_sums
from songbang.core.measuring.by_month import MonthCell, MonthSum, sliced_columns, sums_of
from songbang.core.registers import ISSUER_LEVELS, LINES, REGISTER_KINDS

ISSUED = frozenset({"documents", "meetings", "inspections", "pledges", "forms", "visits"})
"""Registers whose issuers are kept too."""
STOCKS = ("digital", "signboards")
DATED = tuple(register for register in REGISTER_KINDS if register not in STOCKS)
SLICES = {"issuer_level": ISSUER_LEVELS, "line": LINES}
AT_ONCE = 100
"""Imports whose sums are made by one statement a register."""
_MONTHS: dict[str, Any] = {"day": F("day"), "closed": F("closed_on"), "ended": Greatest("day", "closed_on")}


@cache
def edition() -> str:
    """By which definitions sums are made now: changes with every key, column and condition."""
    told: list[tuple[Any, ...]] = [
        (register, one.key, one.when, one.needs, one.part and (one.part.sums, repr(takes(one.part))))
        for register in REGISTER_KINDS
        for one in sums_of(register)
    ]
    told += [(register, "issued", *(one.key for one in issued_sums(register))) for register in REGISTER_KINDS]
    told += [(register, "sliced", *sliced_columns(register)) for register in REGISTER_KINDS]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Sums:
    numbers: dict[str, int] = field(default_factory=dict)
    issuers: dict[str, int] = field(default_factory=dict)
    issued: dict[str, dict[str, int]] = field(default_factory=dict)


Found = dict[tuple[int, str, str, str], _Sums]
"""By import, unit, register and month."""


def tally(keys: Collection[int], *, live: bool, territory: str) -> None:
    """Make the sums of these imports from their rows, in the caller's transaction."""
    MonthTally.objects.filter(taken__in=keys).delete()
    MonthTally.objects.bulk_create(
        (
            MonthTally(
                taken_id=taken, territory=territory, live=live, unit=unit, register=register, month=month,
                numbers=sums.numbers, issuers=sums.issuers, issued=sums.issued,
            )
            for (taken, unit, register, month), sums in sorted(summed(keys).items())
        ),
        batch_size=1000,
    )  # fmt: skip
    Import.objects.filter(pk__in=keys).update(tallied=edition())


def summed(keys: Collection[int]) -> Found:
    """The sums of these imports, as their rows are now."""
    return _summed(RegisterRow.objects.filter(taken__in=keys))


def _summed(rows: QuerySet[RegisterRow]) -> Found:
    """Some twenty queries, however many rows."""
    found: Found = defaultdict(_Sums)
    for register in REGISTER_KINDS:
        _sum_register(found, rows.filter(register=register).order_by(), register)
    return found


def _sum_register(found: Found, rows: QuerySet[RegisterRow], register: str) -> None:
    by_when: dict[str, list[MonthSum]] = defaultdict(list)
    for one in sums_of(register):
        by_when[one.when].append(one)
    for when, sums in by_when.items():
        slices = list(_slices(register)) if when == "day" else []
        named = {f"n{at}": key for at, key in enumerate([*(one.key for one in sums), *(key for key, _ in slices)])}
        asked = [*map(_amount, sums), *(Count("pk", filter=condition) for _, condition in slices)]
        for line in _by_month(rows, when).annotate(**dict(zip(named, asked, strict=True))):
            numbers = {key: line[name] for name, key in named.items() if line[name]}
            if numbers:
                found[line["taken_id"], line["unit"], register, line["month"]].numbers.update(numbers)
    _sum_issuers(found, rows.exclude(issuer=None), register)


def _sum_issuers(found: Found, rows: QuerySet[RegisterRow], register: str) -> None:
    by_when: dict[str, list[MonthSum]] = defaultdict(list)
    for one in issued_sums(register):
        by_when[one.when].append(one)
    for when in sorted({*by_when, *(("day",) if register in ISSUED else ())}):
        named = {f"n{at}": one for at, one in enumerate(by_when[when])}
        asked = {"n": Count("pk"), **{name: _amount(one) for name, one in named.items()}}
        for line in _by_month(rows, when, "issuer").annotate(**asked):
            sums = found[line["taken_id"], line["unit"], register, line["month"]]
            if when == "day" and register in ISSUED:
                sums.issuers[line["issuer"]] = line["n"]
            for name, one in named.items():
                if line[name]:
                    sums.issued.setdefault(one.key, {})[line["issuer"]] = line[name]


def _by_month(rows: QuerySet[RegisterRow], when: str, *more: str) -> QuerySet[RegisterRow, dict[str, Any]]:
    dated = rows if when == "day" else rows.exclude(closed_on=None)
    month = Substr(Cast(_MONTHS[when], TextField()), 1, 7)
    lines: QuerySet[RegisterRow, dict[str, Any]] = dated.annotate(month=month).values(
        "taken_id", "unit", "month", *more
    )
    return lines


def _amount(one: MonthSum) -> Any:
    if one.part is None:
        return Count("pk", filter=has(one.needs)) if one.needs else Count("pk")
    if one.part.sums:
        return Coalesce(Sum(one.part.sums, filter=takes(one.part)), 0)
    condition = takes(one.part)
    return Count("pk", filter=condition) if condition else Count("pk")


def _slices(register: str) -> Iterator[tuple[str, Q]]:
    for column in sliced_columns(register):
        for value in SLICES[column]:
            yield f"{column}={value}", Q(**{column: value})


# -- reading ----------------------------------------------------------------------------------------------------------


def cells(territory: str, years: Collection[int]) -> list[MonthCell]:
    """The sums that count: of these calendar years, and of stocks from all time. Two queries."""
    counting = MonthTally.objects.filter(territory=territory, live__in=(True,))
    near = counting.filter(register__in=DATED, month__in=_months(years))
    told = ("unit", "register", "month", "numbers")
    stocks = counting.filter(register__in=STOCKS)
    return [MonthCell(*line) for found in (near, stocks) for line in found.values_list(*told)]


def issued(territory: str, months: Collection[str]) -> Iterator[IssuedCell]:
    """The sums by issuer that count: in these months, and of stocks from all time. Two queries."""
    counting = MonthTally.objects.filter(territory=territory, live__in=(True,)).order_by("pk")
    near = counting.filter(register__in=sorted(ISSUED), month__in=months)
    told = ("unit", "register", "month", "issuers", "issued")
    for found in (near, counting.filter(register__in=STOCKS)):
        yield from (IssuedCell(*line) for line in found.values_list(*told))


def issuers(territory: str) -> set[str]:
    """All issuers as written in rows that count. One query."""
    counting = MonthTally.objects.filter(territory=territory, live__in=(True,), register__in=sorted(ISSUED))
    return {issuer for found in counting.values_list("issuers", flat=True) for issuer in found}


@dataclass(frozen=True, slots=True)
class RowSums:
    """Sums of some rows: as `cells` gives them, and as `issued` does."""

    cells: list[MonthCell]
    issued: list[IssuedCell]


def sums_of_rows(rows: QuerySet[RegisterRow]) -> RowSums:
    """Added up now, of rows of which no sums are kept (those of one issuer)."""
    found = _summed(rows)
    return RowSums(
        [MonthCell(unit, register, month, sums.numbers) for (_, unit, register, month), sums in found.items()],
        [
            IssuedCell(unit, register, month, sums.issuers, sums.issued)
            for (_, unit, register, month), sums in found.items()
        ],
    )


def _months(years: Collection[int]) -> list[str]:
    return [f"{year:04}-{month:02}" for year in sorted(years) for month in range(1, 13)]


def bring_up_to_date(territory: str) -> int:
    """Make the sums of imports that have none yet, or whose sums were made by other definitions; how many."""
    behind = Import.objects.filter(territory=territory, state="accepted").exclude(tallied=edition())
    return _make_all(list(behind.values_list("pk", flat=True)), territory)


def make_again(territory: str) -> int:
    """Make the sums of imports anew that differ from their rows, and take away those that count without an import
    that does; how many imports were amended."""
    stray = MonthTally.objects.filter(territory=territory, live__in=(True,)).exclude(taken__state="accepted")
    stray.update(live=False)
    return _make_all(list(differing(territory)), territory)


def _make_all(keys: list[int], territory: str) -> int:
    for at in range(0, len(keys), AT_ONCE):
        _make_again(keys[at : at + AT_ONCE], territory)
    return len(keys)


@transaction.atomic
def _make_again(keys: Sequence[int], territory: str) -> None:
    still = Import.objects.select_for_update().filter(pk__in=keys, state="accepted").values_list("pk", flat=True)
    tally(list(still), live=True, territory=territory)


def differing(territory: str) -> Iterator[int]:
    """Imports that count and whose sums are not those of their rows. Adds up every row anew."""
    keys = list(
        Import.objects.filter(territory=territory, state="accepted").order_by("pk").values_list("pk", flat=True)
    )
    for at in range(0, len(keys), AT_ONCE):
        part = keys[at : at + AT_ONCE]
        there = _kept(part)
        yield from sorted({key[0] for key, _ in there.items() ^ _plain(summed(part)).items()})


_Told = tuple[tuple[tuple[str, Any], ...], ...]
Plain = dict[tuple[int, str, str, str], _Told]


def _plain(found: Found) -> Plain:
    return {key: _told(sums.numbers, sums.issuers, sums.issued) for key, sums in found.items()}


def _kept(keys: Sequence[int]) -> Plain:
    """The sums that are kept; of what does not count as if there were none."""
    found = MonthTally.objects.filter(taken__in=keys, live__in=(True,))
    told = found.values_list("taken_id", "unit", "register", "month", "numbers", "issuers", "issued")
    return {line[:4]: _told(*line[4:]) for line in told}


def _told(numbers: dict[str, int], issuers: dict[str, int], issued: dict[str, dict[str, int]]) -> _Told:
    return _items(numbers), _items(issuers), tuple((key, _items(issued[key])) for key in sorted(issued))


def _items(numbers: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(numbers.items()))
