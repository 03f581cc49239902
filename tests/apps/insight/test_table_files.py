"""Every list can be taken along as a workbook, whole, with no formula in it, and only what its reader may see."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.http import HttpResponse

from songbang.apps.intake.models import Import
from songbang.apps.units.models import Account, Unit
from songbang.ui import paging
from songbang.ui.table_files import Sheet, tables_of
from tests.apps.insight.conftest import Login
from tests.apps.insight.seed import make_import

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]
LISTS = {
    "administrator": ("/units/", "/accounts/"), "supervisor": ("/door/rules/", "/imports/"),
    "town": ("/imports/",),
}  # fmt: skip


def book_of(response: HttpResponse) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(response.content))


@pytest.mark.parametrize(("role", "address"), [(role, one) for role, some in LISTS.items() for one in some])
def test_a_page_with_a_table_offers_it_and_gives_it(enter: Login, rows: None, role: str, address: str) -> None:
    page = enter(role).get(address).content.decode()
    assert "as=xlsx" in page
    book = book_of(enter(role).get(f"{address}?as=xlsx"))
    assert all(sheet.max_row > 1 for sheet in book.worksheets)


def test_a_list_comes_whole_and_not_by_pages(enter: Login, rows: None) -> None:
    for number in range(60):
        make_import(f"收文{number}.xlsx")
    page = enter("supervisor").get("/imports/").content.decode()
    assert "pagination" in page
    sheet = book_of(enter("supervisor").get("/imports/?as=xlsx")).worksheets[0]
    assert sheet.max_row - 1 == Import.objects.count()


def test_a_list_too_long_for_one_file_says_so(enter: Login, rows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_AT_ONCE", 3)
    for number in range(9):
        make_import(f"收文{number}.xlsx")
    assert "未完" in book_of(enter("supervisor").get("/imports/?as=xlsx")).sheetnames


def test_what_a_cell_says_stays_text(enter: Login, rows: None) -> None:
    Unit.objects.filter(code="330402103").update(name='=HYPERLINK("x")')
    sheet = book_of(enter("administrator").get("/units/?as=xlsx")).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=HYPER")]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


def test_what_a_reader_may_not_see_is_not_in_the_file_either(enter: Login, rows: None) -> None:
    assert enter("town").get("/accounts/?as=xlsx").status_code in (403, 404)
    assert Account.objects.exists()


def test_heads_captions_numbers_and_days_are_taken_and_buttons_are_not() -> None:
    page = """<html><body><h1>页</h1><main><h2>来往</h2><table><thead><tr><th>单位</th><th>份数</th><th>日期</th>
      <th></th></tr></thead><tbody><tr><td>新丰镇<div>净湘村</div></td><td class="num">1,203</td><td>2019-03-01</td>
      <td><form><button>删</button></form></td></tr></tbody></table></main></body></html>"""
    (found,) = tables_of(page)
    assert (found.title, found.heads) == ("来往", ("单位", "份数", "日期"))
    assert [str(cell) for cell in found.lines[0]] == ["新丰镇 净湘村", "1203", "2019-03-01"]
    assert found == Sheet(found.title, found.heads, found.lines)
