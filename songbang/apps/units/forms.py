"""Forms of units and accounts; checks of input only, no rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator

from songbang.apps.units.models import Unit, post_kinds, roles, unit_levels
from songbang.core.text import tidy
from songbang.core.words import Language, labels

CODE = RegexValidator(r"^[\w.-]+$")


class LogInForm(forms.Form):
    username = forms.CharField(
        max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class CodeForm(forms.Form):
    code = forms.CharField(
        min_length=6, max_length=8,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "form-control"}
        ),
    )  # fmt: skip


class WordedForm(forms.Form):
    """A form in the site's look, whose choices speak the language of the request."""

    def __init__(self, *args: Any, language: Language, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.units = language, {unit.pk: unit for unit in units}
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("class", _class_of(field.widget))
            if isinstance(field, UnitField):
                field.offer(self.units)
            elif isinstance(field, WordField):
                field.offer(labels(language)[field.group])
            self.fields[name] = field


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class WordField(forms.ChoiceField):
    """One of the values of a kind, shown by its words."""

    def __init__(self, group: str, values: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(choices=values, **kwargs)
        self.group, self.values = group, [value for value, _ in values]

    def offer(self, words: Any) -> None:
        self.choices = [(value, words[value]) for value in self.values]


class UnitField(forms.TypedChoiceField):
    """One of the units that the form was given; clean values are units."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)

    def offer(self, units: dict[int, Unit]) -> None:
        self.choices = [("", "—"), *((str(pk), f"{unit.name}（{unit.code}）") for pk, unit in units.items())]
        self.coerce = lambda pk: units[int(pk)]


def day(*, required: bool) -> forms.DateField:
    return forms.DateField(required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class TidyField(forms.CharField):
    """A line of text without control characters and odd blanks."""

    def to_python(self, value: Any) -> str:
        return tidy(str(value)) if value not in self.empty_values else ""


class PartsField(TidyField):
    """Words parted by 、, commas or semicolons; a list."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        for mark in "，,;；":
            text = text.replace(mark, "、")
        return list(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value


class EditUnitForm(WordedForm):
    level = WordField("levels", unit_levels())
    parent = UnitField(required=False)
    cadres = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    functional_area = forms.BooleanField(required=False)
    traits = PartsField(required=False, max_length=400)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddUnitForm(WordedForm):
    name = TidyField(max_length=80)
    code = TidyField(max_length=12, validators=[CODE])
    level = WordField("levels", unit_levels())
    parent = UnitField(required=False)
    cadres = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    functional_area = forms.BooleanField(required=False)


class RenameForm(WordedForm):
    name = TidyField(max_length=80)
    on = day(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MergeForm(WordedForm):
    into = UnitField()
    on = day(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SplitForm(WordedForm):
    name = TidyField(max_length=80)
    code = TidyField(max_length=12, validators=[CODE])
    on = day(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AliasForm(WordedForm):
    name = TidyField(max_length=80)
    valid_from = day(required=False)
    valid_to = day(required=False)


class PostForm(WordedForm):
    person = TidyField(max_length=60)
    kind = WordField("post_kinds", post_kinds())
    lines = PartsField(required=False, max_length=400)
    valid_from = day(required=False)


class EndPostForm(WordedForm):
    on = day(required=True)


class ListForm(WordedForm):
    file = forms.FileField(
        allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.et,.ods"})
    )  # fmt: skip


class TakeListForm(WordedForm):
    read = forms.CharField(widget=forms.HiddenInput)
    """What was read and shown, signed."""
    on = day(required=False)


class NewAccountForm(WordedForm):
    username = TidyField(max_length=150, validators=[RegexValidator(r"^[\w.@+-]+$")])
    label = TidyField(max_length=80)
    role = WordField("roles", roles())
    unit = UnitField()
    password = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    sign_on = TidyField(required=False, max_length=200)


class DescribeForm(WordedForm):
    label = TidyField(max_length=80)
    sign_on = TidyField(required=False, max_length=200)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    """The state of the account that was shown (`accounts.state_of`)."""


class HoldingForm(WordedForm):
    role = WordField("roles", roles())
    unit = UnitField()


class GivePasswordForm(WordedForm):
    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


class OwnPasswordForm(WordedForm):
    current = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    again = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "password" in told and "again" in told and told["password"] != told["again"]:
            self.add_error("again", labels(self.language)["own"]["not_equal"])
        return told


class LookForm(WordedForm):
    large_type = forms.BooleanField(required=False)


class TokenForm(WordedForm):
    """A token for one of `holdings` (pk → role and words); `scopes` are those that each role's rights allow."""

    holding = forms.TypedChoiceField(coerce=int)
    name = TidyField(max_length=80)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(coerce=int)

    def __init__(
        self, *args: Any, holdings: Mapping[int, tuple[str, str]], scopes: Mapping[str, Iterable[str]],
        days: Iterable[int], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.roles = {pk: role for pk, (role, _) in holdings.items()}
        self.allowed = {role: frozenset(scopes[role]) for role in set(self.roles.values())}
        words = labels(self.language)
        offered = sorted(frozenset().union(*self.allowed.values()))
        cast(Any, self.fields["scopes"]).choices = [(name, words["scopes"].get(name, name)) for name in offered]
        cast(Any, self.fields["holding"]).choices = [(pk, said) for pk, (_, said) in holdings.items()]
        cast(Any, self.fields["days"]).choices = [(n, words["tokens"]["days"].format(days=n)) for n in days]
        self.fields["scopes"].widget.attrs["class"] = "form-check-input"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        role = self.roles.get(told.get("holding", 0), "")
        beyond = set(told.get("scopes", ())) - self.allowed.get(role, frozenset())
        if role and beyond:
            names = labels(self.language)["scopes"]
            self.add_error("scopes", labels(self.language)["tokens"]["beyond"].format(
                scopes=" ".join(names.get(name, name) for name in sorted(beyond))
            ))  # fmt: skip
        return told
