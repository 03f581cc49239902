"""Which column is what: by words, by values where words are bare, in any order."""

from __future__ import annotations

import pytest

from songbang.core.text import traditional
from tests.core.reading.making import (
    DOCUMENTS,
    MEETINGS,
    Rows,
    codes_of,
    columns_of,
    read_sheet,
    register,
    rows_of,
    the_region,
)


def test_columns_are_found_in_any_order() -> None:
    turned = [list(reversed(row)) for row in DOCUMENTS]
    assert columns_of(the_region(turned)) == columns_of(the_region(DOCUMENTS))


def test_headers_in_traditional_characters_name_the_same_fields() -> None:
    header = [traditional(str(label)) for label in DOCUMENTS[0]]
    assert set(columns_of(the_region([header, *DOCUMENTS[1:]]))) == set(columns_of(the_region(DOCUMENTS)))


def test_bare_words_are_told_apart_by_their_values() -> None:
    rows = register(
        ["日期", "单位", "编号", "名称"],
        ["2019-03-01", "区民政局", "南民〔2019〕1号", "关于做好走访工作的通知"],
        ["2019-03-05", "市卫生健康委", "嘉卫〔2019〕8号", "关于开展监测的通知"],
        ["2019-03-09", "区应急管理局", "南应急〔2019〕3号", "关于印发预案的通知"],
    )
    region = the_region(rows, sheet="收文登记")
    assert columns_of(region) == {"day": "日期", "issuer": "单位", "number": "编号", "name": "名称"}


def test_a_unit_column_and_an_issuer_column_are_told_apart_by_their_values() -> None:
    rows = register(
        ["收文日期", "单位", "来文单位", "文件标题"],
        ["2019-03-01", "新丰镇", "区民政局", "关于做好走访工作的通知"],
        ["2019-03-05", "凤桥镇", "市卫生健康委", "关于开展监测的通知"],
        ["2019-03-09", "建设", "区应急管理局", "关于印发预案的通知"],
    )
    columns = columns_of(the_region(rows))
    assert (columns["unit"], columns["issuer"]) == ("单位", "来文单位")


def test_the_day_of_receipt_is_not_the_day_on_the_document() -> None:
    rows = register(
        ["成文日期", "收文日期", "文件标题", "办理时限"],
        ["2019-02-20", "2019-03-01", "关于做好走访工作的通知", "2019-03-10"],
        ["2019-02-21", "2019-03-05", "关于开展监测的通知", "2019-03-12"],
    )
    assert [row.day.isoformat() for row in rows_of(read_sheet(rows))] == ["2019-03-01", "2019-03-05"]


def test_the_day_of_a_meeting_is_not_the_day_of_its_notice() -> None:
    rows = register(
        ["通知日期", "会议名称", "会议日期"],
        ["2019-02-28", "防汛会议", "2019-03-02"],
        ["2019-03-01", "平安例会", "2019-03-05"],
    )
    assert [row.day.isoformat() for row in rows_of(read_sheet(rows))] == ["2019-03-02", "2019-03-05"]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        (["9:00", "14:30", "10:00"], {"starts_at"}),
        (["9:00-10:30", "14:30-16:00", "10:00-11:00"], {"slot"}),
    ],
)
def test_a_bare_time_is_a_start_or_a_slot_as_its_values_say(values: list[str], fields: set[str]) -> None:
    rows = [[*row, value] for row, value in zip(MEETINGS, ["时间", *values], strict=True)]
    found = columns_of(the_region(rows))
    assert {name for name, header in found.items() if header == "时间"} == fields


def test_a_bare_time_that_holds_days_is_the_day() -> None:
    rows = register(
        ["会议名称", "时间"], ["防汛会议", "2019年3月2日9:00-10:30"], ["平安例会", "2019年3月5日14:00-15:00"]
    )
    told = [(r.day.isoformat(), r.starts_at, r.ends_at, r.minutes) for r in rows_of(read_sheet(rows))]
    assert told == [("2019-03-02", 540, 630, 90), ("2019-03-05", 840, 900, 60)]


