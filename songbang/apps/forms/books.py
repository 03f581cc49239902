"""A department's workbook, opened in a room apart: what it says, and what goes back in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from songbang.apps.forms.models import Template
from songbang.apps.intake import keeping
from songbang.apps.intake.room import MOST_MEMORY, Room
from songbang.core.filling.grid import Grid, grid_from

MOST_SECONDS = 60
"""Of the processor, for one template read or written."""
COPY_SECONDS = 0.05
"""And for each copy of a sheet."""


def read_grids(template: Template) -> dict[str, Any]:
    """What a template says, to be kept with it: `grids`, `left_behind`. Raises `Unreadable`."""
    with _room() as room:
        _ask(room, template, {"wanted": "grids"})
        content: dict[str, Any] = json.loads((room.out / "grids.json").read_text("utf-8"))
    return content


def grids_of(template: Template) -> list[Grid]:
    """The sheets of a template as they were read. Raises `Unreadable` where it was never read and cannot be."""
    told = template.read or read_grids(template)
    return [grid_from(grid) for grid in told["grids"]]


def with_values(template: Template, cells: list[tuple[str, str, Any]]) -> bytes:
    """The template's own workbook with (sheet, cell, value) in it."""
    return _made(template, {"wanted": "one", "cells": cells})


def with_sheets(template: Template, units: list[tuple[str, list[tuple[str, str, Any]]]]) -> bytes:
    """The template's own workbook with a copy of its sheets for each unit."""
    copies = len(units) * len(template.read.get("grids", ()))
    return _made(template, {"wanted": "sheets", "units": units}, copies)


def _made(template: Template, told: dict[str, Any], copies: int = 0) -> bytes:
    with _room(copies) as room:
        _ask(room, template, told)
        return (room.out / "filled.xlsx").read_bytes()


def _room(copies: int = 0) -> Room:
    seconds = MOST_SECONDS + int(copies * COPY_SECONDS)
    return Room(memory=MOST_MEMORY, seconds=seconds, module="songbang.apps.forms.opening")


def _ask(room: Room, template: Template, told: dict[str, Any]) -> None:
    ending = Path(template.name).suffix.lower() or ".xlsx"
    room.ask(keeping.path_of(template.file), template.name, ending, told)
