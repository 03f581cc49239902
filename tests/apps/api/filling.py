"""A district with a supervisor, an import, its row and a report."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.test import Client

from songbang.apps.insight.models import Report
from songbang.apps.intake.models import ROW_FIELDS, Import, KeptFile, RegisterRow, RejectedRow, Source
from songbang.core.registers import Row
from tests.apps.api.asking import Program, token_of
from tests.apps.units.places import account, unit

MOMENT = datetime(2019, 8, 30, 8, tzinfo=UTC)


def fill_district(code: str) -> Program:
    """A program of the district's supervisor."""
    held = account("supervisor", code, f"supervisor-{code}")
    kept = KeptFile.objects.create(territory=code, sha256=code.zfill(64), size=1, kept_at=MOMENT)
    source = Source.objects.create(territory=code, unit=unit(code), name=f"{code}.xlsx")
    taken = Import.objects.create(
        source=source, file=kept, territory=code, state="accepted", made_at=MOMENT, accepted_at=MOMENT, counted=1,
    )  # fmt: skip
    row = Row(f"{code}.xlsx#一#2", f"{code}.xlsx", "一", 2, "documents", code, date(2019, 1, 3), "通知")
    told = {name: getattr(row, name) for name in ROW_FIELDS}
    RegisterRow.objects.create(taken=taken, territory=code, live=True, content=code, **told)
    RejectedRow.objects.create(
        taken=taken, territory=code, file=row.file, sheet="一", line_no=3, register="documents",
        code="date_missing", cells=["", "x"], headers=["日期", "标题"], fields={"day": 0, "name": 1},
    )  # fmt: skip
    Report.objects.create(
        territory=code, unit=unit(code), period="2019-01:2019-07", baseline="2018-01:2018-07", language="zh-Hans",
        state="draft", made_by=held, made_at=MOMENT,
    )  # fmt: skip
    return Program(Client(), token_of(held.holdings.get()))
