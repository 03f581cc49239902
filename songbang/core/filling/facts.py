"""Earlier answers and the list of units, as given in FACTS.csv and UNITS.csv (contract `fill`)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import numeric

from songbang.core.errors import BadInput, Unreadable
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import Measure, in_words, is_text, measure, measure_or_own
from songbang.core.text import plain

_TEN = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """One earlier answer; `line` is its line in the file (the header is line 1). `number` is None for words."""

    line: int
    unit: str
    form: str = field(hash=False)
    indicator: str
    measure: Measure | None = field(hash=False)
    value: str = field(hash=False)
    number: Fraction | None = field(hash=False)
    as_of: date = field(hash=False)
    source: str = field(hash=False)
    also: tuple[str, ...] = field(default=(), hash=False)
    """What forms call it too, as somebody confirmed: the labels of a cell's line and column, joined by ` / `."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the list."""

    code: str
    name: str
    kind: str
    parent: str


LEAST_NAME = 3
LEAST_BEGUN = 2
_COLUMNS = {"unit", "form", "indicator", "measure", "value", "as_of", "source"}


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of a file (the header is line 1) that could not be read: the `column` that is wrong, and what it says."""

    line: int
    column: str
    given: str
    measure: str


def read_facts(path: Path) -> tuple[list[Fact], list[Unread]]:
    """The facts of a file, and the lines that could not be read (no day, a value that is no figure).

    Raises `Unreadable` ("fill.columns", "file.encoding").
    """
    facts, unread = [], []
    for number, row in enumerate(_rows(path, _COLUMNS), 2):
        if fact := _fact(number, row):
            facts.append(fact)
        else:
            column = "value" if _day(row) else "as_of"
            unread.append(Unread(number, column, (row[column] or "").strip(), (row["measure"] or "").strip()))
    return facts, unread


def unknown_measures(facts: list[Fact]) -> dict[str, list[int]]:
    """The units of measurement that no rule converts (斤半, 盘), each with its lines: such a figure answers only a cell
    that names the same word."""
    lines: dict[str, list[int]] = {}
    for fact in facts:
        if fact.measure and not is_text(fact.measure.dimension) and not measure(fact.measure.name):
            lines.setdefault(fact.measure.name, []).append(fact.line)
    return lines


def unknown_units(facts: list[Fact], places: Places) -> dict[str, list[int]]:
    """The units that a list does not hold, each with the lines of its facts: a code may be mistyped."""
    lines: dict[str, list[int]] = {}
    for fact in facts if places.by_code else ():
        if fact.unit not in places.by_code:
            lines.setdefault(fact.unit, []).append(fact.line)
    return lines


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a FACTS.csv as they stand. Raises `Unreadable` ("fill.columns", "file.encoding")."""
    return _rows(path, _COLUMNS)


