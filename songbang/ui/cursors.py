"""Pages of the API: opaque cursors that stay where they are however many rows come before them."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from songbang.core.errors import BadInput


def write_cursor(kind: str, *keys: str | int) -> str:
    """What follows these keys, in the order of `kind`."""
    return urlsafe_b64encode(json.dumps([kind, *keys]).encode()).decode().rstrip("=")


def read_cursor(kind: str, cursor: str, *types: type) -> list[Any] | None:
    """The keys; None for the first page. Raises `BadInput` ("api.cursor") for what this list did not give out.

    >>> read_cursor("units", write_cursor("units", "330402103"), str)
    ['330402103']
    """
    if not cursor:
        return None
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise BadInput("api.cursor", given=cursor[:40]) from error
    keys = told[1:] if isinstance(told, list) and told[:1] == [kind] else []
    if [type(key) for key in keys] != list(types):
        raise BadInput("api.cursor", given=cursor[:40])
    return list(keys)
