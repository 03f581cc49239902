"""What each drawn set (`samples/forms/drawn.zip`) reached: no later code may fill less of it, or less of it rightly.

`make forms` holds all of them against it; `make test` those of `TESTED`, since all take four minutes of a processor.
"""

from __future__ import annotations

HAD = {
    "a": 0.99, "b": 0.98, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.99, "g": 0.97, "h": 0.98, "i": 0.97,
    "j": 0.95, "l": 0.83, "m": 0.97, "n": 0.97, "o": 0.94, "s": 0.89, "t": 0.92, "w": 0.95, "x": 0.91,
    "y": 0.93, "F": 0.96, "I": 0.9, "K": 0.94, "L": 0.97, "P": 0.98, "Q": 0.98, "R": 0.98, "S": 1.0,
    "T": 0.98, "U": 0.97, "W": 0.94, "X": 0.97, "Y": 0.99, "0": 0.96, "2": 0.98, "3": 0.95, "4": 0.91,
    "6": 0.92, "9": 0.98, "甲": 0.98, "乙": 0.99, "丁": 0.94,
    "辛": 0.97, "壬": 0.89,
}  # fmt: skip
"""Sets of which nothing is filled wrong: of what is known, filled."""
READ_IN_PART = {
    "k": (0.94, 0.994), "p": (0.96, 0.998), "q": (0.9, 0.993), "r": (0.92, 0.985), "u": (0.87, 0.995),
    "v": (0.92, 0.994), "z": (0.83, 0.991), "A": (0.8, 0.994), "B": (0.75, 0.997), "C": (0.9, 0.997),
    "D": (0.88, 0.994), "E": (0.83, 0.995), "G": (0.84, 0.997), "H": (0.92, 0.997), "J": (0.95, 0.998),
    "M": (0.9, 0.987), "N": (0.86, 0.995), "O": (0.5, 0.983), "V": (0.93, 0.996), "Z": (0.95, 0.997),
    "1": (0.93, 0.993), "5": (0.98, 0.995), "7": (0.91, 0.997), "8": (0.96, 0.998), "丙": (0.89, 0.994),
    "戊": (0.89, 0.996), "己": (0.93, 0.994), "庚": (0.89, 0.993),
    "癸": (0.91, 0.989), "子": (0.87, 0.991), "丑": (0.8, 0.98),
}  # fmt: skip
"""Of what is known, filled, and of that, right. What counts as wrong in `r` is mostly rounded as its forms ask."""

TESTED = "NSX02乙丁戊"
"""The newest and the most varied: others' layouts, words of many provinces, look-alikes, unread ones."""


def lost(name: str, recall: float, precision: float) -> str:
    """What a set lost against its floor, in words; nothing where it holds."""
    filled, right = READ_IN_PART.get(name, (HAD.get(name, 0.0), 1.0))
    if recall < filled:
        return f"{name}: filled {recall:.4f}, was {filled}"
    return f"{name}: right {precision:.4f}, was {right}" if precision < right else ""
