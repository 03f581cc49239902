"""What stands in the cells of a register, field by field, and what it means: (cell, columns of `Row`)."""

from __future__ import annotations

from datetime import date, datetime

from songbang.core.reading.books import Value
from songbang.core.registers import UNSTATED
from tests.core.reading.making import FENGQIAO, JIANSHE, NANHU, XINFENG, XINQU

Meaning = dict[str, object]
Cells = list[tuple[Value, Meaning]]


def _flags(
    attribute: str, yes: tuple[str, ...] = ("是", "√", "有"), no: tuple[str, ...] = ("否", "", "×", "无")
) -> Cells:
    cells: Cells = []
    for words, answer in ((yes, True), (no, False)):
        cells += [(cell, {attribute: answer}) for cell in words]
    return cells


def _texts(*cells: Value) -> Cells:
    return [(cell, {}) for cell in cells]


def _bodies(*named: tuple[str, str]) -> Cells:
    return [(name, {"issuer": name, "issuer_level": level}) for name, level in named]


ISSUERS = _bodies(
    ("区民政局", "county"),
    ("市卫生健康委", "above"),
    ("区委组织部", "county"),
    ("省农业农村厅", "above"),
    ("南湖区教育局", "county"),
    ("區財政局", "county"),
    ("市教育局", "above"),
)
REMARKS: Cells = [(text, {"remark": text}) for text in ("", "急件", "已办")]
UNITS: Cells = [
    ("凤桥镇", {"unit": FENGQIAO}),
    ("建设", {"unit": JIANSHE}),
    ("南湖街道", {"unit": NANHU}),
    ("南湖新区", {"unit": XINQU}),
    ("新豐鎮", {"unit": XINFENG}),
    ("南湖区凤桥镇", {"unit": FENGQIAO}),
    ("", {"unit": XINFENG}),
]
PLAN_NUMBERS: Cells = [
    ("南督〔2019〕3号", {"planned": True}),
    ("2019-07", {"planned": True}),
    ("", {"planned": False}),
    ("无", {"planned": False}),
]

CELLS: dict[str, dict[str, Cells]] = {
    "documents": {
        "issuer": ISSUERS,
        "number": [(n, {"number": n}) for n in ("南民〔2019〕1号", "嘉卫发[2019]12号", "浙农（2019）3号", "")],
        "channel": [
            ("电子", {"channel": "electronic"}),
            ("纸质", {"channel": "paper"}),
            ("OA", {"channel": "electronic"}),
            ("机要", {"channel": "paper"}),
            ("", {"channel": UNSTATED}),
        ],
        "issued_on": _texts("2019-01-02", "2019年1月3日", "2019.1.4"),
        "due_on": _texts("2019-09-02", "2019年9月3日", ""),
        "handler": _texts("党政办", "社会事务办", "农业办"),
        "copies": _texts(1, 2, "3"),
    },
    "meetings": {
        "issuer": ISSUERS,
        "form": [("视频", {"video": True}), ("现场", {"video": False}), ("电视电话会议", {"video": True})],
        "requires": [
            ("主要领导、分管领导", {"both_leaders": True, "village_heads": False}),
            ("分管领导", {"both_leaders": False, "village_heads": False}),
            ("分管领导、村（社区）书记", {"both_leaders": False, "village_heads": True}),
        ],
        "nested": _flags("nested"),
        "filed": _flags("filed", yes=("是", "已报备", "√"), no=("否", "未报备", "")),
        "line": [
            ("党建", {"line": "party_building"}),
            ("平安综治", {"line": "social_governance"}),
            ("农业农村", {"line": "agriculture"}),
        ],
        "place": _texts("区行政中心301会议室", "镇政府三楼", "视频会议室"),
    },
    "inspections": {
        "issuer": ISSUERS,
        "type": _texts("督查", "检查", "考核"),
        "planned": _flags("planned"),
        "plan_number": PLAN_NUMBERS,
        "joint": _flags("joint"),
        "joint_with": [
            ("区民政局", {"joint": True}),
            ("区公安分局、区教育局", {"joint": True}),
            ("", {"joint": False}),
            ("无", {"joint": False}),
        ],
        "ledger": _flags("ledger_required"),
        "ledger_form": [
            ("纸质", {"ledger_required": True}),
            ("电子台账", {"ledger_required": True}),
            ("", {"ledger_required": False}),
        ],
    },
    "pledges": {
        "issuer": ISSUERS,
        "type": [("责任状", {"veto": False}), ("一票否决", {"veto": True}), ("责任书", {"veto": False})],
        "basis": _texts("南委发〔2019〕2号", "年度考核办法", ""),
    },
    "digital": {
        "issuer": ISSUERS,
        "type": [
            ("公众号", {"digital_class": "account"}),
            ("APP", {"digital_class": "app"}),
            ("微信群", {"digital_class": "group"}),
        ],
        "closed_on": [
            ("", {"closed_on": None}),
            ("2020年1月5日", {"closed_on": date(2020, 1, 5)}),
            ("2020.1.6", {"closed_on": date(2020, 1, 6)}),
        ],
        "punch_in": _flags("punch_in"),
        "members": _texts(120, 45, "30"),
    },
    "signboards": {
        "issuer": ISSUERS,
        "place": _texts("内", "外", "室内"),
        "closed_on": [("", {"closed_on": None}), ("2020年1月5日", {"closed_on": date(2020, 1, 5)})],
    },
    "forms": {
        "issuer": ISSUERS,
        "due_on": _texts("2019-09-02", "2019年9月3日", "每月5日"),
        "frequency": _texts("每月", "每季度", "一次性"),
        "fields": [
            (12, {"fields": 12, "fields_stated": True}),
            ("8项", {"fields": 8, "fields_stated": True}),
            ("", {"fields": None, "fields_stated": False}),
        ],
        "channel": _texts("纸质", "电子", "邮箱"),
    },
    "visits": {
        "issuer": ISSUERS,
        "headcount": _texts(5, 3, "4人"),
        "escorts": _texts(2, 1, "3人"),
        "problem": _flags("with_problem"),
        "solved": _flags("with_problem", yes=("是", "已解决", "√"), no=("否", "", "未解决")),
        "joint": _flags("joint"),
    },
}

