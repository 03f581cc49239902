"""Programs ask before they send; what registers tell is history; systems outside are told, signed."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from django.test import Client
from pytest_django import Settings

from songbang.apps.demands import outside, policies
from songbang.apps.demands.from_registers import renew_history
from songbang.apps.demands.models import Call, Delivery, Demand, Draft, Hook, Verdict
from songbang.apps.intake.jobs import work_off
from songbang.apps.intake.models import Import, KeptFile, RegisterRow, Source
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import BadInput, Unavailable
from songbang.ui import clock
from tests.apps.api.asking import Program, token_of
from tests.apps.demands.asking import HERE, TOWN, form
from tests.apps.units.places import account

TURNED = {"starts_on": "2025-05-02", "ends_on": "2025-05-01"}


@pytest.fixture
def program(department: Unit) -> Program:
    made = account("department", department.code, "oa")
    return Program(Client(), token_of(made.holdings.get()))


def test_a_program_weighs_without_a_trace(program: Program) -> None:
    answer = program.send("/demands/weigh", {"demand": form()})
    told = answer.json()
    assert answer.status_code == 200 and told["verdict"] in ("admit", "admit_with_changes", "needs_approval", "refuse")
    assert told["rulebook"].startswith("sha256:") and told["looked_at"]
    assert not Demand.objects.exists() and not Verdict.objects.exists() and not Draft.objects.exists()


def test_a_program_asks_in_its_own_name_and_cannot_approve_itself(program: Program) -> None:
    told = form(issuer={"name": "区委"}, filed=True, approvals=[{"by": "party_and_government", "on": "2025-04-01"}])
    answer = program.send("/demands", {"demand": told})
    assert answer.status_code == 201
    made = answer.json()
    assert made["ignored"] == ["approvals", "filed"]
    demand = Demand.objects.get(pk=made["id"])
    assert (demand.issuer["name"], demand.origin, demand.approvals, demand.filed) == ("农业农村局", "api", [], None)
    assert program.get(f"/demands/{made['id']}").json()["verdict"]["findings"] == made["verdict"]["findings"]
    assert [one["id"] for one in program.get("/demands").json()["items"]] == [made["id"]]


def _lists() -> None:
    for name, text in (
        ("negative", "反诈应用安装推广任务"), ("own", "邻里纠纷调解"), ("reclaimed", "燃气安全入户检查"),
        ("pledges", "森林防火责任书"),
    ):  # fmt: skip
        policies.take_list(SYSTEM, HERE, name, [{"place": 7, "text": text}], date(2025, 1, 1), "区委办〔2025〕1号")


@pytest.mark.parametrize(("title", "stated", "on", "broken"), [
    ("关于做好反诈应用推广安装任务的通知", None, "negative", True), ("关于做好反诈应用推广安装任务的通知", "own",
    "negative", True),
    ("关于做好邻里纠纷调解工作的通知", None, "own", False), ("关于开展燃气安全入户检查的通知", "assist",
    "reclaimed", True),
])  # fmt: skip
def test_lists_of_the_place_decide_for_programs_too(
    title: str, stated: str | None, on: str, broken: bool, program: Program
) -> None:
    _lists()
    details = {"list": stated} if stated else {}
    told = form(kind="village_task", title=title, details=details)
    weighed = program.send("/demands/weigh", {"demand": told}).json()
    (met,) = weighed["matched"]
    assert (met["list"], met["place"], met["clause"]) == (on, 7, "区委办〔2025〕1号")
    assert ("village.outside-list" in {one["rule"] for one in weighed["findings"]}) is broken
    assert weighed["ignored"] == (["details.list"] if stated and stated != on else [])
    made = program.send("/demands", {"demand": told}).json()
    assert made["matched"] == weighed["matched"] and made["verdict"]["findings"] == weighed["findings"]
    assert Demand.objects.get().details["list"] == on


def test_a_program_cannot_say_of_a_pledge_that_it_is_approved(program: Program) -> None:
    _lists()
    told = form(kind="pledge", title="关于签订禁烧责任书的通知", details={"in_approved_list": True})
    weighed = program.send("/demands/weigh", {"demand": told}).json()
    assert weighed["ignored"] == ["details.in_approved_list"] and weighed["verdict"] == "refuse"
    told["title"] = "关于签订森林防火责任书的通知"
    assert program.send("/demands/weigh", {"demand": told}).json()["matched"][0]["list"] == "pledges"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "party"}, "demand.wrong_value"), ({"targets": [{"name": "桃花源镇"}]}, "request.units_unknown"),
        ({"issued_on": "下周"}, "demand.wrong_shape"), ({"title": None}, "demand.field_missing"),
        ({"kind": "visit", "details": TURNED}, "demand.ends_before_start"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_code(wrong: dict[str, Any], code: str, program: Program) -> None:
    answer = program.send("/demands", {"demand": form(**wrong)})
    assert answer.status_code == 400 and answer.json()["code"] == code
    assert not Demand.objects.exists()


# -- registers --------------------------------------------------------------------------------------------------------


def _import(district: Unit, state: str = "accepted") -> Import:
    kept = KeptFile.objects.create(territory=HERE, sha256="0" * 64, size=1, kept_at=clock.now())
    source = Source.objects.create(territory=HERE, unit=district, name="收文.xlsx")
    return Import.objects.create(source=source, file=kept, territory=HERE, state=state, made_at=clock.now())


def _row(taken: Import, unit: str, place: int, **told: Any) -> RegisterRow:
    values = {"register": "documents", "day": date(2025, 4, 2), "name": "关于春耕备耕的通知", "issuer": "区农业局",
              "number": "南农发〔2025〕7号", "live": True, "file": "收文.xlsx", **told}  # fmt: skip
    return RegisterRow.objects.create(
        taken=taken, territory=HERE, row=f"r{place}", line_no=place, unit=unit, content="x", **values
    )


def test_what_several_units_entered_is_one_demand_on_record_and_goes_when_the_import_is_undone(
    department: Unit,
) -> None:
    taken = _import(Unit.objects.get(code=HERE))
    _row(taken, "330402103", 1)
    _row(taken, "330402010", 2)
    _row(taken, "330402103", 3, register="meetings", name="春耕会议", minutes=90, starts_at=540)
    assert renew_history(taken.pk) == 2
    document = Demand.objects.get(kind="document")
    assert (document.state, document.origin, document.deliveries.count()) == ("recorded", "register", 2)
    assert Delivery.objects.get(kind="meeting").minutes == 90
    assert renew_history(taken.pk) == 2 and Demand.objects.count() == 2
    Import.objects.filter(pk=taken.pk).update(state="undone")
    assert renew_history(taken.pk) == 0 and not Demand.objects.exists()


def test_a_document_that_a_register_holds_is_found_at_the_door(program: Program, department: Unit) -> None:
    taken = _import(Unit.objects.get(code=HERE))
    _row(taken, "330402103", 1)
    renew_history(taken.pk)
    told = {"kind": "document", "title": "转发关于春耕备耕的通知", "issued_on": "2025-04-20", "targets": [TOWN],
            "details": {"number": "南农发〔2025〕7号"}}  # fmt: skip
    found = [one["rule"] for one in program.send("/demands/weigh", {"demand": told}).json()["findings"]]
    assert "document.forwarded-again" in found
    assert not program.get("/demands").json()["items"]


# -- callers outside --------------------------------------------------------------------------------------------------


class _Heard(BaseHTTPRequestHandler):
    heard: ClassVar[list[tuple[dict[str, str], str]]] = []
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.heard.append((dict(self.headers), body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def listening() -> Iterator[str]:
    _Heard.heard, _Heard.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), _Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/state"
    server.shutdown()


def _hook(department: Unit, address: str) -> Hook:
    made = account("administrator")
    held = made.holdings.select_related("unit").get()
    return outside.add_hook(Standing(Account.objects.get(pk=made.pk), held.role, held.unit), department, address)


def test_a_change_of_state_is_sent_signed_by_the_queue(program: Program, department: Unit, listening: str) -> None:
    hook = _hook(department, listening)
    program.send("/demands", {"demand": form()})
    assert not _Heard.heard
    work_off(once=True)
    headers, body = _Heard.heard[0]
    seconds = headers["X-Songbang-Signature"].partition(",")[0].removeprefix("t=")
    wanted = hmac.new(hook.secret.encode(), f"{seconds}.{body}".encode(), hashlib.sha256).hexdigest()
    assert headers["X-Songbang-Signature"].endswith(f"v1={wanted}")
    assert json.loads(body)["event"] == "demand.state"
    assert set(Call.objects.values_list("state", flat=True)) == {"sent"}


def test_what_does_not_arrive_is_tried_again_and_not_sent_twice(
    program: Program, department: Unit, listening: str
) -> None:
    _hook(department, listening)
    program.send("/demands", {"demand": form()})
    call = Call.objects.first()
    assert call is not None
    _Heard.status = 503
    with pytest.raises(Unavailable):
        outside.send(call.pk)
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("failed", 1)
    _Heard.status = 200
    outside.send(call.pk)
    outside.send(call.pk)
    call.refresh_from_db()
    assert (call.state, call.attempts, len(_Heard.heard)) == ("sent", 2, 2)


def test_the_demo_sends_nothing(program: Program, department: Unit, listening: str, settings: Settings) -> None:
    settings.DEMO = True
    _hook(department, listening)
    program.send("/demands", {"demand": form()})
    work_off(once=True)
    assert not _Heard.heard
    assert set(Call.objects.values_list("state", flat=True)) == {"kept_back"}


@pytest.mark.parametrize("address", ["ftp://x/", "file:///etc/passwd", "http://a:b@c/", "nothing"])
def test_an_address_that_cannot_be_called_is_refused(address: str, department: Unit) -> None:
    with pytest.raises(BadInput):
        _hook(department, address)