def _rows(path: Path, needed: set[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except UnicodeDecodeError as error:
        raise Unreadable("file.encoding", file=path.name) from error
    if rows and not needed <= set(rows[0]):
        raise Unreadable("fill.columns", file=path.name, missing=sorted(needed - set(rows[0])))
    return rows


def _fact(line: int, row: dict[str, str]) -> Fact | None:
    as_of = _day(row)
    if as_of is None:
        return None
    return fact_of(line, row["unit"].strip(), row["form"] or "", row["indicator"] or "", row["measure"] or "",
                   row["value"] or "", as_of, row["source"] or "")  # fmt: skip


def _day(row: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat((row["as_of"] or "").strip())
    except ValueError:
        return None


def fact_of(
    line: int, unit: str, form: str, indicator: str, unit_of_measure: str, value: str, as_of: date, source: str
) -> Fact | None:
    """A fact from its texts; None where its value cannot be read in its measure (no figure for 人)."""
    given = plain(value)
    if not given:
        return None
    name, given = _split(given, unit_of_measure)
    measure = measure_or_own(name) or (
        _whether() if given in (*words()["yes_words"], *words()["no_words"]) and not given.isdigit() else None
    )
    if name in (*words()["dash"], *words()["classes_named"]) and _number(given, None) is None:
        measure = in_words()
    number = None if measure and is_text(measure.dimension) else _number(given, measure)
    if number is None and not (measure and (is_text(measure.dimension) or measure.dimension == "boolean")):
        return None
    return Fact(line, unit, form, indicator, measure, given, number, as_of, source)


def _whether() -> Measure | None:
    """The measure of an answer that names none and says 是 or 否."""
    return measure_or_own(str(words()["whether_measure"]))


def read_number(typed: str, measure: Measure | None) -> Fraction | None:
    """A figure as a person types it into a cell of this measure (1,234; 1.2万; 14户); None for what is none."""
    name = measure.name if measure else ""
    unit, value = _split(plain(typed), name)
    number = _number(value, measure)
    if number is None or unit == name or measure is None:
        return number
    given = measure_or_own(unit)
    return number * given.to(measure) if given and given.dimension == measure.dimension else None


def _split(value: str, unit: str) -> tuple[str, str]:
    """3.56万 with the measure 人 is 3.56 in 万人."""
    for prefix in sorted(words()["multiples"], key=len, reverse=True):
        if value.endswith(prefix) and value.removesuffix(prefix).replace(".", "", 1).lstrip("-").isdigit():
            return prefix + unit, value.removesuffix(prefix)
    written = value.removesuffix(unit)
    if unit and written != value and written.replace(".", "", 1).replace(",", "").isdigit():
        return unit, written
    return unit, value


def _number(value: str, measure: Measure | None) -> Fraction | None:
    if measure and measure.dimension == "boolean":
        return Fraction(1) if value in words()["yes_words"] else Fraction(0) if value in words()["no_words"] else None
    try:
        return Fraction(value.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return None


class Places:
    """The units, who lies under whom, and the short names that forms use."""

    def __init__(self, places: list[Place]) -> None:
        self.by_code = {place.code: place for place in places}
        self._below: dict[str, list[Place]] = {}
        for place in places:
            self._below.setdefault(place.parent, []).append(place)

    def below(self, code: str) -> list[Place]:
        return self._below.get(code, [])

    def unnamed(self, fact: Fact) -> str:
        """What a fact says, without the name of the unit that it is of (双桥镇肉类总产量, 肉类总产量（双桥镇）;
        社区工作者 of 柳林社区工作者)."""
        place = self.by_code.get(fact.unit)
        if place is None or len(place.name) < LEAST_NAME or place.name[:2] not in fact.indicator:
            return fact.indicator
        labels = re.split(r"\s+/\s+", fact.indicator)
        own = [label for label in labels if label == _bare(plain(place.name))]
        if own and len(labels) > 1:  # 莲塘 / 户籍人数, of 莲塘社区
            return " / ".join(label for label in labels if label not in own)
        goes_on = f"(?![{words()['name_goes_on']}])"
        for name in _names(place):
            rest = re.sub(f"{words()['given_to']}{re.escape(name)}", words()["given"], fact.indicator)  # 调给双桥镇
            rest = re.sub(f"{re.escape(name)}(?={words()['called_after'].get(place.kind, '$^')})", place.kind, rest)
            rest = re.sub(f"{re.escape(name)}{goes_on}", "", rest)
            rest = re.sub(words()["name_left"], "", rest).strip(" /")
            if len(name) >= LEAST_NAME and name in fact.indicator and rest:
                return rest
        return fact.indicator

    def kind_of(self, code: str) -> str:
        """What a unit is called as one of many (镇); "" for one that the list does not hold."""
        return self.by_code[code].kind if code in self.by_code else ""

    def begun(self, label: str, among: str) -> str | None:
        """The one unit under `among` whose name a row label begins, where others of its table name units in full or in
        short (柳林 for 柳林庄)."""
        bare = _bare(plain(label))
        found = [place.code for place in self.below(among) if plain(place.name).startswith(bare)]
        return found[0] if len(found) == 1 and len(bare) >= LEAST_BEGUN else None

    def named(self, label: str, among: str) -> str | None:
        """The unit under `among` (itself included) that a row label names, in full or in short."""
        near = [*self.below(among), *([self.by_code[among]] if among in self.by_code else [])]
        if not near:
            return None
        bare = _bare(plain(label))
        exact = [place.code for place in near if _bare(plain(place.name)) in (bare, plain(label))]  # 铁路新村
        short = exact or [place.code for place in near if _shortened(bare, _bare(plain(place.name)))]
        short = short or [place.code for place in near if _but_kind(plain(place.name)) == bare]
        short = short or [place.code for place in near if _begun(bare, _bare(plain(place.name)))]
        if not short and (number := _group_in(f"^{words()['group']}", plain(label))):
            short = [place.code for place in near if _group_in(words()["group"], plain(place.name)) == number]
        return short[0] if len(short) == 1 else None


def own_level(indicator: str) -> str:
    """What a village says without the words that tell that its things are a village's (村级骨灰堂)."""
    return re.sub(_own_level(), r"\1", indicator)


@lru_cache(maxsize=1 << 16)
def beyond(indicator: str, kind: str) -> bool:
    """Whether an answer of a unit of this kind says in brackets, or as a label, that it counts a wider area: of a
    town 检查（全县）."""
    told = [n for n, area in enumerate(_areas()) if area.search(plain(indicator))]
    if not kind or not told:
        return False
    return max(told) > next((n for n, line in enumerate(words()["areas"]) if f"{line[0][0]}{kind}" in line), 0)


@cache
def _own_level() -> re.Pattern[str]:
    return re.compile(rf"(^|/\s*)(?:{'|'.join(words()['village_own'])})(?=[^\s/]{{2,}})")


@cache
def _areas() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:^|[(、,/])\s*(?:{'|'.join(line)})\s*(?:$|[)、,/])") for line in words()["areas"])


def _names(place: Place) -> list[str]:
    """How papers call a unit: 锦园社区居委会, 锦园社区; and its own part of a body (枫桥分会)."""
    bare = _bare(plain(place.name))
    short = bare.removesuffix(place.kind) if len(bare) > len(place.kind) + 1 else bare
    usual = (place.kind, words()["village"])
    endings = next((alike for alike in words()["unit_kinds"] if place.kind in alike), usual)
    own = [short + part for part in words()["own_parts"] if len(short) > 1]
    return list(dict.fromkeys((place.name, *(bare + ending for ending in endings), *own)))


def _bare(name: str) -> str:
    for ending in words()["unit_endings"]:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def _but_kind(name: str) -> str:
    """麻塘 of 麻塘镇, 白溪 of 白溪土家族乡."""
    return re.sub(words()["kind_of_place"], "", name)


def _begun(short: str, full: str) -> bool:
    """枣林 for 枣林庄村: all but the last sign of a name of three."""
    return len(short) > 1 and len(full) == len(short) + 1 and full.startswith(short)


def _group_in(pattern: str, name: str) -> int:
    """Which of a village's groups a name tells (三组, 横塘村第三村民小组); 0 where it tells none."""
    found = re.search(f"{pattern}$", name)
    if not found or found[1].isdigit():
        return int(found[1]) if found else 0
    number = 0
    for value in map(int, map(numeric, found[1])):
        number = max(number, 1) * value if value == _TEN else number + value
    return number


def _shortened(short: str, full: str) -> bool:
    """下谷乡 for 下谷坪土家族乡: the same last character, the others in order."""
    if len(short) < 2 or not full or short[-1] != full[-1]:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def read_places(path: Path | None) -> Places:
    """The units of a file. Raises `Unreadable` ("fill.columns"), `BadInput` ("fill.units_twice")."""
    if path is None:
        return Places([])
    places = [
        Place(row["code"].strip(), row["name"].strip(), (row.get("kind") or "").strip(), (row["parent"] or "").strip())
        for row in _rows(path, {"code", "name", "parent"})
    ]
    codes = [place.code for place in places]
    if len(set(codes)) < len(codes):
        raise BadInput("fill.units_twice", file=path.name, twice=next(c for c in codes if codes.count(c) > 1))
    return Places(places)
