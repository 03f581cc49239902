"""What a store's account says of its goods: on which side they came or went, by which way, and what is left of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import any_in, wording, words
from songbang.core.filling.unsaid import NONE, Tokens

if TYPE_CHECKING:
    from songbang.core.filling.asked import Asked
    from songbang.core.filling.saying import Said


def but_sides(tokens: Tokens) -> Tokens:
    """Words without the side of an account (收方, 支出) where they tell the way too by which goods came or went.

    >>> sorted(but_sides(frozenset(("收方", "购入", "入库", "铁锹")))), sorted(but_sides(frozenset(("收入", "铁锹"))))
    (['购入', '铁锹'], ['收入', '铁锹'])
    """
    for side in words()["store_sides"].values():
        if tokens & frozenset(side["ways"]):
            tokens -= frozenset(side["heads"])
    return tokens


def named_again(required: Tokens, aside: Tokens) -> Tokens:
    """A cell's words with the way by which goods came or went as its brackets name it again; NONE where they do not.

    >>> sorted(named_again(frozenset(("小麦", "购进")), frozenset(("轮入",))))
    ['小麦', '轮入']
    >>> named_again(frozenset(("小麦", "购进")), frozenset(("轮出",)))
    frozenset()
    """
    for ways in map(frozenset, words()["ways_again"].values()):
        if len(required & ways) == len(aside & ways) == 1:
            return (required - ways) | (aside & ways)
    return NONE


def from_above(title: str, tokens: Tokens) -> Tokens:
    """The words of what was moved in where its register is one of goods that a higher level hands down; of what such a
    one, or a slip of what was moved, says to come from above, that it came in."""
    told = words()["handed_down"]
    if told["meant"] in tokens and re.search(told["slips"], title):
        return (tokens - {told["meant"]}) | {told["came"]}
    moved = tokens & frozenset(told["moved"])
    if not moved or not re.search(told["papers"], title):
        return NONE
    return (tokens - moved) | {told["meant"]}


def stands_there(title: str, labels: list[str]) -> bool:
    """Whether an answer tells what there is, and not what was done: its last label says so, or it stands in a paper of
    a stocktaking and names no way by which things came or went.

    >>> stands_there("年末物资盘点表", ["毛毯"]), stands_there("年末物资盘点表", ["毛毯", "领用"])
    (True, False)
    """
    if any_in(labels[-1] if labels else "", "there_is"):
        return True
    moves = (move for way in words()["store_moves"].values() for move in way)
    return any_in(title, "stock_taken") and not any(move in label for move in moves for label in labels)


def tells_left(word: str) -> bool:
    """Whether a word tells that a thing is left in a store (实存)."""
    return bool(wording(word).tokens & _store_words()[0])


def came_or_went(asked: Asked, said: Said) -> bool:
    """Whether an answer tells what came into a store or went out of it (领用), and the cell asks what is left there; or
    the other way round."""
    left, moves = _store_words()
    ours, theirs = asked.required & left, said.tokens & left
    if bool(ours) == bool(theirs):
        return False
    return bool((said.tokens & moves) - asked.required if ours else (asked.required & moves) - said.tokens)


@cache
def _store_words() -> tuple[Tokens, Tokens]:
    """What is left in a store, and what comes into it or goes out of it."""
    moves = words()["store_moves"].values()
    return frozenset(words()["left_in_store"]), frozenset(move for way in moves for move in way)
