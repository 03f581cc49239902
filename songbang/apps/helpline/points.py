"""What a matter asks, point by point, as people write it: lines, or numbers in running text."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|[①-⑳])\s*"
_LINES = re.compile(rf"\s*\n+\s*|(?=(?:(?<=[。；;：:\s])|^){_NUMBER})")
_START = re.compile(rf"^{_NUMBER}")
MOST = 20


def points_of(text: str) -> list[str]:
    """
    >>> points_of("1.路灯坏了三盏；2.排水沟堵了\\n何时来修？")
    ['路灯坏了三盏', '排水沟堵了', '何时来修？']
    """
    parts = [_START.sub("", part).strip(" \t；;") for part in _LINES.split(text)]
    return [part for part in parts if part][:MOST]
