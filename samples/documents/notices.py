# ruff: noqa: E501 - sentences stand as an office would write them
"""Invents official documents with their truth: places and bodies are invented, wording and layout are what offices use.

A `Notice` holds what the document says of itself; `laid_out` turns it into lines with a role each, as GB/T 9704 and the
habits of offices lay them out. Nothing here is a real document.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

PLACES = ["临湖市青川区", "云山县", "东岭市", "白石区", "安河县柳林镇", "平原市新港区", "清溪县"]
BUREAUX = ["民政局", "应急管理局", "农业农村局", "卫生健康局", "市场监督管理局", "人力资源和社会保障局", "住房和城乡建设局",
           "统计局", "司法局", "文化广电和旅游体育局", "自然资源和规划局", "发展和改革局", "教育体育局"]  # fmt: skip
SUBJECTS = ["农村公益性公墓排查", "燃气安全专项整治", "秋粮收购", "高标准农田管护", "养老服务设施消防安全检查", "人口抽样调查",
            "校园周边环境整治", "重大动物疫病防控", "工程建设领域欠薪治理", "农村饮水安全巩固提升", "困境儿童关爱服务",
            "城市内涝防治", "“扫黄打非”工作", "村级财务规范化管理", "冬春季火灾防控", "行政执法案卷评查"]  # fmt: skip
DIGITS = "〇一二三四五六七八九"


@dataclass
class Notice:
    """A document with its truth. `lines` are (role, text): head, number, title, recipients, body, signature, day …"""

    name: str
    truth: dict[str, Any]
    lines: list[tuple[str, str]] = field(default_factory=list)


def chinese(number: int) -> str:
    """1 to 99 as written in dates."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def written(day: date, style: str) -> str:
    if style == "chinese":
        return f"{''.join(DIGITS[int(c)] for c in str(day.year))}年{chinese(day.month)}月{chinese(day.day)}日"
    if style == "spaced":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return f"{day.year}年{day.month}月{day.day}日"


