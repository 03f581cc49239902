"""A demand from JSON: what is stated is kept, what is not stays unstated, what does not fit is named by its path."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from songbang.core.demand import (
    KINDS,
    DetailsOf,
    Document,
    Form,
    Meeting,
    Showcase,
    Visit,
    read_context,
    read_demand,
)
from songbang.core.errors import BadInput


@pytest.mark.parametrize("kind", KINDS)
def test_a_demand_that_states_nothing_but_its_kind_is_read(kind: str) -> None:
    demand = read_demand({"kind": kind})
    assert demand.details == DetailsOf[kind]()
    assert demand.issued_on is None


def test_absent_and_null_are_the_same_and_unknown_fields_are_passed_over() -> None:
    given = {"kind": "document", "plan_item": None, "colour": "red", "details": {"as": "memo", "number": None, "x": 1}}
    assert read_demand(given) == read_demand({"kind": "document", "details": {"as": "memo"}})
    assert read_demand(given).details == Document(as_="memo")


def test_days_moments_and_numbers_get_their_types() -> None:
    given = {
        "kind": "meeting",
        "issued_on": "2025-03-02",
        "details": {"starts_at": "2025-03-05T09:00", "headcount": 40.0},
    }
    demand = read_demand(given)
    assert demand.issued_on == date(2025, 3, 2)
    assert demand.details == Meeting(starts_at=datetime.fromisoformat("2025-03-05T09:00"), headcount=40)


def test_fields_that_may_be_of_two_kinds_keep_theirs() -> None:
    assert read_demand({"kind": "showcase", "details": {"fee": True}}).details == Showcase(fee=True)
    assert read_demand({"kind": "showcase", "details": {"fee": 200}}).details == Showcase(fee=200)
    assert read_demand({"kind": "visit", "details": {"joint_with": ["甲", "乙"]}}).details == Visit(
        joint_with=("甲", "乙")
    )
    assert read_demand({"kind": "form", "details": {"fields": []}}).details == Form(fields=())


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"kind": None}, "demand.kind", "demand.kind_missing"),
        ({"kind": "party"}, "demand.kind", "demand.wrong_value"),
        ({"issuer": "甲局"}, "demand.issuer", "demand.wrong_shape"),
        ({"issuer": {"level": "land"}}, "demand.issuer.level", "demand.wrong_value"),
        ({"due_on": "2025-3-2"}, "demand.due_on", "demand.wrong_shape"),
        ({"minutes": "80"}, "demand.minutes", "demand.wrong_shape"),
        ({"minutes": True}, "demand.minutes", "demand.wrong_shape"),
        ({"minutes": 1.5}, "demand.minutes", "demand.wrong_shape"),
        ({"filed": "yes"}, "demand.filed", "demand.wrong_shape"),
        ({"approvals": [{"by": "me"}]}, "demand.approvals[0].by", "demand.wrong_value"),
        ({"channels": ["fax"]}, "demand.channels[0]", "demand.wrong_value"),
        ({"details": []}, "demand.details", "demand.wrong_shape"),
        ({"details": {"duration_minutes": -1}}, "demand.details.duration_minutes", "demand.wrong_shape"),
        ({"details": {"starts_at": "2025-03-05"}}, "demand.details.starts_at", "demand.wrong_shape"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, object], path: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_demand({"kind": "meeting"} | change)
    assert (caught.value.code, caught.value.parameters["path"]) == (code, path)


def test_only_the_demand_itself_must_be_orderly_not_what_is_on_record() -> None:
    backwards = {"kind": "visit", "details": {"starts_on": "2025-03-05", "ends_on": "2025-03-04"}}
    with pytest.raises(BadInput) as caught:
        read_demand(backwards)
    assert caught.value.parameters["path"] == "demand.details.ends_on"
    assert len(read_context({"history": [backwards]}).history or ()) == 1


def test_a_context_that_is_not_given_is_not_an_empty_one() -> None:
    assert read_context(None).history is None
    assert read_context({"history": []}).history == ()
