"""A table of states says what may be done, and what is refused says why."""

from __future__ import annotations

import pytest

from songbang.core.errors import Conflict
from songbang.core.life import Life

DOOR = Life({("open", "close"): "closed"}, lambda state, act: Conflict("door.not_now", state=state, act=act))


def test_an_act_in_the_table_leads_to_its_state() -> None:
    assert DOOR.may("open", "close")
    assert DOOR.after("open", "close") == "closed"


def test_another_act_is_refused_with_the_lifes_own_reason() -> None:
    assert not DOOR.may("closed", "close")
    with pytest.raises(Conflict, match=r"door\.not_now") as refused:
        DOOR.after("closed", "close")
    assert refused.value.parameters == {"state": "closed", "act": "close"}
