"""Bringing, accepting, versions, undoing: what counts and what the journal says."""

from __future__ import annotations

import pytest

from songbang.apps.intake import facts, services
from songbang.apps.intake.models import Import, KeptFile, RegisterRow
from songbang.apps.intake.states import STATES, TABLE
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM, broken_entries
from songbang.apps.units.models import Unit
from songbang.core.errors import Conflict
from songbang.core.registers import rows_table
from songbang.core.reporting.rows_book import check_of
from tests.apps.intake.making import (
    DISTRICT,
    DOCUMENTS,
    FENGQIAO,
    HEADER,
    JINGXIANG,
    XINFENG,
    accepted,
    bring,
    fresh,
    work,
    workbook,
)

pytestmark = pytest.mark.django_db


def _names() -> list[str]:
    return [row.number or "" for row in facts.live_rows(DISTRICT)]


def test_what_is_read_does_not_count_before_it_is_accepted(district: Unit) -> None:
    taken = bring(workbook(DOCUMENTS))
    assert (taken.state, taken.counted, taken.rejected, taken.not_data) == ("previewed", 3, 0, 1)
    assert facts.live_rows(DISTRICT) == []
    accepted(taken)
    rows = facts.live_rows(DISTRICT)
    assert [(row.unit, row.number) for row in rows] == [
        (XINFENG, "南民〔2019〕1号"), (XINFENG, "嘉卫〔2019〕8号"), (XINFENG, "南应急〔2019〕3号"),
    ]  # fmt: skip
    assert rows[0].row == f"{XINFENG}/收文.xlsx#收文登记#2"


def test_stored_rows_are_the_rows_that_were_read_cell_by_cell(district: Unit) -> None:
    accepted(bring(workbook(DOCUMENTS)))
    rows = facts.live_rows(DISTRICT)
    assert list(RegisterRow.objects.order_by("pk").values_list("content", flat=True)) == [check_of(r) for r in rows]
    assert facts.live_table(DISTRICT).equals(rows_table(rows))
    assert RegisterRow.objects.first().cells[1] == "2019-03-01"  # type: ignore[union-attr]


def test_the_same_file_again_changes_nothing(district: Unit) -> None:
    first = accepted(bring(workbook(DOCUMENTS)))
    before = Entry.objects.count()
    again = bring(workbook(DOCUMENTS))
    assert again.pk == first.pk
    assert Entry.objects.count() == before
    assert (KeptFile.objects.count(), Import.objects.count(), len(facts.live_rows(DISTRICT))) == (1, 1, 3)


def test_a_newer_version_tells_what_is_new_changed_and_gone_and_replaces(district: Unit) -> None:
    first = accepted(bring(workbook(DOCUMENTS)))
    newer = (
        HEADER,
        (1, "2019-02-28", "区府办", "南政办〔2019〕1号", "关于开展保密自查的通知"),
        DOCUMENTS[1],
        (3, "2019-03-06", *DOCUMENTS[2][2:]),
    )
    second = bring(workbook(newer))
    change = second.account["change"]
    assert {name: change[name] for name in ("against", "new", "changed", "gone", "same")} == {
        "against": first.pk, "new": 1, "changed": 1, "gone": 1, "same": 1,
    }  # fmt: skip
    assert _names() == ["南民〔2019〕1号", "嘉卫〔2019〕8号", "南应急〔2019〕3号"]
    accepted(second)
    assert fresh(first).state == "replaced"
    assert _names() == ["南政办〔2019〕1号", "南民〔2019〕1号", "嘉卫〔2019〕8号"]


def test_undoing_a_version_brings_the_former_back(district: Unit) -> None:
    first = accepted(bring(workbook(DOCUMENTS)))
    second = accepted(bring(workbook(DOCUMENTS[:3])))
    services.undo(SYSTEM, second.pk, second.version)
    assert (fresh(first).state, fresh(second).state) == ("accepted", "undone")
    assert len(facts.live_rows(DISTRICT)) == 3
    services.undo(SYSTEM, first.pk, fresh(first).version)
    assert facts.live_rows(DISTRICT) == []
    acts = [entry.act for entry in Entry.objects.all() if entry.act.startswith("import.")]
    assert acts[-3:] == ["import.undone", "import.brought_back", "import.undone"]
    assert list(broken_entries()) == []


