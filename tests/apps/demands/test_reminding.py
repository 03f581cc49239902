"""A step that nobody decides is said again: on the demand's page, in the journal, to the post and to who asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from songbang.apps.demands import reminding
from songbang.apps.demands.models import Demand, Step
from songbang.apps.journal.models import Entry
from songbang.ui import clock
from tests.apps.demands.test_passing import SECRETARY, decide, village_heads

LogIn = Callable[..., Client]


@pytest.fixture
def sent(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    told: list[tuple[str, str, str]] = []
    settings.NOTIFY = "json://127.0.0.1:1"

    def post(*said: str) -> bool:
        told.append((said[0], said[1], said[2]))
        return True

    monkeypatch.setattr(reminding, "post", post)
    return told


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: moment.date())


def _waiting(log_in: LogIn) -> tuple[Demand, Step]:
    demand = village_heads(log_in("department"))
    return demand, demand.steps.get(desk=SECRETARY)


def _ordered(step: Step) -> list[Any]:
    """When reminders of the step are ordered for."""
    jobs = DBTaskResult.objects.filter(task_path__endswith="remind_step").order_by("run_after")
    return [job.run_after for job in jobs if job.args_kwargs["args"] == [step.pk]]


def test_an_overdue_step_is_said_to_the_post_and_to_who_asked_every_working_day(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch, sent: list[tuple[str, str, str]]
) -> None:
    demand, step = _waiting(log_in)
    log_in("approver")
    assert _ordered(step) == [step.due_at + timedelta(minutes=1)]
    assert not reminding.remind(step.pk) and sent == []  # its time has not passed
    _at(monkeypatch, step.due_at + timedelta(minutes=2))
    assert reminding.remind(step.pk)
    again = _ordered(step)[-1]
    assert again > step.due_at + timedelta(hours=12)
    assert sorted({code for code, _, _ in sent}) == ["330402", "330402-NY"]
    assert "党（工）委书记" in sent[0][2] and (demand.title or "?") in sent[0][1]
    moves = list(demand.moves.filter(act="overdue", desk=SECRETARY))
    assert len(moves) == 1 and Entry.objects.filter(act="demand.overdue").exists()
    assert "到期没有办，已提醒" in log_in("department", username="again").get(f"/door/{demand.pk}/").content.decode()
    _at(monkeypatch, again)
    assert reminding.remind(step.pk)
    assert demand.moves.filter(act="overdue", desk=SECRETARY).count() == 2


def test_what_was_decided_is_not_reminded_of(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch, sent: list[tuple[str, str, str]]
) -> None:
    demand, step = _waiting(log_in)
    approver = log_in("approver")
    for one in demand.steps.all():
        decide(approver, one, "agree")
    _at(monkeypatch, step.due_at + timedelta(days=1))
    assert not reminding.remind(step.pk) and sent == [] and not demand.moves.filter(act="overdue").exists()


def test_it_is_not_said_for_ever(log_in: LogIn, monkeypatch: pytest.MonkeyPatch, sent: list[Any]) -> None:
    _demand, step = _waiting(log_in)
    for day in range(1, reminding.MOST + 1):
        _at(monkeypatch, step.due_at + timedelta(days=3 * day))
        assert reminding.remind(step.pk)
    assert len(_ordered(step)) == reminding.MOST


def test_nothing_is_sent_without_an_address(
    log_in: LogIn, settings: Any, monkeypatch: pytest.MonkeyPatch, sent: list[Any]
) -> None:
    _demand, step = _waiting(log_in)
    settings.NOTIFY = ""
    _at(monkeypatch, step.due_at + timedelta(days=1))
    assert reminding.remind(step.pk) and sent == []
