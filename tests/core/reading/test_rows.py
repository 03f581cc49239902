"""Rows of each register, typed: what the sheet does not state is None, what a cell does not state is not."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.reading.books import Value
from songbang.core.registers import UNSTATED, Row
from tests.core.reading.making import JINGXIANG, codes_of, read_sheet, register, rows_of


def _one(columns: dict[str, Value], **where: object) -> Row:
    """The one row of a sheet with these columns; it must be counted."""
    sheet = read_sheet(register(list(columns), list(columns.values())), **where)
    assert codes_of(sheet) == []
    (row,) = rows_of(sheet)
    return row


def _reject(columns: dict[str, Value], **where: object) -> tuple[str, str]:
    """(code, header) of the one reject of a sheet with these columns."""
    sheet = read_sheet(register(list(columns), list(columns.values())), **where)
    ((reject,),) = [part.rejects for part in sheet.regions]
    return reject.code, reject.header


MEETING: dict[str, Value] = {"会议名称": "全区防汛工作会议", "会议日期": "2019-03-02"}
INSPECTION: dict[str, Value] = {"督查检查考核名称": "安全生产督查", "检查日期": "2019年3月2日-4日"}
DIGITAL: dict[str, Value] = {"账号名称": "新丰发布", "类型": "公众号", "启用日期": "2017-03-02"}
SIGN: dict[str, Value] = {"牌子名称": "科普活动中心", "悬挂日期": "2017-03-02"}
VISIT: dict[str, Value] = {"调研主题": "乡村振兴调研", "调研日期": "2019-03-02"}


def test_a_document_has_number_channel_issuer_and_level() -> None:
    row = _one(
        {
            "收文日期": "2019-03-01",
            "来文单位": "区民政局",
            "来文字号": "南民〔2019〕1号",
            "文件标题": "关于走访的通知",
            "收文方式": "OA",
            "备注": "急",
        }
    )
    assert (row.day, row.name, row.issuer, row.issuer_level) == (
        date(2019, 3, 1),
        "关于走访的通知",
        "区民政局",
        "county",
    )
    assert (row.number, row.channel, row.remark) == ("南民〔2019〕1号", "electronic", "急")


def test_what_the_sheet_has_no_column_for_is_none() -> None:
    row = _one({"收文日期": "2019-03-01", "文件标题": "关于走访的通知"})
    assert [row.issuer, row.issuer_level, row.number, row.channel, row.line, row.remark] == [None] * 6


def test_a_blank_cell_of_a_column_is_unstated_not_none() -> None:
    row = _one({"收文日期": "2019-03-01", "文件标题": "关于走访的通知", "来文单位": "", "收文方式": "", "条线": ""})
    assert (row.issuer_level, row.channel, row.line) == (UNSTATED, UNSTATED, UNSTATED)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"开始时间": "9:00", "结束时间": "10:30"}, (540, 630, 90, True)),
        ({"开始时间": "上午9:00", "结束时间": ""}, (540, None, None, False)),
        ({"时间段": "8:30-10:00"}, (510, 600, 90, True)),
        ({"时间段": "上午"}, (None, None, 210, True)),
        ({"会议时长": "1.5小时"}, (None, None, 90, True)),
        ({"会议时长（分钟）": 90}, (None, None, 90, True)),
        ({"会议时长（小时）": 1.5}, (None, None, 90, True)),
        ({"会议时长（小时）": 2}, (None, None, 120, True)),
        ({"会议时长": "半天"}, (None, None, 210, True)),
        ({"会议时长": "全天"}, (None, None, 420, True)),
        ({"会议时长": "约2小时"}, (None, None, 120, True)),
        ({"会议时长": ""}, (None, None, None, False)),
        ({"会议时长": "—"}, (None, None, None, False)),
        ({"会议时长": "未明确"}, (None, None, None, False)),
        ({"会议时长": "不详"}, (None, None, None, False)),
        ({"会议时长": "待定"}, (None, None, None, False)),
        ({"会议时长": "未定"}, (None, None, None, False)),
        ({"会议时长": "另行通知"}, (None, None, None, False)),
        ({"开始时间": "9:00", "会议时长": "90分钟"}, (540, 630, 90, True)),
        ({"开始时间": "9:00", "会议时长": "半天"}, (540, None, 210, True)),
        ({"开始时间": "9:00", "结束时间": "10:30", "会议时长": "2小时"}, (540, 630, 90, True)),
        ({}, (None, None, None, None)),
    ],
)
def test_start_end_minutes_and_whether_a_duration_is_stated(columns: dict[str, Value], told: object) -> None:
    row = _one(MEETING | columns)
    assert (row.starts_at, row.ends_at, row.minutes, row.duration_stated) == told


@pytest.mark.parametrize(
    ("columns", "edge"),
    [
        ({"开始时间": "7:59"}, False),
        ({"开始时间": "8:00"}, True),
        ({"开始时间": "9:00"}, True),
        ({"开始时间": "9:01"}, False),
        ({"时间段": "15:00-16:59"}, False),
        ({"时间段": "15:00-17:00"}, True),
        ({"时间段": "15:00-18:00"}, True),
        ({"时间段": "15:00-18:01"}, False),
        ({"时间段": "上午"}, False),
        ({"开始时间": "15:00", "会议时长": "2小时"}, True),
        ({"开始时间": "15:00", "会议时长": "半天"}, False),
        ({"会议时长": "2小时"}, None),
        ({}, None),
    ],
)
def test_the_edge_of_the_day_has_its_bounds_included(columns: dict[str, Value], edge: bool | None) -> None:
    assert _one(MEETING | columns).edge_of_day is edge


@pytest.mark.parametrize(
    "columns",
    [
        {"会议时长": "很长"},
        {"会议时长": "较长"},
        {"结束时间": "9:00", "开始时间": "10:00"},
        {"时间段": "10:00-9:00"},
    ],
)
def test_a_duration_that_is_none_rejects_the_row(columns: dict[str, Value]) -> None:
    code, header = _reject(MEETING | columns)
    assert code == "duration_unparseable"
    assert header in columns


@pytest.mark.parametrize(
    ("columns", "video"),
    [
        ({"会议形式": "视频"}, True),
        ({"会议形式": "视频会议"}, True),
        ({"会议形式": "电视电话会议"}, True),
        ({"会议形式": "電視電話會議"}, True),
        ({"会议形式": "现场"}, False),
        ({"会议名称": "全区防汛视频会议", "会议形式": "现场"}, False),
        ({"会议名称": "全区防汛视频会议", "会议形式": ""}, True),
        ({"会议名称": "全省电视电话会议"}, True),
        ({"会议名称": "全区防汛会议", "地点": "视频会议室"}, False),
        ({}, False),
    ],
)
def test_video_comes_from_the_form_else_the_name_never_the_place(columns: dict[str, Value], video: bool) -> None:
    assert _one(MEETING | columns).video is video


@pytest.mark.parametrize(
    ("cell", "yes"),
    [
        ("是", True),
        ("√", True),
        ("有", True),
        ("已报备", True),
        ("否", False),
        ("", False),
        ("×", False),
        ("无", False),
        ("未报备", False),
    ],
)
def test_nested_and_filed_are_yes_or_no_and_none_without_a_column(cell: str, yes: bool) -> None:
    row = _one(MEETING | {"是否套开": cell, "是否报备": cell})
    assert (row.nested, row.filed) == (yes, yes)
    bare = _one(MEETING)
    assert (bare.nested, bare.filed, bare.both_leaders, bare.village_heads) == (None, None, None, None)


def test_whom_a_meeting_requires_depends_on_who_keeps_the_register() -> None:
    asked = MEETING | {"参会人员": "主要领导、分管领导、书记"}
    town, village = _one(asked), _one(asked, file="净湘村.xlsx")
    assert (town.both_leaders, town.village_heads) == (True, False)
    assert (village.unit, village.both_leaders, village.village_heads) == (JINGXIANG, False, True)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({}, (None, None, None)),
        ({"是否列入计划": "是", "是否联合": "是", "是否要求台账": "是"}, (True, True, True)),
        ({"是否列入计划": "", "是否联合": "", "是否要求台账": ""}, (False, False, False)),
        ({"计划编号": "南督〔2019〕3号", "联合单位": "区民政局", "台账形式": "纸质"}, (True, True, True)),
        ({"计划编号": "", "联合单位": "无", "台账形式": ""}, (False, False, False)),
        ({"计划编号": "无", "联合单位": "", "台账形式": "无"}, (False, False, False)),
        ({"计划编号": "计划外"}, (False, None, None)),
        ({"是否联合": "否", "联合单位": "区民政局"}, (None, False, None)),
        ({"是否要求台账": "否", "台账形式": "纸质"}, (None, None, False)),
        ({"是否列入计划": "否", "计划编号": "3"}, (False, None, None)),
    ],
)
def test_plan_joint_and_ledger_of_an_inspection(columns: dict[str, Value], told: object) -> None:
    row = _one(INSPECTION | columns)
    assert (row.planned, row.joint, row.ledger_required) == told
    assert row.day == date(2019, 3, 2)


@pytest.mark.parametrize(
    ("name", "kind", "veto"),
    [
        ("安全生产责任状", "责任状", False),
        ("安全生产责任状", "一票否决", True),
        ("安全生产一票否决责任状", "责任状", True),
        ("計劃生育一票否決責任書", "", True),
        ("安全生产责任状", "", False),
    ],
)
def test_the_veto_of_a_pledge_comes_from_type_or_name(name: str, kind: str, veto: bool) -> None:
    assert _one({"责任状名称": name, "签订日期": "2019-03-02", "类型": kind}).veto is veto


def test_a_yes_under_a_header_of_vetoes_is_one() -> None:
    pledge: dict[str, Value] = {"责任状名称": "安全生产责任状", "签订日期": "2019-03-02"}
    assert _one(pledge | {"是否一票否决": "是"}).veto is True
    assert _one(pledge | {"是否一票否决": "否"}).veto is False


@pytest.mark.parametrize("cell", ["", "—", "无", "在用", "未停用", "至今", "否"])
def test_a_thing_is_open_where_its_closing_says_nothing_or_that_it_is_in_use(cell: str) -> None:
    assert _one(DIGITAL | {"停用日期": cell}).closed_on is None
    assert _one(SIGN | {"清理日期": cell}).closed_on is None


def test_a_closing_day_is_read_like_any_day() -> None:
    assert _one(DIGITAL | {"停用日期": "2019年5月1日"}).closed_on == date(2019, 5, 1)
    assert _one(SIGN | {"清理日期": "5月1日"}, file="新丰镇2019年.xlsx").closed_on == date(2019, 5, 1)


@pytest.mark.parametrize(
    ("cell", "code"), [("2019-02-30", "date_impossible"), ("去年", "date_unparseable"), ("已清理", "date_unparseable")]
)
def test_a_closing_day_that_cannot_be_read_rejects_the_row(cell: str, code: str) -> None:
    assert _reject(SIGN | {"清理日期": cell}) == (code, "清理日期")
    assert _reject(DIGITAL | {"停用日期": cell}) == (code, "停用日期")


def test_punch_in_is_yes_no_or_none_without_a_column() -> None:
    assert _one(DIGITAL).punch_in is None
    assert _one(DIGITAL | {"是否打卡": "是"}).punch_in is True
    assert _one(DIGITAL | {"是否打卡": ""}).punch_in is False


@pytest.mark.parametrize(
    ("cell", "told"),
    [(14, (14, True)), ("14项", (14, True)), ("", (None, False)), ("若干", (None, False)), (0, (0, True))],
)
def test_the_fields_of_a_form(cell: Value, told: object) -> None:
    form: dict[str, Value] = {"报表名称": "困难群众统计表", "下发日期": "2019-03-02"}
    row = _one(form | {"指标数": cell})
    assert (row.fields, row.fields_stated) == told
    assert (_one(form).fields, _one(form).fields_stated) == (None, None)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({}, (None, None)),
        ({"是否带问题": "是", "是否联合": "否"}, (True, False)),
        ({"是否解决问题": "已解决", "联合单位": "区民政局"}, (True, True)),
        ({"是否带问题": "", "联合单位": ""}, (False, False)),
    ],
)
def test_problem_and_joint_of_a_visit(columns: dict[str, Value], told: object) -> None:
    row = _one(VISIT | columns)
    assert (row.with_problem, row.joint) == told


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("平安综治", "social_governance"),
        ("党建", "party_building"),
        ("党建办公室", "party_building"),
        ("其他", "other"),
    ],
)
def test_the_line_comes_only_from_a_column_of_lines(cell: str, line: str) -> None:
    assert _one(MEETING | {"条线": cell}).line == line
    assert _one(MEETING | {"召开单位": "区" + cell}).line is None


@pytest.mark.parametrize("cell", ["南湖", "余新镇", "新丰镇、余新镇"])
def test_a_unit_that_nobody_knows_rejects_the_row(cell: str) -> None:
    rows = register(
        ["收文日期", "镇（街道）", "文件标题"],
        ["2019-03-01", "新丰镇", "关于走访的通知"],
        ["2019-03-02", cell, "关于监测的通知"],
    )
    assert codes_of(read_sheet(rows)) == [(3, "unit_unknown")]
