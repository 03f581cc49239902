"""Which item of a list a demand is about, by wording: the share of the item's own words that title or text contain.

Light words (开展, 负责, 工作 …) say nothing of what is asked and are left out on both sides (`door_lists.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from songbang.core import rulebook
from songbang.core.rules.texts import bare
from songbang.core.text import plain

IN_TITLE, IN_SENTENCE = 0.6, 0.75
"""A title is short and about one thing; a sentence of the text must say nearly all of it."""
LONGEST = 60
_SENTENCES = re.compile(r"[。；;！？\n]")


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a list."""

    place: int
    text: str
    clause: str = ""


def best_match(items: Iterable[Listed], title: str, text: str) -> tuple[Listed, float] | None:
    """The item that title or text are about, and the share of its wording found there; None where none is.

    >>> items = [Listed(1, "开展反诈APP安装推广"), Listed(2, "市场主体经营许可审批")]
    >>> best_match(items, "关于做好反诈APP推广安装工作的通知", "")
    (Listed(place=1, text='开展反诈APP安装推广', clause=''), 0.75)
    >>> best_match(items, "关于报送春耕情况的通知", "") is None
    True
    """
    heard = _pieces(_core(title))
    said = [_pieces(_core(one)) for one in _SENTENCES.split(text) if len(one) >= 4]
    found = [(item, _share(item.text, heard, said)) for item in items]
    best = max(found, key=lambda one: one[1], default=None)
    return best if best and best[1] > 0 else None


def _share(text: str, heard: frozenset[str], said: list[frozenset[str]]) -> float:
    mine = _pieces(_core(text))
    if not mine:
        return 0.0
    title = len(mine & heard) / len(mine)
    inside = max((len(mine & one) / len(mine) for one in said), default=0.0)
    best = max(title if title >= IN_TITLE else 0.0, inside if inside >= IN_SENTENCE else 0.0)
    return round(best, 2)


@lru_cache(maxsize=4096)
def _core(text: str) -> str:
    return bare(_light().sub(" ", plain(text)[: 40 * LONGEST]))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; the order of longer words does not matter."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


@cache
def _light() -> re.Pattern[str]:
    words = rulebook.load("door_lists.yaml")["light_words"]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
