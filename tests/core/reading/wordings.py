"""How clerks word their headers (wordings.yaml), and which of these wordings the lexicon misses or confuses."""

from __future__ import annotations

from pathlib import Path

import yaml

_LISTS: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_EVERY, _ALL_BUT_VISITS = _LISTS.pop("every"), _LISTS.pop("all_but_visits")

WORDINGS = {kind: _EVERY | ({} if kind == "visits" else _ALL_BUT_VISITS) | fields for kind, fields in _LISTS.items()}
"""Register → field → wordings, the usual one first."""
