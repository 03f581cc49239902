"""The demo's form: facts that departments keep, a form studied and sent, some villages' answers. Only in the demo."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from typing import Any

from openpyxl.workbook import Workbook

from songbang.apps.forms import services
from songbang.apps.forms.models import Given, Paper, Round, Template
from songbang.apps.forms.papers import asked_of, key_of
from songbang.apps.intake import keeping
from songbang.apps.intake.jobs import work_off
from songbang.apps.units.holding import Standing, standing_of
from songbang.apps.units.models import Account, Unit
from songbang.core import rulebook
from songbang.ui import clock

ANSWERED = 3
"""Of so many villages of the town one has handed in."""


def make_forms() -> Round:
    """Facts, a form of the demo's department for all villages, and answers of some in the demo's town."""
    told = rulebook.load("demo_form.yaml")
    asker = _standing("demo-department")
    _give(asker, told)
    laid = keeping.lay_down(asker.territory, [_workbook(told)])
    template = services.receive_template(asker, told["file"], laid, "village")
    work_off(once=True)
    template = Template.objects.get(pk=template.pk)
    units = list(Unit.objects.filter(territory=asker.territory, level="village", valid_to=None).order_by("code"))
    sent = services.send(asker, template, units, clock.today() + timedelta(14), template.version)
    work_off(once=True)
    _answer(sent, told)
    return sent


def _standing(username: str) -> Standing:
    found = standing_of(Account.objects.get(username=username), None, None)
    assert found is not None
    return found


def _give(asker: Standing, told: dict[str, Any]) -> None:
    now = clock.now()
    made = [
        Given(
            territory=asker.territory, unit=unit, form=form, indicator=indicator, measure=measure,
            value=str(_made(unit.code, indicator, least, most)), as_of=clock.today() - timedelta(days), source=source,
            holder=asker.unit, given_at=now, origin="demo",
        )
        for unit in Unit.objects.filter(territory=asker.territory, level="village", valid_to=None)
        for form, indicator, measure, least, most, days, source in told["facts"]
    ]  # fmt: skip
    Given.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def _made(code: str, indicator: str, least: int, most: int) -> int:
    """A figure that is always the same for a unit and indicator."""
    digest = hashlib.sha256(f"{code} {indicator}".encode()).digest()
    return least + int.from_bytes(digest[:4], "big") % (most - least + 1)


def _workbook(told: dict[str, Any]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in told["rows"]:
        sheet.append([text or None for text in row])
    for area in told["merged"]:
        sheet.merge_cells(area)
    for column, width in told["widths"].items():
        sheet.column_dimensions[column].width = width
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _answer(sent: Round, told: dict[str, Any]) -> None:
    """Every third village of the demo's town hands in; the demo's own does not: there is something to do."""
    own, town = _standing("demo-village").unit.pk, _standing("demo-town")
    papers = Paper.objects.filter(round=sent, unit__code__in=town.below).exclude(unit=own).order_by("pk")
    for paper in papers[::ANSWERED]:
        cells = [key_of(cell) for cell in asked_of(paper.cells, paper.declined)]
        typed = {key: told["answers"].get(key.rpartition("!")[2], "0") for key in cells}
        services.save_answers(town, paper.pk, typed, hand_in=True)
