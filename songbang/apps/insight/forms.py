"""Forms of insight; checks of input only."""

from __future__ import annotations

from django import forms


class DraftForm(forms.Form):
    unit = forms.CharField(max_length=12)
    period_first = forms.CharField(max_length=7)
    period_last = forms.CharField(max_length=7)
    baseline_first = forms.CharField(max_length=7, required=False)
    baseline_last = forms.CharField(max_length=7, required=False)
    report_on = forms.DateField(required=False)


class JournalForm(forms.Form):
    """All fields may be empty; what cannot be read narrows nothing."""

    actor = forms.CharField(max_length=150, required=False)
    act = forms.CharField(max_length=60, required=False)
    subject = forms.CharField(max_length=120, required=False)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