class Inventor:
    """Draws notices from a seed: the same seed, the same notices."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def notices(self) -> list[Notice]:
        """One of each layout, twice with other words."""
        made = [make(self) for _ in range(2) for make in LAYOUTS]
        for number, notice in enumerate(made, 1):
            notice.name = f"{number:02d}-{notice.name}"
        return made

    def pick(self, choices: list[Any]) -> Any:
        return self.random.choice(choices)

    def day(self) -> date:
        return date(self.random.randint(2012, 2025), 1, 1) + timedelta(days=self.random.randint(0, 364))

    def number(self, code: str, day: date) -> str:
        return f"{code}〔{day.year}〕{self.random.randint(1, 180)}号"

    def body(self) -> tuple[str, str]:
        """(name of a body, its 机关代字)."""
        place, bureau = self.pick(PLACES), self.pick(BUREAUX)
        return f"{place}{bureau}", f"{place[0]}{bureau[0]}发"

    def paragraphs(self, subject: str, count: int = 3) -> list[str]:
        pool = [
            f"{subject}事关群众切身利益，各地各部门要提高认识，加强组织领导，细化工作举措，压实工作责任，确保各项任务落到实处、见到成效。",
            "坚持问题导向，聚焦薄弱环节，对照标准逐项检查，发现问题立即整改；一时难以整改的，要明确责任人和整改时限，实行销号管理。",
            "要坚持党建引领，统筹各方力量，形成齐抓共管的工作格局，不断提升治理能力和服务水平。",
            "要加强宣传引导，充分利用广播、宣传栏等群众喜闻乐见的形式，营造良好氛围。",
            "近年来，相关工作取得了积极进展，但仍存在责任不清、基础薄弱、保障不足等问题，需要进一步加强和改进。",
        ]
        return self.random.sample(pool, min(count, len(pool)))


def _base(notice: Notice, **truth: Any) -> None:
    names = (
        "number",
        "title",
        "issuer",
        "date",
        "kind",
        "main_recipients",
        "copied_to",
        "secrecy",
        "urgency",
        "signer",
    )
    notice.truth = {name: None for name in names} | {"asks": [], "deadlines": [], "attachments": []} | truth


def _body_lines(texts: list[str]) -> list[tuple[str, str]]:
    return [("body", text) for text in texts]


def red_head(inventor: Inventor) -> Notice:
    """A notice with red head, list of attachments, imprint."""
    body, code = inventor.body()
    day = inventor.day()
    subject, number = inventor.pick(SUBJECTS), inventor.number(code, day)
    title = f"{body}关于做好{day.year}年{subject}工作的通知"
    due = day + timedelta(days=inventor.random.randint(9, 25))
    recipients = "各乡镇人民政府、街道办事处，局机关各科室、局属各单位"
    ask = f"请各单位于{due.month}月{due.day}日前将工作总结和《{subject}情况统计表》（附件1）报送{body}办公室，联系人：李某某。"
    notice = Notice("red-head", {})
    _base(notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="通知", main_recipients=recipients,
          copied_to="区委办公室，区人大常委会办公室，区政府办公室", asks=["report", "form"], deadlines=[_later(day, due)],
          attachments=[f"{subject}情况统计表", "联络员名单"])  # fmt: skip
    cut = title.index("关于") + inventor.random.randint(4, 12)
    notice.lines = [
        ("head", f"{body}文件"), ("number", number), ("title", title[:cut]), ("title", title[cut:]),
        ("recipients", f"{recipients}："),
        *_body_lines([f"为进一步做好{subject}工作，经研究，现就有关事项通知如下：", "一、提高思想认识", *inventor.paragraphs(subject, 2),
                      "二、严格时限要求", ask]),
        ("attachments", f"附件：1.{subject}情况统计表"), ("attachments", "　　　2.联络员名单"),
        ("signature", body), ("day", written(day, inventor.pick(["arabic", "spaced", "chinese"]))),
        ("note", "（此件公开发布）"),
        ("imprint", "抄送：区委办公室，区人大常委会办公室，区政府办公室。"),
        ("imprint", f"{body}办公室　　　　{written(day, 'arabic')}印发"),
    ]  # fmt: skip
    return notice


def _later(day: date, due: date) -> str:
    """The deadline as its reader understands it: a day without a year lies in the document's year or soon after."""
    same = due.replace(year=day.year)
    return (same if same >= day else same.replace(year=day.year + 1)).isoformat()


def request_upwards(inventor: Inventor) -> Notice:
    """请示 with signer, secrecy, urgency, copy number; the number on the signer's line."""
    body, code = inventor.body()
    day = inventor.day()
    subject, number = inventor.pick(SUBJECTS), inventor.number(code.replace("发", "报"), day)
    title = f"{body}关于{subject}有关经费的请示"
    notice = Notice("request", {})
    _base(notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="请示", main_recipients="区人民政府",
          secrecy="秘密★1年", urgency="加急", signer="赵某某")  # fmt: skip
    notice.lines = [
        ("mark", "000012"), ("mark", "秘密★1年"), ("mark", "加急"), ("head", f"{body}文件"),
        ("number", f"{number}　　　　　　签发人：赵某某"), ("title", title), ("recipients", "区人民政府："),
        *_body_lines([*inventor.paragraphs(subject, 2), "现需经费120万元，恳请区财政予以安排。", "妥否，请批示。"]),
        ("signature", body), ("day", written(day, "arabic")), ("note", "（联系人：钱某；联系电话：8123****）"),
    ]  # fmt: skip
    return notice


def letter(inventor: Inventor) -> Notice:
    """信函格式: the name without 文件, the number at the right."""
    body, code = inventor.body()
    day = inventor.day()
    subject, number = inventor.pick(SUBJECTS), inventor.number(code.replace("发", "函"), day)
    title = f"{body}关于商请支持{subject}工作的函"
    notice = Notice("letter", {})
    other = f"{inventor.pick(PLACES)}{inventor.pick(BUREAUX)}"
    _base(notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="函", main_recipients=other)
    notice.lines = [
        ("head", body), ("number_right", number), ("title", title), ("recipients", f"{other}："),
        *_body_lines([*inventor.paragraphs(subject, 2), "专此函达，请予支持为盼。"]),
        ("signature", body), ("day", written(day, inventor.pick(["arabic", "chinese"]))),
    ]  # fmt: skip
    return notice


