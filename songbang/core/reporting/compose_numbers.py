"""Numbers as text, rounded once for sentence, table, chart and panel alike, each derived one with how it follows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from songbang.core.reporting.report import Run

_TENTH = Decimal("0.1")


def bound(number: float | int | str) -> Fraction:
    """A bound as it is written (0.05 is five hundredths exactly)."""
    return Fraction(str(number))


def rounded(value: float, per: int = 1) -> int:
    """The value in units of `per` (60: minutes as hours), halves up."""
    return int((Fraction(value) / per + Fraction(1, 2)) // 1)


def number(value: float, key: str, follows: str = "") -> Run:
    """The value as a whole number, halves up (counts are whole; minutes by an own time table need not be)."""
    return Run(str(rounded(value)), key, follows)


def change_of(value: float | None, baseline: float | None) -> Fraction | None:
    """value / baseline - 1, exactly; None where either is not known or the baseline is 0."""
    if value is None or not baseline:
        return None
    return Fraction(value) / Fraction(baseline) - 1


def tenths(value: Fraction) -> Decimal:
    """One decimal, halves away from zero."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_TENTH, ROUND_HALF_UP)


def percent_text(share: Fraction) -> str:
    """3.4%: one decimal, halves away from zero, without sign.

    >>> percent_text(Fraction(-1, 16)), percent_text(Fraction(1, 9999))
    ('6.3%', '0.0%')
    """
    return f"{tenths(abs(share) * 100)}%"


def way_of(change: Fraction) -> int:
    """1 up, -1 down, 0 where one decimal of a percent shows no change."""
    return 0 if percent_text(change) == "0.0%" else 1 if change > 0 else -1


def signed_percent(change: Fraction) -> str:
    """The change with its sign, none before 0.0%.

    >>> signed_percent(Fraction(1, 4)), signed_percent(Fraction(-1, 4)), signed_percent(Fraction(1, 9999))
    ('+25.0%', '-25.0%', '0.0%')
    """
    return ("", "+", "-")[way_of(change)] + percent_text(change)


def signed_count(value: float, baseline: float) -> str:
    """How many more or fewer: +6, -3, 0."""
    more = rounded(value) - rounded(baseline)
    return f"{more:+d}" if more else "0"


def whole_shares(parts: Sequence[float]) -> list[Decimal]:
    """The parts in percent of their sum with one decimal, by largest remainder, so that they add to 100.0.

    >>> [str(share) for share in whole_shares([540, 2269, 194])]
    ['18.0', '75.5', '6.5']
    """
    total = sum(map(Fraction, parts))
    if not total:
        return [Decimal("0.0") for _ in parts]
    exact = [Fraction(part) * 1000 / total for part in parts]
    down = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda at: (down[at] - exact[at], at))
    for at in order[: 1000 - sum(down)]:
        down[at] += 1
    return [Decimal(share).scaleb(-1).quantize(_TENTH) for share in down]


def percent(share: Fraction, key: str, follows: str = "") -> Run:
    return Run(percent_text(share), key, follows)


def change_run(value: float, baseline: float, key: str, *, without: tuple[str, ...] = ()) -> Run:
    """The size of a change in percent, and how it follows: 5.7% ≈ 1003 ÷ 949 − 1."""
    change = change_of(value, baseline) or Fraction(0)
    text = percent_text(change)
    now, then = plain(value), plain(baseline)
    way = f"{now} ÷ {then} − 1" if change >= 0 else f"1 − {now} ÷ {then}"
    follows = f"{text} {_equals(text, abs(change) * 100)} {way}"
    return Run(text, key, follows, without, bool(without))


def share_run(text: str, part: float, whole: float, key: str, why: str = "") -> Run:
    """A share whose text stands, and how it follows: 18.1% ≈ 177 ÷ 980; `why` tells the whole."""
    share = Fraction(part) / Fraction(whole) * 100
    return Run(text, key, f"{text} {_equals(text, share)} {plain(part)} ÷ {plain(whole)}{why}")


def mean_run(part: float, whole: float, key: str, why: str = "") -> Run:
    """8.4: one decimal, halves away from zero, and the division that gives it."""
    mean = Fraction(part) / Fraction(whole)
    text = str(tenths(mean))
    return Run(text, key, f"{text} {_equals(text, mean)} {plain(part)} ÷ {plain(whole)}{why}")


def plain(value: float) -> str:
    """A value as it is: whole numbers without decimals."""
    return str(int(value)) if float(value).is_integer() else f"{value:.2f}".rstrip("0").rstrip(".")


def _equals(text: str, exact: Fraction) -> str:
    return "=" if Fraction(text.rstrip("%")) == exact else "≈"
