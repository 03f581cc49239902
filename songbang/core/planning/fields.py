"""Reads fields of a JSON document; whatever is wrong is told with the path of the field: `meetings[2].window[0]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from songbang.core.errors import BadInput

T = TypeVar("T")
ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the document and its path. Reading it raises `BadInput` "plan.field_*" with `field`, its path."""

    path: str
    value: Any

    def at(self, name: str, default: Any = ABSENT) -> Field:
        """The member `name` of an object; `default` where it is missing or null."""
        members = self._of(dict, "object")
        path = f"{self.path}.{name}" if self.path else name
        value = members.get(name)
        if value is None and default is ABSENT:
            raise BadInput("plan.field_missing", field=path)
        return Field(path, default if value is None else value)

    def each(self) -> Iterator[Field]:
        """The members of a list."""
        for index, value in enumerate(self._of(list, "list")):
            yield Field(f"{self.path}[{index}]", value)

    def pair(self) -> tuple[Field, Field]:
        members = list(self.each())
        if len(members) != 2:
            raise BadInput("plan.field_kind", field=self.path, expected="[a, b]")
        return members[0], members[1]

    def text(self) -> str:
        found = self._of(str, "text")
        if not found.strip():
            raise BadInput("plan.field_kind", field=self.path, expected="text")
        return str(found)

    def flag(self) -> bool:
        return bool(self._of(bool, "true / false"))

    def number(self, least: int = 0, most: int = 100_000) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise BadInput("plan.field_kind", field=self.path, expected="integer")
        if not least <= self.value <= most:
            raise BadInput("plan.field_range", field=self.path, given=self.value, least=least, most=most)
        return self.value

    def day(self) -> date:
        return self._moment(date.fromisoformat, "2025-03-03")

    def clock(self) -> time:
        return self._moment(time.fromisoformat, "08:30")

    def moment(self) -> datetime:
        found = self._moment(datetime.fromisoformat, "2025-03-03T09:00")
        if found.tzinfo is not None or found.second or found.microsecond:
            raise BadInput("plan.field_time", field=self.path, given=self.value, expected="2025-03-03T09:00")
        return found

    def name_in(self, known: object) -> str:
        """A text that is one of the `known` ids."""
        found = self.text()
        if found not in known:  # type: ignore[operator]
            raise BadInput("plan.field_unknown", field=self.path, given=found)
        return found

    def names_in(self, known: object) -> tuple[str, ...]:
        """A list of known ids, each once."""
        found: list[str] = []
        for member in self.each():
            if (name := member.name_in(known)) in found:
                raise BadInput("plan.field_twice", field=member.path, given=name)
            found.append(name)
        return tuple(found)

    def _moment(self, read: Callable[[str], T], expected: str) -> T:
        try:
            return read(self._of(str, expected))
        except ValueError as error:
            raise BadInput("plan.field_time", field=self.path, given=self.value, expected=expected) from error

    def _of(self, kind: type[Any], expected: str) -> Any:
        if not isinstance(self.value, kind):
            raise BadInput("plan.field_kind", field=self.path or "$", expected=expected)
        return self.value
