"""Forms of campaigns; checks of input only."""

from __future__ import annotations

import re
from typing import Any

from django import forms

_RULE = re.compile(r"^\s*\[([\w.-]{1,80})\]\s*")


class ChecksField(forms.CharField):
    """One check a line; `[rule id]` before it names the rule."""

    def clean(self, value: Any) -> list[dict[str, str]]:
        text = super().clean(value)
        return [_check(line) for line in text.splitlines() if line.strip()]


def _check(line: str) -> dict[str, str]:
    rule = _RULE.match(line)
    return {"rule": rule[1] if rule else "", "text": _RULE.sub("", line).strip()[:300]}


class PlanForm(forms.Form):
    title = forms.CharField(max_length=200)
    first = forms.DateField()
    last = forms.DateField()
    plan_item = forms.CharField(max_length=60, required=False)
    ground = forms.CharField(max_length=400, required=False)
    joint_with = forms.CharField(max_length=400, required=False)
    checks = ChecksField(max_length=8000)


class DrawForm(forms.Form):
    version = forms.IntegerField()
    level = forms.ChoiceField(choices=[("village", "village"), ("town", "town")])
    size = forms.IntegerField(min_value=1, max_value=500)
    seed = forms.CharField(max_length=40, required=False)


class NoteForm(forms.Form):
    key = forms.RegexField(r"^[\w-]{8,40}$")
    text = forms.CharField(max_length=4000)
    rule = forms.CharField(max_length=80, required=False)
    deadline = forms.DateField(required=False)
    version = forms.IntegerField(required=False)
