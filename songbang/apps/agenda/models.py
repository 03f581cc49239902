"""What is on the calendar: rooms, travel, entries and who comes, protected and busy times, plans, notices, feeds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from songbang.apps.units.models import Account, Person, Unit


def entry_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("meeting", "visit", "inspection")]


def entry_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("proposed", "decided", "announced", "held", "cancelled")]


def parts() -> list[tuple[str, str]]:
    return [(part, part) for part in ("required", "one_of", "optional")]


def plan_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("waiting", "running", "ready", "failed")]


def line_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("open", "taken", "refused", "unplaced")]


def notice_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("announced", "changed", "cancelled")]


class MeetingRoom(models.Model):
    """A room at a unit's seat."""

    territory = models.CharField(max_length=12, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meeting_rooms")
    name = models.CharField(max_length=60)
    capacity = models.PositiveIntegerField()
    closed = models.BooleanField(default=False)
    """No longer there; what was held in it keeps it."""

    class Meta:
        ordering = ("unit_id", "-capacity", "id")
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="agenda_room_once"),)

    def __str__(self) -> str:
        return self.name


class Travel(models.Model):
    """Minutes from a unit's seat to another's, both ways."""

    territory = models.CharField(max_length=12, db_index=True)
    here = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    there = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("here", "there"), name="agenda_travel_once"),)

    def __str__(self) -> str:
        return f"{self.here} {self.there} {self.minutes}"


class Entry(models.Model):
    """A meeting, visit or inspection. It has a time once it is decided; base units learn of it when it is announced."""

    territory = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=12, choices=entry_kinds)
    title = models.CharField(max_length=120)
    topic = models.CharField(max_length=60, blank=True)
    organiser = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """Where a visit or inspection goes."""
    minutes = models.PositiveIntegerField()
    by_video = models.BooleanField(default=False)
    headcount = models.PositiveIntegerField(default=0)
    escorts = models.PositiveIntegerField(default=1)
    """People of the unit that a visit or inspection takes up."""
    window_from = models.DateField()
    window_to = models.DateField()
    nestable = models.BooleanField(default=True)
    """A meeting may be nested with others; a visit or inspection may be joined."""
    brings = models.TextField(blank=True)
    """What problem a visit brings; the title of the need where it answers one."""
    need = models.CharField(max_length=40, blank=True)
    """Key of the published need of the base that a visit answers (`units.needs`)."""
    control_number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=entry_states, default="proposed")
    starts_at = models.DateTimeField(null=True, blank=True)
    room = models.ForeignKey(MeetingRoom, models.PROTECT, null=True, blank=True, related_name="entries")
    why = models.JSONField(default=list, blank=True)
    joint = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="joined")
    """The entry with which it is one reception."""
    ground = models.CharField(max_length=200, blank=True)
    """Why it was changed or cancelled after it was announced."""
    sequence = models.PositiveIntegerField(default=0)
    """How often it was changed since it was announced (iCalendar's SEQUENCE)."""
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts_at", "window_from", "id")
        indexes = (
            models.Index(fields=("territory", "starts_at"), name="agenda_entry_time"),
            models.Index(fields=("territory", "state", "window_from"), name="agenda_entry_open"),
            models.Index(fields=("need",), condition=~models.Q(need=""), name="agenda_entry_need"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


class Attendance(models.Model):
    """Somebody who must come, may come, or is one of a group of whom exactly one comes (`group` from 1)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=parts)
    group = models.PositiveIntegerField(default=0)
    comes = models.BooleanField(default=False)
    """Whether the person comes, as decided; always so for those required."""

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("entry", "person"), name="agenda_attendance_once"),)

    def __str__(self) -> str:
        return f"{self.person} {self.part}"


class ProtectedTime(models.Model):
    """A stretch that a unit keeps free each week: minutes from midnight; a whole day is a no-meeting day."""

    territory = models.CharField(max_length=12, db_index=True)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="protected_times")
    weekday = models.PositiveSmallIntegerField()
    """0: Monday"""
    from_minute = models.PositiveIntegerField(default=0)
    to_minute = models.PositiveIntegerField(default=1440)
    note = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("unit_id", "weekday", "from_minute")

    def __str__(self) -> str:
        return f"{self.unit} {self.weekday}"

    @property
    def from_clock(self) -> str:
        return f"{self.from_minute // 60:02}:{self.from_minute % 60:02}"

    @property
    def to_clock(self) -> str:
        return f"{self.to_minute // 60:02}:{self.to_minute % 60:02}"


class BusyTime(models.Model):
    """When somebody is busy otherwise, taken from a calendar file. Nothing but the time is kept."""

    territory = models.CharField(max_length=12, db_index=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="busy_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=("person", "starts_at"), name="agenda_busy_time"),)

    def __str__(self) -> str:
        return f"{self.person} {self.starts_at:%Y-%m-%d %H:%M}"


class WeekPlan(models.Model):
    """A proposal for a week, computed by a job; people decide line by line."""

    territory = models.CharField(max_length=12, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """Whose entries are planned: those that this unit, or one under it, organises."""
    monday = models.DateField()
    state = models.CharField(max_length=10, choices=plan_states, default="waiting")
    wanted = models.JSONField(default=list)
    """Keys of the entries that it may place or move."""
    seconds = models.PositiveIntegerField(default=10)
    started_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    status = models.CharField(max_length=12, blank=True)
    metrics = models.JSONField(default=dict)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.unit} {self.monday}"


class PlanLine(models.Model):
    """Where a plan puts one entry, with reasons; or what stands in the way, with ways out. `before`: to undo."""

    plan = models.ForeignKey(WeekPlan, models.CASCADE, related_name="lines")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=line_states, default="open")
    starts_at = models.DateTimeField(null=True, blank=True)
    room = models.ForeignKey(MeetingRoom, models.PROTECT, null=True, blank=True, related_name="+")
    chosen = models.JSONField(default=list)
    """Persons, one for each group."""
    moves = models.BooleanField(default=False)
    """It is announced already and would lie elsewhere."""
    why = models.JSONField(default=list)
    relax = models.JSONField(default=list)
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ("starts_at", "id")
        constraints = (models.UniqueConstraint(fields=("plan", "entry"), name="agenda_line_once"),)

    def __str__(self) -> str:
        return f"{self.entry} {self.state}"


class Notice(models.Model):
    """What a unit is told about an entry. Base units get one digest a day; `sent_at` is empty until it went out."""

    territory = models.CharField(max_length=12, db_index=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=notice_kinds)
    text = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("sent_at", "unit"), name="agenda_notice_open"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"


class AgendaFeed(models.Model):
    """A token by which a calendar program reads a unit's or a person's entries. Only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="agenda_feeds")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.account} {self.unit}"
