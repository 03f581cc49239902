"""Checks of the rulebook put to the figures: each says one sentence and whether what it says is a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from songbang.core.reporting.compose_words import Runs, Slot, Words, bound, decimal, number, percent, rounded
from songbang.core.reporting.figures import Comparison, Figure, Figures, Ratio
from songbang.core.units import Unit

Tone = Literal["problem", "neutral", "progress"]
Check = Mapping[str, Any]


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

    def judge(self, topic: str, check: Check) -> Statement | None:
        """The check's sentence; None where the registers state too little to say anything."""
        return _TESTS[check["test"]](self, f"{topic}.{check['name']}", check)

    def compared(self, figure_id: str, measure: str, *, plainly: bool = False, per: int = 1) -> Runs:
        """The year on year of the whole, or of the units that state both periods, or that there is none.

        Numbers are told in units of `per` (60: minutes as hours), rounded.
        """
        made = self.figures.comparison(figure_id)
        if made is None:
            return self._impossible(figure_id)
        key = _key(self.figures, figure_id)
        said = self._fragment(made, key, measure, plainly, per)
        if not made.units:
            return said
        if rounded(made.value, per) == rounded(self.figures.value(figure_id) or 0, per):
            return self.words.say("comparison.part_all", compare=said)
        few = len(made.units) <= self.words.rules["named_comparable"]
        return self.words.say(
            "comparison.part_named" if few else "comparison.part",
            units=self.words.listed([unit.name for unit in made.units]),
            v=number(rounded(made.value, per), key),
            m=measure,
            compare=said,
        )

    def compares(self) -> bool:
        """May any figure be compared at all?"""
        return any(self.figures.comparison(figure_id) for figure_id in self.figures.total_ids())

    def _impossible(self, figure_id: str) -> Runs:
        """Why there is no year on year; empty where the overview has said it of the whole register, or of all."""
        register = figure_id.split(".")[0]
        whole = [one for one in self.words.rules["overview"] if one.split(".")[0] == register]
        if not self.compares() or (whole and not self.figures.comparison(whole[0])):
            return ()
        now, base = self.figures.one_sided(figure_id)
        if bool(now) == bool(base):
            return self.words.say("comparison.impossible")
        period = self.words.period(self.figures.baseline) if base else self.words.period(self.figures.period)
        return self.words.say("comparison.lacking", period=self.then if base else period)

    def _fragment(self, made: Comparison, key: str, measure: str, plainly: bool, per: int) -> Runs:
        slots: dict[str, Slot] = {"then": self.then, "b": number(rounded(made.baseline, per), key), "m": measure}
        change = made.change
        if change is None:
            return self.words.say("comparison.new" if made.value else "comparison.still_none", **slots)
        if change == 0 or not made.value:
            return self.words.say("comparison.gone" if change else "comparison.same", **slots)
        direction = self.words.change_key(change).split("_")[0]
        if plainly and direction != "flat":
            direction = f"plain_{direction}"
        slots |= {"class": self.words.change_word(change), "pct": percent(change, key)}
        return self.words.say(f"comparison.{direction}", **slots)

    def share_said(self, ratio: Ratio, of: list[str]) -> Runs:
        """占34.1%, naming what it is a share of where that is less than the whole told before."""
        share = percent(ratio.share, ratio.key)
        return self.words.say("share.whole" if self.is_whole(ratio, of) else "share.part", share=share)

    def is_whole(self, ratio: Ratio, of: list[str]) -> bool:
        """Do all units that state the whole state the part too?"""
        totals = [self.figures.value(one) for one in of]
        return ratio.whole == sum(total for total in totals if total is not None)

    def units_named(self, units: tuple[Unit, ...] | list[Unit], key: str) -> Runs:
        """The units by name, or how many when they are many (a number that follows from the figure `key`)."""
        if len(units) <= self.words.rules["named_units"]:
            return self.words.listed([unit.name for unit in units])
        return self.words.say("units.many", n=number(len(units), key))

    def stating(self) -> list[Unit]:
        """The units whose registers state any figure of the period."""
        ids = self.figures.total_ids()
        found = {unit.code for figure_id in ids for unit in self.figures.stating(figure_id)}
        return [unit for code, unit in self.figures.units.items() if code in found]

    def widest(self) -> str:
        """The key of the figure that most units state: a number of units follows from it."""
        ids = self.figures.total_ids()
        return _key(self.figures, max(ids, key=lambda figure_id: len(self.figures.stating(figure_id))))

    def who(self) -> str:
        """各单位, or the name of the only unit that states anything."""
        stating = self.stating()
        return stating[0].name if len(stating) == 1 else self.words.template("units.several")


