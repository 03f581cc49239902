"""What goes without saying: words that others imply, the basis of an age, current prices; and the kind of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from songbang.core.filling.elements import Element
from songbang.core.filling.lexicon import any_in, facets, words
from songbang.core.filling.measures import Measure

Tokens = frozenset[str]
NONE: Tokens = frozenset()


@lru_cache(maxsize=4096)
def counts_below(token: str) -> bool:
    """Whether a bracket only says that the units below are counted too (含村、社区)."""
    return re.sub(words()["joined"], "", token) in words()["with_below"]


@lru_cache(maxsize=65536)
def implied(tokens: Tokens) -> Tokens:
    """Without the words that another one says already: 老年人 beside 高龄津贴, 检测 beside 快速检测."""
    for word, others in words()["implies"].items():
        if word in tokens and tokens & frozenset(others):
            tokens -= frozenset(others)
    for word, others in words()["says_nothing_of"].items():
        if word in tokens:
            tokens = frozenset(t for t in tokens if t == word or not any(other in t for other in others))
    done = tokens & frozenset(facets()["acts"])
    tokens -= frozenset(act for act in done if any(t.endswith(act) for t in tokens - {act}))
    bare = frozenset(words()["people_bare"])
    rest = tokens - bare - frozenset(words()["basis"]) - frozenset(words()["sexes"])
    if any(":" not in token for token in rest) or tokens & frozenset(words()["of_people"]):
        tokens -= bare
    return tokens


def defaults(tokens: Tokens) -> Tokens:
    """What goes without saying: the elderly of an age are the registered ones, a value is at current prices."""
    tokens = implied(tokens)
    aged = [token for token in tokens if token.startswith("age:")]
    elder, basis = words()["elder"], frozenset(words()["basis"])
    if elder in tokens and not aged and tokens & basis and len(tokens - basis) == 1:
        aged, tokens = ["age:"], tokens | {f"age:{words()['elder_from']}+"}
    people = frozenset(words()["people_words"]) | (frozenset(words()["children"]) if _under_age(aged) else NONE)
    rest = tokens - basis - frozenset(words()["sexes"]) - people
    if aged and len(rest) == len(aged):
        tokens -= people
        rural = frozenset(words()["villages"])
        tokens |= NONE if tokens & (basis - rural) else {words()["default_basis"]}
        if tokens & rural:  # 乡村 tells where those of an age live, as 农村 does
            tokens = (tokens - rural) | {words()["rural"][0]}
    if tokens & frozenset(words()["of_people"]) and tokens & (rural := frozenset(words()["villages"])):
        tokens = (tokens - rural) | {words()["rural"][0]}
    if tokens & frozenset(words()["priced"]) and not tokens & frozenset(words()["prices"]):
        tokens |= {words()["default_price"]}
    return tokens


def last_of(bands: Iterable[str]) -> dict[str, str]:
    """`age:-17` → `age:-18` where the next band begins at 18: 17岁以下 counts those of 17 there. `age:-7` → `age:-6`
    where it begins at 6: 6岁以下 does not count those of 6.

    >>> last_of(["age:-17", "age:18-59", "age:60+"]), last_of(["age:-7", "age:6-17", "age:18+"])
    ({'age:-17': 'age:-18'}, {'age:-7': 'age:-6'})
    """
    bands = set(bands)
    starts = {int(band.split(":")[1].split("-")[0].rstrip("+") or -1) for band in bands}
    lasts = {band: int(band.removeprefix("age:-")) for band in bands if band.startswith("age:-")}
    return {
        band: f"age:-{last + by}"
        for band, last in lasts.items()
        for by in (1, -1)
        if last + by in starts and last not in starts and last - by not in starts
    }


def _under_age(ages: list[str]) -> bool:
    """Whether all ages are those of children: `age:-3`, `age:3-5`, and not `age:15-59`."""
    ends = [int(numbers[-1]) for age in ages if (numbers := re.findall(r"\d+", age)) and not age.endswith("+")]
    return bool(ages) and len(ends) == len(ages) and max(ends) <= words()["of_age"]


def _done(text: str) -> bool:
    """Whether a label tells what is done (调解, 巡查), not who or what does it (调解员, 巡查队)."""
    return re.search(f"(?:{'|'.join(words()['done_words'])})(?!{words()['doers']})", text) is not None


@cache
def _changes() -> Tokens:
    """Words that say of anything that it came or went: 减少, 上级调入 of a 发电机."""
    ways = (way for side in words()["store_sides"].values() for way in side["ways"])
    return frozenset((*words()["change_heads"], *ways))


def kind_of(
    tokens: Tokens, text: str, element: Element | None, unit: Measure | None = None, timed: bool = False
) -> str:
    """flow, stock, moving or fixed: by the dictionary, else by what the words say. `timed`: the cell names a time."""
    if element:
        return element.kind
    if unit and unit.name.endswith(tuple(words()["flow_endings"])) and not re.search(words()["there_are"], text):
        return "flow"  # nothing stands in 座次, 台次
    held = unit is not None and (unit.dimension in words()["held_by"] or unit.name in words()["vessels"])
    for word in words()["held_words"] if held else ():  # who uses a thing is there all year; 饮用水 in 箱 too
        text, tokens = text.replace(word, ""), frozenset(token.replace(word, "") for token in tokens)
    if tokens & _changes() or re.search(words()["newly_done"], text):
        return "flow"
    if unit and unit.dimension in words()["things"] and not any_in("|".join((text, *tokens)), "change_words"):
        text, tokens = "", frozenset(t for t in tokens if not any(word in t for word in words()["flow_words"]))
    for kind, group in (
        ("fixed", "fixed_words"),
        ("stock", "stock_words"),
        ("flow", "flow_words"),
        ("moving", "moving_words"),
    ):
        kept = words()["keeps_goods"] if kind == "moving" else "$"
        named, text = (re.sub(kept, "", one) for one in ("|".join(sorted(tokens)), text))
        hit = any_in(named, group) or (kind != "stock" and any_in(text, group))
        hit = hit or (kind == "flow" and _done(text))
        hit = hit or (kind == "fixed" and bool(tokens) and tokens <= frozenset(words()["fixed_alone"]))
        if hit and kind == "stock":
            return "moving" if any_in("|".join(sorted(tokens)), "moving_words") else "stock"
        if hit:
            return kind
    flowing = words()["flow_measures"]
    flows = unit is not None and (
        unit.dimension in flowing or unit.name in flowing or unit.name.endswith(tuple(words()["flow_endings"]))
    )
    flows = flows and not re.search(words()["there_are"], text)
    flows = flows or (timed and any_in("|".join(sorted(tokens)), "rates_of_a_time"))
    flows = flows or (timed and unit is not None and unit.name in words()["comes_in_a_time"])
    flows = flows or (timed and unit is not None and unit.dimension == "money" and any_in(text, "money_spent"))
    return "flow" if flows else "stock"
