"""What a migration may do while the version before it still serves: see docs/install.md, upgrading without stopping."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator

from django.db.migrations import operations as ops
from django.db.models import NOT_PROVIDED

from tests.house.tree import ROOT

GONE = (ops.RemoveField, ops.DeleteModel, ops.RenameField, ops.RenameModel, ops.AlterModelTable)


def broken_by(operations: Iterable[object]) -> Iterator[str]:
    """What of a migration the version before cannot live with."""
    made = set()
    for operation in operations:
        if isinstance(operation, ops.CreateModel):
            made.add(operation.name_lower)
        model = getattr(operation, "model_name_lower", getattr(operation, "name_lower", ""))
        if isinstance(operation, GONE):
            yield f"{type(operation).__name__} {model}: the version before asks for it; take it away one version later"
        elif isinstance(operation, ops.AddField) and model not in made and _must_be_told(operation.field):
            yield f"AddField {model}.{operation.name}: the version before writes without it; null=True or db_default"
        elif isinstance(operation, ops.SeparateDatabaseAndState):
            yield from broken_by(operation.database_operations)


def _must_be_told(field: object) -> bool:
    if getattr(field, "many_to_many", False):
        return False
    return not field.null and field.db_default is NOT_PROVIDED  # type: ignore[attr-defined]


def git(*asked: str) -> str:
    """What git says, empty where there is no history."""
    done = subprocess.run(["git", *asked], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def released() -> str:
    """The newest release that is behind us; empty where none is tagged."""
    return git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
