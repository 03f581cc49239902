"""Who speaks: the figures, the words, and the year on year that may be told of a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from songbang.core.reporting.compose_numbers import change_run, number, percent_text, plain, rounded, share_run
from songbang.core.reporting.compose_words import Runs, Slot, Words
from songbang.core.reporting.figures import Comparison, Figures, Ratio
from songbang.core.reporting.report import Run
from songbang.core.units import Unit

Tone = Literal["problem", "neutral", "progress"]
Check = Mapping[str, Any]
Side = Literal["value", "baseline"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence. `short` is what it comes to, without numbers; empty where it is not worth a summary."""

    tone: Tone
    runs: Runs
    short: str = ""
    fell: tuple[str, str] | None = None
    """What fell, and the class of the fall (`down_some`, `down_clear`), where fewer is better."""


@dataclass(frozen=True)
class Speaker:
    """The figures, the words and the name of the baseline: all that a check needs to speak."""

    figures: Figures
    words: Words
    then: str
    then_end: str
    """The baseline's last day, to which stocks are compared: 去年同期末."""
    this: str
    """The period where its year is known: 今年1—7月."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where the first appendix tells more of a figure, e.g. 附件1表1."""

    def compared(self, figure_id: str, measure: str, *, plainly: bool = False, per: int = 1) -> Runs:
        """The year on year of the whole, or of the units that state both periods, or that there is none.

        Numbers are told in units of `per` (60: minutes as hours), rounded.
        """
        made = self.figures.comparison(figure_id)
        if made is None:
            return self._impossible(figure_id)
        said = self._fragment(made, figure_id, measure, plainly, per)
        if not made.units:
            return said
        few = len(made.units) <= self.words.rules["named_comparable"]
        whole = rounded(made.value, per) == rounded(self.figures.value(figure_id) or 0, per)
        return self.words.say(
            "comparison.part_all" if whole else "comparison.part_named" if few else "comparison.part",
            units=self.words.listed([unit.name for unit in made.units]),
            v=self.side_run(made, figure_id, "value", per),
            m=measure,
            compare=said,
        )

    def compares(self) -> bool:
        """May any figure be compared at all?"""
        return any(self.figures.comparison(figure_id) for figure_id in self.figures.total_ids())

    def is_stock(self, figure_id: str) -> bool:
        """Is it counted on the last day, rather than over the period?"""
        return figure_id in self.words.rules["stocks"]

    def when(self, figure_id: str) -> str:
        """去年同期, of a stock 去年同期末; with its preposition where the language has one."""
        if self.is_stock(figure_id):
            return self.words.plain("then.at_end", then=self.then_end)
        return self.words.plain("then.over", then=self.then)

    def is_small(self, baseline: float) -> bool:
        """Is the baseline too small for a percentage to say anything?"""
        return baseline < int(self.words.rules["small_base"])

    def side_run(self, made: Comparison, figure_id: str, side: Side, per: int = 1) -> Run:
        """A side of the comparison as a number, and how it follows where it is not the figure's own."""
        value, key = getattr(made, side), self.key(figure_id)
        follows, without = self._sum_follows(made, figure_id, side)
        text = str(rounded(value, per))
        if per == 1:
            return Run(text, key, follows, without, bool(without))
        hours = self.words.plain("follows.divided", n=text, minutes=plain(value), per=str(per))
        said = self.words.plain("follows.both", first=hours, second=follows) if follows else hours
        return Run(text, key, said, without, bool(without))

    def _sum_follows(self, made: Comparison, figure_id: str, side: Side) -> tuple[str, tuple[str, ...]]:
        """2944 = 3006 − 府南社区62 where only comparable units count; and the units whose rows do not count."""
        stated = [(unit, getattr(one, side)) for unit, one in self.figures.by_unit(figure_id)]
        left = [(unit, value) for unit, value in stated if made.units and unit not in made.units]
        counted = [(unit, value) for unit, value in left if value is not None]
        names = tuple(unit.name for unit, _ in left)
        if not counted:
            return "", names
        value, rest = getattr(made, side), sum(value for _, value in counted)
        slots = {"n": plain(value), "whole": plain(value + rest), "rest": plain(rest), "units": str(len(counted))}
        if len(counted) > self.words.rules["named_comparable"]:
            return self.words.plain("follows.without_many", **slots), names
        minus = [self.words.plain("follows.minus", unit=unit.name, n=plain(value)) for unit, value in counted]
        return self.words.plain("follows.without", items="".join(minus), **slots), names

    def _impossible(self, figure_id: str) -> Runs:
        """Why there is no year on year; empty where the overview has said it of the whole register, or of all."""
        register = figure_id.split(".")[0]
        whole = [one for one in self.words.rules["overview"] if one.split(".")[0] == register]
        if not self.compares() or (whole and not self.figures.comparison(whole[0])):
            return ()
        now, base = self.figures.one_sided(figure_id)
        if bool(now) == bool(base):
            return self.words.say("comparison.impossible")
        period = self.then if base else self.words.period(self.figures.period)
        lacks_column = figure_id in self.words.phrases["unstated"]
        return self.words.say("comparison.unstated" if lacks_column else "comparison.lacking", period=period)

    def _fragment(self, made: Comparison, figure_id: str, measure: str, plainly: bool, per: int) -> Runs:
        then = self.when(figure_id)
        slots: dict[str, Slot] = {"then": then, "b": self.side_run(made, figure_id, "baseline", per), "m": measure}
        change = made.change
        if change is None:
            return self.words.say("comparison.new" if made.value else "comparison.still_none", **slots)
        if change == 0 or not made.value:
            return self.words.say("comparison.gone" if change else "comparison.same", **slots)
        key = self._fragment_key(made, figure_id, plainly)
        slots |= {"class": self.words.change_word(change), "pct": self.change_run(made, figure_id)}
        return self.words.say(f"comparison.{key}", d=self._difference(made, figure_id, per), **slots)

    def _fragment_key(self, made: Comparison, figure_id: str, plainly: bool) -> str:
        if self.is_small(made.baseline):
            return "more" if made.value > made.baseline else "fewer"
        way = self.words.change_key(made.change or Fraction(0)).split("_")[0]
        if way == "flat":
            return way
        return f"stock_{way}" if self.is_stock(figure_id) else f"plain_{way}" if plainly else way

    def change_run(self, made: Comparison, figure_id: str) -> Run:
        without = self._sum_follows(made, figure_id, "value")[1]
        return change_run(made.value, made.baseline, self.key(figure_id), without=without)

    def _difference(self, made: Comparison, figure_id: str, per: int) -> Run:
        """How many more or fewer, without sign: 124 = 230 − 106."""
        low, high = sorted((rounded(made.value, per), rounded(made.baseline, per)))
        without = self._sum_follows(made, figure_id, "value")[1]
        return Run(str(high - low), self.key(figure_id), f"{high - low} = {high} − {low}", without, bool(without))

    def share_said(self, ratio: Ratio, of: Sequence[str]) -> Runs:
        """占34.1%, naming what it is a share of where that is less than the whole told before."""
        whole = self.is_whole(ratio, of)
        why = "" if whole else self.whole_said(ratio)
        share = share_run(percent_text(ratio.share), ratio.part, ratio.whole, ratio.key, why)
        return self.words.say("share.whole" if whole else "share.part", share=share)

    def whole_said(self, ratio: Ratio) -> str:
        """Which units the whole of a share is taken over, where not all that state it count."""
        names = self.words.listed([unit.name for unit in ratio.units])
        return self.words.plain("follows.over", units=names) if ratio.units else ""

    def is_whole(self, ratio: Ratio, of: Sequence[str]) -> bool:
        """Do all units that state the whole state the part too?"""
        totals = [self.figures.value(one) for one in of]
        return ratio.whole == sum(total for total in totals if total is not None)

    def units_named(self, units: Sequence[Unit], key: str, most: str = "named_units") -> Runs:
        """The units by name, or how many when they are more than the rule `most` (a number of its own)."""
        names = [unit.name for unit in units]
        if len(units) <= self.words.rules[most]:
            return self.words.listed(names)
        return self.words.say("units.many", n=self.how_many(units, key))

    def how_many(self, units: Sequence[Unit], key: str) -> Run:
        names = self.words.listed([unit.name for unit in units], last="comma")
        follows = self.words.plain("follows.count", n=str(len(units)), units=names)
        return Run(str(len(units)), key, follows, (), True)

    def see(self, figure_id: str) -> Runs:
        """（详见附件1图1和表1）, empty where the appendix has nothing of it."""
        place = self.places.get(figure_id)
        return self.words.say("see.said", place=place) if place else ()

    def stating(self) -> list[Unit]:
        """The units whose registers state any figure of the period."""
        ids = self.figures.total_ids()
        found = {unit.code for figure_id in ids for unit in self.figures.stating(figure_id)}
        return [unit for code, unit in self.figures.units.items() if code in found]

    def widest(self) -> str:
        """The key of the figure that most units state: a number of units follows from it."""
        ids = self.figures.total_ids()
        return self.key(max(ids, key=lambda figure_id: len(self.figures.stating(figure_id))))

    def who(self) -> str:
        """各单位, or the name of the only unit that states anything."""
        stating = self.stating()
        return stating[0].name if len(stating) == 1 else self.words.template("units.several")

    def key(self, figure_id: str) -> str:
        figure = self.figures.get(figure_id)
        return figure.key if figure else figure_id

    def total(self, figure_id: str, per: int = 1) -> Run:
        """The figure over all units; told in units of `per`, with the division."""
        value = self.figures.value(figure_id) or 0
        if per == 1:
            return number(value, self.key(figure_id))
        text = str(rounded(value, per))
        hours = self.words.plain("follows.divided", n=text, minutes=plain(value), per=str(per))
        return Run(text, self.key(figure_id), hours)
