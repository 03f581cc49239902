"""Tables that tell what there was, what was added, what is gone and what there is (上年末累计, 本年新增, 本年报废)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import Wording, words
from songbang.core.filling.measures import Measure
from songbang.core.filling.slots import Slot
from songbang.core.filling.unsaid import NONE, Tokens

if TYPE_CHECKING:
    from songbang.core.filling.asked import Asked
    from songbang.core.filling.saying import Said

TOGETHER = " together"
"""Added to a way of which one word alone does not tell all: what goes out of a store by 报废 is not all that does."""
OF_MONEY = " money"
"""Added to a way by which money comes or goes: by other words than things do (借入, 归还; 收入, 支出)."""
_TWO_SIDES = 2
_MOST = 2
"""So many ways may be told as one figure: 注销、撤销登记."""
_FIRST_DAY = frozenset(("start", "before_start", "back_quarter_end", "back_month_end"))
_AT_FIRST = _FIRST_DAY | {"last_year", "back_year", "back_period"}


def ways_of(slots: Iterable[Slot], read: Callable[[str], Wording]) -> dict[int, dict[str, str]]:
    """Table → {heading's word: in or out}, of the tables whose columns tell all four."""
    heads: dict[int, set[str]] = {}
    for slot in slots:
        heads.setdefault(slot.table, set()).update(slot.path[-1:])
    found = {}
    for table, labels in heads.items():
        said = [read(label) for label in labels]
        tags = frozenset(tag for part in said for tag in part.tags)
        kept = frozenset(words()["left_in_store"]) & frozenset(t for part in said for t in part.tokens)
        ways = {
            t: way for way in words()["added_or_gone"] for p in said for t in p.tokens if t in _group(way, bool(kept))
        }
        if len(set(ways.values())) == len(words()["added_or_gone"]) and "end" in tags and tags & _AT_FIRST:
            found[table] = ways
    return found


def accounts_in(slots: Iterable[Slot], read: Callable[[str], Wording]) -> frozenset[int]:
    """The tables whose columns tell what there was at first and what there is at the end (上季末在册, 本季末在册)."""
    ends: dict[int, set[str]] = {}
    for slot in slots:
        ends.setdefault(slot.table, set()).update(tag for label in slot.path for tag in read(label).tags)
    return frozenset(table for table, tags in ends.items() if "end" in tags and tags & _FIRST_DAY)


def as_moved(ways: dict[str, str], unit: Measure | None, *, together: bool) -> dict[str, str]:
    """The ways by which what is counted in a unit comes and goes; `together`: no word alone tells all that did."""
    money = unit is not None and unit.dimension == "money"
    mark = TOGETHER if together else OF_MONEY if money else ""
    return {word: way + mark for word, way in ways.items()} if mark else ways


def as_told(asked: Asked, said: Said) -> Asked:
    """The cell in the answer's words for what came or went (新建, 推广; 拆除; 新改建增加) where its table tells of all
    that did; of a store, where the answer names several ways together (报损及调出)."""
    own = next((token for token in asked.required if token in asked.ways), "")
    told = _told(own, asked.ways, said) if own else NONE
    if not told:
        return asked
    return replace(asked, required=_but(asked.required, own, told), literal=_but(asked.literal, own, told))


def only_moves(said: Said) -> bool:
    """Whether an answer says no more than that things came, or that they went (新增登记人数)."""
    return any(said.tokens and said.tokens <= frozenset(group) for group in words()["added_or_gone"].values())


def _all_ways(own: str, ways: dict[str, str], said: Said) -> Tokens:
    """The word of a store's register for what came or went (出库), where the cell's is its table's only way for things
    to do so (领用), but for what is written off, of which stores keep a paper of its own; not where it adds up all
    (出库合计)."""
    written_off = frozenset(words()["written_off"])
    alike = {word for word, way in ways.items() if way == ways[own]} - written_off
    adds_up = any(key.endswith(tuple(words()["totals"])) for key in said.keys)
    if alike != {own} or own in said.tokens or said.tokens & written_off or (adds_up and len(ways) > _TWO_SIDES):
        return NONE
    return said.tokens & frozenset(words()["all_ways"][_side(ways[own])])


def _told(own: str, ways: dict[str, str], said: Said) -> Tokens:
    """The words of an answer that say of all that a cell asks for that it came, or went; none where it says `own`."""
    way = ways[own]
    group = _group(_side(way), way.endswith(TOGETHER))
    told = frozenset(word for token in said.tokens if (word := _way(token, group)))
    if way.endswith(OF_MONEY) and not told:
        told = said.last & _of_money(_side(way))
    if told & (ways.keys() - {own}):
        return NONE  # another column asks for just that way
    alone = sum(one == way for one in ways.values()) == 1
    if alone and own not in said.tokens and told and told <= _all(_side(way)):
        return told if not said.part else NONE
    several = len(told) > 1 or any(word not in group for word in told)
    together = told if several and told <= said.last and not said.part else NONE
    if together or way.endswith(TOGETHER):
        return together or _all_ways(own, ways, said)
    if own in said.tokens:
        how = said.last & frozenset(words()["works"])
        return how | {own} if how and own in said.last and not said.part else NONE
    return told if len(told) <= _MOST else NONE


def _way(token: str, group: frozenset[str]) -> str:
    """What an answer's word says of how things came or went: all of it where that is all it says (新购转入), else what
    it begins with, or ends with (公厕报废拆除)."""
    if made_of(token, group):
        return token
    at_head = max((word for word in group if token.startswith(word)), key=len, default="")
    return at_head or next((token[at:] for at in range(1, len(token)) if made_of(token[at:], group)), "")


def _side(way: str) -> str:
    """in or out."""
    return way.removesuffix(TOGETHER).removesuffix(OF_MONEY)


@cache
def _of_money(side: str) -> Tokens:
    told = words()["money_moves"][side]
    return frozenset((*told, *(f"{word}{end}" for word in told for end in words()["money_ends"])))


@cache
def _group(way: str, store: bool) -> Tokens:
    """The words that tell that things came, or went; those of a `store` too (发放, 领用)."""
    told = words()["added_or_gone"][way]
    newly = words()["newly"]
    return frozenset((*told, *(f"{newly}{word}" for word in told), *(words()["store_moves"][way] if store else ())))


@cache
def _all(way: str) -> Tokens:
    """The words that tell all that came into a store, or went out of it, by whichever way (入库, 出库发放)."""
    side = words()["store_sides"][way]
    heads, moves = side["heads"], words()["store_moves"][way]
    return frozenset((*heads, *(f"{head}{move}" for head in heads for move in moves)))


def _but(tokens: Tokens, own: str, told: Tokens) -> Tokens:
    return (tokens - {own}) | told if tokens else NONE
