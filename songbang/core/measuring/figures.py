"""A figure as a value, and as `figures.json` writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report, for the period (`value`) and the one it is held against (`baseline`).

    `value`, `baseline`: whole numbers (counts, minutes) or, for imbalances and for burdens by a time table with
    fractions, floats; None where the registers do not say.
    `change`: (value - baseline) / baseline to four decimals; None where not comparable or the baseline is 0.
    `why`: None where comparable, else codes joined by `;`, whose words a catalogue holds:
    `value_missing:<units>` / `baseline_missing:<units>`, the units (joined by `,`) that have the one and not the other;
    `value_zero` / `baseline_zero`, an imbalance of a figure whose sum is 0;
    `value_too_few` / `baseline_too_few`, an imbalance over fewer than two units.
    `rows`, `baseline_rows`: ids of the rows that were counted or added up, sorted by code point; () without rows.
    `digest`: SHA-256, in lower-case hex, of the UTF-8 bytes of `rows` joined by one line feed each (none at the end;
    of no bytes where `rows` is empty); "" where the rows were not asked for.
    """

    id: str
    scope: dict[str, str]
    value: int | float | None
    baseline: int | float | None
    change: float | None
    comparable: bool
    why: str | None
    rows: tuple[str, ...] = ()
    baseline_rows: tuple[str, ...] = ()
    digest: str = ""


def digest_of(rows: Iterable[str]) -> str:
    """See `Figure.digest`.

    >>> digest_of(["b", "a"]) == hashlib.sha256(b"a\\nb").hexdigest()
    True
    """
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def change_of(value: int | float | None, baseline: int | float | None, *, comparable: bool) -> float | None:
    """See `Figure.change`.

    >>> change_of(412, 398, comparable=True)
    0.0352
    """
    if not comparable or value is None or not baseline:
        return None
    return round((value - baseline) / baseline, 4) + 0.0


def as_json(figure: Figure) -> dict[str, object]:
    """The contract's object; `why` is there only where the figure is not comparable."""
    why = {} if figure.why is None else {"why": figure.why}
    return {
        "id": figure.id,
        "scope": dict(figure.scope),
        "value": figure.value,
        "baseline": figure.baseline,
        "change": figure.change,
        "comparable": figure.comparable,
        **why,
        "rows": list(figure.rows),
        "baseline_rows": list(figure.baseline_rows),
        "digest": figure.digest,
    }
