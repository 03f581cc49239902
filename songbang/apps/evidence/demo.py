"""Evidence and an assessment for the demo."""

from __future__ import annotations

from songbang.apps.evidence import schemes, services, texts
from songbang.apps.intake import keeping
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.models import Unit
from songbang.core import rulebook


def fill(village: Unit, department: Unit) -> None:
    """The village's ledger, and an assessment that it already answers for the most part."""
    told = rulebook.load("demo_ledger.yaml")
    for one in told["evidence"]:
        laid = keeping.lay_down(village.territory, [one["text"].encode()])
        given = services.receive_file(SYSTEM, village, one["name"], laid)
        texts.read_all([given.evidence.pk])
        services.describe(SYSTEM, given.evidence.pk, 1, one)
    wanted = told["assessment"]
    units = [village, *Unit.objects.filter(parent=village.parent, level="village").exclude(pk=village.pk)[:4]]
    order = schemes.Order(wanted["title"], wanted["first"], wanted["last"], units)
    schemes.take_in(SYSTEM, department, order, wanted["table"])
