"""What demands of every kind have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from songbang.core.demand.kinds import Details
from songbang.core.demand.levels import LEVELS, Level

Kind = Literal[
    "document", "meeting", "inspection", "visit", "form", "pledge", "digital", "signboard", "showcase", "secondment",
    "village_task",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
BodyKind = Literal[
    "party_government", "party_committee", "government", "department", "coordination_body", "office",
    "mass_organisation", "town", "association", "institution", "enterprise", "village",
]  # fmt: skip
Line = Literal[
    "economy", "social_governance", "party_building", "civil_affairs", "urban_rural", "agriculture",
    "health_education", "emergency", "ecology", "other",
]  # fmt: skip
Channel = Literal["electronic", "paper", "video", "onsite", "phone", "group_chat", "app", "platform"]
ApprovedBy = Literal[
    "party_committee_same_level", "party_and_government", "party_committee_secretary", "party_office_superior",
    "organisation_department", "social_work_department", "county_decision", "provincial_consent",
]  # fmt: skip
Ground = Literal[
    "secrecy", "urgent", "emergency_safety", "natural_disaster", "security", "law_expressly_requires",
    "centre_expressly_requires",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body: the issuer, or one of the units asked. `code` is the code of the place it belongs to."""

    name: str | None = None
    level: Level | None = None
    body: BodyKind | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """A document or scheme on which the demand rests."""

    title: str | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved, and when."""

    by: ApprovedBy | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand. `minutes` is the burden asked of each unit; `forwards` the number or title of what it relays."""

    kind: Kind
    details: Details
    title: str | None = None
    text: str | None = None
    issuer: Body = Body()
    issued_on: date | None = None
    notified_on: date | None = None
    due_on: date | None = None
    line: Line | None = None
    basis: tuple[Basis, ...] = ()
    targets: tuple[Body, ...] = ()
    channels: tuple[Channel, ...] = ()
    plan_item: str | None = None
    filed: bool | None = None
    approvals: tuple[Approval, ...] = ()
    grounds: tuple[Ground, ...] = ()
    minutes: int | None = None
    forwards: str | None = None


__all__ = ["KINDS", "LEVELS", "Approval", "Basis", "Body", "Demand", "Kind", "Level"]