NAMES: dict[str, list[str]] = {
    "documents": [
        "关于做好困境儿童走访工作的通知",
        "关于印发防汛应急预案的通知",
        "转发市教育局关于招生工作的意见",
        "关于报送信息的函",
    ],
    "meetings": ["全区防汛工作会议", "垃圾分类推进会", "平安创建工作例会", "党建工作座谈会"],
    "inspections": ["安全生产督查", "河长制工作检查", "党建工作考核", "环境卫生专项检查"],
    "pledges": ["安全生产责任状", "平安建设责任书", "计划生育目标管理责任书", "消防安全责任状"],
    "digital": ["新丰发布公众号", "防汛工作群", "学习平台", "垃圾分类小程序"],
    "signboards": ["退役军人服务站", "科普活动中心", "妇女之家", "人民调解委员会"],
    "forms": ["困难群众情况统计表", "垃圾分类月报表", "危旧房排查汇总表", "党员信息登记表"],
    "visits": ["乡村振兴调研", "营商环境调研", "基层治理走访座谈", "养老服务调研"],
}
CLASS_BY_NAME = {"新丰发布公众号": "account", "防汛工作群": "group", "学习平台": "app", "垃圾分类小程序": "app"}
TITLES = {
    "documents": "收文登记簿",
    "meetings": "会议台账",
    "inspections": "督查检查考核登记表",
    "pledges": "责任状登记表",
    "digital": "政务APP、公众号、工作群清单",
    "signboards": "牌子清理登记表",
    "forms": "报表清单",
    "visits": "调研登记表",
}

_NUMERAL = "〇一二三四五六七八九十"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _NUMERAL[tens] + "十")
    return head + (_NUMERAL[ones] if ones else "")


def forms_of_day(day: date) -> list[Value]:
    """A day in each form of the contract; the year of the title is the day's."""
    return [
        day,
        datetime(day.year, day.month, day.day),  # noqa: DTZ001
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y年%m月%d日}",
        f"{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        float(f"{day:%Y%m%d}"),
        float((day - date(1899, 12, 30)).days),
        "".join(_NUMERAL[int(c)] for c in str(day.year)) + f"年{_chinese(day.month)}月{_chinese(day.day)}日",
        f"{day.month}月{day.day}日-{day.day + 1}日" if day.day < 28 else f"{day.month}月{day.day}日",
        f"{day.year}年{day.month}月{day.day}日".translate({48 + n: 0xFF10 + n for n in range(10)}),
    ]