def _key(figures: Figures, figure_id: str) -> str:
    figure = figures.get(figure_id)
    return figure.key if figure else figure_id


def _stated(speaker: Speaker, figure_id: str) -> tuple[Figure, float] | None:
    figure = speaker.figures.get(figure_id)
    return (figure, figure.value) if figure and figure.value is not None else None


def _volume(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    stated = _stated(speaker, check["figure"])
    if not stated:
        return None
    figure, value = stated
    words, made = speaker.words, speaker.figures.comparison(figure.id)
    change = made.change if made else None
    little = change is not None and _little(words, change, check)
    variant = "zero" if not value else "little" if little else _variant(words, phrase, change)
    plainly = little or check["name"] != "volume"
    compare = speaker.compared(figure.id, words.template(f"{phrase}.measure"), plainly=plainly)
    runs = words.say(f"{phrase}.{variant}", n=number(value, figure.key), then=speaker.then, compare=compare)
    tone = "problem" if little else _volume_tone(words, made, check)
    fell = fall_of(speaker, figure.id) if "down" not in check and not little else None
    return Statement(tone, runs, _volume_short(words, phrase, change, little), fell)


def _variant(words: Words, phrase: str, change: Fraction | None) -> str:
    """A phrase of its own for this class of change, where the catalogue has one."""
    wanted = words.change_key(change) if change is not None else "stated"
    return wanted if words.has(f"{phrase}.{wanted}") else "stated"


def fall_of(speaker: Speaker, figure_id: str) -> tuple[str, str] | None:
    """The figure and the class of its fall, where it fell enough to be told as progress."""
    made = speaker.figures.comparison(figure_id)
    change, rule = made.change if made else None, speaker.words.rules["progress"]
    if not made or change is None or -change < bound(rule["from"]) or made.baseline < rule["least"]:
        return None
    return figure_id, speaker.words.change_key(change)


def _little(words: Words, change: Fraction, check: Check) -> bool:
    """Did not rise, and fell by less than the bound?"""
    rose = words.change_key(change).startswith("up")
    return "little" in check and not rose and -change < bound(check["little"])


def _volume_tone(words: Words, made: Comparison | None, check: Check) -> Tone:
    if not made:
        return "neutral"
    change = made.change if made.change is not None else Fraction(bool(made.value))
    direction = words.change_key(change).split("_")[0]
    if direction == "up" and max(made.value, made.baseline) < words.rules["small"]:
        return "neutral"
    usual: dict[str, Tone] = {"up": "problem", "down": "progress", "flat": "neutral"}
    told: Tone = check.get(direction, usual[direction])
    return told


def _volume_short(words: Words, phrase: str, change: Fraction | None, little: bool) -> str:
    if little:
        return words.template(f"{phrase}.short_little")
    word = words.template("change.up_clear") if change is None else words.change_word(change)
    return words.plain(f"{phrase}.short", **{"class": word})


def _share(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    ratio = speaker.figures.ratio(check["figure"], check["of"])
    if not ratio:
        return None
    words, measure = speaker.words, speaker.words.template(f"{phrase}.measure")
    wanted = "below" in check
    bad = ratio.share < bound(check["below"]) if wanted else ratio.share >= bound(check["from"])
    variant = "none" if not ratio.part else "problem" if bad else "fair"
    slots: dict[str, Slot] = {
        "n": number(ratio.part, ratio.key),
        "share": speaker.share_said(ratio, check["of"]),
        "among": "" if speaker.is_whole(ratio, check["of"]) else words.template("share.among"),
        "compare": speaker.compared(check["figure"], measure, plainly=True),
    }
    tone: Tone = "problem" if bad else "progress" if wanted or not ratio.part else "neutral"
    fell = None if wanted else fall_of(speaker, check["figure"])
    return Statement(tone, words.say(f"{phrase}.{variant}", **slots), _short(words, phrase, bad), fell)


def _short(words: Words, phrase: str, bad: bool) -> str:
    """A share's summary names the problem, so it is empty where there is none."""
    return words.template(f"{phrase}.short") if bad else ""


def _per_unit(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    stated = _stated(speaker, check["figure"])
    if not stated:
        return None
    (figure, value), words = stated, speaker.words
    mean = Fraction(value) / max(1, len(speaker.figures.stating(figure.id)))
    bad, several = mean >= bound(check["from"]), len(speaker.figures.stating(figure.id)) > 1
    slots: dict[str, Slot] = {
        "n": number(value, figure.key),
        "mean_said": words.say(f"{phrase}.mean", mean=decimal(mean, figure.key)) if several else "",
        "compare": speaker.compared(figure.id, words.template(f"{phrase}.measure"), plainly=True),
    }
    variant = "problem" if bad else "fair" if value else "none"
    tone: Tone = "problem" if bad else "neutral" if value else "progress"
    runs = words.say(f"{phrase}.{variant}", **slots)
    return Statement(tone, runs, _short(words, phrase, bad), fall_of(speaker, figure.id))


def _spread(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    rows, words = speaker.figures.changes(check["figure"]), speaker.words
    if len(rows) < 2:
        return None
    if not any(change for *_, change in rows):
        return Statement("neutral", words.say("spread.unchanged", towns=_towns(speaker, check), then=speaker.then))
    uneven = is_uneven(speaker.figures, words, check["figure"])
    sides = {change > 0 for *_, change in rows if change}
    mixed = len(sides) == 2 or not all(change for *_, change in rows)
    way = "mixed" if mixed else "up" if sides == {True} else "down"
    ends = sorted((rows[0], rows[-1]), key=lambda row: abs(row[2]))
    slots: dict[str, Slot] = {"items": _unit_changes(speaker, rows), "towns": _towns(speaker, check)}
    for end, (unit, figure, change) in zip(("least", "most"), ends, strict=True):
        slots |= {end: percent(change, figure.key), f"{end}_unit": unit.name}
    runs = words.say(f"spread.{'uneven' if uneven else 'even'}_{way}", **slots)
    return Statement("problem" if uneven else "neutral", runs, _short(words, phrase, uneven))


def _towns(speaker: Speaker, check: Check) -> str:
    """各镇（街道）, or only those that can be compared where others state the figure too."""
    all_of_them = [unit for unit, _ in speaker.figures.by_unit(check["figure"]) if unit.level == "town"]
    whole = len(all_of_them) == len(speaker.figures.changes(check["figure"]))
    return speaker.words.template("spread.all_towns" if whole else "spread.some_towns")


def is_uneven(figures: Figures, words: Words, figure_id: str) -> bool:
    """Uneven only where both say so: the Theil index per cadre, and the gap between the units' changes."""
    changes = [change for *_, change in figures.changes(figure_id)]
    index, rule = figures.value(f"{figure_id}.imbalance"), words.rules["uneven"]
    if index is None or len(changes) < 2:
        return False
    return bound(index) >= bound(rule["imbalance"]) and max(changes) - min(changes) >= bound(rule["spread"])


def _unit_changes(speaker: Speaker, rows: list[tuple[Unit, Figure, Fraction]]) -> Runs:
    """新丰镇增长6.0%、…; of many units only the highest and the lowest."""
    words, named = speaker.words, speaker.words.rules["uneven"]["named"]
    told = rows if len(rows) <= named else [*rows[: named // 2], *rows[-(named // 2) :]]
    items = words.listed([_unit_change(words, *row) for row in told], last="comma")
    return items if told is rows else words.say("spread.among", items=items)


def _unit_change(words: Words, unit: Unit, figure: Figure, change: Fraction) -> Runs:
    way = "up" if change > 0 else "down" if change else "same"
    return words.say(f"spread.{way}", unit=unit.name, pct=percent(change, figure.key))


def _tiers(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    """Town level and villages apart, where the one rose and the other fell."""
    words, key = speaker.words, _key(speaker.figures, check["figure"])
    changes = {level: _tier_change(speaker.figures, check["figure"], level) for level in ("town", "village")}
    known = {level: change for level, change in changes.items() if change}
    ways = {level: words.change_key(change).split("_")[0] for level, change in known.items()}
    if set(ways.values()) != {"up", "down"}:
        return None
    slots: dict[str, Slot] = {
        level: words.say(f"tiers.{ways[level]}", pct=percent(change, key)) for level, change in known.items()
    }
    return Statement("neutral", words.say("tiers.said", **slots))


def _tier_change(figures: Figures, figure_id: str, level: str) -> Fraction | None:
    """How the sum over the level's comparable units changed."""
    found = [f for unit, f in figures.by_unit(figure_id) if unit.level == level and f.comparable]
    now, base = sum(f.value or 0 for f in found), sum(f.baseline or 0 for f in found)
    return Fraction(now) / Fraction(base) - 1 if base else None


def _levels(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    words = speaker.words
    found = [speaker.figures.get(check["figure"], issuer_level=level) for level in ("above", "county", "town")]
    known = [(figure, figure.value) for figure in found if figure and figure.value is not None]
    total = sum(value for _, value in known)
    if len(known) < 3 or not total:
        return None
    items = [
        words.say(
            f"levels.{figure.scope['issuer_level']}",
            county=county_word(speaker),
            n=number(value, figure.key),
            share=percent(Fraction(value) / Fraction(total), figure.key),
        )
        for figure, value in known
        if value
    ]
    variant = "stated" if total == speaker.figures.value(check["figure"]) else "part"
    runs = words.say(f"{phrase}.{variant}", items=words.listed(items, comma="wide", last="wide"))
    return Statement("neutral", runs) if runs else None


def county_word(speaker: Speaker) -> str:
    """区级, 县级 … by the last character of the district's name."""
    district = str(speaker.figures.raw.get("district", ""))
    names = speaker.words.phrases["levels"]["county_names"]
    return str(names.get(district[-1:], names["other"]))


def _lines(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    words, heavy = speaker.words, heavy_lines(speaker.figures, speaker.words, check["figure"])
    if not heavy:
        return None
    names = [words.template(f"lines.{figure.scope['line']}") for figure, _ in heavy]
    items = [
        words.say(
            f"{phrase}.item",
            line=name,
            n=number(figure.value or 0, figure.key),
            share=percent(share, figure.key),
        )
        for name, (figure, share) in zip(names, heavy, strict=True)
    ]
    lines = words.listed(names)
    told = sum(figure.value or 0 for figure, _ in line_shares(speaker.figures, words, check["figure"]))
    variant = "problem" if told == speaker.figures.value(check["figure"]) else "part"
    runs = words.say(f"{phrase}.{variant}", lines=lines, items=words.listed(items, comma="wide", last="wide"))
    changes = [figure.change for figure, _ in heavy]
    fell = all(change is not None and words.change_key(change).startswith("down") for change in changes)
    return Statement("neutral" if fell else "problem", runs, words.plain(f"{phrase}.short", lines=lines))


def line_shares(figures: Figures, words: Words, figure_id: str) -> list[tuple[Figure, Fraction]]:
    """Each line's figure and its share of all lines, highest first; empty where the registers name no lines."""
    found = [figures.get(figure_id, line=line) for line in words.phrases["lines"]]
    known = [(figure, figure.value) for figure in found if figure and figure.value is not None]
    total = sum(value for _, value in known)
    shares = [(figure, Fraction(value) / Fraction(total)) for figure, value in known if total]
    return sorted(shares, key=lambda row: -row[1])


def heavy_lines(figures: Figures, words: Words, figure_id: str) -> list[tuple[Figure, Fraction]]:
    """The lines that weigh most, by the rulebook's bound; none where all weigh about the same."""
    shares, rule = line_shares(figures, words, figure_id), words.rules["heavy_lines"]
    least = bound(rule["weight"]) / max(1, len(shares))
    return [(figure, share) for figure, share in shares if share >= least][: rule["most"]]


_TESTS: dict[str, Callable[[Speaker, str, Check], Statement | None]] = {
    "volume": _volume,
    "share": _share,
    "per_unit": _per_unit,
    "spread": _spread,
    "tiers": _tiers,
    "levels": _levels,
    "lines": _lines,
}
