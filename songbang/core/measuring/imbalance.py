"""How unevenly a figure lies on the towns, per cadre: the Theil index."""

from __future__ import annotations

import math
from collections.abc import Mapping


def theil(amounts: Mapping[str, float], cadres: Mapping[str, int]) -> float | None:
    """Σ sᵢ ln(sᵢ / pᵢ) over the units of `amounts`, to six decimals; 0 is in step with the cadres.

    sᵢ is the unit's share of the amounts, pᵢ its share of the cadres of these units (`cadres` has each, above 0);
    0 ln 0 = 0. None where the amounts sum to 0.

    >>> theil({"a": 10, "b": 20}, {"a": 1, "b": 2})
    0.0
    >>> theil({"a": 10, "b": 0}, {"a": 50, "b": 50}) == round(math.log(2), 6)
    True
    """
    total, people = math.fsum(amounts.values()), sum(cadres[unit] for unit in amounts)
    if not total:
        return None
    shares = ((amount / total, cadres[unit] / people) for unit, amount in sorted(amounts.items()) if amount)
    return round(math.fsum(share * math.log(share / fair) for share, fair in shares), 6) + 0.0
