"""The numbers of a form's lines, as notes list them."""

from __future__ import annotations

import re


def codes_in(listed: str) -> frozenset[str]:
    """The lines that a note lists by their numbers.

    >>> sorted(codes_in("第08、12—13项"))
    ['12', '13', '8']
    """
    found: set[str] = set()
    for part in re.split("[、,]", listed):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        found |= {str(code) for code in range(ends[0], ends[-1] + 1)} if ends else set()
    return frozenset(found)
