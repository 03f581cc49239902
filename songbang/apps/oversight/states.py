"""The lives of a campaign and of a finding, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from songbang.core.errors import Conflict
from songbang.core.life import Life

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


def _finding_refused(_state: str, act: str) -> Conflict:
    """What was signed stands: that is said for a change of it, and for another act that it is not possible now."""
    return Conflict("finding.signed" if act == "edit" else "finding.not_now")


CAMPAIGN_LIFE = Life(CAMPAIGN, lambda _state, _act: Conflict("campaign.not_now"))
campaign_after, campaign_may = CAMPAIGN_LIFE.after, CAMPAIGN_LIFE.may
finding_after = Life(FINDING, _finding_refused).after
