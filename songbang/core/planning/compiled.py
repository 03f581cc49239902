"""The one door to numba: typed, cached on disk, without the interpreter's lock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile at the first call and keep the machine code beside the module, so that only the first run pays."""
    made: Any = numba.njit(cache=True, nogil=True)(function)
    # Numba looks only at the file of the function itself; what it calls stands elsewhere and was compiled into it.
    made._cache._cache_file._source_stamp = _stamp(function.__module__.rpartition(".")[2].partition("_")[0])
    return cast(Function, made)


@cache
def _stamp(family: str) -> str:
    """Digest of the compiled modules of a family (grain, week): a change in one makes all their machine code stale."""
    digest = hashlib.sha256()
    for source in sorted(resources.files(__package__).iterdir(), key=lambda entry: entry.name):
        if source.name.startswith(f"{family}_") and source.name.endswith(".py"):
            digest.update(source.read_bytes())
    return digest.hexdigest()
