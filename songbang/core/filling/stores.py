"""What a store's account says of its goods: on which side they came or went, and by which way."""

from __future__ import annotations

import re

from songbang.core.filling.lexicon import words
from songbang.core.filling.unsaid import NONE, Tokens


def but_sides(tokens: Tokens) -> Tokens:
    """Words without the side of an account (收方, 支出) where they tell the way too by which goods came or went.

    >>> sorted(but_sides(frozenset(("收方", "购入", "入库", "铁锹")))), sorted(but_sides(frozenset(("收入", "铁锹"))))
    (['购入', '铁锹'], ['收入', '铁锹'])
    """
    for side in words()["store_sides"].values():
        if tokens & frozenset(side["ways"]):
            tokens -= frozenset(side["heads"])
    return tokens


def from_above(title: str, tokens: Tokens) -> Tokens:
    """The words of what was moved in where its register is one of goods that a higher level hands down."""
    told = words()["handed_down"]
    if told["came"] not in tokens or not re.search(told["papers"], title):
        return NONE
    return (tokens - {told["came"]}) | {told["meant"]}
