"""What is sent on the pages of plans, lists and rules."""

from __future__ import annotations

from django import forms

from songbang.apps.demands.models import CHANGES, LISTS
from songbang.core.demand import KINDS


class PlanFileForm(forms.Form):
    """A plan's workbook; year and department stand in where its lines name none."""

    file = forms.FileField()
    year = forms.IntegerField(min_value=1990, max_value=2100)
    issuer = forms.CharField(max_length=120, required=False)


class ItemForm(forms.Form):
    """One item of a plan; `out` the item that goes for it."""

    code = forms.CharField(max_length=40)
    title = forms.CharField(max_length=400)
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    issuer = forms.CharField(max_length=120, required=False)
    year = forms.IntegerField(min_value=1990, max_value=2100)
    out = forms.IntegerField(min_value=1, required=False)


class ListFileForm(forms.Form):
    """A list's workbook: which list, from which day, by which document."""

    file = forms.FileField()
    name = forms.ChoiceField(choices=[(name, name) for name in LISTS])
    valid_from = forms.DateField()
    source = forms.CharField(max_length=200)


class ChangeForm(forms.Form):
    """A change of a rule for a place."""

    rule = forms.CharField(max_length=60)
    what = forms.ChoiceField(choices=[(what, what) for what in CHANGES])
    value = forms.FloatField(min_value=0, required=False)
    since = forms.DateField()
    until = forms.DateField(required=False)
    place = forms.CharField(max_length=12, required=False)
    article = forms.CharField(max_length=200)
    ground = forms.CharField(max_length=2000)


class WhatIfForm(forms.Form):
    """A limit to be tried."""

    rule = forms.CharField(max_length=60)
    limit = forms.FloatField(min_value=0)
    place = forms.CharField(max_length=12, required=False)


class HookForm(forms.Form):
    """A unit's system to be told."""

    unit = forms.IntegerField(min_value=1)
    address = forms.CharField(max_length=400)