def minutes(inventor: Inventor) -> Notice:
    """会议纪要: the head is the title, an issue number, sent list instead of recipients."""
    body, _ = inventor.body()
    day = inventor.day()
    number = f"〔{day.year}〕{inventor.random.randint(1, 30)}号"
    subject = inventor.pick(SUBJECTS)
    title = f"{subject}工作专题会议纪要"
    notice = Notice("minutes", {})
    _base(
        notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="纪要", copied_to="局领导，各科室"
    )
    notice.lines = [
        ("title", title), ("number", number), ("mixed", f"{body}　　　　　　　　　{written(day, 'arabic')}"),
        *_body_lines([f"{day.month}月{day.day}日上午，局党组书记、局长孙某某主持召开专题会议，研究{subject}工作。现将会议议定事项纪要如下：",
                      "会议指出，" + inventor.paragraphs(subject, 1)[0], "会议议定，由办公室牵头抓好落实。"]),
        ("imprint", "分送：局领导，各科室。"),
    ]  # fmt: skip
    return notice


def order(inventor: Inventor) -> Notice:
    """政府令: the head, 第N号, who signs; known by what it proclaims."""
    place = inventor.pick(["临湖市", "东岭市", "平原市"])
    day, number = inventor.day(), inventor.random.randint(30, 300)
    rule = f"{place}{inventor.pick(['停车场管理', '犬只管理', '户外广告设施管理'])}办法"
    notice = Notice("order", {})
    _base(notice, number=f"{place}人民政府令第{number}号", title=rule, issuer=f"{place}人民政府", date=day.isoformat(),
          kind="命令（令）", signer=None)  # fmt: skip
    notice.lines = [
        ("head", f"{place}人民政府令"), ("number", f"第{number}号"),
        *_body_lines([f"《{rule}》已经{day.year}年{day.month}月1日市人民政府第{number % 40 + 1}次常务会议审议通过，现予公布，自{day.year + 1}年1月1日起施行。"]),
        ("signature", "市　长　　周某某"), ("day", written(day, "arabic")),
        ("attached_title", rule), ("body", "第一条　为了加强管理，维护公共秩序，根据有关法律、法规，结合本市实际，制定本办法。"),
        ("body", "第二条　本市行政区域内的相关活动，适用本办法。"),
    ]  # fmt: skip
    return notice


def white_head(inventor: Inventor) -> Notice:
    """A notice without head and number, its last word letter-spaced."""
    body, _ = inventor.body()
    day = inventor.day()
    subject = inventor.pick(SUBJECTS)
    title = f"关于报送{subject}进展情况的通知"
    due = day + timedelta(days=5)
    notice = Notice("white-head", {})
    _base(notice, title=title, issuer=body, date=day.isoformat(), kind="通知", main_recipients="各镇（街道）",
          asks=["report"], deadlines=[_later(day, due)])  # fmt: skip
    notice.lines = [
        ("title", f"关于报送{subject}进展情况的"), ("title", "通　　知"), ("recipients", "各镇（街道）："),
        *_body_lines([f"请于{due.year}年{due.month}月{due.day}日下班前将{subject}进展情况报我局办公室，逾期未报的将予以通报。",
                      inventor.paragraphs(subject, 1)[0]]),
        ("signature", body), ("day", written(day, "arabic")),
    ]  # fmt: skip
    return notice


