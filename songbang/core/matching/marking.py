"""Two strings side by side with what differs marked, for people to judge at a glance."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

Piece = tuple[str, bool]
"""A stretch of text, and whether it differs from the other side."""


def marked(a: str, b: str) -> tuple[list[Piece], list[Piece]]:
    """Both sides in pieces.

    >>> marked("南民〔2019〕1号", "南民[2019]1号")[1]
    [('南民', False), ('[', True), ('2019', False), (']', True), ('1号', False)]
    """
    left: list[Piece] = []
    right: list[Piece] = []
    for code in Levenshtein.opcodes(a, b):
        differs = code.tag != "equal"
        left.append((a[code.src_start : code.src_end], differs))
        right.append((b[code.dest_start : code.dest_end], differs))
    return [piece for piece in left if piece[0]], [piece for piece in right if piece[0]]
