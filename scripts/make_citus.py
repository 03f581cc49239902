"""Writes docs/citus.sql: what lays the office's tables over a Citus cluster by territory, as the models have them.

    python -m scripts.make_citus [--check]

`--check` writes nothing and exits with 1 when the file is not what the models say. Each table is of one kind: kept
whole on every node, laid out by territory, or left where it is. Every key of a table that is laid out must hold its
territory, and so must every reference from one such table to another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["everywhere", "by_territory", "here"]
PAGE = Path(__file__).resolve().parent.parent / "docs/citus.sql"
EVERYWHERE = {
    "units_unit": "every table refers to it, and its code is one over all; the country's 662,000 lines fit any node",
    "units_person": "accounts and posts refer to it",
    "units_account": "log-in comes before the district, and a username is one over all",
    "demands_rulebook": "the rules that were in force, the same for all",
}
"""Tables that Citus keeps whole on every node, although some have a territory; and why."""
HERE = {"journal_entry": "one chain over all territories, which triggers of the database guard"}
"""Tables that stay on the coordinator alone although they have a territory; and why."""
BESIDE = {"evidence_words": ("id", "evidence_evidence")}
"""Tables of no model: their key, which is also their reference."""
HEAD = """-- What lays the office's tables over a Citus cluster by territory. Written by `python -m scripts.make_citus`
-- from the models; do not edit. What of it was tried, and what would still have to be done: docs/scale.md.
-- On the coordinator, as the owner of the tables, with the office stopped and a backup made (songbang backup).
"""
DROP = """-- Keys that lack the territory, and references to tables that are laid out: all are made anew below.
DO $$ DECLARE one record; laid text[] := ARRAY[{laid}]; BEGIN
  FOR one IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
    WHERE contype = 'f' AND confrelid::regclass::text = ANY (laid) LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.t, one.conname);
  END LOOP;
  FOR one IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
    WHERE contype IN ('p', 'u') AND conrelid::regclass::text = ANY (laid) LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.t, one.conname);
  END LOOP;
  FOR one IN SELECT indexrelid::regclass AS i FROM pg_index
    WHERE indisunique AND indrelid::regclass::text = ANY (laid) LOOP
    EXECUTE format('DROP INDEX %s', one.i);
  END LOOP;
END $$;"""


def render() -> str:
    """The file."""
    return "\n".join([HEAD, *statements()]) + "\n"


def statements() -> Iterator[str]:
    """In the order in which they can be run."""
    laid = [model for model, kind in kinds().items() if kind == "by_territory"]
    yield "-- Kept whole on every node."
    yield from (f"SELECT create_reference_table('{_table(m)}');" for m, kind in kinds().items() if kind == "everywhere")
    yield "\n-- Tables that follow another get its territory; rows to come take it from the session."
    for model in laid:
        if not _has_territory(model):
            key, target = _followed(model)
            yield from _given_territory(_table(model), key, target)
    for table, (key, target) in BESIDE.items():
        yield from _given_territory(table, key, target)
    names = [*map(_table, laid), *BESIDE]
    yield "\n" + DROP.format(laid=", ".join(f"'{name}'" for name in names))
    yield "\n-- The keys again, with the territory."
    for model in laid:
        yield f'ALTER TABLE {_table(model)} ADD PRIMARY KEY (territory, "{model._meta.pk.column}");'
        yield from _unique(model)
    for table, (key, _) in BESIDE.items():
        yield f'ALTER TABLE {table} ADD PRIMARY KEY (territory, "{key}");'
    yield "\n-- Laid out, all of one territory on one node."
    for at, name in enumerate(names):
        beside = f", colocate_with => '{names[0]}'" if at else ""
        yield f"SELECT create_distributed_table('{name}', 'territory'{beside});"
    yield "\n-- The references again: within a territory."
    for model in laid:
        yield from _references(model)
    for table, (key, target) in BESIDE.items():
        yield _reference(table, f"{table}_territory", key, target, "id", "")


@cache
def kinds() -> dict[Any, Kind]:
    """Each model's, in an order in which whoever is referred to comes first."""
    from django.apps import apps

    found: dict[Any, Kind] = {}
    left = sorted(apps.get_models(include_auto_created=True), key=_table)
    while left:
        ready = [model for model in left if all(to in found or to is model for _, to in _to(model))]
        for model in ready:
            found[model] = _kind(model, {found[to] for _, to in _to(model) if to is not model})
        left = [model for model in left if model not in ready]
        if not ready:
            raise AssertionError(f"a circle of references: {left}")
    return found


