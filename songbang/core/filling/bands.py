"""Bands of age that a table's lines and columns part people by: where each ends, and what ages all of them have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import Wording, clean, numbered, wording, words
from songbang.core.filling.slots import Sheet
from songbang.core.filling.unsaid import Tokens, last_of


@cache
def _bare() -> re.Pattern[str]:
    """An age from and to, or one and more, that does not say that it is an age."""
    return re.compile(rf"range:(\d+-\d+)|(\d{{2,3}})(?:{'|'.join(words()['or_more'])})")


def edges(sheet: Sheet, read: Callable[[str], Wording]) -> dict[tuple[int, str], str]:
    """(table, `age:-17`) → `age:-18` where its next band begins at 18: 17岁以下 counts those of 17 there."""
    ages: dict[int, set[str]] = {}
    for slot in sheet.slots:
        for label in (slot.row.label, *slot.path):
            ages.setdefault(slot.table, set()).update(t for t in read(label).tokens if t.startswith("age:"))
    return {(table, band): last for table, bands in ages.items() for band, last in last_of(bands).items()}


def whole_bands(sheet: Sheet, read: Callable[[str], Wording]) -> dict[int, str]:
    """What ages all of a table's lines have, by table: `age:60+` where they begin at 60 and have no end, `age:-18`
    where they go from 0 to 17; tables without such lines are left out."""
    found = {table: _whole_band(sheet, table, read) for table in {slot.table for slot in sheet.slots}}
    return {table: band for table, band in found.items() if band}


def _whole_band(sheet: Sheet, table: int, read: Callable[[str], Wording]) -> str:
    lines = [slot.row for slot in sheet.slots if slot.table == table]
    if len({row.labels[0] for row in lines if len(row.labels) > 1}) > 1:
        return ""  # parted by other things too (按文化程度, 按年龄): the total is of these as well
    rows = {row.number: row.label for row in lines}
    ages = {token for label in rows.values() for token in read(label).tokens if token.startswith("age:")}
    numbers = sorted([int(number) for number in re.findall(r"\d+", age)] for age in ages)
    if any(age.startswith("age:-") for age in ages):
        bands = sorted((0, found[0] - 1) if len(found) == 1 else (found[0], found[-1]) for found in numbers)
        closed = len(bands) > 2 and all(after[0] == before[1] + 1 for before, after in pairwise(bands))
        return f"age:-{bands[-1][1] + 1}" if closed and not any(age.endswith("+") for age in ages) else ""
    return f"age:{numbers[0][0]}+" if len(ages) > 2 and any(age.endswith("+") for age in ages) else ""


def bare_bands(sheet: Sheet) -> frozenset[str]:
    """The labels that are bare numbers from and to (60-69), where a heading over them, or one of their kind (100+), is
    of ages."""
    found: set[str] = set()
    for table in {slot.table for slot in sheet.slots}:
        own = [slot for slot in sheet.slots if slot.table == table]
        labels = {label for slot in own for label in (slot.row.label, *slot.path)}
        tokens = {label: wording(label).tokens for label in labels}
        aged = any(token.startswith("age:") for told in tokens.values() for token in told)
        ranges = {n for n, told in tokens.items() if told and all(_bare().fullmatch(token) for token in told)}
        found |= ranges if aged else set()
    return frozenset(found)


def as_ages(said: Wording) -> Wording:
    """A label of bare numbers with what it tells as ages (60-69; 90 and more)."""
    return replace(said, tokens=frozenset(_bare().sub(_age, token) for token in said.tokens))


def _age(bare: re.Match[str]) -> str:
    return f"age:{bare[1]}" if bare[1] else f"age:{bare[2]}+"


def aged_names(head: Head) -> dict[str, Tokens]:
    """Whom notes tell by an age, by their name: 老年人指60周岁及以上，未成年人指未满18周岁."""
    people = frozenset((*words()["people_words"], *words()["children"], *words()["people_bare"]))
    found: dict[str, Tokens] = {}
    for clause in (one for note in head.notes for one in re.split("[;。,]", clean(note))):
        told = re.match(words()["aged_by_note"], clause)
        age = wording(told[2]).tokens - people if told else frozenset()
        if told and len(age) == 1 and all(token.startswith("age:") for token in age):
            found[told[1]] = age
    return found


def by_age(label: str, aged: dict[str, Tokens], said: Wording) -> Wording:
    """A label's words, where it is no more than a name of those that a note tells by an age."""
    name = numbered(clean(label))[1].partition("(")[0] if aged else ""
    return replace(said, tokens=aged[name]) if name in aged else said
