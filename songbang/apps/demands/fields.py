"""The request form, made from the dataclasses of `core.demand`: a new field or kind is on it at once."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from songbang.core.demand import Demand, DetailsOf, FormField
from songbang.core.words import Language, labels

Widget = Literal["line", "area", "day", "moment", "number", "yes_no", "one_of", "some_of", "lines", "units", "columns"]
COMMON = (
    "title", "issued_on", "targets", "due_on", "notified_on", "minutes", "line", "channels", "plan_item", "basis",
    "forwards", "grounds", "text",
)  # fmt: skip
"""Common fields that a person states, in the order of the form. Issuer, filing and approvals are not stated: the door
knows who asks, and what the posts decided."""
FIRST = ("title", "issued_on", "targets")
"""With these three and the kind a verdict can be asked for."""
COLUMNS = ("name", "unit", "explanation", "example", "valid_until")
"""Of a form's field, in the order of a typed line."""
_WIDGETS: dict[Any, Widget] = {
    str: "line",
    bool: "yes_no",
    int: "number",
    float: "number",
    date: "day",
    datetime: "moment",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. `name` is `common.title` or `meeting.starts_at`; its label bears the same key."""

    name: str
    widget: Widget
    choices: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Where its value stands in the contract's JSON."""
        group, _, own = self.name.partition(".")
        return (own,) if group == "common" else ("details", own)


@cache
def common_fields() -> tuple[Field, ...]:
    hints = get_type_hints(Demand)
    special: dict[str, Widget] = {"targets": "units", "basis": "lines", "text": "area"}
    return tuple(
        Field(f"common.{name}", special[name]) if name in special else _field(f"common.{name}", hints[name])
        for name in COMMON
    )


@cache
def detail_fields(kind: str) -> tuple[Field, ...]:
    shape = DetailsOf[kind]
    hints = get_type_hints(shape)
    return tuple(_field(f"{kind}.{one.name.rstrip('_')}", hints[one.name]) for one in fields(shape))


def fields_of(kind: str) -> Iterator[Field]:
    yield from common_fields()
    yield from detail_fields(kind)


def _field(name: str, annotation: Any) -> Field:
    parts = [part for part in _parts(annotation) if part is not types.NoneType]
    first = parts[0] if bool not in parts or len(parts) == 1 else str  # true or a text, a sum: typed as it is
    if get_origin(first) is tuple or (len(parts) > 1 and get_origin(parts[-1]) is tuple):
        return _several(name, next(part for part in parts if get_origin(part) is tuple))
    if get_origin(first) is Literal:
        return Field(name, "one_of", get_args(first))
    return Field(name, _WIDGETS[first])


def _several(name: str, annotation: Any) -> Field:
    inside = get_args(annotation)[0]
    if inside is FormField:
        return Field(name, "columns")
    return Field(name, "some_of", get_args(inside)) if get_origin(inside) is Literal else Field(name, "lines")


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def value_label(field: str, value: str, language: Language) -> str:
    """A value of a field in words: its own where the field gives it another sense."""
    words = labels(language)["demand_values"]
    return words.get(f"{field.rpartition('.')[2]}.{value}", words.get(value, value))


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the page shows it. `source`: the words of the document that its value was read from."""

    name: str
    label: str
    widget: Widget
    values: list[str]
    choices: list[tuple[str, str, bool]]
    source: str
    problems: list[str]

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def filled(self) -> bool:
        return any(self.values) or bool(self.problems)


def shown(
    field: Field, values: dict[str, list[str]], sources: dict[str, str], problems: dict[str, list[str]],
    language: Language,
) -> Shown:  # fmt: skip
    typed = [str(value) for value in values.get(field.name, [])]
    words = labels(language)
    choices = field.choices or (("yes", "no") if field.widget == "yes_no" else ())
    return Shown(
        field.name, words["demand_fields"][field.name], field.widget, typed,
        [(one, value_label(field.name, one, language), one in typed) for one in choices],
        sources.get(field.name, ""), problems.get(field.name, []),
    )  # fmt: skip
