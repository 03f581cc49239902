"""How a figure's change differs between towns and streets, and between them and the villages."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from songbang.core.reporting.compose_numbers import bound, change_of, change_run, rounded, way_of
from songbang.core.reporting.compose_speaker import Check, Speaker, Statement
from songbang.core.reporting.compose_words import Runs, Slot
from songbang.core.reporting.figures import Comparison, Figure
from songbang.core.reporting.report import Run
from songbang.core.units import Unit


@dataclass(frozen=True, slots=True)
class Move:
    """A unit's change: `way` is 1, 0 or -1. `small`: the baseline is too small for a percentage, so it is counted."""

    unit: Unit
    value: float
    baseline: float
    key: str
    way: int
    small: bool

    @property
    def change(self) -> Fraction:
        return change_of(self.value, self.baseline) or Fraction(0)


def spread(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    """How the towns moved: a problem where uneven."""
    moves, words = _moves(speaker, check["figure"]), speaker.words
    if len(moves) < 2:
        return None
    towns = _towns(speaker, check)
    if not any(move.way for move in moves):
        return Statement("neutral", words.say("spread.unchanged", towns=towns, then=speaker.then))
    uneven = is_uneven(speaker, check["figure"])
    variant, told = _variant(moves, uneven)
    slots: dict[str, Slot] = {"items": _items(speaker, told, check["figure"]), "towns": towns}
    least, most = sorted((moves[0], moves[-1]), key=lambda move: abs(move.change))
    for end, move in (("least", least), ("most", most)):
        slots |= {end: change_run(move.value, move.baseline, move.key), f"{end}_unit": move.unit.name}
    runs = words.say(f"spread.{variant}", **slots)
    return Statement("problem" if uneven else "neutral", runs, words.template(f"{phrase}.short") if uneven else "")


def _moves(speaker: Speaker, figure_id: str) -> list[Move]:
    return [_move(speaker, unit, figure) for unit, figure, _ in speaker.figures.changes(figure_id)]


def _move(speaker: Speaker, unit: Unit, figure: Figure) -> Move:
    value, baseline = figure.value or 0, figure.baseline or 0
    small = speaker.is_small(baseline)
    counted = (value > baseline) - (value < baseline)
    way = counted if small else way_of(change_of(value, baseline) or Fraction(0))
    return Move(unit, value, baseline, figure.key, way, small)


def _variant(moves: list[Move], uneven: bool) -> tuple[str, list[Move]]:
    """The phrase for the mixture, and the moves that it tells."""
    ways = {move.way for move in moves}
    name = {frozenset({1}): "up", frozenset({-1}): "down"}.get(frozenset(ways), "mixed")
    if uneven:
        return f"uneven_{name}", moves
    if name != "mixed":
        return (f"all_{name}" if any(move.small for move in moves) else f"even_{name}"), moves
    if {1, -1} <= ways:
        return "even_mixed", moves
    moved = [move for move in moves if move.way]
    if len(moves) - len(moved) > len(moved):
        return "except", moved
    return ("only_up" if 1 in ways else "only_down"), moves


def _towns(speaker: Speaker, check: Check) -> str:
    """各镇（街道）, or only those that can be compared where others state the figure too."""
    all_of_them = [unit for unit, _ in speaker.figures.by_unit(check["figure"]) if unit.level == "town"]
    whole = len(all_of_them) == len(speaker.figures.changes(check["figure"]))
    return speaker.words.template("spread.all_towns" if whole else "spread.some_towns")


def is_uneven(speaker: Speaker, figure_id: str) -> bool:
    """Uneven only where both say so: the Theil index per cadre, and the gap between the units' changes.

    Units with a small baseline do not count: of them, one more or less is many percent.
    """
    changes = [move.change for move in _moves(speaker, figure_id) if not move.small]
    index, rule = speaker.figures.value(f"{figure_id}.imbalance"), speaker.words.rules["uneven"]
    if index is None or len(changes) < 2:
        return False
    return bound(index) >= bound(rule["imbalance"]) and max(changes) - min(changes) >= bound(rule["spread"])


def _items(speaker: Speaker, moves: list[Move], figure_id: str) -> Runs:
    """新丰镇增长6.0%、…，甲镇和乙镇持平，…; of many units only the highest and the lowest."""
    words, named = speaker.words, speaker.words.rules["uneven"]["named"]
    told = moves if len(moves) <= named else [*moves[: named // 2], *moves[-(named // 2) :]]
    groups: list[Runs] = []
    for way in (1, 0, -1):
        group = [move for move in told if move.way == way]
        if group and way:
            groups.append(words.listed([_item(speaker, move, figure_id) for move in group], last="comma"))
        elif group:
            groups.append(words.say("spread.same", unit=words.listed([move.unit.name for move in group])))
    items = words.listed(groups, comma="wide", last="wide")
    return items if told is moves else words.say("spread.among", items=items)


def _item(speaker: Speaker, move: Move, figure_id: str) -> Runs:
    way, words = "up" if move.way > 0 else "down", speaker.words
    if not move.small:
        pct = change_run(move.value, move.baseline, move.key)
        return words.say(f"spread.{way}", unit=move.unit.name, pct=pct)
    low, high = sorted((rounded(move.value), rounded(move.baseline)))
    n = Run(str(high - low), move.key, f"{high - low} = {high} − {low}")
    return words.say(f"spread.{way}_counted", unit=move.unit.name, n=n, m=words.measure(figure_id))


def tiers(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    """Town level and villages apart, where the one rose and the other fell."""
    words, figure_id = speaker.words, check["figure"]
    made = {level: _tier(speaker, figure_id, level) for level in ("town", "village")}
    changes = {level: one.change for level, one in made.items() if one and not speaker.is_small(one.baseline)}
    ways = {level: words.change_key(change).split("_")[0] for level, change in changes.items() if change is not None}
    whole = speaker.figures.comparison(figure_id)
    if set(ways.values()) != {"up", "down"} or not whole or whole.change is None:
        return None
    way = words.change_key(whole.change).split("_")[0]
    like = next(level for level, moved in ways.items() if moved == ("up" if way == "flat" else way))
    slots = {level: _tier_run(speaker, figure_id, level, one) for level, one in made.items() if one}
    return Statement("neutral", words.say(f"tiers.{way}_{like}", **slots))


def _tier(speaker: Speaker, figure_id: str, level: str) -> Comparison | None:
    """The sum over the level's comparable units."""
    found = [(u, f) for u, f in speaker.figures.by_unit(figure_id) if u.level == level and f.comparable]
    if not found:
        return None
    units = tuple(unit for unit, _ in found)
    return Comparison(sum(f.value or 0 for _, f in found), sum(f.baseline or 0 for _, f in found), units)


def _tier_run(speaker: Speaker, figure_id: str, level: str, made: Comparison) -> Run:
    without = tuple(unit.name for unit, _ in speaker.figures.by_unit(figure_id) if unit not in made.units)
    return change_run(made.value, made.baseline, speaker.key(figure_id), without=without)
