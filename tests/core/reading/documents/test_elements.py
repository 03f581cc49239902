"""Elements of official documents, from texts laid out as bodies lay them out."""

from __future__ import annotations

from datetime import date

from songbang.core.reading.documents.reader import read_text
from songbang.core.reading.documents.values import Evidence

NOTICE = """000012
机密★1年
特急
南湖区民政局文件
南民〔2024〕18号                签发人：王某某
南湖区民政局关于开展2024年度村级
公益性公墓排查工作的通知
各镇人民政府、街道办事处，局属各单位：
为加强管理，现就有关事项通知如下：
一、排查范围。全区公墓。
二、有关要求。请各镇（街道）于2024年5月20日前将排查情况统计表（附件1）和工作总结报区民政局，并制定具体实施方案。
附件：1.排查情况统计表
2.联络员名单
南湖区民政局
2024年4月28日
（联系人：李某；电话：8283****）
抄送：嘉兴市民政局，区委办公室，区政府办公室。
南湖区民政局办公室            2024年4月28日印发
"""


def test_a_notice_is_read_whole() -> None:
    found = read_text(NOTICE)
    assert found.number == "南民〔2024〕18号"
    assert found.title == "南湖区民政局关于开展2024年度村级公益性公墓排查工作的通知"
    assert (found.issuer, found.date, found.kind) == ("南湖区民政局", date(2024, 4, 28), "通知")
    assert found.main_recipients == "各镇人民政府、街道办事处，局属各单位"
    assert found.copied_to == "嘉兴市民政局，区委办公室，区政府办公室"
    assert (found.secrecy, found.urgency, found.signer) == ("机密★1年", "特急", "王某某")
    assert found.attachments == ("排查情况统计表", "联络员名单")
    assert found.asks == {"report", "form", "supporting_document"}
    assert found.deadlines == (date(2024, 5, 20),)


def test_each_value_shows_the_words_it_came_from() -> None:
    found = read_text(NOTICE)
    assert found.evidence["date"] == Evidence("2024年4月28日", 1)
    assert "5月20日前" in found.evidence["deadlines.0"].text
    assert "统计表" in found.evidence["asks.form"].text


def test_what_a_text_does_not_say_is_not_found() -> None:
    found = read_text("拿来主义\n鲁迅\n中国一向是所谓“闭关主义”，自己不去，别人也不许来。\n")
    assert (found.number, found.title, found.issuer, found.date, found.kind) == (None,) * 5
    assert not found.asks and not found.deadlines and found.body_characters is None


def test_joint_issuers_stand_side_by_side_or_under_each_other() -> None:
    for signed in ("中共南湖区委办公室　　南湖区人民政府办公室", "中共南湖区委办公室\n南湖区人民政府办公室"):
        text = f"关于做好防汛工作的通知\n各镇、街道：\n请做好防汛工作。\n{signed}\n二〇二四年六月三日\n"
        found = read_text(text)
        assert found.issuer == "中共南湖区委办公室、南湖区人民政府办公室"
        assert found.date == date(2024, 6, 3)
