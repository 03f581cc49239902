"""The units of a made district and the ways of naming several of them at once."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from samples.words import words


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; `level` is county, town or village; `office` is what its offices are called: 镇, 街道, 管委会."""

    code: str
    name: str
    level: str
    aliases: tuple[str, ...]
    parent: str
    cadres: int | None
    office: str = ""


@dataclass(frozen=True, slots=True)
class District:
    """County, towns and villages; `ambiguous` are short names that two units could mean and that none bears."""

    county: Unit
    towns: tuple[Unit, ...]
    villages: tuple[Unit, ...]
    ambiguous: tuple[str, ...]

    def below(self, unit: Unit) -> list[Unit]:
        """The villages and communities of a town."""
        return [village for village in self.villages if village.parent == unit.code]

    def write_units(self, path: Path) -> None:
        """Write `units.csv` as the contract has it."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["code", "name", "aliases", "level", "parent", "cadres"])
            for u in (self.county, *self.towns, *self.villages):
                cadres = "" if u.cadres is None else u.cadres
                writer.writerow([u.code, u.name, "|".join(u.aliases), u.level, u.parent, cadres])


def district(names: tuple[str, ...], table: Any = None) -> District:
    """The district with the towns named, in that order; of another `table` of towns if given."""
    table = table or words("districts")
    county = Unit(
        table["county"]["code"], table["county"]["name"], "county", tuple(table["county"]["aliases"]), "", None
    )
    chosen = [next(t for t in table["towns"] if t["name"] == name) for name in names]
    stems = Counter(_stem(v) for town in chosen for v in town["villages"].values())
    taken = {_short(town["name"]) for town in chosen}
    villages = [_village(t, s, v, stems, taken) for t in chosen for s, v in t["villages"].items()]
    ambiguous = tuple(stem for stem, times in stems.items() if times > 1)
    return District(county, tuple(_town(t, county.code) for t in chosen), tuple(villages), ambiguous)


def collective(district: District, keeper: Unit, rng: Random) -> tuple[str, tuple[str, ...]]:
    """A cell that names several units, as written in a register of `keeper`, and the codes it means."""
    if keeper.level == "county":
        return _towns_together(district.towns, rng)
    return _villages_together(district.below(keeper), rng)


def single(units: list[Unit], rng: Random) -> tuple[str, tuple[str, ...]]:
    """A cell that names one unit, by its name or one of its other names."""
    unit = rng.choice(units)
    return rng.choice((unit.name, unit.name, *unit.aliases)), (unit.code,)


def _towns_together(towns: tuple[Unit, ...], rng: Random) -> tuple[str, tuple[str, ...]]:
    ending = [u for u in towns if u.name.endswith(("镇", "街道"))]
    out = rng.choice(ending)
    others = tuple(u.code for u in ending if u is not out)
    every = tuple(u.code for u in ending)
    areas = [u for u in towns if u not in ending]
    choices = [
        (rng.choice(["各镇、街道", "各镇（街道）", "各镇(街道)", "各镇、各街道"]), every),
        ("各镇", tuple(u.code for u in ending if u.name.endswith("镇"))),
        ("各街道", tuple(u.code for u in ending if u.name.endswith("街道"))),
        (f"除{out.name}外的各镇、街道", others),
        (f"各镇、街道（除{out.name}外）", others),
        (f"各镇（街道）（{out.name}除外）", others),
        _named(list(towns), rng),
    ]
    if areas:
        choices.append((f"各镇、街道，{areas[0].name}", (*every, areas[0].code)))
    return rng.choice(choices)


def _villages_together(villages: list[Unit], rng: Random) -> tuple[str, tuple[str, ...]]:
    out = rng.choice(villages)
    every = tuple(u.code for u in villages)
    others = tuple(u.code for u in villages if u is not out)
    communities = tuple(u.code for u in villages if u.name.endswith("社区"))
    rural = tuple(u.code for u in villages if u.name.endswith("村"))
    choices = [
        (rng.choice(["各村（社区）", "各村(社区)", "各村、社区"]) if rural else "各社区", every),
        ("各社区", communities),
        (f"除{out.name}外的各村（社区）", others),
        (f"各村（社区）（除{out.name}外）", others),
        _named(villages, rng),
    ]
    return rng.choice([*choices, ("各村", rural)] if rural else choices)


def _named(units: list[Unit], rng: Random) -> tuple[str, tuple[str, ...]]:
    some = rng.sample(units, rng.choice((2, 3)))
    return rng.choice("、，").join(rng.choice((u.name, u.name, *u.aliases[:1])) for u in some), tuple(
        u.code for u in some
    )


def _short(name: str) -> str:
    return name.removesuffix("街道").removesuffix("镇")


def _stem(name: str) -> str:
    return name.removesuffix("社区").removesuffix("村")


def _town(entry: dict[str, Any], county: str) -> Unit:
    name = entry["name"]
    office = entry.get("office") or ("镇" if name.endswith("镇") else "街道")
    formal = {"镇": [f"{name}人民政府", f"{name}政府"], "街道": [f"{name}办事处", f"{name}办"]}.get(
        office, [f"{name}{office}"]
    )
    short = [_short(name)] if _short(name) != name else []
    old = [entry["old"]] if "old" in entry else []
    return Unit(entry["code"], name, "town", (*short, *formal, *old), county, int(entry["cadres"]), office)


def _village(town: dict[str, Any], suffix: str, name: str, stems: Counter[str], taken: set[str]) -> Unit:
    body = "居委会" if name.endswith("社区") else "村委会"
    stem = _stem(name)
    formal = f"{name}居委会" if body == "居委会" else f"{stem}村委会"
    short = [stem] if stems[stem] == 1 and stem not in taken else []
    code = town["code"].replace("X01", "015") if "X01" in town["code"] else town["code"]
    return Unit(code + suffix, name, "village", (formal, *short), town["code"], 5 + int(suffix) % 6)
