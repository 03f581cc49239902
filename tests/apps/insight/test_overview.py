"""What the overview says to whom, and that its cost does not grow with the rows."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songbang.apps.insight.models import FigureSet
from songbang.apps.intake.models import Import
from tests.apps.insight import seed
from tests.apps.insight.conftest import OTHER, TOWN, VILLAGE, Login, opened

pytestmark = pytest.mark.either_engine
ASKED = "period=2019-01:2019-07&baseline=2018-01:2018-07"


@pytest.mark.parametrize(
    ("role", "address"),
    [("supervisor", "/overview/"), ("town", "/overview/"), ("department", "/overview/"), ("approver", "/overview/"),
     ("village", "/week/"), ("administrator", "/units/"), ("auditor", "/journal/")],
)  # fmt: skip
def test_the_start_page_leads_each_role_to_its_own(enter: Login, role: str, address: str) -> None:
    assert enter(role).get("/")["Location"] == address


def test_without_rows_the_next_step_is_told(enter: Login) -> None:
    assert "还没有台账" in enter("supervisor").get("/overview/").content.decode()


def test_a_page_that_lacks_its_figures_says_that_it_computes_and_leads_back(enter: Login, rows: None) -> None:
    response = enter("supervisor").get("/overview/")
    assert "正在计算" in response.content.decode()
    assert response["Refresh"].endswith("/compute/?next=%2Foverview%2F")


def test_without_a_period_the_year_of_the_last_row_is_held_against_the_year_before(enter: Login, rows: None) -> None:
    opened(enter("supervisor"), "/overview/")
    assert list(FigureSet.objects.values_list("period", "baseline")) == [("2019-01:2019-03", "2018-01:2018-03")]


def test_the_supervisor_sees_the_sum_and_why_it_is_not_compared(enter: Login, rows: None) -> None:
    page = opened(enter("supervisor"), f"/overview/documents.received/?{ASKED}")
    assert re.search(r'class="big"><a [^>]*>4</a>', page)
    assert "收文：对比期没有南湖街道的登记，合计不作同比" in page
    assert "两期都有登记的单位 +50.0%" in page


def test_a_town_sees_itself_and_its_villages_only(enter: Login, rows: None) -> None:
    page = opened(enter("town"), f"/overview/documents.received/?{ASKED}")
    assert re.search(r'class="big"><a [^>]*>3</a>', page)
    assert "+50.0%" in page
    assert "南湖街道" not in page
    assert enter("town").get(f"/overview/?{ASKED}&unit={OTHER}").status_code == 404


def test_a_village_sees_its_own(enter: Login, rows: None) -> None:
    assert "新丰镇" not in opened(enter("village"), f"/overview/?{ASKED}")
    assert enter("village").get(f"/overview/?{ASKED}&unit={TOWN}").status_code == 404


def test_a_department_sees_what_it_asked_under_all_writings_of_its_name(enter: Login, rows: None) -> None:
    page = opened(enter("department"), f"/overview/documents.received/?{ASKED}")
    assert re.search(r'class="big"><a [^>]*>2</a>', page)
    assert "+100.0%" in page  # 南湖街道 states issuers, none of them this one: 0, which is no gap


def test_what_a_department_did_not_issue_is_not_there_for_it(enter: Login, rows: None) -> None:
    client = enter("department")
    opened(client, f"/overview/?{ASKED}")
    page = client.get(f"/rows/?{ASKED}&figure=documents.received").content.decode()
    assert "共 2 行" in page
    assert "商务局" not in page


def test_when_rows_change_figures_are_computed_again(enter: Login, rows: None) -> None:
    client = enter("supervisor")
    opened(client, f"/overview/?{ASKED}")
    seed.store(seed.make_import("二.xlsx"), [seed.row(9, "documents", OTHER, date(2019, 5, 1))])
    page = opened(client, f"/overview/documents.received/?{ASKED}")
    assert re.search(r'class="big"><a [^>]*>5</a>', page)


def test_the_filter_form_becomes_an_address_that_can_be_shared(enter: Login, rows: None) -> None:
    form = "period_first=2019-01&period_last=2019-03&baseline_first=2018-01&baseline_last=2018-03&unit=330402103"
    where = enter("supervisor").get(f"/overview/?{form}")["Location"]
    assert where == "/overview/?period=2019-01:2019-03&baseline=2018-01:2018-03&unit=330402103"


@pytest.mark.parametrize("period", ["nonsense", "2019-07:2019-01", "1900-01:2019-07", "2018-03:2019-01"])
def test_a_period_that_cannot_be_is_explained(enter: Login, rows: None, period: str) -> None:
    response = enter("supervisor").get(f"/overview/?period={period}&baseline=2018-01:2018-07")
    assert response.status_code == 400
    assert "怎么办" in response.content.decode()


ADDRESSES = [
    f"/overview/?{ASKED}", f"/overview/documents.received/?{ASKED}", f"/rows/?{ASKED}&figure=documents.received",
    f"/rows/?{ASKED}&figure=burden.minutes&unit={TOWN}", f"/rows/?{ASKED}&figure=documents.both_channels",
    f"/duplicates/?{ASKED}", "/reports/",
]  # fmt: skip


def test_no_page_asks_more_of_the_database_when_there_are_more_rows(enter: Login, office: None) -> None:
    client = enter("supervisor")
    _fill(100)
    few = [_queries(client, address) for address in ADDRESSES]
    _fill(5000)
    many = [_queries(client, address) for address in ADDRESSES]
    assert few == many
    assert max(many) <= 14


def _fill(count: int) -> None:
    taken = seed.make_import(f"{count}.xlsx")
    kinds = ("documents", "meetings", "forms")
    units = (TOWN, OTHER, VILLAGE)
    channels = ("electronic", "paper")
    rows = [
        seed.row(
            at, kinds[at % 3], units[at % 7 % 3], date(2018, 1, 1) + timedelta(days=at * 7 % 570),
            f"关于第{at}号的通知", channel=channels[at % 2] if at % 3 == 0 else None, issuer="区司法局",
        )
        for at in range(count)
    ]  # fmt: skip
    seed.store(taken, rows)
    assert Import.objects.get(pk=taken.pk).counted == count


def _queries(client: object, address: str) -> int:
    opened(client, address) if "/rows/" not in address else None  # type: ignore[arg-type, func-returns-value]
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]
    return len(captured)


def test_a_figure_tells_which_bodies_it_comes_from_and_each_opens_its_rows(enter: Login, rows: None) -> None:
    page = opened(enter("supervisor"), f"/overview/burden.minutes/?{ASKED}")
    found = re.search(r'id="table-issuers".*?</table>', page, re.DOTALL)
    assert found, "no table of issuers"
    address = re.search(r'href="(/rows/[^"]+issuer=[^"]+)"', found[0])
    assert address, found[0][:300]
    assert "table-stack rows" in opened(enter("supervisor"), address[1].replace("&amp;", "&"))
    assert 'id="table-months-burden"' in page