def joint(inventor: Inventor) -> Notice:
    """Issued by three bodies: their names over the title, side by side and under each other at the end."""
    place = inventor.pick(PLACES[:2])
    bodies = [f"{place}{name}" for name in inventor.random.sample(BUREAUX, 3)]
    day = inventor.day()
    number = inventor.number(f"{place[0]}联发", day)
    subject = inventor.pick(SUBJECTS)
    tail = f"关于联合开展{subject}行动的通知"
    notice = Notice("joint", {})
    _base(notice, number=number, title="、".join(bodies) + tail, issuer="、".join(bodies), date=day.isoformat(), kind="通知",
          main_recipients="各镇人民政府、各街道办事处", asks=["supporting_document"])  # fmt: skip
    notice.lines = [
        ("title", "、".join(bodies)), ("title", tail), ("number", number), ("recipients", "各镇人民政府、各街道办事处："),
        *_body_lines([*inventor.paragraphs(subject, 2), "各镇、街道要结合实际，制定具体实施方案，抓好贯彻落实。"]),
        ("signature", f"{bodies[0]}　　　　{bodies[1]}"), ("signature", bodies[2]), ("day", written(day, "chinese")),
    ]  # fmt: skip
    return notice


def announcement(inventor: Inventor) -> Notice:
    """通告: no recipients."""
    place = inventor.pick(["云山县", "清溪县"])
    body, day = f"{place}人民政府", inventor.day()
    number = inventor.number(f"{place[0]}政告", day)
    title = f"{body}关于实施交通管制的通告"
    notice = Notice("announcement", {})
    _base(notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="通告")
    notice.lines = [
        ("head", f"{body}文件"), ("number", number), ("title", title),
        *_body_lines(["因道路施工需要，根据《中华人民共和国道路交通安全法》有关规定，决定对部分路段实施交通管制。现将有关事项通告如下：",
                      "一、管制时间：自即日起至施工结束。", "二、管制期间，请过往车辆按照交通标志绕行。", "特此通告。"]),
        ("signature", body), ("day", written(day, "arabic")),
    ]  # fmt: skip
    return notice


def party_opinion(inventor: Inventor) -> Notice:
    """意见 of a committee and a government, the day in brackets under the title."""
    place = inventor.pick(["云山县", "清溪县"])
    day = inventor.day()
    issuer = f"中共{place}委员会、{place}人民政府"
    subject = inventor.pick(SUBJECTS)
    title = f"{issuer}关于加强{subject}工作的实施意见"
    notice = Notice("opinion", {})
    _base(notice, title=title, issuer=issuer, date=day.isoformat(), kind="意见")
    notice.lines = [
        ("title", f"中共{place}委员会　{place}人民政府"), ("title", f"关于加强{subject}工作的实施意见"),
        ("under", f"（{written(day, 'arabic')}）"),
        *_body_lines(["一、总体要求", *inventor.paragraphs(subject, 2), "二、重点任务", inventor.paragraphs(subject, 1)[0]]),
    ]  # fmt: skip
    notice.truth["title"] = f"中共{place}委员会{place}人民政府关于加强{subject}工作的实施意见"
    return notice


def printed_plan(inventor: Inventor) -> Notice:
    """印发 with the plan attached after the signature."""
    body, code = inventor.body()
    day = inventor.day()
    number, subject = inventor.number(code, day), inventor.pick(SUBJECTS)
    plan = f"{day.year}年{subject}工作方案"
    title = f"{body}关于印发《{plan}》的通知"
    notice = Notice("plan", {})
    end = date(day.year, 12, 20)
    _base(notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="通知",
          main_recipients="各镇人民政府，有关单位", asks=["report", "ledger"],
          deadlines=[f"{day.year}-12-20"] if end >= day else [])  # fmt: skip
    notice.lines = [
        ("head", f"{body}文件"), ("number", number.replace("〔", inventor.pick(["［", "[", "（"])).replace("〕", inventor.pick(["］", "]", "）"]))),
        ("title", title), ("recipients", "各镇人民政府，有关单位："),
        *_body_lines([f"现将《{plan}》印发给你们，请认真组织实施。"]),
        ("signature", body), ("day", written(day, "arabic")), ("attached_title", plan),
        *_body_lines(["一、工作目标", *inventor.paragraphs(subject, 2), "二、工作要求",
                      f"各镇要建立工作台账，于{day.year}年12月20日前将整改情况报{body}。"]),
    ]  # fmt: skip
    return notice


