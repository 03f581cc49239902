"""Whether a demand is in the plan that it claims to be in."""

from __future__ import annotations

from songbang.core.rules.case import Case, Found, Piece


def planned(case: Case) -> bool:
    """A plan item is named; and where a plan of this kind is given for the issuer, it holds the item."""
    item = case.demand.plan_item
    if not item:
        return False
    if item in case.known.planned:
        return True
    issuer, year = case.demand.issuer.name, case.issued_on.year
    held = [
        one
        for one in case.known.plan or ()
        if one.kind == case.demand.kind and one.issuer in (None, issuer) and one.year in (None, year)
    ]
    return not held


def not_in_plan(case: Case) -> Found | None:
    """Found unless planned; names the item that the plan does not hold."""
    if planned(case):
        return None
    item = case.demand.plan_item
    return Found(item, said={"planned": Piece("planned", {"id": item}) if item else ""})
