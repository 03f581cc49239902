"""Texts that lost pages, were stamped, or were passed on twice; and sets spoilt otherwise than the shared one."""

from __future__ import annotations

import pytest

from benchmarks.made_texts import RELATIONS, families
from benchmarks.texts import measure
from songbang.core.matching import Record, instruments, match_records
from songbang.core.matching.numbers import parse_number
from tests.conftest import needs_shared
from tests.core.matching.test_texts import judged, notice, relation

MORE = (
    "镇财政所应当在收到验收单后十五日内将补助资金拨付到村级账户并在公开栏公布",
    "第三方机构出具的检测报告应当由两名以上检测人员签字并加盖机构公章方为有效",
    "对群众来信来访反映的渠道淤堵问题由水利站在五个工作日内实地查看并书面答复",
    "汛期实行二十四小时值班值守泵站管理员每日早晚各巡查一次并填写运行日志",
    "用水户协会每季度召开一次会员会议通报水费收支情况接受会员质询和监督",
    "小型水库和山塘的巡查由村级水管员承担每周不少于两次并通过平台上传照片",
    "新建高标准农田项目应当同步落实管护主体和管护经费未落实的不予通过竣工验收",
    "跨村渠道由镇水利站统一调度各村不得擅自拦截引水发生争议的由镇调解委员会处理",
)


def long_notice(month: int = 3) -> list[str]:
    return notice("12", month, *MORE).splitlines()


def test_a_copy_without_its_first_page_is_the_same_document() -> None:
    lines = long_notice()
    assert relation("\n".join(lines), "\n".join(lines[7:])) == "same"


def test_two_copies_that_lack_different_pages_are_the_same_document() -> None:
    lines = long_notice()
    found = judged("\n".join([*lines[:6], *lines[10:]]), "\n".join([*lines[:12], *lines[15:]]))
    assert [pair.relation for pair in found] == ["same"]


def cover(issuer: str, number: str, day: str, of: str) -> list[str]:
    return [
        f"{issuer}转发{of}的通知", number, "各单位：", f"现将《{of}》转发给你们，请于月底前完成。", issuer, day,
    ]  # fmt: skip


def test_a_relay_of_which_a_page_is_missing_still_forwards_what_it_names() -> None:
    lines = long_notice()
    relay = [*cover("星火村村民委员会", "星村〔2019〕3号", "2019年3月8日", lines[0]), *lines[:9], *lines[14:]]
    found = judged("\n".join(lines), "\n".join(relay))
    assert [(pair.relation, pair.derived) for pair in found] == [("forward", "b")]


def test_a_chain_of_relays_is_followed_to_the_document_it_began_with() -> None:
    lines = long_notice()
    town = [*cover("青山区农业农村局", "青农〔2019〕8号", "2019年3月7日", lines[0]), *lines]
    village = [*cover("星火村村民委员会", "星村〔2019〕3号", "2019年3月9日", town[0]), *town]
    scanned_again = [line for at, line in enumerate(village) if at != 11]
    records = [
        Record(name, "", text="\n".join(text))
        for name, text in (("first", lines), ("town", town), ("village", village), ("again", scanned_again))
    ]
    pairs = match_records(records)
    said = {(pair.a, pair.b): (pair.relation, pair.derived) for pair in pairs}
    assert said[("first", "town")] == ("forward", "b")
    assert said[("first", "village")] == ("forward", "b")
    assert said[("town", "village")] == ("forward", "b")
    assert said[("village", "again")] == ("same", None)
    places = instruments(records, pairs)
    assert {place.instrument for place in places.values()} == {"first"}
    assert places["again"].document == places["village"].document == "village"


def test_stamps_and_the_imprint_are_no_part_of_a_text() -> None:
    lines = long_notice()
    stamped = [
        "000317",
        "特急",
        "收文第0317号",
        *lines,
        "抄送：区委各部门，区人大办、区政协办。",
        "凤桥镇党政办2019年3月6日印发",
    ]
    assert relation("\n".join(lines), "\n".join(stamped)) == "same"


def test_one_notice_on_two_matters_is_two_documents() -> None:
    one = notice("12", 3, *MORE[:3])
    two = one.replace("农田水利", "消防安全").replace("12号", "15号").replace("137处", "90处")
    assert relation(one, two) is None


@pytest.mark.parametrize("written", ["南农发2019〕12号", "南农发〔201912号", "南农发〔2O1９〕1Z号", "南农发〔Z019〕lZ"])
def test_numbers_with_a_bracket_lost_or_digits_misread_are_read(written: str) -> None:
    number = parse_number(written)
    assert number is not None
    assert (number.code, number.year, number.serial) == ("南农发", 2019, 12)


@pytest.mark.parametrize(("way", "seed"), [("worn", 100), ("partial", 101)])
def test_sets_spoilt_otherwise_reach_what_was_promised(way: str, seed: int) -> None:
    needs_shared("data/match/texts")
    scores, _, hard = measure(families(seed, way, many=42))
    assert scores["same"] >= 0.95
    assert sum(scores[name] for name in RELATIONS[1:]) / 4 >= 0.90
    assert hard <= 0.02