def _kind(model: Any, targets: set[Kind]) -> Kind:
    """By its name, its column, or whom it refers to: who follows a table that is laid out is laid out with it."""
    if _table(model) in EVERYWHERE:
        return "everywhere"
    if _table(model) in HERE:
        return "here"
    if _has_territory(model) or "by_territory" in targets:
        return "by_territory"
    return "everywhere" if "everywhere" in targets and not _of_others(model) else "here"


def _of_others(model: Any) -> bool:
    """Django's own, and that of packages: small, and asked before the district is known."""
    return not model.__module__.startswith("songbang.")


def _table(model: Any) -> str:
    return str(model._meta.db_table)


def _has_territory(model: Any) -> bool:
    return any(field.name == "territory" for field in model._meta.local_fields)


def _to(model: Any) -> list[tuple[Any, Any]]:
    """Its references that the database holds to: field and model."""
    return [
        (field, field.related_model) for field in model._meta.local_fields
        if field.remote_field and getattr(field, "db_constraint", False)
    ]  # fmt: skip


def _followed(model: Any) -> tuple[str, str]:
    """The column and the table from which a table without territory has it."""
    for field, to in _to(model):
        if kinds()[to] == "by_territory" and not field.null:
            return field.column, _table(to)
    raise AssertionError(f"{_table(model)} follows nothing that is laid out")


def _given_territory(table: str, key: str, target: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ADD COLUMN territory varchar(12) CHECK (territory <> '*');"
    yield f"UPDATE {table} SET territory = t.territory FROM {target} t WHERE t.id = {table}.{key};"
    yield f"ALTER TABLE {table} ALTER territory SET NOT NULL;"
    yield f"ALTER TABLE {table} ALTER territory SET DEFAULT current_setting('songbang.territory');"


def _unique(model: Any) -> Iterator[str]:
    from django.db.models import UniqueConstraint

    sets = [([field.column], f"{_table(model)}_{field.column}_key", "") for field in model._meta.local_fields
            if field.unique and not field.primary_key]  # fmt: skip
    sets += [(_columns(model, names), f"{_table(model)}_{'_'.join(names)}_key", "")
             for names in model._meta.unique_together]  # fmt: skip
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            if constraint.expressions or constraint.deferrable or constraint.nulls_distinct is not None:
                raise AssertionError(f"{constraint.name}: a kind of key that is not known here")
            sets.append((_columns(model, constraint.fields), constraint.name, _condition(model, constraint)))
    for columns, name, condition in sets:
        told = ", ".join(f'"{column}"' for column in columns if column != "territory")
        keys = f"territory, {told}" if told else "territory"
        yield f'CREATE UNIQUE INDEX "{name}" ON {_table(model)} ({keys}){condition};'


def _columns(model: Any, names: Any) -> list[str]:
    return [model._meta.get_field(name).column for name in names]


def _condition(model: Any, constraint: Any) -> str:
    if constraint.condition is None:
        return ""
    from django.db.backends.postgresql.base import DatabaseWrapper

    editor = DatabaseWrapper({"TIME_ZONE": None, "OPTIONS": {}, "NAME": "none"}).schema_editor(collect_sql=True)
    return f" WHERE {constraint._get_condition_sql(model, editor)}"


def _references(model: Any) -> Iterator[str]:
    for field, to in _to(model):
        if kinds()[to] == "by_territory":
            name = f"{_table(model)}_{field.column}_territory"
            late = " DEFERRABLE INITIALLY DEFERRED"  # as Django makes them
            yield _reference(_table(model), name, field.column, _table(to), to._meta.pk.column, late)


def _reference(table: str, name: str, column: str, target: str, key: str, more: str) -> str:
    return (
        f'ALTER TABLE {table} ADD CONSTRAINT "{name[:63]}" FOREIGN KEY (territory, "{column}") '
        f'REFERENCES {target} (territory, "{key}"){more};'
    )


def main(arguments: list[str]) -> int:
    """Exit status: 1 when `--check` finds the file outdated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    import django

    django.setup()
    page = render()
    if "--check" not in arguments:
        PAGE.write_text(page, "utf-8")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != page:
        print("docs/citus.sql is not what the models say: run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