def test_a_copy_under_another_name_is_asked_about_and_counts_once(district: Unit) -> None:
    first = accepted(bring(workbook(DOCUMENTS)))
    copy = bring(workbook(DOCUMENTS[:3]), "收文(1).xlsx")
    assert copy.account["overlaps"] == [{"import": first.pk, "source": "收文.xlsx", "common": 2, "theirs": 3}]
    accepted(copy, replaces=first.pk)
    assert (fresh(first).state, len(facts.live_rows(DISTRICT))) == ("replaced", 2)


def test_a_town_is_not_told_of_another_towns_files(district: Unit) -> None:
    accepted(bring(workbook(DOCUMENTS)))
    other = bring(workbook(DOCUMENTS), code=FENGQIAO)
    assert other.account["overlaps"] == []
    accepted(other)
    assert sorted({row.unit for row in facts.live_rows(DISTRICT)}) == [XINFENG, FENGQIAO]


def test_a_town_brings_no_rows_for_another_town(district: Unit) -> None:
    rows = [(*HEADER, "填报单位")] + [
        (*row, unit) for row, unit in zip(DOCUMENTS[1:], ("新丰镇", "净湘村", "凤桥镇"), strict=True)
    ]
    taken = bring(workbook(rows))
    assert (taken.counted, taken.rejected) == (2, 1)
    assert sorted(RegisterRow.objects.values_list("unit", flat=True)) == [XINFENG, JINGXIANG]
    reject = taken.rejects.get()
    assert (reject.code, reject.line_no, reject.value) == ("unit_elsewhere", 4, "凤桥镇")
    assert sum(sheet["rows"] for sheet in taken.account["sheets"]) == taken.counted + taken.rejected + taken.not_data


def test_the_second_of_two_people_at_one_import_is_told(district: Unit) -> None:
    taken = bring(workbook(DOCUMENTS))
    services.accept(SYSTEM, taken.pk, taken.version)
    with pytest.raises(Conflict, match=r"import\.changed_meanwhile"):
        services.discard(SYSTEM, taken.pk, taken.version)
    with pytest.raises(Conflict, match=r"import\.already_accepted"):
        services.discard(SYSTEM, taken.pk, fresh(taken).version)


def test_a_version_that_was_compared_with_another_than_counts_is_not_accepted(district: Unit) -> None:
    first = accepted(bring(workbook(DOCUMENTS)))
    second = bring(workbook(DOCUMENTS[:3]))
    services.undo(SYSTEM, first.pk, first.version)
    with pytest.raises(Conflict, match=r"import\.other_version_counts"):
        accepted(second)


def test_what_was_undone_can_be_read_again_and_accepted(district: Unit) -> None:
    taken = accepted(bring(workbook(DOCUMENTS)))
    services.undo(SYSTEM, taken.pk, taken.version)
    services.read_again(SYSTEM, taken.pk, fresh(taken).version)
    work()
    assert accepted(taken).state == "accepted"
    assert len(facts.live_rows(DISTRICT)) == 3


def test_every_state_of_the_table_is_known_and_can_be_reached() -> None:
    assert {before for before, _ in TABLE} | set(TABLE.values()) == set(STATES)
    assert set(TABLE.values()) | {"waiting"} == set(STATES)


def test_a_row_knows_what_its_columns_were_taken_for(district: Unit) -> None:
    """Through the intake itself: what it keeps of a sheet and what pages read of it must be one shape."""
    accepted(bring(workbook(DOCUMENTS)))
    row = RegisterRow.objects.select_related("taken").filter(live=True).order_by("line_no")[0]
    told = {column["field"]: column["header"] for column in facts.columns_of(row)}
    assert (told["day"], told["issuer"], told["name"]) == ("收文日期", "来文单位", "文件标题")


def test_a_row_belongs_to_the_nearest_register_above_it() -> None:
    registers = [
        {"register": "documents", "header_rows": [top, top], "columns": [{"column": letters, "field": "day"}]}
        for top, letters in ((1, "B"), (8, "A"))
    ]
    taken = Import(account={"sheets": [{"name": "", "registers": registers}]})
    rows = [RegisterRow(taken=taken, register="documents", sheet=None, line_no=line) for line in (2, 7, 9)]
    assert [facts.columns_of(row)[0]["column"] for row in rows] == ["B", "B", "A"]
    assert facts.columns_of(RegisterRow(taken=taken, register="forms", sheet=None, line_no=9)) == ()
