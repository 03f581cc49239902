"""From asking to closing: posts file and approve, numbers are given, the base answers; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from songbang.apps.demands import passing
from songbang.apps.demands.models import Delivery, Demand, Desk, Draft, Step, Waiver
from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Account, Unit
from songbang.core.demand.numbers import read_number
from songbang.ui import clock
from tests.apps.demands.asking import GOOD_MEETING, HERE

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]
SECRETARY = "party_committee_secretary"
FAULTLESS = {
    "common.title": "农业农村局关于春耕备耕调研的通知", "common.issued_on": "2025-04-14", "common.targets": "新丰镇",
    "visit.topic": "春耕备耕", "visit.problem_brought": "yes", "visit.needs_asked": "yes",
    "visit.measures_brought": "yes",
    "visit.group_size": "3", "visit.escorts": "1", "visit.starts_on": "2025-04-22",
}  # fmt: skip


def asked(client: Client, kind: str, **typed: str) -> Demand:
    """A demand asked on the pages."""
    answer = client.post("/door/new/", {"kind": kind})
    pk = int(answer["Location"].rstrip("/").rpartition("/")[2])
    answer = client.post(f"/door/drafts/{pk}/ask/", {"kind": kind, "whole": "1", **typed})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Demand.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def village_heads(client: Client) -> Demand:
    """A meeting that calls village heads: to be filed with the secretary."""
    typed = {name: texts[0] for name, texts in GOOD_MEETING.items()}
    return asked(client, "meeting", **{**typed, "common.targets": "净湘村", "meeting.requires": "village_secretary"})


def decide(client: Client, step: Step, decision: str, words: str = "", **more: str) -> int:
    return client.post(f"/door/desk/{step.pk}/", {"decision": decision, "words": words, **more}).status_code


def test_what_keeps_every_rule_is_numbered_at_once_and_goes_its_way(log_in: LogIn) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **FAULTLESS)
    assert demand.state == "numbered" and read_number(demand.number)
    act(client, demand, "deliver")
    town = log_in("town")
    page = town.get("/door/asked/").content.decode()
    assert "春耕备耕调研" in page and demand.number in page
    delivery = Delivery.objects.get()
    town.post(f"/door/asked/{delivery.pk}/answer/", {"text": "已安排", "minutes": "45"})
    demand.refresh_from_db()
    assert demand.state == "answered"
    act(client, demand, "close")
    demand.refresh_from_db()
    assert [one.act for one in demand.moves.all()] == ["admit", "number", "deliver", "answer", "close"]
    written = Entry.objects.filter(subject=f"demand:{demand.pk}").values_list("act", flat=True)
    assert list(written) == ["demand.asked", *(f"demand.{one.act}" for one in demand.moves.all())]


def act(client: Client, demand: Demand, name: str) -> int:
    demand.refresh_from_db()
    return client.post(f"/door/{demand.pk}/act/", {"act": name, "version": demand.version}).status_code


def test_calling_village_heads_is_filed_with_the_secretary_and_then_admitted(log_in: LogIn) -> None:
    demand = village_heads(log_in("department"))
    assert demand.state == "passing"
    steps = {step.desk: step for step in demand.steps.all()}
    assert steps[SECRETARY].kind == "file" and "meeting.village-heads-filed" in steps[SECRETARY].rules
    approver = log_in("approver")
    assert demand.title is not None and demand.title in approver.get("/door/desk/").content.decode()
    for step in steps.values():
        assert decide(approver, step, "agree") == 302
    demand.refresh_from_db()
    assert demand.state == "numbered" and demand.filed
    assert {"by": SECRETARY, "on": clock.today().isoformat()} in demand.approvals
    assert Waiver.objects.filter(demand=demand, by__isnull=False, until__isnull=False).exists()


def test_sent_back_it_is_mended_and_what_was_approved_does_not_count_any_more(log_in: LogIn) -> None:
    client, approver = log_in("department"), log_in("approver")
    demand = village_heads(client)
    step = demand.steps.filter(state="open").first()
    assert step is not None
    assert decide(approver, step, "send_back") == 400  # without words
    assert decide(approver, step, "send_back", "请改请副职") == 302
    demand.refresh_from_db()
    assert demand.state == "returned" and not demand.steps.filter(state="open").exists() and not demand.counts
    assert "请改请副职" in client.get(f"/door/{demand.pk}/").content.decode()
    act(client, demand, "mend")
    draft = Draft.objects.get(demand=demand, open=True)
    assert draft.values["common.targets"] == ["净湘村"]
    typed = {"kind": "meeting", "whole": "1", **{name: texts[0] for name, texts in draft.values.items()}}
    client.post(f"/door/drafts/{draft.pk}/ask/", {**typed, "common.targets": "新丰镇", "meeting.requires": "deputy"})
    demand.refresh_from_db()
    assert Demand.objects.count() == 1 and demand.counts
    assert [one.code for one in demand.deliveries.all()] == ["330402103"]
    assert demand.verdicts.count() == 2


def test_an_act_on_an_older_version_is_told_and_nothing_happens(log_in: LogIn) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **FAULTLESS)
    assert client.post(f"/door/{demand.pk}/act/", {"act": "withdraw", "version": 1}).status_code == 409
    demand.refresh_from_db()
    assert demand.state == "numbered"


def test_nobody_decides_twice_nor_on_their_own(log_in: LogIn, department: Unit) -> None:
    from songbang.apps.journal.services import SYSTEM
    from songbang.apps.units.accounts import give_holding

    client, approver = log_in("department"), log_in("approver")
    demand = village_heads(client)
    own = Account.objects.get(username="department-seat")
    give_holding(SYSTEM, own, "approver", Unit.objects.get(code=HERE))
    holding = own.holdings.get(role="approver")
    client.post("/holding/", {"holding": holding.pk})
    step = demand.steps.filter(state="open").first()
    assert step is not None
    assert demand.title not in client.get("/door/desk/").content.decode()
    assert decide(client, step, "agree") in (404, 409)
    assert decide(approver, step, "agree") == 302
    assert decide(approver, step, "agree") == 409


def test_a_post_decides_by_its_holder_or_whom_they_delegated(log_in: LogIn) -> None:
    client = log_in("department")
    bo, cai = log_in("approver", None, "bo"), log_in("approver", None, "cai")
    Desk.objects.create(
        territory=HERE, name=SECRETARY, account=Account.objects.get(username="bo"), valid_from=clock.today()
    )
    demand = village_heads(client)
    step = demand.steps.get(state="open", desk=SECRETARY)
    assert decide(cai, step, "agree") == 409
    day = clock.today()
    given = {
        "to": Account.objects.get(username="cai").pk,
        "first": day,
        "last": day + timedelta(days=3),
        "ground": "出差",
    }
    assert bo.post("/door/desk/delegate/", given).status_code == 302
    assert decide(cai, step, "agree") == 302


def test_a_countersignature_is_waited_for(log_in: LogIn) -> None:
    client, approver = log_in("department"), log_in("approver")
    demand = village_heads(client)
    step = demand.steps.get(state="open", desk=SECRETARY)
    assert decide(approver, step, "countersign", desk="organisation_department") == 302
    assert decide(approver, step, "agree") == 409
    other = demand.steps.get(kind="countersign")
    assert decide(approver, other, "agree") == 302
    assert decide(approver, step, "agree") == 302


def test_a_waiver_of_what_is_to_be_changed_is_a_row_with_ground_approver_and_end(log_in: LogIn) -> None:
    client, approver = log_in("department"), log_in("approver")
    demand = asked(client, "visit", **{**FAULTLESS, "visit.escorts": "9"})
    assert demand.state == "weighed"
    page = client.get(f"/door/{demand.pk}/").content.decode()
    assert "申请豁免" in page
    told = {"rule": "visit.escorts", "ground": "现场有安全员", "version": demand.version}
    assert client.post(f"/door/{demand.pk}/waive/", told).status_code == 302
    step = demand.steps.get(state="open")
    assert step.kind == "waive"
    decide(approver, step, "agree")
    demand.refresh_from_db()
    waiver = Waiver.objects.get()
    assert demand.state == "numbered"
    assert (waiver.ground, waiver.by_id is not None, waiver.until is not None) == ("现场有安全员", True, True)


def test_what_is_not_allowed_cannot_be_waived(log_in: LogIn) -> None:
    client = log_in("department")
    typed = {name: texts[0] for name, texts in GOOD_MEETING.items()}
    demand = asked(client, "meeting", **{**typed, "meeting.main_speech_minutes": "90"})
    assert demand.state == "weighed"
    told = {"rule": "meeting.main-speech", "ground": "重要", "version": demand.version}
    assert client.post(f"/door/{demand.pk}/waive/", told).status_code == 400
    assert act(client, demand, "withdraw") == 302


def test_withdrawn_it_is_off_for_those_whom_it_reached(log_in: LogIn) -> None:
    client = log_in("department")
    demand = asked(client, "visit", **FAULTLESS)
    act(client, demand, "deliver")
    act(client, demand, "withdraw")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"called_off"}
    assert "春耕备耕调研" not in log_in("town").get("/door/asked/").content.decode()


def test_what_is_past_its_last_day_expires(log_in: LogIn) -> None:
    demand = asked(log_in("department"), "visit", **FAULTLESS)
    assert demand.expires_on is not None
    assert not passing.lapse(demand.pk, demand.expires_on)
    assert passing.lapse(demand.pk, demand.expires_on + timedelta(days=1))
    demand.refresh_from_db()
    assert demand.state == "expired"


def test_two_departments_at_the_same_moment_get_two_numbers_and_the_second_sees_the_first(log_in: LogIn) -> None:
    one, two = log_in("department"), log_in("department", HERE, "other")
    first = asked(one, "visit", **FAULTLESS)
    second = asked(two, "visit", **{**FAULTLESS, "common.title": "区政府关于春耕备耕调研的通知"})
    assert first.number
    assert second.state == "weighed" or second.number != first.number
    assert "visit.same-topic" in second.verdicts.latest("pk").content


@pytest.mark.parametrize("path", ["/door/posts/", "/door/desk/", "/door/plans/", "/door/lists/", "/door/rules/"])
def test_empty_pages_say_what_to_do(path: str, log_in: LogIn) -> None:
    role = "approver" if "desk" in path else "supervisor"
    answer: Any = log_in(role).get(path)
    assert answer.status_code == 200


def test_every_act_of_the_door_has_words_in_the_journal() -> None:
    import re
    from pathlib import Path

    from songbang.apps.demands.states import TABLE
    from songbang.core.words import labels

    folder = Path(passing.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    written = set(re.findall(r'record\(\s*[\w.]+,\s*"([a-z_.]+)"', code)) | {f"demand.{act}" for _, act in TABLE}
    moves = {f"demand.{act}" for act in re.findall(r'moved\([^"]*"(\w+)"', code)}
    named = labels("zh-Hans")["acts"]
    assert not (written | moves) - named.keys() - {"demand.ask", "demand.mend"}  # of these asked and mended are written
