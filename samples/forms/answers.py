"""What earlier forms said of the figures that a form asks for, and what each cell must hence hold."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from samples.forms.figures import OTHER, TIMES, TOWN, VILLAGES, Ref
from samples.forms.layouts import lines_of

KINDS = ("known", "stale", "conflict", "unknown")
WEIGHTS = (70, 10, 5, 15)


class Line(NamedTuple):
    """A line of FACTS.csv."""

    unit: str
    form: str
    indicator: str
    measure: str
    value: str
    as_of: date
    source: str


class Answers:
    """Invents for each figure how it is known, and the facts that make it so."""

    def __init__(self, told: dict[str, Any], dice: random.Random) -> None:
        self.told, self.dice = told, dice
        self.facts: list[Line] = []
        self.known: dict[Ref, tuple[str, Fraction | None]] = {}
        self.measures = {(line[3], ""): line[2] for line in lines_of(told)}
        for _, unit, key in told.get("columns", ()):
            self.measures |= {(line[3], key): unit for line in lines_of(told)}

    def invent(self, refs: set[Ref]) -> None:
        ordered = sorted((r for r in refs if not r.change), key=lambda r: (r.figure, r.column, r.unit, r.back))
        dated = any(r.back for r in ordered)
        below = {(r.figure, r.column) for r in ordered if r.unit != TOWN.code}
        for ref in ordered:
            if ref.unit == TOWN.code and (ref.figure, ref.column) in below:
                continue
            self._figure(ref, self.dice.choices(KINDS, WEIGHTS)[0], dated)
        self._traps(dated)
        self._others()
        self.dice.shuffle(self.facts)

    def truth(self, ref: Ref) -> tuple[str, Fraction | None]:
        if ref.change:
            now, then = (self.known[Ref(ref.figure, ref.column, back=back)] for back in (0, 1))
            if now[1] is None or then[1] is None:
                return "open", None
            return "derived", now[1] - then[1]
        if ref in self.known:
            return self.known[ref]
        parts = [self.known.get(Ref(ref.figure, ref.column, place.code), ("unknown", None)) for place in VILLAGES]
        if any(value is None for _, value in parts):
            return "open", None
        return "derived", sum((value for _, value in parts if value is not None), Fraction(0))

    # -- days --------------------------------------------------------------------------------------------------------

    def _end(self, back: int = 0) -> date:
        """The last day of the form's period, or as many periods earlier."""
        period, on = str(self.told.get("period", "")), self.told["day"]
        if "上半年" in period:
            return date(int(period[:4]) - back, 6, 30)
        if "季" in period:
            month = {"一": 3, "二": 6, "三": 9, "四": 12}[period.split("第")[-1][0]]
            return date(int(period[:4]) - back, month, {3: 31, 6: 30, 9: 30, 12: 31}[month])
        if "月" in period:
            year, month = int(period[:4]), int(period[5:].split("月")[0])
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) - timedelta(365 * back)
        if period:
            return date(int(period[:4]) - back, 12, 31)
        return on - timedelta(12 + 365 * back)

    def _day(self, kind: str, back: int, stale: bool, dated: bool) -> date:
        dated = dated or bool(self.told.get("at_end")) or kind == "at"
        end = self._end(back + (1 if stale and (kind == "flow" or dated) else 0))
        if kind == "flow" or dated:
            return end
        if stale:
            return self.told["day"] - timedelta(150 if kind == "moving" else 430 if kind == "stock" else 2200)  # type: ignore[no-any-return]
        return end - timedelta(self.dice.choice([0, 0, 31] if kind == "moving" else [0, 0, 61]))

    # -- facts -------------------------------------------------------------------------------------------------------

    def _figure(self, ref: Ref, how: str, dated: bool) -> None:
        told = self.told["quantities"][ref.figure]
        ways = told["c"][ref.column] if "c" in told else told["w"]
        kind, way = told["k"], self.dice.choice(ways)
        # Beside the year before, this year's stale figure would be that year's answer.
        if how == "unknown" or (how == "stale" and dated):
            self.known[ref] = "unknown", None
            return
        value = self._say(way, ref, self._day(kind, ref.back, how == "stale", dated))
        if how == "stale":
            self.known[ref] = how, None
            return
        if how == "conflict":
            self._say(way, ref, self.facts[-1].as_of, self.facts[-1].value, source="另一来源")
            self.known[ref] = how, None
            return
        self.known[ref] = "known", value
        # An older answer too, where the form does not ask for the period before.
        if not dated and self.dice.random() < 0.3:
            self._say(self.dice.choice(ways), ref, self._day(kind, ref.back + 1, False, True))

    def _say(self, way: str, ref: Ref, day: date, against: str = "", source: str = "") -> Fraction:
        """Write an answer down; `against` another one it disagrees with it. Its value in the cell's own unit."""
        form, indicator, measure = way.split("|")
        asked = self.measures[ref.figure, ref.column]
        factor = Fraction(TIMES.get((measure, asked), 1))
        text = _apart(against) if against else self._number(measure, factor)
        self.facts.append(Line(ref.unit, form, indicator, measure, text, day, source or form))
        return Fraction(text) * factor

    def _number(self, measure: str, factor: Fraction) -> str:
        if factor > 100:
            return f"{self.dice.uniform(1, 9):.4f}"
        if factor < 1:
            return str(self.dice.randint(20, 900) * 1000)
        if measure in ("公顷", "吨", "万元", "公里"):
            return f"{self.dice.uniform(10, 900):.2f}"
        return str(self.dice.randint(11, 4000))

    def _traps(self, dated: bool) -> None:
        """Answers that look alike and mean another thing."""
        for told in self.told["quantities"].values():
            for way in told.get("t", ()):
                day = self._end() if told["k"] == "flow" or dated else self._day(told["k"], 0, False, False)
                form, indicator, measure = way.split("|")
                for unit in (TOWN, *VILLAGES):
                    text = str(self.dice.randint(11, 4000))
                    self.facts.append(Line(unit.code, form, indicator, measure, text, day, form))

    def _others(self) -> None:
        """Another town's answers in the same words."""
        own = [fact for fact in self.facts[::3] if fact.unit == TOWN.code]
        self.facts += [fact._replace(unit=OTHER.code, value=str(self.dice.randint(11, 4000))) for fact in own]


def _apart(text: str) -> str:
    """Another figure with as many places."""
    places = len(text.partition(".")[2])
    return f"{float(text) * 1.3 + 7:.{places}f}"
