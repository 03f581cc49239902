"""Reads plain JSON values into dataclasses by their annotations; whatever does not fit is named by its path.

A field that the dataclass does not know is passed over: the contract lets users add fields. A field with a trailing
underscore is written without it (`as_` is `as`).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from songbang.core.errors import BadInput

T = TypeVar("T")
Shape = Any
"""A dataclass, as a key of the cache."""
Reader = Callable[[Any, str], Any]


def read_as(shape: type[T], given: object, path: str, **known: object) -> T:
    """`given` (what `json.loads` returns) as `shape`; fields in `known` are taken as they are.

    Raises `BadInput` "demand.wrong_shape" or "demand.wrong_value" with the path of the offending field.
    """
    if not isinstance(given, Mapping):
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="object")
    filled = {
        field: reader(given[name], f"{path}.{name}")
        for name, field, reader in _plan(cast(Shape, shape))
        if field not in known and given.get(name) is not None
    }
    return shape(**filled, **known)


def brief(given: object) -> str:
    """A value as it may stand in a message: not longer than a line."""
    text = str(given)
    return text if len(text) <= 60 else text[:57] + "…"


@cache
def _plan(shape: Shape) -> list[tuple[str, str, Reader]]:
    hints = get_type_hints(shape)
    return [(field.name.rstrip("_"), field.name, _reader(hints[field.name])) for field in fields(shape)]


def _reader(annotation: Any) -> Reader:
    """How a value of this annotation is read."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _any_of([part for part in arguments if part is not types.NoneType])
    if origin is Literal:
        return _one_of(arguments)
    if origin is tuple:
        return _list_of(_reader(arguments[0]))
    return _SIMPLE.get(annotation) or (lambda given, path: read_as(annotation, given, path))


def _any_of(annotations: list[Any]) -> Reader:
    """The first that fits; where none does, the complaint of the last."""
    readers = [_reader(part) for part in annotations]

    def read(given: Any, path: str) -> Any:
        for reader in readers[:-1]:
            try:
                return reader(given, path)
            except BadInput:
                continue
        return readers[-1](given, path)

    return readers[0] if len(readers) == 1 else read


def _one_of(allowed: tuple[Any, ...]) -> Reader:
    def read(given: Any, path: str) -> Any:
        if given not in allowed or not isinstance(given, str):
            raise BadInput("demand.wrong_value", path=path, given=brief(given), allowed=list(allowed))
        return given

    return read


def _list_of(reader: Reader) -> Reader:
    def read(given: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(given, list | tuple):
            raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="list")
        return tuple(reader(part, f"{path}[{place}]") for place, part in enumerate(given))

    return read


def _text(given: Any, path: str) -> str:
    if not isinstance(given, str):
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="text")
    return given


def _truth(given: Any, path: str) -> bool:
    if not isinstance(given, bool):
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="true_or_false")
    return given


def _number(given: Any, path: str) -> float:
    """Zero or more; whole numbers stay whole, so that they are printed as they came."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given < 1e12:
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="number")
    return int(given) if given == int(given) else given


def _whole(given: Any, path: str) -> int:
    number = _number(given, path)
    if not isinstance(number, int):
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="whole_number")
    return number


def _day(given: Any, path: str) -> date:
    try:
        return date.fromisoformat(given if isinstance(given, str) and len(given) == 10 else "")
    except ValueError:
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="day") from None


def _moment(given: Any, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given if isinstance(given, str) and len(given) >= 16 else "")
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo:
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="moment")
    return moment


_SIMPLE: dict[Any, Reader] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    date: _day,
    datetime: _moment,
}
