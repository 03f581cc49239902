"""Forms of evidence and assessments; checks of input only."""

from __future__ import annotations

from django import forms


class DescribeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=120, required=False)
    topic = forms.CharField(max_length=120, required=False)
    effective_on = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)


class GiveForm(forms.Form):
    """What may be said of files as they are given; all of it can be said later."""

    title = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=120, required=False)
    topic = forms.CharField(max_length=120, required=False)
    effective_on = forms.DateField(required=False)
    address = forms.CharField(max_length=380, required=False)


class LinkForm(forms.Form):
    address = forms.CharField(max_length=380)
    title = forms.CharField(max_length=200, required=False)


class TakeInForm(forms.Form):
    title = forms.CharField(max_length=200)
    first = forms.DateField()
    last = forms.DateField()
    file = forms.FileField()


class RoomForm(forms.Form):
    visitor = forms.CharField(max_length=120)
    days = forms.IntegerField(min_value=1, max_value=31, initial=3)
