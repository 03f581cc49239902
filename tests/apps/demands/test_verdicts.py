"""A verdict by the installation's own record: the same as the gate's by a file, stored whole, replayed to the byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from songbang.apps.demands import recording, weighing
from songbang.apps.demands.models import Delivery, Demand
from songbang.apps.demands.services import judge
from songbang.apps.demands.shapes import as_json, facts_of
from songbang.apps.units.models import Unit
from songbang.core.demand import demand_json, read_context, read_demand
from songbang.core.errors import Conflict
from songbang.core.rules import Verdict, known_from, load_book, weigh
from songbang.ui import clock
from tests.apps.demands.asking import HERE, TOWN, VILLAGE, form, put
from tests.conftest import needs_shared
from tests.core.rules.cases_of import RuleCase, built, every

PLACE = "990000"
"""A territory without units: what is known of units comes with the case, as a file's context."""


def _record(history: list[dict[str, Any]]) -> None:
    pairs = []
    for told in history:
        facts = read_demand(told, orderly=False)
        demand = Demand(territory=PLACE, origin="register", made_at=clock.now(), state="recorded")
        recording.filled(demand, facts).save()
        pairs.append((demand, facts))
    recording.put_on_record(pairs)


def _by_record(demand: dict[str, Any], context: dict[str, Any], on: str | None = None) -> Verdict:
    """The verdict with the history in the database, plan and units as in the file."""
    from datetime import date

    _record(context.get("history") or [])
    facts = read_demand(demand)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weighing, "plan_slice", lambda *_: context.get("plan"))
        patch.setattr(weighing, "units_asked", lambda *_: context.get("units"))
        weighed = weighing.weigh_here(facts, PLACE, on=date.fromisoformat(on) if on else None)
    return weighed.verdict


def _by_file(demand: dict[str, Any], context: dict[str, Any], on: str | None = None) -> Verdict:
    from datetime import date

    from songbang.apps.demands.same_document import same_document

    book = load_book()
    known = known_from(read_context({"history": [], **context}), book, same_document)
    return weigh(read_demand(demand), book, known, on=date.fromisoformat(on) if on else None, territory=(PLACE,))


def _plain(verdict: Verdict) -> dict[str, Any]:
    return verdict.as_json()


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["broken", "kept"])
def test_the_record_answers_as_a_file_does(sort: str) -> None:
    wrong = []
    for case in every(sort):
        demand, context = built(case.rule, case.change)
        if not context.get("history"):
            continue
        point = transaction.savepoint()
        here, there = _by_record(demand, context), _by_file(demand, context)
        transaction.savepoint_rollback(point)
        if _plain(here) != _plain(there):
            wrong.append(str(case))
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["document", "meeting", "inspection", "visit", "form", "digital"])
def test_published_cases_are_judged_by_the_record_as_by_a_file(kind: str) -> None:
    cases = json.loads((needs_shared("data/gate-cases") / f"{kind}.json").read_text("utf-8"))
    wrong = []
    for case in cases:
        context = {key: value for key, value in (case.get("context") or {}).items() if value is not None}
        if not context.get("history"):
            continue
        point = transaction.savepoint()
        here = _by_record(case["demand"], context, case.get("on"))
        there = _by_file(case["demand"], context, case.get("on"))
        transaction.savepoint_rollback(point)
        if _plain(here) != _plain(there):
            wrong.append(case["id"])
    assert not wrong


def _judged(told: dict[str, Any]) -> Any:
    demand = put(told)
    with transaction.atomic():
        return judge(demand)


@pytest.mark.django_db
@pytest.mark.parametrize("case", list(every("broken"))[::6], ids=str)
def test_a_stored_verdict_replays_to_the_same_bytes_after_the_record_has_changed(
    case: RuleCase, department: Unit
) -> None:
    demand, context = built(case.rule, case.change)
    for told in context.get("history") or []:
        put(told)
    stored = _judged(demand)
    Delivery.objects.all().delete()
    Demand.objects.exclude(pk=stored.demand_id).delete()
    assert weighing.replay_stored(stored) == stored.content.encode()


