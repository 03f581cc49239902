"""The one door to numba: typed, cached on disk, without the interpreter's lock.

Machine code is kept in a folder named by the digest of all compiled modules, since numba looks only at the file of the
function itself and what it calls was compiled into it. `make setup` fills the folder (scripts/compile_planning.py);
where it cannot be written, numba's own folder of the user is taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def folder() -> Path:
    """Beside the modules; a change in one makes all machine code stale."""
    here, digest = Path(__file__).parent, hashlib.sha256()
    for source in sorted([*here.glob("grain_*.py"), *here.glob("week_*.py"), Path(__file__)]):
        digest.update(source.read_bytes())
    digest.update(numba.__version__.encode())
    return here / "__pycache__" / f"compiled-{digest.hexdigest()[:16]}"


_numba: Any = numba
_numba.config.CACHE_DIR = str(folder())


def compiled(function: Function) -> Function:
    """Compile for other compiled code: at the first call, kept, and without the wrapper that Python would need."""
    made: Any = _numba.njit(cache=True, nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    return cast(Function, made)


def entrance(function: Function) -> Function:
    """Compile for calls from Python."""
    made: Any = _numba.njit(cache=True, nogil=True, no_cfunc_wrapper=True)(function)
    return cast(Function, made)