def relay(inventor: Inventor) -> Notice:
    """转发, the relayed document after the signature with its own head and day."""
    body, code = inventor.body()
    day = inventor.day()
    before = day - timedelta(days=9)
    number, subject = inventor.number(code, day), inventor.pick(SUBJECTS)
    upper = "临湖市应急管理局"
    title = f"{body}转发{upper}关于做好{subject}工作的通知"
    notice = Notice("relay", {})
    _base(
        notice,
        number=number,
        title=title,
        issuer=body,
        date=day.isoformat(),
        kind="通知",
        main_recipients="各镇（街道）安监办",
    )
    notice.lines = [
        ("number", number), ("title", title), ("recipients", "各镇（街道）安监办："),
        *_body_lines([f"现将《{upper}关于做好{subject}工作的通知》（临应急〔{before.year}〕33号）转发给你们，请认真贯彻执行。"]),
        ("signature", body), ("day", written(day, "chinese")), ("attached_title", f"{upper}关于做好{subject}工作的通知"),
        ("recipients", "各区应急管理局："), *_body_lines(inventor.paragraphs(subject, 2)),
        ("signature", upper), ("day", written(before, "arabic")),
    ]  # fmt: skip
    return notice


def meeting(inventor: Inventor) -> Notice:
    """A meeting called."""
    body, code = inventor.body()
    day = inventor.day()
    held = day + timedelta(days=4)
    number, subject = inventor.number(f"{code[:2]}办", day), inventor.pick(SUBJECTS)
    title = f"关于召开{subject}工作推进会的通知"
    notice = Notice("meeting", {})
    names = day + timedelta(days=2)
    _base(notice, number=number, title=title, issuer=f"{body}办公室", date=day.isoformat(), kind="通知",
          main_recipients="各镇人民政府、街道办事处", urgency="特急", asks=["report", "meeting", "attendance"],
          deadlines=[_later(day, names)],
          meeting={"day": _later(day, held), "starts": "14:30", "place": "区行政中心1号楼201会议室"})  # fmt: skip
    notice.lines = [
        ("mark", "特急"), ("head", f"{body}办公室文件"), ("number", number), ("title", title),
        ("recipients", "各镇人民政府、街道办事处："),
        *_body_lines([f"经研究，定于{held.month}月{held.day}日召开{subject}工作推进会。现将有关事项通知如下：",
                      "一、会议时间", f"{held.month}月{held.day}日（星期三）下午2:30，会期约1小时。", "二、会议地点",
                      "区行政中心1号楼201会议室。", "三、参会人员", "各镇人民政府、街道办事处分管负责人。", "四、有关要求",
                      f"请各单位于{names.month}月{names.day}日17:00前将参会人员名单报我局办公室。"]),
        ("signature", f"{body}办公室"), ("day", written(day, "arabic")),
    ]  # fmt: skip
    return notice


