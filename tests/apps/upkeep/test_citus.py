"""The statements that lay the office over a Citus cluster: as the models are, and by the rules that Citus documents.

Citus itself is in no package of Debian. On PostgreSQL the statements are run against stand-ins for its two functions,
which refuse what Citus documents that it refuses; on SQLite only the file is compared.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from scripts import make_citus
from songbang.apps.insight.models import Behind, FigureSet
from songbang.apps.intake.models import Import, RegisterRow
from songbang.ui import wall
from tests.apps.insight import seed
from tests.apps.upkeep.test_export import OTHER, documents, fill_office
from tests.house.tree import text_of

STAND_INS = """
CREATE TEMP TABLE whole (name text); CREATE TEMP TABLE laid (name text);
CREATE FUNCTION create_reference_table(one text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO whole VALUES (one);
END $$;
CREATE FUNCTION create_distributed_table(one text, by text, colocate_with text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = one::regclass AND i.indisunique AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.attname = by)) THEN
    RAISE 'a key of % lacks %', one, by;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = one::regclass
      AND c.confrelid::regclass::text NOT IN (SELECT name FROM whole)) THEN
    RAISE '% refers to what is not on every node', one;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = one::regclass AND attname = by AND attnotnull) THEN
    RAISE '% may lack its %', one, by;
  END IF;
  INSERT INTO laid VALUES (one);
END $$;
"""
REFERENCES = """
SELECT c.conname,
  c.conrelid::regclass::text IN (SELECT name FROM laid), c.confrelid::regclass::text IN (SELECT name FROM laid),
  EXISTS (SELECT 1 FROM pg_attribute a
    WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname = 'territory')
FROM pg_constraint c WHERE c.contype = 'f'
"""


def test_the_file_is_what_the_models_say() -> None:
    assert text_of("docs/citus.sql") == make_citus.render(), "run `make docs`"


def _run(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_they_run_on_a_full_office_and_leave_no_key_that_citus_refuses(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("statements of PostgreSQL")
    seed.make_units()
    fill_office()
    before = RegisterRow.objects.count()
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    with transaction.atomic():
        _run(STAND_INS)
        with pytest.raises(DatabaseError, match="a key of intake_import lacks territory"), transaction.atomic():
            _run("SELECT create_distributed_table('intake_import', 'territory')")
        for statement in make_citus.statements():
            _run(statement)
        for name, one, other, held in _run(REFERENCES):
            assert one or not other, f"{name}: from a table that is not laid out to one that is"
            assert held or not (one and other), f"{name} may lead to another territory"
        assert {name for (name,) in _run("SELECT name FROM laid")} >= {
            model._meta.db_table for model, kind in make_citus.kinds().items() if kind == "by_territory"
        }
        with wall.within("330402"):
            figures = FigureSet.objects.create(territory="330402", period="a", baseline="b")
            Behind.objects.create(figures=figures, figure="documents.both_channels", side="value", unit=OTHER, row=1)
            seed.store(seed.make_import("又一份.xlsx", unit=OTHER), documents(2, OTHER, date(2019, 2, 1)))
        assert _run("SELECT territory FROM insight_behind") == [("330402",)]
        assert RegisterRow.objects.filter(taken__in=Import.objects.all()).count() == before + 1
        transaction.set_rollback(True)
