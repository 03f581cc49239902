"""Whoever calls or visits the base shows a number: of its own, for this kind, for these units, still valid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from songbang.apps.demands.calling import check_calling
from songbang.apps.demands.models import Demand
from songbang.apps.units import door
from songbang.apps.units.door import Passage
from songbang.core.errors import Conflict
from songbang.ui import clock
from tests.apps.demands.asking import HERE
from tests.apps.demands.test_passing import FAULTLESS, act, asked

LogIn = Callable[..., Client]


@pytest.fixture
def passage(log_in: LogIn) -> Passage:
    """A visit that the department has a number for, at the units that it asked for."""
    demand = asked(log_in("department"), "visit", **FAULTLESS)
    assert demand.unit is not None
    units = tuple(demand.deliveries.exclude(code="").values_list("code", flat=True))
    return Passage(HERE, "visit", demand.unit.code, units, demand.number)


def refused(passage: Passage) -> str:
    with pytest.raises(Conflict) as caught:
        check_calling(passage)
    return caught.value.code


def test_a_number_of_ones_own_for_this_and_for_these_units_lets_pass(passage: Passage) -> None:
    assert passage.units
    check_calling(passage)
    door.check_passage(passage)


def test_without_a_number_nothing_passes(passage: Passage) -> None:
    with pytest.raises(Conflict) as caught:
        door.check_passage(replace(passage, control_number=""))
    assert caught.value.code == "door.number_missing"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"organiser": "330402"}, "door.other_body"), ({"kind": "inspection"}, "door.other_kind"),
     ({"control_number": "没有这个号"}, "door.number_refused"), ({"territory": "330411"}, "door.number_refused")],
)  # fmt: skip
def test_a_number_that_is_not_for_this_is_refused_with_the_reason(
    passage: Passage, change: dict[str, str], code: str
) -> None:
    assert refused(replace(passage, **change)) == code  # type: ignore[arg-type]


def test_a_unit_that_was_not_asked_for_is_named(passage: Passage) -> None:
    with pytest.raises(Conflict) as caught:
        check_calling(replace(passage, units=(*passage.units, "330402010")))
    assert caught.value.code == "door.not_asked"
    assert caught.value.parameters["units"] == ["南湖街道"]


def test_a_number_past_its_day_or_withdrawn_no_longer_counts(passage: Passage, log_in: LogIn) -> None:
    demand = Demand.objects.get(number=passage.control_number)
    Demand.objects.filter(pk=demand.pk).update(expires_on=clock.today() - timedelta(days=1))
    assert refused(passage) == "door.number_refused"
    Demand.objects.filter(pk=demand.pk).update(expires_on=demand.expires_on)
    act(log_in("department", username="second"), demand, "withdraw")
    assert refused(passage) == "door.number_refused"
