"""The lives of a campaign and of a finding, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from songbang.core.errors import Conflict

State = Literal["planned", "running", "closed", "called_off"]
STATES: tuple[State, ...] = ("planned", "running", "closed", "called_off")
CAMPAIGN: Mapping[tuple[str, str], State] = {
    ("planned", "draw"): "planned",
    ("planned", "start"): "running",
    ("planned", "call_off"): "called_off",
    ("running", "close"): "closed",
}
FindingState = Literal["draft", "signed", "mended", "confirmed", "relapsed"]
FINDING_STATES: tuple[FindingState, ...] = ("draft", "signed", "mended", "confirmed", "relapsed")
"""`draft`: in the field. `signed`: it stands, nothing of it changes. `mended`: the unit says so. `confirmed`: seen."""
FINDING: Mapping[tuple[str, str], FindingState] = {
    ("draft", "edit"): "draft",
    ("draft", "sign"): "signed",
    ("signed", "mend"): "mended",
    ("relapsed", "mend"): "mended",
    ("mended", "confirm"): "confirmed",
    ("mended", "reject"): "signed",
    ("confirmed", "relapse"): "relapsed",
}


def campaign_after(state: str, act: str) -> State:
    """Raises `Conflict` ("campaign.not_now")."""
    after = CAMPAIGN.get((state, act))
    if after is None:
        raise Conflict("campaign.not_now")
    return after


def finding_after(state: str, act: str) -> FindingState:
    """Raises `Conflict` ("finding.signed") for a change of what stands, ("finding.not_now") for another act."""
    after = FINDING.get((state, act))
    if after is None and act == "edit":
        raise Conflict("finding.signed")
    if after is None:
        raise Conflict("finding.not_now")
    return after