def reply(inventor: Inventor) -> Notice:
    """批复 with the number and day of the request in its text."""
    place = inventor.pick(["云山县", "清溪县", "白石区"])
    issuer, day = f"{place}人民政府", inventor.day()
    number, subject = inventor.number(f"{place[0]}政函", day), inventor.pick(SUBJECTS)
    to = f"{place[:-1]}{inventor.pick(['民政局', '水利局'])}"
    title = f"{issuer}关于同意设立{subject}工作机构的批复"
    notice = Notice("reply", {})
    _base(notice, number=number, title=title, issuer=issuer, date=day.isoformat(), kind="批复", main_recipients=to)
    notice.lines = [
        ("title", title[: len(title) // 2]), ("title", title[len(title) // 2 :]), ("number", number), ("recipients", f"{to}："),
        *_body_lines([f"你局《关于设立{subject}工作机构的请示》（云民〔{day.year}〕3号）收悉。经研究，现批复如下：", "同意设立，所需经费由你局自行解决。", "此复。"]),
        ("signature", issuer), ("day", written(day, "chinese")),
    ]  # fmt: skip
    return notice


def report_up(inventor: Inventor) -> Notice:
    """报告: nothing is asked of anybody."""
    body, code = inventor.body()
    day = inventor.day()
    number, subject = inventor.number(code, day), inventor.pick(SUBJECTS)
    title = f"{body}关于{day.year}年上半年{subject}工作情况的报告"
    notice = Notice("report", {})
    _base(notice, number=number, title=title, issuer=body, date=day.isoformat(), kind="报告", main_recipients="区委、区政府",
          signer="吴某某")  # fmt: skip
    notice.lines = [
        ("head", f"{body}文件"), ("number", f"{number}　　　　签发人：吴某某"), ("title", title), ("recipients", "区委、区政府："),
        *_body_lines(["现将有关情况报告如下。", *inventor.paragraphs(subject, 2), "特此报告。"]),
        ("signature", body), ("day", written(day, "arabic")),
    ]  # fmt: skip
    return notice


def circular(inventor: Inventor) -> Notice:
    """通报 of a leading group's office, long names, copies to many over two lines."""
    place = inventor.pick(["青川区", "白石区"])
    subject = inventor.pick(SUBJECTS[:6])
    issuer, day = f"{place}{subject}工作领导小组办公室", inventor.day()
    number = f"{place[0]}领办〔{day.year}〕{inventor.random.randint(1, 40)}号"
    title = f"关于{day.month}月份{subject}工作进展情况的通报"
    due = day + timedelta(days=20)
    copied = "区委办公室、区人大常委会办公室、区人民政府办公室、区政协办公室，区纪委区监委，区委组织部，各成员单位"
    notice = Notice("circular", {})
    _base(notice, number=number, title=title, issuer=issuer, date=day.isoformat(), kind="通报",
          main_recipients="各镇人民政府，各街道办事处，领导小组各成员单位", copied_to=copied, asks=["report"],
          deadlines=[_later(day, due)])  # fmt: skip
    notice.lines = [
        ("head", f"{issuer}文件"), ("number", number), ("title", title),
        ("recipients", "各镇人民政府，各街道办事处，领导小组各成员单位："),
        *_body_lines([*inventor.paragraphs(subject, 2), f"请存在问题的单位于{due.month}月{due.day}日前完成整改，并将整改情况书面报送领导小组办公室。"]),
        ("signature", issuer), ("day", written(day, "arabic")), ("imprint", f"抄送：{copied}。"),
        ("imprint", f"{issuer}　{written(day, 'arabic')}印发"),
    ]  # fmt: skip
    return notice


def decision(inventor: Inventor) -> Notice:
    """决定 to praise, title over three lines, unit names as recipients."""
    place = inventor.pick(["云山县", "清溪县"])
    day = inventor.day()
    number = inventor.number(f"{place[0]}委发", day)
    title = f"中共{place}委员会关于表彰{day.year - 1}年度乡村振兴工作先进集体和先进个人的决定"
    notice = Notice("decision", {})
    _base(notice, number=number, title=title, issuer=f"中共{place}委员会", date=day.isoformat(), kind="决定",
          main_recipients="各乡镇党委，县直各党组（党委）")  # fmt: skip
    parts = [title[: 5 + len(place) + 1], title[5 + len(place) + 1 : 26], title[26:]]
    notice.lines = [
        ("head", f"中共{place}委员会文件"), ("number", number), *[("title", part) for part in parts],
        ("recipients", "各乡镇党委，县直各党组（党委）："),
        *_body_lines(["近年来，全县上下凝心聚力，涌现出一批先进典型。为表彰先进，县委决定，授予柳林镇等10个单位“先进集体”称号。",
                      "希望受表彰的集体和个人珍惜荣誉，再接再厉。"]),
        ("signature", f"中共{place}委员会"), ("day", written(day, "arabic")),
    ]  # fmt: skip
    return notice


LAYOUTS = (red_head, request_upwards, letter, minutes, order, white_head, joint, announcement, party_opinion, printed_plan,
           relay, meeting, reply, report_up, circular, decision)  # fmt: skip
