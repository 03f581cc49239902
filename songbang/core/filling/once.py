"""What is worked out of a thing that does not change is worked out once, and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")


def once(function: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
    """A function of a thing (and of what can be hashed) that remembers its answers for as long as the thing is there.

    They lie with the thing: what is made of it by `replace` begins with none. For what is asked again for every unit.
    """
    name = f"once:{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(thing: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
        answers: dict[tuple[object, ...], R] = thing.__dict__.setdefault(name, {})
        if args not in answers:
            answers[args] = function(thing, *args, **kwargs)
        return answers[args]

    return kept
