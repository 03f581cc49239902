"""What people send: an entry, a time, a stretch to keep free. Forms check the input, no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from songbang.apps.agenda.models import MeetingRoom
from songbang.apps.agenda.services import Wanted
from songbang.apps.units.models import Post, Unit
from songbang.core.errors import BadInput

KINDS = ("meeting", "visit", "inspection")
GROUP = "one_of"


class EntryForm(forms.Form):
    """A new entry. Whom it calls comes beside it: `post-<key>` = required, optional, or unit (one of the unit's)."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    title = forms.CharField(max_length=120)
    topic = forms.CharField(max_length=60, required=False)
    minutes = forms.IntegerField(min_value=5, max_value=600)
    window_from = forms.DateField()
    window_to = forms.DateField()
    unit = forms.CharField(max_length=12, required=False)
    by_video = forms.BooleanField(required=False)
    headcount = forms.IntegerField(min_value=0, max_value=5000, required=False)
    escorts = forms.IntegerField(min_value=1, max_value=50, required=False)
    nestable = forms.BooleanField(required=False)
    brings = forms.CharField(max_length=1000, required=False)
    need = forms.CharField(max_length=40, required=False)
    control_number = forms.CharField(max_length=60, required=False)

    def wanted(self, units: Sequence[Unit], posts: Sequence[Post]) -> Wanted:
        """Raises `BadInput` ("agenda.form") with the fields that cannot be read."""
        if not self.is_valid():
            raise BadInput("agenda.form", fields=list(self.errors))
        told = self.cleaned_data
        unit = next((unit for unit in units if unit.code == told["unit"]), None) if told["kind"] != "meeting" else None
        required, groups, optional = self._called(posts) if told["kind"] == "meeting" else ([], [], [])
        return Wanted(
            told["kind"], told["title"], told["minutes"], (told["window_from"], told["window_to"]), told["topic"], unit,
            told["by_video"], told["headcount"] or 0, told["escorts"] or 1, told["nestable"], told["brings"],
            told["need"], told["control_number"], required, groups, optional,
        )  # fmt: skip

    def _called(self, posts: Sequence[Post]) -> tuple[list[int], list[list[int]], list[int]]:
        required: list[int] = []
        optional: list[int] = []
        groups: dict[int, list[int]] = defaultdict(list)
        for post in posts:
            part = self.data.get(f"post-{post.pk}", "")
            if part == "required":
                required.append(post.pk)
            elif part == "optional":
                optional.append(post.pk)
            elif part == GROUP:
                groups[post.unit_id].append(post.pk)
        return required, list(groups.values()), optional


class TimeForm(forms.Form):
    """A time to try or to decide."""

    day = forms.DateField()
    clock = forms.TimeField()
    room = forms.IntegerField(required=False)
    version = forms.IntegerField(min_value=1, required=False)
    ground = forms.CharField(max_length=200, required=False)

    def moment(self) -> datetime:
        """Raises `BadInput` ("agenda.form")."""
        if not self.is_valid():
            raise BadInput("agenda.form", fields=list(self.errors))
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"]))

    def chosen_room(self, rooms: Sequence[MeetingRoom]) -> MeetingRoom | None:
        key = self.cleaned_data.get("room")
        return next((room for room in rooms if room.pk == key), None)


class ActForm(forms.Form):
    """An act on the version of an entry that was shown."""

    version = forms.IntegerField(min_value=1, required=False)
    ground = forms.CharField(max_length=200, required=False)
    control_number = forms.CharField(max_length=60, required=False)

    def told(self) -> tuple[int | None, str, str]:
        """The version that was shown, the ground given, the control number typed."""
        told: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return told.get("version"), told.get("ground", ""), told.get("control_number", "")


class StretchForm(forms.Form):
    """A stretch of the week that a unit keeps free."""

    unit = forms.CharField(max_length=12)
    weekday = forms.IntegerField(min_value=0, max_value=6)
    begin = forms.TimeField(required=False)
    end = forms.TimeField(required=False)
    note = forms.CharField(max_length=80, required=False)

    def span(self) -> tuple[int, int]:
        """Minutes from midnight; the whole day where no time is named. Raises `BadInput` ("agenda.form")."""
        if not self.is_valid():
            raise BadInput("agenda.form", fields=list(self.errors))
        begin, end = self.cleaned_data["begin"], self.cleaned_data["end"]
        return (begin.hour * 60 + begin.minute if begin else 0, end.hour * 60 + end.minute if end else 1440)


class RoomForm(forms.Form):
    """A meeting room: seat, name, how many it holds."""

    unit = forms.CharField(max_length=12)
    name = forms.CharField(max_length=60)
    capacity = forms.IntegerField(min_value=1, max_value=5000)

    def told(self) -> tuple[str, str, int]:
        """Raises `BadInput` ("agenda.form")."""
        if not self.is_valid():
            raise BadInput("agenda.form", fields=list(self.errors))
        return self.cleaned_data["unit"], self.cleaned_data["name"], self.cleaned_data["capacity"]


class WaysForm(forms.Form):
    """Ways as pasted from a sheet."""

    ways = forms.CharField(max_length=50_000, strip=False)

    def told(self) -> str:
        """Raises `BadInput` ("agenda.ways") where nothing was pasted."""
        if not self.is_valid():
            raise BadInput("agenda.ways", lines=[])
        return str(self.cleaned_data["ways"])
