"""No page asks more of the database when there are more rows: every GET page of every role, at 100 and at 10,000 rows.

Pages that are added later are walked too (`tests.apps.test_access` says what fills their arguments). Where an
argument should name something that is there, `_filled` says what; where a page shows nothing without a question,
`ASKED` asks it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samples.scale import STOCKS, File, whole_district, write
from songbang.apps.insight.models import Behind
from songbang.apps.intake.bulk import take_in
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.units import access, middleware
from songbang.apps.units.demo import ROLES, make_district
from songbang.apps.units.models import Account, Unit
from songbang.core.registers import REGISTER_KINDS
from songbang.core.units import Unit as UnitFacts
from songbang.core.units import UnitTree
from tests.apps import test_access

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]
DISTRICT, DEPARTMENT = "330402", "区农业农村局"
SEED = 16
"""With which few rows, too, hold some of everything: documents that came twice, and some of the demo's department."""
FEW, MANY = 100, 10_000
SPAN = "period=2019-01:2019-07&baseline=2018-01:2018-07"
ASKED = {
    "songbang.apps.insight.rows_views.see_rows": f"figure=documents.received&{SPAN}",
    "songbang.apps.insight.week_views.see_week": "day=2019-06-12",
    "songbang.apps.insight.views.see_overview": SPAN,
    "songbang.apps.insight.views.see_figure": SPAN,
    "songbang.apps.insight.rows_views.see_duplicates": SPAN,
}
"""View → the question that makes it show something."""
Counted = dict[tuple[str, str], int]


@pytest.fixture(autouse=True)
def _kept_apart(settings: object, tmp_path: object) -> None:
    settings.KEPT_FILES = tmp_path / "files"  # type: ignore[attr-defined, operator]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


def _fill(units: int, rows: int) -> None:
    """So many rows in all at the first towns, in files of every register of two years."""
    kinds = [(kind, year) for kind in REGISTER_KINDS for year in ((None,) if kind in STOCKS else (2018, 2019))]
    towns = whole_district().towns[:units]
    each = rows // (2 * len(kinds) * len(towns))
    made = [File(town, kind, year, each) for town in towns for kind, year in kinds]
    made[1] = replace(made[1], rows=rows - each * (len(made) - 1))  # documents of 2019, of which some came twice
    out = io.StringIO()
    write(made, SEED, out)
    lines = (line.replace(".csv", f"-{units}.csv") for line in out.getvalue().splitlines())
    assert list(take_in(lines, DISTRICT))[-1] == rows


def _district() -> None:
    place = whole_district()
    listed = (place.county, *place.towns, *place.villages)
    facts = [UnitFacts(u.code, u.name, u.level, u.aliases, u.parent or None, u.cadres) for u in listed]  # type: ignore[arg-type]
    make_district(UnitTree(facts), lambda name: True)


def _addresses(role: str) -> Iterator[tuple[str, str]]:
    """(view, address) of what the role may look at, filled with what is there."""
    for address in test_access.ours():
        right = access.GUARDED.get(address.view)
        if (right is not None and role in test_access.TABLE[right]) or address.view in access.FOR_ALL:
            yield address.view, _filled(address, role)


def _filled(address: test_access.Address, role: str) -> str:
    there = {"imports/<int:pk>": Import, "rows/<int:key>": RegisterRow, "units/<int:pk>": Unit}
    path = address.filled()
    for start, model in there.items():
        if address.path.startswith(start):
            found = model.objects.order_by("pk")  # type: ignore[attr-defined]
            if model is RegisterRow and role == "department":
                found = found.filter(issuer=DEPARTMENT)
            path = path.replace("999999", str(found.values_list("pk", flat=True)[0]), 1)
    question = ASKED.get(address.view)
    return f"{path}?{question}" if question else path


def _open(client: Client, path: str) -> int:
    """How many queries the page takes; figures that it lacks are computed before. 0 for what only takes forms."""
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        if "Refresh" not in answer:
            return 0 if answer.status_code == 405 else len(captured)
        client.get(answer["Refresh"].partition("url=")[2])
    return len(captured)


def _counted(clients: dict[str, Client]) -> Counted:
    found: Counted = {}
    for role, client in clients.items():
        for view, path in _addresses(role):
            found[role, view] = _open(client, path)
    return found


def test_no_page_of_any_role_takes_more_queries_when_there_are_more_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    # on a slow machine more than a minute passes: that a session is in use is noted then, whatever the rows
    monkeypatch.setattr(middleware, "NOTED_EACH", math.inf)
    _district()
    _fill(1, FEW)
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, client in clients.items():
        account = Account.objects.get(username=f"demo-{role}")
        client.force_login(account, backend="songbang.apps.units.backends.AccountBackend")
    _counted(clients)  # what is only asked once
    assert Behind.objects.filter(side="value").exclude(twin=None).exists(), "a page with nothing to show asks less"
    few = _counted(clients)
    _fill(13, MANY - FEW)
    many = _counted(clients)
    grown = {key: (few[key], many[key]) for key in few if many[key] > few[key]}
    if grown:  # what is asked once after a change, such as names written anew, is asked no more the second time
        again = _counted({role: clients[role] for role in {role for role, _ in grown}})
        grown = {key: (few[key], again[key]) for key in grown if again[key] > few[key]}
    assert not grown
    assert max(many.values()) <= 30, max(many.items(), key=lambda one: one[1])
