"""The verdict on a demand: what was found, looked at and not checked, as the contract writes it, and its replay."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from songbang.core.rules.book import Gravity

Outcome = Literal["admit", "admit_with_changes", "needs_approval", "refuse"]
OUTCOMES: dict[Gravity, Outcome] = {
    "advise": "admit",
    "change": "admit_with_changes",
    "approve": "needs_approval",
    "refuse": "refuse",
}
"""From the lightest to the gravest."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that the demand breaks: where, what it says there, what the law allows, why, and the way out."""

    rule: str
    level: Gravity
    where: str
    value: object
    limit: object
    article: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that could not be looked at, and what it needs."""

    rule: str
    needs: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict by the law of `on`. `rulebook`: digest of all that it rests on beside its inputs."""

    on: date
    rulebook: str
    findings: tuple[Breach, ...]
    looked_at: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]

    @property
    def outcome(self) -> Outcome:
        """The gravest level found."""
        order = list(OUTCOMES)
        gravest = max((order.index(one.level) for one in self.findings), default=0)
        return OUTCOMES[order[gravest]]

    def as_json(self) -> dict[str, Any]:
        """The contract's shape, in its order of keys."""
        return {
            "verdict": self.outcome,
            "on": self.on.isoformat(),
            "rulebook": self.rulebook,
            "findings": [
                {name: _plain(getattr(one, name)) for name in Breach.__dataclass_fields__} for one in self.findings
            ],
            "looked_at": list(self.looked_at),
            "not_checked": [{"rule": one.rule, "needs": one.needs} for one in self.not_checked],
        }

    def as_bytes(self) -> bytes:
        """The same verdict is the same bytes: one line of UTF-8."""
        return json.dumps(self.as_json(), ensure_ascii=False, separators=(", ", ": ")).encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
