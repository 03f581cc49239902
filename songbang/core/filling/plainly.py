"""Words in the form in which two labels are laid over each other: all that may mean the same is one."""

from __future__ import annotations

from functools import cache, lru_cache

from songbang.core.filling.classes import canonical
from songbang.core.filling.lexicon import counted_places, facets, words
from songbang.core.filling.unsaid import Tokens


@lru_cache(maxsize=65536)
def marked_words(tokens: Tokens) -> Tokens:
    """Words that are one or not at all: ages, ranges, sexes, the village that is counted."""
    collective = any(word in token for token in tokens for word in words()["of_village"])  # 村集体, 集体
    single = {*words()["sexes"], *(() if collective else counted_places())}
    return frozenset(token for token in tokens if ":" in token or token in single)


@lru_cache(maxsize=65536)
def plain_words(tokens: Tokens) -> tuple[str, ...]:
    moves = {} if any(word in token for token in tokens for word in facets()["moved_money"]) else _moves(tokens)
    return tuple(sorted({_moved(token, moves) for token in tokens - marked_words(tokens)}))


def _moves(tokens: Tokens) -> dict[str, str]:
    """What comes to something and leaves it; in a list who is 入库 is no more than in it."""
    listed = any(word in token for token in tokens for word in facets()["listed_by"])
    return _all_moves(listed)


@cache
def _all_moves(listed: bool) -> dict[str, str]:
    return dict(facets()["moves"]) | ({} if listed else facets()["store_moves"])


def _moved(token: str, moves: dict[str, str]) -> str:
    found = canonical(moves.get(token, token))
    if found in moves:
        return moves[found]
    head = next((move for move in moves if found.startswith(move) and not token.startswith(move)), "")
    return moves[head] + found.removeprefix(head) if head else found  # 新认定危桥, as 新认定 alone
