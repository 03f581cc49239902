"""The labels of an indicator, as papers join them: outer heading / row / column."""

from __future__ import annotations

import re

from songbang.core.filling.lexicon import words

_NUMBER = re.compile(r"^(?:\d{1,2}|(?!19|20)\d{3,6})\s+(?=[^\d\s])(?![年月日季度岁])")
"""A line's number or code before its label: 1 综合文化服务中心是否建成, 0103 居民小组."""
_SPACED = re.compile(r"[^\s\d,、:;()]{2,}\s+[^\s\d,、:;()]{2,}")
"""编织袋 入库: a label and what is told of it; no 西 瓜."""
_OF_CLASS = re.compile(r"(?<=\S{2})类(?=\s)")
"""After the class that a label is told of beside it (视力类 适配人数): no section's heading."""
_AMONG = re.compile(r"^([^:：]*[^其:：])中[:：](?=\S)")
"""A part behind the name of its whole: 鸡中：蛋鸡."""


def pieces_of(indicator: str) -> list[str]:
    """The labels of an indicator, outer heading first.

    >>> pieces_of("鸡中：蛋鸡 / 期末数")
    ['鸡', '其中:蛋鸡', '期末数']
    """
    marked = f"{words()['part_words'][0]}:"
    return [
        _NUMBER.sub("", part.strip())
        for label in re.split(r"\s+/\s*|\s*/\s+|——|\s*[·—]\s+|\s+[·—-]\s*", indicator)
        for piece in _AMONG.sub(rf"\1\n{marked}", label.strip()).split("\n")
        for part in ([piece] if not _SPACED.fullmatch(piece.strip()) else _OF_CLASS.sub("", piece).split())
        if part.strip()
    ]
