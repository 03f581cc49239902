"""PostgreSQL itself keeps territories apart, under the application's own checks.

Which tables are walled is asked on every database; that the walls hold, on PostgreSQL by a role that is no superuser.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django_tasks import task
from django_tasks.base import Task

import songbang.apps
from songbang.api import api
from songbang.apps.intake import jobs
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Holding, Person, Unit, UnitName
from songbang.ui import wall, walls
from tests.apps.units.places import HERE, THERE, account, logged_in, make_places

POSTGRESQL = connection.vendor == "postgresql"
HELD = pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no row-level security: `make test` runs this elsewhere")
WIDE = {
    "songbang.apps.agenda.plan_views.feed": "the address is the secret; which district it is of, it says itself",
    "songbang.apps.agenda.tasks.send_notices": "what is due, of all districts, each to its own unit",
    "songbang.apps.demands.base_views.check": "a number is checked whoever gave it; shows what the paper shows",
    "songbang.apps.evidence.room_views.packed": "an inspector's room: the address is the secret",
    "songbang.apps.evidence.room_views.room": "an inspector's room: the address is the secret",
    "songbang.apps.evidence.room_views.shown": "an inspector's room: the address is the secret",
    "songbang.apps.insight.week_views.feed": "the address is the secret; which district it is of, it says itself",
    "songbang.apps.units.single_sign_on.Callback.get": "log-in comes before the district",
    "songbang.apps.units.views.log_in": "log-in comes before the district",
    "songbang.apps.upkeep.views.health": "the lamps of the whole machine; no content",
    "songbang.apps.upkeep.views.prometheus": "counts of the whole machine; no content",
    "songbang.apps.upkeep.views.ready": "whether the whole machine is ready; no content",
}
"""Views and jobs that work in every territory → why they must."""


def test_every_table_is_walled_or_says_why_it_is_not() -> None:
    assert not walls.unwalled_tables(), "give it a territory, or a reference to what has one, or a reason in OUTSIDE"


def test_what_works_in_every_territory_has_a_reason() -> None:
    assert api  # every app's views are loaded
    import songbang.urls  # noqa: F401

    assert not wall.UNWALLED - WIDE.keys()


def _jobs() -> set[str]:
    """Every job of every app, by walking all modules: one that no other module calls is found too."""
    found: set[str] = set()
    for told in pkgutil.walk_packages(songbang.apps.__path__, "songbang.apps."):
        if ".migrations." not in told.name:
            module = importlib.import_module(told.name)
            found |= {one.module_path for one in vars(module).values() if isinstance(one, Task)}
    return found


def test_every_job_says_in_which_territory_it_works() -> None:
    found = _jobs()
    assert len(found) > 15
    assert not found - wall.WALLED.keys() - wall.UNWALLED, "below @task() stands @wall.of(model), or @wall.unwalled"
    models = {label for name, label in wall.WALLED.items() if name in found}
    assert all(any(field.name == "territory" for field in apps.get_model(label)._meta.get_fields()) for label in models)


@task()
def _nobody_walled_it() -> None:
    _seen.append(wall.asked())


_seen: list[str] = []


@pytest.mark.django_db
def test_a_job_that_nobody_walled_sees_nothing() -> None:
    _seen.clear()
    _nobody_walled_it.enqueue()
    with wall.everywhere():  # as a worker of the machine's owner is
        assert jobs.work_off(once=True) == 1
    assert _seen == [wall.NOWHERE]


def test_of_nobody_and_of_no_job_nothing_is_asked() -> None:
    with wall.within(wall.NOWHERE):
        assert wall.asked() == wall.NOWHERE
        with wall.everywhere():
            assert wall.asked() == wall.EVERYWHERE
        assert wall.asked() == wall.NOWHERE


@pytest.fixture
def places(db: None) -> None:
    if POSTGRESQL and walls.passed_by():
        pytest.skip("the role of these tests is a superuser, whom no wall holds: scripts/test_on_postgresql.sh")
    make_places()


def test_a_job_works_in_the_territory_of_its_row(places: None) -> None:
    person = Person.objects.create(territory=THERE, name="x")
    seen: list[str] = []

    @wall.of("units.Person")
    def job(key: int) -> None:
        seen.append(wall.asked())

    job(person.pk)
    job(person.pk + 1)
    assert seen == [THERE, wall.NOWHERE]


@HELD
def test_no_wall_is_missing_after_migrating(places: None) -> None:
    assert walls.lacking() == set()


@HELD
def test_within_a_territory_there_is_no_other(places: None) -> None:
    account("town", "330411100", "there")
    with wall.within(HERE):
        assert set(Unit.objects.values_list("territory", flat=True)) == {HERE}
        assert not UnitName.objects.filter(name="王店镇").exists()
        assert not Holding.objects.filter(account__username="there").exists()
        assert Unit.objects.filter(territory=THERE).update(name="x") == 0
    with wall.within(wall.NOWHERE):
        assert not Unit.objects.exists()
    assert set(Unit.objects.values_list("territory", flat=True)) == {HERE, THERE}


@HELD
def test_what_is_of_another_territory_cannot_be_written(places: None) -> None:
    with wall.within(HERE), pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.create(code="330411101", territory=THERE, level="town", name="洪合镇")


@HELD
def test_after_a_rollback_the_session_is_told_again(places: None) -> None:
    with wall.within(HERE):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), wall.within(THERE):
            assert Unit.objects.filter(territory=THERE).exists()
            raise ZeroDivisionError
        with pytest.raises(DatabaseError), transaction.atomic(), wall.within(THERE):
            Unit.objects.create(code=HERE, territory=THERE, level="county", name="taken")
        assert set(Unit.objects.values_list("territory", flat=True)) == {HERE}


@HELD
def test_a_filter_that_was_forgotten_shows_nothing_foreign(places: None, monkeypatch: pytest.MonkeyPatch) -> None:
    account("administrator")
    client = logged_in("administrator")
    monkeypatch.setattr(Standing, "within", lambda *_, **__: Q())
    shown = client.get("/units/").content.decode()
    assert "净湘村" in shown
    assert "王店镇" not in shown


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """How to connect past the application, to units of two districts that are committed."""
    import psycopg

    with django_db_blocker.unblock():
        told = connection.get_connection_params()
    ways = {name: told[name] for name in ("host", "port", "user", "password", "dbname") if told.get(name)}
    insert = """INSERT INTO units_unit (code, territory, level, name, functional_area, traits, version)
                VALUES (%s, %s, 'county', 'x', false, '[]', 1)"""
    with psycopg.connect(**ways) as past:
        past.execute("SELECT set_config('songbang.territory', '*', false)")
        for code in (HERE, THERE):
            past.execute(insert, [code, code])
    yield ways
    with psycopg.connect(**ways) as past:
        past.execute("SELECT set_config('songbang.territory', '*', false)")
        past.execute("DELETE FROM units_unit WHERE code = ANY(%s)", [[HERE, THERE]])


@HELD
def test_who_connects_past_the_application_sees_nothing_foreign(committed: dict[str, Any]) -> None:
    import psycopg

    with psycopg.connect(**committed) as past:
        if past.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,):
            pytest.skip("the role of these tests is a superuser, whom no wall holds: scripts/test_on_postgresql.sh")
        for table in walls.conditions():
            assert past.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (0,), table
        past.execute("SET songbang.territory = '330402'")
        assert past.execute("SELECT DISTINCT territory FROM units_unit").fetchall() == [(HERE,)]
        assert past.execute("DELETE FROM units_unit WHERE territory = '330411'").rowcount == 0
        past.execute("SET songbang.territory = '330499'")
        assert past.execute("SELECT count(*) FROM units_unit").fetchone() == (0,)
