"""Figures over the API, the rows behind them, and the cells behind a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from songbang.apps.insight import services
from songbang.apps.units.models import Account
from tests.apps.api.asking import Program, token_of
from tests.apps.insight import seed

pytestmark = pytest.mark.either_engine
TOWN, OTHER = "330402103", "330402010"
ASKED = "period=2019-01:2019-03&baseline=2018-01:2018-03"
Asks = Callable[[str], Program]


@pytest.fixture
def asks(db: Any) -> Asks:
    """Three documents at 新丰镇 in 2019 and two in 2018; one at 南湖街道 in 2019."""
    seed.make_units()
    seed.make_accounts(TOWN)
    rows = [
        seed.row(2, "documents", TOWN, date(2019, 1, 3), issuer="区司法局", issuer_level="county"),
        seed.row(3, "documents", TOWN, date(2019, 2, 3), issuer="区司法局", issuer_level="county"),
        seed.row(4, "documents", TOWN, date(2019, 3, 3), issuer="市公安局", issuer_level="above"),
        seed.row(5, "documents", OTHER, date(2019, 3, 4), issuer="区商务局", issuer_level="county"),
        seed.row(6, "documents", TOWN, date(2018, 1, 3), issuer="区司法局", issuer_level="county"),
        seed.row(7, "documents", TOWN, date(2018, 2, 3), issuer="区商务局", issuer_level="county"),
    ]
    seed.store(seed.make_import("台账.xlsx", unit=TOWN), rows, {("一", 2): ["1", "2019-01-03", "通知"]})

    def made(role: str) -> Program:
        return Program(Client(), token_of(Account.objects.get(username=f"demo-{role}").holdings.get()))

    return made


def _figure(program: Program, query: str = ASKED) -> dict[str, Any]:
    answer = program.get(f"/figures?{query}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = next(one for one in answer.json()["items"] if one["figure"] == "documents.received")
    return found


def test_a_figure_says_both_sides_and_the_addresses_of_its_rows(asks: Asks) -> None:
    town = asks("town")
    found = _figure(town)
    assert (found["value"], found["baseline"], found["change"], found["name"]) == (3, 2, 0.5, "收文")
    for side, days in (
        ("value", ["2019-01-03", "2019-02-03", "2019-03-03"]),
        ("baseline", ["2018-01-03", "2018-02-03"]),
    ):
        rows = town.get(found["rows"][side].removeprefix("/api")).json()
        assert [row["day"] for row in rows["items"]] == days


@pytest.mark.parametrize(("role", "value"), [("town", 3), ("supervisor", 4), ("department", 2), ("approver", 4)])
def test_a_figure_reaches_as_far_as_on_pages(asks: Asks, role: str, value: int) -> None:
    program = asks(role)
    found = _figure(program)
    rows = program.get(f"/figures/documents.received/rows?{ASKED}").json()["items"]
    assert (found["value"], len(rows)) == (value, value)


def test_one_figure_by_unit_and_month(asks: Asks) -> None:
    sheet = asks("supervisor").get(f"/figures/documents.received?{ASKED}").json()
    assert [(one["name"], one["value"], one["baseline"]) for one in sheet["units"]] == [
        ("南湖街道", 1, None), ("新丰镇", 3, 2),
    ]  # fmt: skip
    assert [(one["month"], one["value"], one["baseline"]) for one in sheet["months"]] == [
        (1, 1, 1),
        (2, 1, 1),
        (3, 2, 0),
    ]


def test_rows_in_pages_hold_each_once(asks: Asks) -> None:
    program, cursor, found = asks("supervisor"), "", []
    while cursor is not None:
        page = program.get(f"/figures/documents.received/rows?{ASKED}&limit=1&after={cursor}").json()
        found += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert len(found) == len(set(found)) == 4


def test_rows_are_narrowed_by_issuer_level_and_unit(asks: Asks) -> None:
    program = asks("supervisor")
    for more, count in (("issuer_level=above", 1), (f"unit={OTHER}", 1), (f"unit={TOWN}&issuer_level=county", 2)):
        assert len(program.get(f"/figures/documents.received/rows?{ASKED}&{more}").json()["items"]) == count


def test_a_row_shows_its_cells_and_others_rows_are_not_there(asks: Asks) -> None:
    rows = asks("supervisor").get(f"/figures/documents.received/rows?{ASKED}").json()["items"]
    own = next(row for row in rows if row["unit"] == TOWN)
    foreign = next(row for row in rows if row["unit"] == OTHER)
    town = asks("town")
    sheet = town.get(f"/rows/{own['id']}?figure=documents.received").json()
    assert [cell["text"] for cell in sheet["cells"]] == ["1", "2019-01-03", "通知"]
    assert (sheet["file"], sheet["line"]) == ("新丰镇/台账.xlsx", 2)
    assert town.get(f"/rows/{foreign['id']}").status_code == 404


def test_a_unit_out_of_reach_is_not_there(asks: Asks) -> None:
    assert asks("town").get(f"/figures?{ASKED}&unit={OTHER}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("period=2019", 422, "api.not_schema"),
        ("period=2019-13:2019-14", 400, "period.unreadable"),
        ("period=2019-01:2019-03&baseline=2019-02:2019-04", 400, "period.overlap"),
    ],
)
def test_a_period_that_cannot_be_answered_is_refused_with_its_reason(
    asks: Asks, query: str, status: int, code: str
) -> None:
    answer = asks("town").get(f"/figures?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_what_a_job_compares_is_told_to_be_asked_again_and_the_job_is_ordered_once(
    asks: Asks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 0)
    program = asks("supervisor")
    told = program.get(f"/figures?{ASKED}").json()
    assert (told["comparing"], told["stale"]) == (True, False)
    figures = {one["figure"] for one in told["items"]}
    assert "documents.received" in figures
    assert "documents.both_channels" not in figures
    for path in ("/figures/documents.both_channels", "/figures/documents.both_channels/rows"):
        answer = program.get(f"{path}?{ASKED}")
        assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (202, {"state": "computing"}, "5")
    (job,) = DBTaskResult.objects.all()
    services.compare(*job.args_kwargs["args"])
    assert program.get(f"/figures?{ASKED}").json()["comparing"] is False
    assert program.get(f"/figures/documents.both_channels/rows?{ASKED}").status_code == 200


def test_before_there_are_rows_the_list_is_empty(db: Any) -> None:
    seed.make_units()
    seed.make_accounts(TOWN)
    program = Program(Client(), token_of(Account.objects.get(username="demo-town").holdings.get()))
    assert program.get("/figures").json() == {
        "period": None, "baseline": None, "computed_at": None, "stale": False, "comparing": False, "items": [],
    }  # fmt: skip
