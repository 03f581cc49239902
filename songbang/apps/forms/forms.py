"""What people send about forms. Forms check the input, no more."""

from __future__ import annotations

from django import forms

LEVELS = ("village", "town")
SHAPES = ("sheets", "list", "sum")
FORMATS = ("date", "whether", "sex", "identity", "phone")
"""Kinds of values that a department may ask for in its own way (`core.filling.formats`)."""


class TemplateForm(forms.Form):
    """A department's workbook and the level of the units that are to fill it."""

    file = forms.FileField()
    level = forms.ChoiceField(choices=[(level, level) for level in LEVELS])


class SendForm(forms.Form):
    """To whom a template goes (`parent`: the villages of one town only), and by when."""

    version = forms.IntegerField(min_value=1)
    parent = forms.CharField(max_length=12, required=False)
    due_on = forms.DateField(required=False)


class ActForm(forms.Form):
    """An act on the version of a round that was shown."""

    version = forms.IntegerField(min_value=1)
    used_for = forms.CharField(max_length=2000, required=False)


class ReasonForm(forms.Form):
    """A cell and why."""

    cell = forms.CharField(max_length=80)
    reason = forms.CharField(max_length=400, required=False)
