"""A small report with every kind of block, and the rows behind its figures."""

from __future__ import annotations

from songbang.core.reporting.html import FigureRows, RowDetail
from songbang.core.reporting.report import Cell, Chart, Paragraph, Report, Run, Section, Series, Table, figure_key

ALL = figure_key("documents.received", {})
ONE = figure_key("documents.received", {"unit": "330402103"})
UNITS = ("新丰镇", "湘家荡", "南湖新区", "南湖街道", "建设街道")


def _table() -> Table:
    rows = (
        (Cell("新丰镇"), Cell("102", ONE), Cell("3.5%", ONE)),
        (Cell("湘家荡"), Cell("—"), Cell("—")),
        (Cell("合计"), Cell("412", ALL), Cell("3.5%", ALL)),
    )
    return Table("表1　收文情况", ("单位", "收文（份）", "增减"), rows, "注：“—”表示台账未载明。")


def _charts() -> tuple[Chart, ...]:
    months = tuple(f"{month}月" for month in range(1, 8))
    bars = (Series("2019年1—7月", (102, None, 98, 110, 102)), Series("2018年1—7月", (99, 80, 90, 108, 101)))
    heat = tuple(Series(unit, (4, -8.5, None, 0, 15, 16, 23.25)) for unit in UNITS)
    return (
        Chart("bars", "图1　各单位收文数量", UNITS, bars, "份"),
        Chart("shares", "图2　会议按条线占比", ("经济", "综治"), (Series("占比", (55.5, 44.5)),), "%"),
        Chart("heat", "图3　逐月增减", months, heat, "%"),
    )


def sample_report(language: str = "zh-Hans") -> Report:
    """The report; its figures `ALL` and `ONE` have rows (`sample_rows`)."""
    first = Paragraph(
        (
            Run("1—7月共收到文件"),
            Run("412", ALL),
            Run("份，增长"),
            Run("3.5%", ALL, "3.5% ≈ 412 ÷ 398 − 1", ("新丰镇",), True),
            Run("，为基层“松绑减负”。"),
        ),
        lead="一是总量不降。",
    )
    many = Table("", ("单位", "会议"), tuple((Cell(unit), Cell(str(at))) for at in range(9) for unit in UNITS))
    why = Table(
        "", ("指标", "原因"), ((Cell("要求台账的督查检查考核"), Cell("2018年台账没有“是否要求台账”一栏，不作比较")),)
    )
    return Report(
        language=language,
        issuer="中共嘉兴市南湖区委督查室",
        title="关于2019年1月至7月基层减负工作落实情况的督查报告",
        addressee="区委、区政府：",
        opening=(Paragraph((Run("现将有关情况报告如下。"),)),),
        sections=(
            Section("一、总体情况", 1, (first, _table())),
            Section("二、存在的问题", 1, ()),
            Section("（一）文件略有增长", 2, _charts()),
        ),
        closing=(Paragraph((Run("特此报告。"),)),),
        signature="中共嘉兴市南湖区委督查室",
        signed_on="2019年8月30日",
        appendices=(Section("附件1 各单位会议情况明细", 1, (many,)), Section("附件2 不可比指标及其原因", 1, (why,))),
        notes=("有3行登记未计入，见 rejects.xlsx。", "湘家荡2018年台账缺失。"),
    )


def sample_rows() -> tuple[dict[str, FigureRows], dict[str, RowDetail]]:
    """Rows behind the figures by key, and what each row is by its id."""
    details = {
        f"收文/新丰镇.xlsx#1月#{line}": (
            "收文/新丰镇.xlsx",
            "1月",
            line,
            "新丰镇",
            f"2019-01-{line:02d}",
            f"通知{line}</script><script>alert(1)</script>",
        )
        for line in range(3, 12)
    }
    ids = list(details)
    figures = {
        ALL: FigureRows(412, 398, 0.0352, True, "", ids[::-1], ids[:2]),
        ONE: FigureRows(102, None, None, False, "2018年台账缺失", ids[4:], (), label="新丰镇收文"),
    }
    return figures, details
