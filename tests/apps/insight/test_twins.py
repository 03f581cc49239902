"""Two receipts side by side, what people say of them, and who asks whom for the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.apps.insight.models import Judgement
from songbang.apps.intake.models import RegisterRow
from songbang.apps.journal.models import Entry
from songbang.core.registers import Row
from tests.apps.insight import seed
from tests.apps.insight.conftest import OTHER, TOWN, Login, opened

pytestmark = pytest.mark.either_engine
ASKED = "period=2019-01:2019-07&baseline=2018-01:2018-07"
FLOOD = "关于做好防汛工作的通知"


def document(line: int, day: date, name: str = FLOOD, *, unit: str = TOWN, **more: Any) -> Row:
    return seed.row(line, "documents", unit, day, name, **more)


@pytest.fixture
def twins(office: None) -> tuple[int, int]:
    kept = [
        document(
            2, date(2019, 1, 3), channel="electronic", issuer="区防指", number="南防指〔2019〕5号",
            issuer_level="county",
        ),
        document(
            3, date(2019, 1, 5), channel="paper", issuer="区防指", number="南防指[2019]第5号", issuer_level="county"
        ),
        document(
            4, date(2019, 1, 9), f"区水利局转发区防指{FLOOD}", issuer="区水利局", number="南水〔2019〕8号",
            issuer_level="county",
        ),
        document(5, date(2019, 2, 9), "关于报送河道保洁台账的通知", issuer="区水利局", number="南水〔2019〕9号"),
        document(6, date(2019, 2, 10), "关于报送河道保洁台账的通知", issuer="区住建局", number="南建〔2019〕2号"),
    ]  # fmt: skip
    seed.store(seed.make_import("台账.xlsx"), kept)
    keys = dict(RegisterRow.objects.values_list("line_no", "pk"))
    return keys[2], keys[3]


def test_differences_are_marked_and_reasons_told(enter: Login, twins: tuple[int, int]) -> None:
    page = opened(enter("town"), f"/duplicates/{twins[0]}/{twins[1]}/")
    assert "<mark>〔</mark>2019<mark>〕</mark>" in page
    assert "发文字号相同" in page


def test_one_tap_is_kept_with_its_reasons_and_changes_no_finding(enter: Login, twins: tuple[int, int]) -> None:
    client, address = enter("town"), f"/duplicates/{twins[0]}/{twins[1]}/judge/"
    back = f"/duplicates/?{ASKED}"
    assert client.post(address, {"same": "0", "next": back}).headers["Location"] == back
    assert (
        client.post(address, {"same": "1", "next": "https://elsewhere.example/"})
        .headers["Location"]
        .endswith(f"/duplicates/{twins[0]}/{twins[1]}/")
    )
    said = Judgement.objects.get()
    assert (said.same, said.unit, "发文字号相同" in said.why) == (True, TOWN, True)
    assert Entry.objects.filter(act="duplicate.judged").count() == 2
    assert FLOOD in opened(client, f"/duplicates/?{ASKED}")
    judged = opened(client, "/duplicates/judged/")
    assert "1 对是同一份，0 对不是" in judged


def test_a_rejected_pair_is_listed_and_still_counted(enter: Login, twins: tuple[int, int]) -> None:
    client = enter("town")
    client.post(f"/duplicates/{twins[0]}/{twins[1]}/judge/", {"same": "0"})
    assert "南湖区/台账.xlsx" in opened(client, "/duplicates/judged/")
    assert "已有人认为不是同一份" in opened(client, f"/duplicates/{twins[0]}/{twins[1]}/")
    assert FLOOD in opened(client, f"/duplicates/?{ASKED}")


def test_another_towns_pair_is_not_found(enter: Login, office: None) -> None:
    kept = [document(at, date(2019, 1, at), unit=OTHER, number="南防指〔2019〕5号") for at in (2, 3)]
    seed.store(seed.make_import("台账.xlsx"), kept)
    one, two = RegisterRow.objects.order_by("pk").values_list("pk", flat=True)
    client = enter("town")
    assert client.get(f"/duplicates/{one}/{two}/").status_code == 404
    assert client.post(f"/duplicates/{one}/{two}/judge/", {"same": "1"}).status_code == 404
    assert not Judgement.objects.exists()


def test_relays_and_one_title_from_two_bodies_are_drawn_and_told(enter: Login, twins: tuple[int, int]) -> None:
    page = opened(enter("town"), f"/duplicates/again/?{ASKED}")
    context = enter("town").get(f"/duplicates/again/?{ASKED}").context
    told = {(edge.first, edge.then, edge.kind, edge.documents) for edge in context["edges"]}
    assert told == {("区防指", "区水利局", "relay", 1), ("区水利局", "区住建局", "matter", 1)}
    assert page.count("<line ") == 2
    assert [(chain["receipts"], chain["hands"]) for chain in context["chains"]] == [(3, ["区防指", "区水利局"])]


def test_nothing_twice_says_what_to_do(enter: Login, rows: None) -> None:
    assert "没有发现几个部门要同一样东西" in opened(enter("town"), f"/duplicates/again/?{ASKED}")
    assert "还没有人核对过" in opened(enter("town"), "/duplicates/judged/")


@pytest.mark.parametrize("count", [2, 40])
def test_no_query_count_grows_with_pairs(
    enter: Login, office: None, count: int, django_assert_max_num_queries: Any
) -> None:
    kept = [
        document(
            2 * at + side, date(2019, 1, 3 + side), channel=channel, issuer="区防指", number=f"南防指〔2019〕{at}号"
        )
        for at in range(1, count)
        for side, channel in enumerate(("electronic", "paper"))
    ]
    seed.store(seed.make_import("台账.xlsx"), kept)
    client = enter("town")
    opened(client, f"/duplicates/?{ASKED}")
    with django_assert_max_num_queries(22):
        client.get(f"/duplicates/?{ASKED}")


def test_twins_are_listed_by_issuer_and_the_cascade_is_summed_by_level(enter: Login, twins: tuple[int, int]) -> None:
    more = [
        document(at, date(2019, 3, at), "关于报送统计台账的通知", channel=channel, issuer="区统计局", number=number)
        for at, channel, number in ((12, "electronic", "南统〔2019〕4号"), (13, "paper", "南统[2019]04号"))
    ]
    seed.store(seed.make_import("统计.xlsx"), more)
    client = enter("town")
    opened(client, f"/duplicates/?{ASKED}")
    page = client.get(f"/duplicates/?{ASKED}")
    assert [(name, many) for name, many, _ in page.context["issuers"]] == [("区统计局", 1), ("区防指", 1)]
    one = opened(client, f"/duplicates/?{ASKED}&sender=区统计局")
    assert "统计台账" in one
    assert FLOOD not in one
    assert "没有电子、纸质重复的文件" in opened(client, f"/duplicates/?{ASKED}&sender=区里没有的局")
    growth = client.get(f"/duplicates/again/?{ASKED}").context["growth"]
    assert (growth.documents, growth.levels, growth.times) == (1, [("county", 3)], 3.0)
