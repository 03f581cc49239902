"""Chinese full text without a dictionary: a text is its pairs of neighbouring characters and its words in Latin.

消防演练 is 消防 防演 演练 练: so 消防, 演练 and 消防演练 find it, and 火 alone is the beginning of a pair.

>>> grams("消防演练 2025")
['消防', '防演', '演练', '练', '2025']
"""

from __future__ import annotations

import re

from songbang.core.text import half_width, simplified

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


def runs(text: str) -> list[str]:
    """The text's runs of Chinese characters, and its words and figures, in one form of writing."""
    return _RUNS.findall(simplified(half_width(text)).lower())


def grams(text: str) -> list[str]:
    """What stands in the index, in order."""
    found: list[str] = []
    for run in runs(text):
        if _IS_HAN.match(run):
            found += [run[place : place + 2] for place in range(len(run))]
        else:
            found.append(run)
    return found


def pieces(text: str) -> frozenset[str]:
    """For an index that knows no order: pieces of one, two and three characters, and the words in Latin whole.

    >>> sorted(pieces("消防演练"))
    ['消', '消防', '消防演', '演', '演练', '练', '防', '防演', '防演练']
    """
    found: set[str] = set()
    for run in runs(text):
        if not _IS_HAN.match(run):
            found.add(run)
            continue
        found |= {run[at : at + size] for size in (1, 2, 3) for at in range(len(run) - size + 1)}
    return frozenset(found)
