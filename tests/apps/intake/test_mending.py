"""Rejected rows are mended in the page or by the corrected workbook; what a sheet is can be settled."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client

from songbang.apps.intake import facts, services
from songbang.apps.intake.models import RejectedRow
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.models import Unit
from tests.apps.intake.making import (
    DISTRICT,
    DOCUMENTS,
    WITH_A_BAD_DAY,
    accepted,
    bring,
    fresh,
    upload,
    work,
    workbook,
)

pytestmark = pytest.mark.django_db


def test_a_reject_tells_where_why_and_is_mended_in_the_page(town: Client) -> None:
    taken = bring(workbook(WITH_A_BAD_DAY))
    assert (taken.counted, taken.rejected) == (3, 1)
    page = town.get(f"/imports/{taken.pk}/rejects/").content.decode()
    assert "日期看不懂：很快" in page
    assert "收文登记 第 5 行" in page
    reject = RejectedRow.objects.get()
    sent = {"version": taken.version, f"cell-{reject.pk}-day": "2019-03-20", f"cell-{reject.pk}-name": "改过的标题"}
    assert town.post(f"/imports/{taken.pk}/rejects/mend/", sent).status_code == 302
    work()
    taken = fresh(taken)
    assert (taken.state, taken.counted, taken.rejected) == ("previewed", 4, 0)
    assert RejectedRow.objects.get().mended_at is not None
    accepted(taken)
    assert facts.live_rows(DISTRICT)[-1].name == "改过的标题"


def test_a_correction_that_is_still_wrong_stays_with_what_was_typed(town: Client) -> None:
    taken = bring(workbook(WITH_A_BAD_DAY))
    services.mend(SYSTEM, taken.pk, taken.version, {RejectedRow.objects.get().pk: {"day": "2019-02-30"}})
    work()
    reject = RejectedRow.objects.get()
    assert (reject.code, reject.corrections, reject.mended_at) == ("date_impossible", {"day": "2019-02-30"}, None)
    assert 'value="2019-02-30"' in town.get(f"/imports/{taken.pk}/rejects/").content.decode()


def test_rows_mended_after_acceptance_count_at_once(district: Unit) -> None:
    taken = accepted(bring(workbook(WITH_A_BAD_DAY)))
    services.mend(SYSTEM, taken.pk, taken.version, {RejectedRow.objects.get().pk: {"day": "2019-03-20"}})
    work()
    assert (fresh(taken).state, fresh(taken).counted) == ("accepted", 4)
    assert len(facts.live_rows(DISTRICT)) == 4


def test_the_corrected_workbook_finds_its_rows(town: Client) -> None:
    taken = accepted(bring(workbook(WITH_A_BAD_DAY)))
    given = town.get(f"/imports/{taken.pk}/rejects.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(given))
    sheet = book["收文"]
    column = next(cell.column for cell in sheet[1] if cell.value == "日期")
    sheet.cell(2, column).value = "2019-03-20"
    out = io.BytesIO()
    book.save(out)
    upload(town, out.getvalue(), "rejects.xlsx")
    work()
    assert fresh(taken).counted == 4
    assert [row.day.isoformat() for row in facts.live_rows(DISTRICT)][-1] == "2019-03-20"
    assert RejectedRow.objects.get().mended_at is not None


def test_a_workbook_that_nobody_corrected_changes_nothing(town: Client) -> None:
    taken = accepted(bring(workbook(WITH_A_BAD_DAY)))
    upload(town, town.get(f"/imports/{taken.pk}/rejects.xlsx").content, "rejects.xlsx")
    work()
    assert (fresh(taken).counted, fresh(taken).rejected) == (3, 1)
    assert fresh(taken).version == taken.version


def test_what_was_mended_need_not_be_mended_again_in_the_next_version(district: Unit) -> None:
    first = accepted(bring(workbook(WITH_A_BAD_DAY)))
    services.mend(SYSTEM, first.pk, first.version, {RejectedRow.objects.get().pk: {"day": "2019-03-20"}})
    work()
    newer = (*WITH_A_BAD_DAY, (5, "2019-03-22", "区府办", "南政办〔2019〕2号", "关于开展保密自查的通知"))
    second = bring(workbook(newer))
    assert (second.counted, second.rejected) == (5, 0)
    assert (second.account["change"]["new"], second.account["change"]["same"]) == (1, 4)


TWO_DAYS = (
    ("序号", "日期", "时间", "标题"),
    *((n, f"2019-03-0{n}", f"2019-04-0{n}", "关于报送名册的通知") for n in range(1, 6)),
)


def test_what_a_sheet_is_is_settled_once_and_remembered_for_the_source(town: Client) -> None:
    taken = bring(workbook(TWO_DAYS))
    sheet = taken.account["sheets"][0]
    kind = sheet["registers"][0]["register"]
    sent = {"version": taken.version, "sheet": 0, "register": kind, "column-A": "serial", "column-B": "none",
            "column-C": "day", "column-D": "name"}  # fmt: skip
    assert town.post(f"/imports/{taken.pk}/settle/", sent).status_code == 302
    work()
    taken = accepted(taken)
    assert [row.day.month for row in facts.live_rows(DISTRICT)] == [4] * 5
    (said,) = taken.source.mapping
    assert (said["sheet"], said["register"], said["columns"]["时间"]) == ("收文登记", kind, "day")
    again = bring(workbook((*TWO_DAYS, (6, "2019-03-06", "2019-04-06", "关于报送台账的通知"))))
    assert again.counted == 6
    assert again.account["change"] == {**again.account["change"], "new": 1, "gone": 0, "changed": 0}


def test_two_columns_for_one_thing_are_told_and_nothing_is_kept(town: Client) -> None:
    taken = bring(workbook(DOCUMENTS))
    sent = {"version": taken.version, "sheet": 0, "column-B": "day", "column-C": "day", "column-E": "name"}
    response = town.post(f"/imports/{taken.pk}/settle/", sent)
    assert response.status_code == 400
    assert fresh(taken).source.mapping == []


def test_a_sheet_said_to_be_no_register_is_not_read(town: Client) -> None:
    taken = bring(workbook(DOCUMENTS))
    town.post(f"/imports/{taken.pk}/settle/", {"version": taken.version, "sheet": 0, "register": "none"})
    work()
    assert (fresh(taken).counted, fresh(taken).not_data) == (0, 4)
