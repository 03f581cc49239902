"""The words of the samples, as YAML: how clerks name columns, bodies, matters and values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words(name: str) -> Any:
    """The content of `samples/words/<name>.yaml`."""
    text = (Path(__file__).parent / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # every scalar a string: here "no" and 2019-02-30 are words
