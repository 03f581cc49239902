"""Anyone can tell a valid demand from an invalid one; who refuses is never learned."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from songbang.apps.demands import base_queries, checking
from songbang.apps.demands.models import Refusal
from songbang.apps.units.models import Account, Holding, Unit
from songbang.cli.main import cli
from songbang.core.demand.numbers import check_digit
from songbang.ui import clock, sm2
from tests.apps.demands.asking import HERE
from tests.apps.demands.test_passing import FAULTLESS, act, asked

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]


def test_a_valid_number_is_shown_to_anybody_and_a_wrong_one_named(log_in: LogIn) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **FAULTLESS)
    anybody = Client()
    page = anybody.get("/door/check/", {"n": demand.number}).content.decode()
    assert "有效" in page and "春耕备耕调研" in page and "农业农村局" in page
    swapped = demand.number[:-1] + ("A" if demand.number[-1] != "A" else "B")
    assert "这不是准发编号" in anybody.post("/door/check/", {"given": swapped}).content.decode()
    unknown = "330402-25-999999-" + check_digit("33040225999999")
    assert "没有发过编号" in anybody.post("/door/check/", {"given": unknown}).content.decode()
    act(client, demand, "withdraw")
    assert "已经撤回或者过期" in anybody.get("/door/check/", {"n": demand.number}).content.decode()


def test_the_sheet_bears_a_slip_that_checks(log_in: LogIn) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **FAULTLESS)
    page = client.get(f"/door/{demand.pk}/sheet/").content.decode()
    met = re.search(r"SB1\.[\w-]+\.[\w-]+", page)
    assert met and 'src="data:image/svg+xml;base64,' in page
    assert "有效" in Client().post("/door/check/", {"given": met[0]}).content.decode()
    forged = met[0][:-6] + "AAAAAA"
    assert "不是这里签发的" in Client().post("/door/check/", {"given": forged}).content.decode()


@pytest.mark.skipif(not sm2.available(), reason="the system's OpenSSL knows no SM2")
def test_a_slip_by_sm2_checks_here_and_by_the_command_and_those_of_before_stay_right(
    log_in: LogIn, settings: Any
) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **FAULTLESS)
    before = checking.slip_of(demand, "x")
    settings.CIPHERS = "sm"
    slip = checking.slip_of(demand, "x")
    assert slip.startswith("SB2.") and before.startswith("SB1.")
    assert len(slip) < 600
    today = clock.today()
    assert checking.check(slip, today).valid and checking.check(before, today).valid
    mark, content, signature = slip.split(".")
    other = before.split(".")[1]
    cut = f"{mark}.{content}.{signature[:-8]}AAAAAAAA"
    for forged in (f"{mark}.{other}.{signature}", cut, f"SB1.{content}.{signature}"):
        assert not checking.check(forged, today).valid
    command = ["check", slip, "--key", checking.public_key_told(), "--on", today.isoformat()]
    told = CliRunner().invoke(cli, command)
    assert told.exit_code == 0
    assert json.loads(told.stdout)["number"] == demand.number
    settings.CIPHERS = "default"
    assert checking.check(slip, today).valid


def test_a_demand_without_number_has_no_sheet(log_in: LogIn) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **{**FAULTLESS, "visit.escorts": "9"})
    assert client.get(f"/door/{demand.pk}/sheet/").status_code == 404


def test_in_one_tap_what_has_no_number_is_refused_and_nobody_learns_by_whom(log_in: LogIn) -> None:
    village = log_in("village")
    assert "没有有效编号，不接受" in village.get("/door/check/").content.decode()
    told = {"issuer": "农业农村局", "title": "报送台账", "number": ""}
    page = village.post("/door/check/refuse/", told).content.decode()
    assert "若干规定" in page
    department = log_in("department")
    assert "农业农村局" not in _groups(department)
    for number in range(4):
        _refusal(number)
    assert "农业农村局" in _groups(department)
    assert "净湘村" not in department.get("/door/refusals/").content.decode()


def _groups(client: Client) -> str:
    return client.get("/door/refusals/").content.decode().partition("<table")[2]


def _refusal(number: int) -> None:
    unit = Unit.objects.create(code=f"3304021032{number}0", territory=HERE, level="village", name=f"第{number}村")
    Refusal.objects.create(territory=HERE, unit=unit, issuer="农业农村局", why="none", on=clock.today())


def test_four_units_are_not_told_apart_and_another_department_sees_nothing(log_in: LogIn, department: Unit) -> None:
    for number in range(4):
        _refusal(number)
    log_in("department")
    log_in("supervisor")
    for role in ("department", "supervisor"):
        holding = Holding.objects.select_related("account", "unit").get(account__username=f"{role}-seat")
        assert base_queries.refusals(_standing(holding)) == []
    _refusal(5)
    assert [one.units for one in base_queries.refusals(_standing(holding))] == [5]
    other = log_in("department", HERE, "other")
    assert "农业农村局" not in _groups(other)


def _standing(holding: Holding) -> base_queries.Standing:
    return base_queries.Standing(Account.objects.get(pk=holding.account_id), holding.role, holding.unit)


def test_a_valid_number_cannot_be_refused(log_in: LogIn) -> None:
    demand = asked(log_in("department"), "visit", **FAULTLESS)
    told = {"issuer": "农业农村局", "number": demand.number}
    assert log_in("village").post("/door/check/refuse/", told).status_code == 400
    assert not Refusal.objects.exists()