def test_a_column_that_is_none_of_the_registers_stays_unused() -> None:
    rows = [[*row, extra] for row, extra in zip(DOCUMENTS, ["会签颜色", "红", "蓝", "红"], strict=True)]
    assert "会签颜色" not in columns_of(the_region(rows)).values()


MINIMAL: dict[str, Rows] = {
    "documents": DOCUMENTS,
    "meetings": MEETINGS,
    "inspections": register(
        ["督查检查考核名称", "组织单位", "检查日期", "是否列入计划"],
        ["安全生产督查", "区应急管理局", "2019-03-02", "是"],
        ["河长制工作检查", "区治水办", "2019-03-05", "否"],
    ),
    "pledges": register(
        ["责任状名称", "签订单位", "签订日期"],
        ["安全生产责任状", "区安委会", "2019-03-02"],
        ["平安建设责任书", "区委政法委", "2019-03-05"],
    ),
    "digital": register(
        ["账号名称", "类型", "主管部门", "启用日期", "停用日期"],
        ["新丰发布", "公众号", "区委宣传部", "2017-03-02", ""],
        ["防汛工作群", "微信群", "区应急管理局", "2018-03-05", "2019-05-01"],
    ),
    "signboards": register(
        ["牌子名称", "悬挂位置", "要求部门", "悬挂日期", "清理日期"],
        ["新丰镇退役军人服务站", "外", "区退役军人局", "2018-03-02", ""],
        ["新丰镇科普活动中心", "内", "区科协", "2018-03-05", "2019-05-01"],
    ),
    "forms": register(
        ["报表名称", "下发部门", "下发日期", "上报时限", "指标数"],
        ["困难群众情况统计表", "区民政局", "2019-03-02", "2019-03-10", 12],
        ["垃圾分类月报", "区综合执法局", "2019-03-05", "2019-03-12", 8],
    ),
    "visits": register(
        ["调研主题", "单位", "调研日期", "人数", "是否带问题"],
        ["乡村振兴调研", "区农业农村局", "2019-03-02", 5, "是"],
        ["营商环境调研", "区发改局", "2019-03-05", 3, "否"],
    ),
}


@pytest.mark.parametrize("kind", MINIMAL)
def test_each_register_is_known_by_its_columns_alone(kind: str) -> None:
    sheet = read_sheet(MINIMAL[kind])
    (part,) = sheet.regions
    assert part.region.kind == kind
    assert codes_of(sheet) == []
    assert len(rows_of(sheet)) == len(MINIMAL[kind]) - 1
    assert {row.register for row in rows_of(sheet)} == {kind}


def test_in_a_register_of_visits_the_unit_is_the_visitor() -> None:
    rows = rows_of(read_sheet(MINIMAL["visits"]))
    assert [row.issuer for row in rows] == ["区农业农村局", "区发改局"]
    assert {row.unit for row in rows} == {"330402103"}


def test_even_a_visitor_whose_name_is_a_units_is_the_visitor() -> None:
    rows = register(
        ["调研主题", "单位", "日期"], ["乡村振兴调研", "凤桥镇", "2019-03-02"], ["学习考察", "建设街道", "2019-03-05"]
    )
    found = rows_of(read_sheet(rows, sheet="调研"))
    assert [(row.issuer, row.unit) for row in found] == [("凤桥镇", "330402103"), ("建设街道", "330402103")]


@pytest.mark.parametrize("below", [[], [["填表人：张三", "", "审核人：李四"]]], ids=["bare", "signed"])
def test_a_class_of_pledges_or_accounts_is_its_type_and_no_line_of_work(below: list[list[str]]) -> None:
    pledges = register(["签订日期", "责任状名称", "类别"], ["2019-03-01", "平安建设责任书", "一票否决"], *below)
    accounts = register(["类别", "群名称", "建群时间"], ["APP", "新丰发布公众号", "2019-03-01"], *below)
    assert [row.veto for row in rows_of(read_sheet(pledges, sheet="责任状"))] == [True]
    assert [row.digital_class for row in rows_of(read_sheet(accounts, sheet="工作群"))] == ["app"]
