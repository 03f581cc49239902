"""Forms of the help line; checks of input only."""

from __future__ import annotations

from django import forms

from songbang.apps.helpline.models import cause_kinds, matter_classes


class RaiseForm(forms.Form):
    title = forms.CharField(max_length=120)
    text = forms.CharField(max_length=4000)
    kind = forms.ChoiceField(choices=matter_classes)


class CauseForm(forms.Form):
    title = forms.CharField(max_length=120)
    kind = forms.ChoiceField(choices=cause_kinds)
    proposal = forms.CharField(max_length=4000)


class ThreadForm(forms.Form):
    title = forms.CharField(max_length=120)
    about = forms.CharField(max_length=2000, required=False)


class VoiceForm(forms.Form):
    needed = forms.NullBooleanField(required=False)
    clear = forms.NullBooleanField(required=False)
    twice = forms.NullBooleanField(required=False)
    minutes = forms.IntegerField(required=False)
