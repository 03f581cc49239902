"""What people send on the pages of the door. Forms check the input, no more."""

from __future__ import annotations

from django import forms

from songbang.apps.demands.models import DESKS

DECISIONS = ("agree", "send_back", "refuse", "countersign")
ACTS = ("withdraw", "deliver", "close", "mend")


class DecisionForm(forms.Form):
    """A post's decision on a step."""

    decision = forms.ChoiceField(choices=[(one, one) for one in DECISIONS])
    words = forms.CharField(max_length=2000, required=False)
    desk = forms.ChoiceField(choices=[("", ""), *((one, one) for one in DESKS)], required=False)


class ActForm(forms.Form):
    """An act of its department on the version of a demand that was shown."""

    act = forms.ChoiceField(choices=[(one, one) for one in ACTS])
    version = forms.IntegerField(min_value=1)


class WaiverForm(forms.Form):
    """A rule that a department asks to be waived for a demand, and on what ground."""

    rule = forms.CharField(max_length=60)
    ground = forms.CharField(max_length=2000)
    version = forms.IntegerField(min_value=1)


class DelegationForm(forms.Form):
    """Who decides in one's place, from a day to a day."""

    to = forms.IntegerField(min_value=1)
    first = forms.DateField()
    last = forms.DateField()
    ground = forms.CharField(max_length=500)


class DeskForm(forms.Form):
    """Who holds a post, from a day on."""

    name = forms.ChoiceField(choices=[(one, one) for one in DESKS])
    account = forms.IntegerField(min_value=1)
    valid_from = forms.DateField()


class AnswerForm(forms.Form):
    """What a unit answers, and how long it took."""

    text = forms.CharField(max_length=20_000, required=False)
    minutes = forms.IntegerField(min_value=0, max_value=100_000, required=False)


class RefusalForm(forms.Form):
    """What came without a valid number."""

    issuer = forms.CharField(max_length=120)
    title = forms.CharField(max_length=200, required=False)
    number = forms.CharField(max_length=40, required=False)
