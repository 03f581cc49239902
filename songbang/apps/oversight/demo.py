"""What the demo's ledger, help line and campaigns hold."""

from __future__ import annotations

from songbang.apps.evidence import demo as ledger
from songbang.apps.helpline import demo as helpline
from songbang.apps.journal.services import SYSTEM
from songbang.apps.oversight import services
from songbang.apps.oversight.forms import ChecksField
from songbang.apps.units.models import Account, Unit
from songbang.core import rulebook

ROUNDS = 2_000
"""Of the planner: the same demo each time, however fast the machine is."""


def make_ledger(district: Unit) -> None:
    """Evidence, an assessment, matters, voices, a thread, and a campaign that is planned and drawn."""
    held = {account.username: account for account in Account.objects.filter(username__startswith="demo-")}
    village, department = (held[f"demo-{role}"].holdings.get().unit for role in ("village", "department"))
    ledger.fill(village, department)
    helpline.fill(village, department)
    _plan(district, held["demo-supervisor"])


def _plan(district: Unit, chief: Account) -> None:
    told = rulebook.load("demo_ledger.yaml")["campaign"]
    checks = ChecksField().clean("\n".join(told["checks"]))
    order = services.Order(told["title"], told["first"], told["last"], checks, ground=told["ground"])
    made = services.plan_campaign(SYSTEM, district, order, [chief], by=chief)
    services.draw_sample(SYSTEM, made.pk, made.version, "village", 12, seed="2019-9", on=told["first"])
    services.plan_itinerary(made.pk, "2019-9", rounds=ROUNDS)
