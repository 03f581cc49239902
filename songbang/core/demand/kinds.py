"""What demands of one kind have of their own: a dataclass a kind. Durations are whole minutes; None is "not stated"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from songbang.core.demand.levels import Level

Post = Literal["principal", "deputy", "village_secretary", "village_director"]
Frequency = Literal["once", "daily", "weekly", "monthly", "quarterly", "yearly"]


@dataclass(frozen=True, slots=True)
class Document:
    """An official document. `as_` is written `as` in the contract."""

    number: str | None = None
    document_kind: str | None = None
    characters: int | None = None
    pages: int | None = None
    scope: Literal["comprehensive", "special", "task", "policy"] | None = None
    asks_for_report: bool | None = None
    asks_for_supporting_document: bool | None = None
    consistency_review: bool | None = None
    directive_to_party_or_government: bool | None = None
    consultation_reply_working_days: int | None = None
    consultation_round: int | None = None
    merged_from: tuple[str, ...] = ()
    as_: Literal["red_head", "white_head", "memo"] | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. `levels_reached` None: not stated; empty: none."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    duration_minutes: int | None = None
    main_speech_minutes: int | None = None
    group_discussion: bool | None = None
    form: Literal["onsite", "video"] | None = None
    comprehensive: bool | None = None
    called_by: Literal["principal", "deputy", "department"] | None = None
    requires: tuple[Post, ...] = ()
    invited: tuple[Post, ...] = ()
    headcount: int | None = None
    levels_reached: tuple[Level, ...] | None = None
    approved_levels: tuple[Level, ...] | None = None
    venue: str | None = None
    document_already_issued: bool | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection, check or assessment. `yardsticks` None: not stated."""

    inspection_kind: Literal["supervision", "check", "assessment"] | None = None
    comprehensive: bool | None = None
    on_site: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    joint_with: str | tuple[str, ...] | None = None
    split_of: str | None = None
    called: Literal["inspection", "research", "guidance"] | None = None
    requires_ledger: bool | None = None
    ledger_form: Literal["paper", "electronic", "any"] | None = None
    materials: tuple[str, ...] = ()
    meets_principal: bool | None = None
    separate_assessment: bool | None = None
    indicators: int | None = None
    indicator_levels: int | None = None
    score_step: float | None = None
    total_score: float | None = None
    ranking: Literal["none", "yearly", "quarterly", "monthly", "weekly"] | None = None
    yardsticks: tuple[
        Literal[
            "leader_comment", "media_article", "meeting_held", "document_issued", "photo", "study_note",
            "showcase_venue", "result",
        ],
        ...,
    ] | None = None  # fmt: skip
    same_as_superior_indicators: bool | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit or research trip to the base."""

    topic: str | None = None
    problem_brought: bool | str | None = None
    needs_asked: bool | str | None = None
    measures_brought: bool | str | None = None
    group_size: int | None = None
    escorts: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    joint_with: str | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form."""

    name: str | None = None
    unit: str | None = None
    explanation: str | None = None
    example: str | float | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in. `fields` None: not stated."""

    fields: tuple[FormField, ...] | None = None
    frequency: Frequency | None = None
    on_shared_platform: bool | None = None
    also_on_paper: bool | None = None
    relayed_unchanged: bool | None = None
    in_catalogue: bool | None = None
    reply_working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """A letter of responsibility or a one-vote veto."""

    pledge_kind: Literal["responsibility_letter", "one_vote_veto"] | None = None
    in_approved_list: bool | None = None


@dataclass(frozen=True, slots=True)
class Digital:
    """An app, mini-program, public account or work group."""

    object: Literal["app", "mini_program", "public_account", "work_group"] | None = None
    functions: tuple[
        Literal[
            "punch_in", "points", "online_time", "ranking", "forced_install", "forced_follow", "usage_quota",
            "screenshot_proof", "instant_reply", "location_log",
        ],
        ...,
    ] = ()  # fmt: skip
    faces_base: bool | None = None
    last_updated_on: date | None = None
    task_ended_on: date | None = None
    closed_on: date | None = None
    members: int | None = None


@dataclass(frozen=True, slots=True)
class Signboard:
    """A sign, and the mechanism that may come with it."""

    place: Literal["outside", "inside"] | None = None
    in_allowed_list: bool | None = None
    creates_mechanism: bool | None = None


@dataclass(frozen=True, slots=True)
class Showcase:
    """A demonstration, standard-reaching or selecting activity. `fee` is true, or the sum charged."""

    in_kept_list: bool | None = None
    fee: bool | float | str | None = None
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Secondment:
    """Staff borrowed from below."""

    from_level: Level | None = None
    from_post: Literal["official", "community_worker", "teacher", "enterprise_staff"] | None = None
    months: float | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class VillageTask:
    """A task handed to a village or community, or to a town."""

    list: Literal["own", "assist", "negative", "reclaimed", "none"] | None = None
    certificate: str | None = None
    starts_on: date | None = None
    responsible_party: bool | None = None


Details: TypeAlias = (
    Document | Meeting | Inspection | Visit | Form | Pledge | Digital | Signboard | Showcase | Secondment | VillageTask
)
DetailsOf: dict[str, type[Details]] = {
    "document": Document,
    "meeting": Meeting,
    "inspection": Inspection,
    "visit": Visit,
    "form": Form,
    "pledge": Pledge,
    "digital": Digital,
    "signboard": Signboard,
    "showcase": Showcase,
    "secondment": Secondment,
    "village_task": VillageTask,
}
