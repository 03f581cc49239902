"""A limit is tried over all demands of the year before it is set: a few at once, many in a job that goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from songbang.apps.demands import what_if
from songbang.apps.demands.models import RuleChange, Trial
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Unit
from songbang.ui import clock
from tests.apps.demands.asking import ISSUER, OTHER_TOWN, form, put

LogIn = Callable[..., Client]


def _asked(*minutes: int, issuer: dict[str, Any] = ISSUER, **more: Any) -> None:
    for number, each in enumerate(minutes):
        day = (clock.today() - timedelta(days=7 * number + 1)).isoformat()
        title = f"{issuer['name']}关于报送第{number}件情况的通知"
        put(form(title=title, issuer=issuer, minutes=each, issued_on=day, due_on=day, **more))


def _run(client: Client, rule: str = "any.load", limit: str = "60", place: str = "") -> Trial:
    answer = client.post("/door/what-if/run/", {"rule": rule, "limit": limit, "place": place})
    assert answer.status_code == 302, answer.content.decode()
    return Trial.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def _page(client: Client, trial: Trial) -> str:
    return str(client.get(f"/door/what-if/{trial.pk}/").content.decode())


def test_a_small_set_is_done_at_once_by_department_with_the_minutes_saved(log_in: LogIn) -> None:
    _asked(30, 90, 120)
    _asked(80, issuer={**ISSUER, "name": "统计局"}, targets=[OTHER_TOWN])
    client = log_in("supervisor")
    trial = _run(client)
    found = what_if.outcome(trial)
    assert (trial.state, found.run, found.stopped, found.minutes) == ("done", 4, 3, 290)
    assert [(one.issuer, one.demands, one.stopped, one.minutes) for one in found.by_issuer] == [
        ("农业农村局", 3, 2, 210), ("统计局", 1, 1, 80)]  # fmt: skip
    page = _page(client, trial)
    assert "210" in page and "的 4 件全部算过" in page and "统计局关于报送第0件情况的通知" in page
    assert what_if.outcome(_run(client, limit="100")).minutes == 120
    assert not RuleChange.objects.exists()
    assert Entry.objects.filter(act="what_if.begun").count() == 2


def test_many_are_done_in_a_job_that_shows_how_far_it_is(log_in: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_if, "AT_ONCE", 2)
    monkeypatch.setattr(what_if, "A_PART", 2)
    _asked(30, 90, 120, 70, 20)
    client = log_in("approver")
    trial = _run(client)
    page = _page(client, trial)
    assert trial.state == "running" and "0 / 5 件" in page and "<progress" in page
    work_off(once=True)
    trial.refresh_from_db()
    found = what_if.outcome(trial)
    assert (trial.state, trial.done, found.stopped, found.minutes) == ("done", 5, 3, 280)
    assert "的 5 件全部算过" in _page(client, trial)


def test_a_job_that_died_goes_on_where_it_was_and_counts_nothing_twice(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "AT_ONCE", 2)
    monkeypatch.setattr(what_if, "A_PART", 2)
    _asked(30, 90, 120, 70, 20)
    trial = _run(log_in("supervisor"))
    real, seen = what_if._noted, []

    def dies(*told: Any) -> Trial:
        seen.append(real(*told))
        if len(seen) == 2:
            raise KeyboardInterrupt
        return seen[-1]

    monkeypatch.setattr(what_if, "_noted", dies)
    with pytest.raises(KeyboardInterrupt):
        what_if.run(trial.pk)
    monkeypatch.setattr(what_if, "_noted", real)
    trial.refresh_from_db()
    assert trial.done == 4
    what_if.run(trial.pk)
    trial.refresh_from_db()
    assert (trial.state, trial.done, what_if.outcome(trial).minutes) == ("done", 5, 280)


def test_what_came_after_it_began_or_is_older_than_a_year_is_not_counted(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "AT_ONCE", 0)
    _asked(90)
    put(form(minutes=90, issued_on=(clock.today() - timedelta(days=400)).isoformat()))
    trial = _run(log_in("supervisor"))
    _asked(120)
    what_if.run(trial.pk)
    trial.refresh_from_db()
    assert (trial.there, trial.done) == (1, 1)


def test_what_cannot_be_tried_is_told(log_in: LogIn, department: Unit) -> None:
    client = log_in("supervisor")
    for said, words in (
        ({"rule": "form.daily", "limit": "1"}, "没有限值"), ({"rule": "no.such", "limit": "1"}, "没有这条规则"),
        ({"rule": "any.load", "limit": "1", "place": "330411"}, "不在本区"), ({"rule": "any.load", "limit": "x"}, ""),
    ):  # fmt: skip
        answer = client.post("/door/what-if/run/", said)
        assert answer.status_code == 400 and words in answer.content.decode()
    assert not Trial.objects.exists()


def test_a_trial_of_another_territory_is_not_there(log_in: LogIn) -> None:
    trial = _run(log_in("supervisor"))
    Trial.objects.update(territory="330411")
    assert log_in("approver").get(f"/door/what-if/{trial.pk}/").status_code == 404


def test_every_rule_and_unit_has_a_name() -> None:
    from songbang.core.rules import load_book
    from songbang.core.words import labels

    for language in ("zh-Hans", "en"):
        assert set(load_book().rules) == set(labels(language)["rule_names"])
        assert {rule.unit for rule in load_book().rules.values() if rule.unit} <= set(labels(language)["rule_units"])
