"""The one door to numba: typed, cached on disk, without the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile at the first call and keep the machine code beside the module, so that only the first run pays."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
