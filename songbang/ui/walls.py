"""Row-level security for each table that holds something of a territory: made by `migrate`, every time, for all tables.

A table with a column `territory` shows a row whose territory is the session's. One without follows its first reference
to a walled table that is never empty. What is left is walled by nothing, and `OUTSIDE` says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

OUTSIDE: dict[str, str] = {
    "units_account": "log-in comes before the district, and a username is one over all; what it may stands in holdings",
    "demands_rulebook": "the rules that were in force: the same for all, kept once by their digest",
    "helpline_quartersalt": "a salt by quarter, nobody's",
    "auth_permission": "Django's own, empty of people",
    "auth_group": "Django's own, empty",
    "auth_group_permissions": "Django's own, empty",
    "django_content_type": "Django's own",
    "django_session": "log-in comes before the district",
    "otp_totp_totpdevice": "log-in comes before the district",
    "axes_accessfailurelog": "failed log-ins, of whom nobody knows the district",
    "axes_accessattempt": "failed log-ins, of whom nobody knows the district",
    "axes_accessattemptexpiration": "failed log-ins, of whom nobody knows the district",
    "axes_accesslog": "log-ins; not written",
    "django_tasks_database_dbtaskresult": "the queue: keys of rows, never what they hold",
}
"""Table → why it has no wall."""
BESIDE = {"evidence_words": ("id", "evidence_evidence", "id")}
"""Table that no model describes → (column, table, column) that it follows."""
_SESSION = "(SELECT current_setting('songbang.territory', true))"
_OF_ALL = f" OR (territory = '' AND length({_SESSION}) > 1)"
"""What belongs to no territory is seen in each, and nowhere by who has none."""
NAME = "songbang_territory"


def conditions() -> dict[str, str]:
    """Table → the condition of its policy."""
    found: dict[str, str] = {}
    left = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in OUTSIDE]
    while left:
        told = {model: condition for model in left if (condition := _condition(model, found))}
        if not told:
            break
        found.update({model._meta.db_table: condition for model, condition in told.items()})
        left = [model for model in left if model not in told]
    beside = {table: _follows(table, *follows) for table, follows in BESIDE.items()}
    return found | beside


def unwalled_tables() -> set[str]:
    """Tables of models that neither have a wall nor stand in `OUTSIDE`: of these there must be none."""
    every = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return every - conditions().keys() - OUTSIDE.keys()


def _condition(model: type[Model], walled: dict[str, str]) -> str | None:
    fields: list[Any] = list(model._meta.concrete_fields)
    if any(field.name == "territory" for field in fields):
        return f"territory = {_SESSION} OR {_SESSION} = '*'" + (_OF_ALL if _may_be_blank(fields) else "")
    for field in fields:
        target = field.related_model
        if field.null or not isinstance(target, type) or not issubclass(target, Model):
            continue
        if target._meta.db_table in walled:
            key = str(target._meta.pk.column) if target._meta.pk else "id"
            return _follows(model._meta.db_table, str(field.column), target._meta.db_table, key)
    return None


def _may_be_blank(fields: list[Any]) -> bool:
    return any(field.name == "territory" and field.blank for field in fields)


def _follows(table: str, column: str, target: str, key: str) -> str:
    """The target's own wall stands in the subquery too."""
    return f'{_SESSION} = \'*\' OR EXISTS (SELECT 1 FROM "{target}" t WHERE t."{key}" = "{table}"."{column}")'


def statements(table: str, condition: str) -> Iterator[str]:
    """What walls a table. FORCE: else its owner, who is the application's own role, would pass it by."""
    yield f'DROP POLICY IF EXISTS {NAME} ON "{table}"'
    yield f'CREATE POLICY {NAME} ON "{table}" USING ({condition})'
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'


def raise_walls(database: BaseDatabaseWrapper) -> int:
    """Make the walls that are missing or otherwise than they must be; how many."""
    if database.vendor != "postgresql":
        return 0
    with database.cursor() as cursor:
        there = _noted(cursor)
        missing = {
            table: condition for table, condition in conditions().items()
            if table in there and there[table] != condition
        }  # fmt: skip
        for table, condition in missing.items():
            for statement in statements(table, condition):
                cursor.execute(statement)
            # The server keeps a policy in its own words: ours are noted beside it, so that they can be compared.
            noted = condition.replace("'", "''")
            cursor.execute(f"COMMENT ON POLICY {NAME} ON \"{table}\" IS '{noted}'")
    return len(missing)


def lacking() -> set[str]:
    """Tables of this database that should have a wall and have none, or another."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        there = _noted(cursor)
    return {table for table, condition in conditions().items() if table in there and there[table] != condition}


def passed_by() -> bool:
    """Whether our own role is one that no wall holds: a superuser, or one with BYPASSRLS."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _noted(cursor: Any) -> dict[str, str]:
    """Table → our words of its wall; empty where it has none that holds."""
    cursor.execute(
        """SELECT c.relname, CASE WHEN c.relrowsecurity AND c.relforcerowsecurity
                  THEN coalesce(obj_description(p.oid, 'pg_policy'), '') ELSE '' END
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
           LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = %s WHERE c.relkind = 'r'""",
        [NAME],
    )
    return dict(cursor.fetchall())