@pytest.mark.django_db
def test_a_replay_makes_nothing_up(department: Unit) -> None:
    put(form())
    stored = _judged(form(issued_on="2025-04-15"))
    inputs = json.loads(stored.inputs)
    assert inputs["answers"]
    stored.inputs = json.dumps({**inputs, "answers": {}})
    with pytest.raises(Conflict, match=r"verdict\.inputs_missing"):
        weighing.replay_stored(stored)


@pytest.mark.django_db
def test_a_demand_is_not_held_against_itself(department: Unit) -> None:
    demand = put(form())
    with transaction.atomic():
        found = json.loads(judge(demand).content)["findings"]
    assert "form.already-held" not in [one["rule"] for one in found]


@pytest.mark.django_db
def test_what_was_withdrawn_does_not_count(department: Unit) -> None:
    demand = put(form())
    assert "form.already-held" in _judged(form(issued_on="2025-04-20")).content
    for one in Demand.objects.all():
        one.state = "withdrawn"
        recording.follow_state(one)
        one.save()
    assert 'form.already-held"' not in json.dumps(json.loads(_judged(form(issued_on="2025-04-21")).content)["findings"])
    assert demand.deliveries.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["form", "meeting", "inspection", "document", "visit"])
def test_no_query_count_grows_with_the_units_asked_or_the_record(kind: str, department: Unit) -> None:
    told = _one_of(kind)
    counts = []
    for units, more in (([TOWN], 1), ([TOWN, VILLAGE], 3), ([TOWN, VILLAGE], 10)):
        for day in range(1, more + 1):
            put({**told, "targets": units, "issued_on": f"2025-03-{day:02}"})
        with CaptureQueriesContext(
            connection,
        ) as caught:
            weighing.weigh_here(read_demand({**told, "targets": units}), HERE)
        counts.append(len(caught))
    assert max(counts[1:]) <= counts[0] + 1, counts
    assert max(counts) <= 20


@pytest.mark.django_db
def test_no_query_count_grows_with_the_fields_of_a_form(department: Unit) -> None:
    def wide(many: int) -> dict[str, Any]:
        fields = [{"name": f"指标{number}", "unit": "个", "explanation": "年末数"} for number in range(many)]
        return form(details={**form()["details"], "fields": fields})

    put(wide(60))
    counts = []
    for many in (2, 60):
        with CaptureQueriesContext(connection) as caught:
            weighed = weighing.weigh_here(read_demand(wide(many) | {"issued_on": "2025-04-20"}), HERE)
        found = {one.rule: one.value for one in weighed.verdict.findings}
        assert found["form.already-held"] == many
        counts.append(len(caught))
    assert counts[0] == counts[1]


def _one_of(kind: str) -> dict[str, Any]:
    details: dict[str, dict[str, Any]] = {
        "form": form()["details"],
        "meeting": {"starts_at": "2025-04-22T08:30:00", "duration_minutes": 60, "requires": ["deputy"]},
        "inspection": {"starts_on": "2025-04-22", "on_site": True, "comprehensive": True, "indicators": 10},
        "document": {"number": "南农发〔2025〕7号"},
        "visit": {"starts_on": "2025-04-22", "topic": "春耕"},
    }
    text = "请各镇认真组织春耕备耕，确保粮食播种面积，并做好农资保供和田间管理工作。" * 3
    return form(
        kind=kind, details=details[kind], text=text, title=f"关于春耕{kind}的通知", basis=[{"title": "春耕方案"}]
    )


def test_json_of_a_demand_reads_back_as_the_same_demand() -> None:
    for case in every("broken"):
        demand, _ = built(case.rule, case.change)
        facts = read_demand(demand)
        assert read_demand(demand_json(facts)) == facts


@pytest.mark.django_db
def test_a_stored_demand_is_the_demand(department: Unit) -> None:
    for case in list(every("broken"))[::4]:
        facts = read_demand(built(case.rule, case.change)[0])
        assert facts_of(as_json(Demand.objects.get(pk=put(demand_json(facts)).pk))) == facts
