"""Whole texts against each other and against rows of registers."""

from __future__ import annotations

import csv
import json
import random
from datetime import date

import pytest

from songbang.core.matching import Pair, Record, match_records
from tests.conftest import needs_shared

WORDS = (
    "各村要对照清单逐户核对农田水利设施的完好情况并在村务公开栏张贴结果接受监督",
    "镇农业农村办公室负责汇总核对结果并会同水利站对存疑点位进行现场复核",
    "对渠道渗漏泵站停用和涵闸锈蚀等情形应当逐一登记照片和位置",
    "需要维修的由镇统一列入年度小型水利维修计划村级不再另行申报",
    "已经录入省级平台的信息由平台共享各村不重复填报纸质表格",
    "核对工作不评比不排名不要求村级设立专门台账和展板",
    "复核人员进村应当持有统筹编号的通知单并当天离村",
    "发现数字与平台不符的以现场为准由镇在平台更正",
)


def notice(number: str, month: int, *extra: str, count: int = 137, day: str = "") -> str:
    lines = [
        f"凤桥镇人民政府办公室关于开展{month}月份农田水利核对工作的通知",
        f"凤政办〔2019〕{number}号",
        "各村：",
        *(f"{at}、{words}。" for at, words in enumerate((*WORDS, *extra), 1)),
        f"全镇共有点位{count}处。",
        "凤桥镇人民政府办公室",
        day or f"2019年{month}月5日",
    ]
    return "\n".join(lines)


def scanned(text: str, rate: float, width: int, seed: int) -> str:
    """The text as a scan of it reads: wrong characters, hard line breaks, page numbers."""
    chance = random.Random(seed)
    chars = [chance.choice("的一在人有这中来") if c > "一" and chance.random() < rate else c for c in text]
    lines = "".join(chars).splitlines()
    broken = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    return "\n".join([*broken[:9], "— 1 —", *broken[9:], "— 2 —"])


def judged(*texts: str) -> list[Pair]:
    return match_records(Record(f"t{at}", "", text=text) for at, text in enumerate(texts))


def relation(a: str, b: str) -> str | None:
    found = judged(a, b)
    return found[0].relation if found else None


@pytest.mark.parametrize("seed", range(5))
def test_two_scans_of_one_notice_are_the_same(seed: int) -> None:
    text = notice("12", 3)
    assert relation(scanned(text, 0.05, 27, seed), scanned(text, 0.04, 33, seed + 50)) == "same"


def test_notices_of_two_months_are_a_series_and_the_month_is_named() -> None:
    found = judged(notice("12", 3), notice("19", 4, count=141))
    assert [pair.relation for pair in found] == ["recurring"]
    said = {(difference.what, difference.a, difference.b) for difference in found[0].differs}
    assert ("month", "3", "4") in said
    assert ("figure", "137", "141") in said


def test_a_notice_issued_again_with_other_rules_is_a_revision_of_the_earlier() -> None:
    old = notice("12", 3)
    new = notice(
        "88", 3, "对长期闲置的泵站由镇统一评估后报废并注销编号", "维修经费按季度公布", day="2021年6月1日"
    ).replace("2019〕", "2021〕")
    found = judged(new, old)
    assert [(pair.relation, pair.derived) for pair in found] == [("revision", "a")]
    assert any("报废" in difference.a for difference in found[0].differs if difference.what == "text")


def test_a_cover_note_with_the_original_attached_forwards_it() -> None:
    original = notice("12", 3)
    cover = "\n".join(
        [
            "星火村村民委员会转发凤桥镇人民政府办公室关于开展3月份农田水利核对工作的通知",
            "星村〔2019〕3号",
            "各村民小组：",
            "现将镇人民政府办公室《关于开展3月份农田水利核对工作的通知》转发给你们，请于3月20日前完成，并报村委会。",
            "星火村村民委员会",
            "2019年3月8日",
        ]
    )
    found = judged(original, f"{cover}\n{original}")
    assert [(pair.relation, pair.derived) for pair in found] == [("forward", "b")]


def test_a_plan_that_takes_most_of_another_bodys_is_a_copy() -> None:
    source = notice("12", 3)
    plan = source.replace("凤桥", "余新").replace("凤政办", "余政办").replace("3月5日", "3月19日").splitlines()
    plan[7:9] = ["五、由镇党建办牵头成立农田水利核对专班，实行周调度。"]
    found = judged(source, "\n".join(plan))
    assert [(pair.relation, pair.derived) for pair in found] == [("copy", "b")]


def test_texts_on_one_topic_are_unrelated() -> None:
    other = "余新镇农田水利检查方案\n一、各村要认真开展检查。\n二、检查结果报镇水利站。\n三、对问题限期整改到位并公示。"
    assert relation(notice("12", 3), other) is None


def test_a_row_of_a_register_meets_the_text_it_records() -> None:
    row = Record(
        "r",
        "关于开展3月份农田水利核对工作的通知",
        "凤政办[2019]012号",
        "凤桥镇政府办公室",
        date(2019, 3, 6),
        None,
        "paper",
    )
    found = match_records([row, Record("t", "", text=notice("12", 3))])
    assert [pair.relation for pair in found] == ["same"]


def test_one_document_sent_to_very_many_does_not_explode() -> None:
    records = [Record(f"t{at:03}", "", text=notice("12", 3)) for at in range(90)]
    found = match_records(records)
    assert len(found) < 90 * 45
    joined = {frozenset((pair.a, pair.b)) for pair in found}
    assert all(any(record.id in pair for pair in joined) for record in records)


def test_the_labelled_texts_reach_what_was_promised() -> None:
    folder = needs_shared("data/match/texts")
    told = [json.loads(line) for line in (folder / "texts.jsonl").read_text("utf-8").splitlines()]
    records = [
        Record(
            row["id"],
            row.get("title") or "",
            row.get("number"),
            row.get("issuer"),
            None,
            date.fromisoformat(row["issued_on"]) if row.get("issued_on") else None,
            text=row["text"],
        )
        for row in told
    ]
    with (folder / "pairs.csv").open(encoding="utf-8") as file:
        truth = {(row["id_a"], row["id_b"]): row["relation"] for row in csv.DictReader(file)}
    with (folder / "ignore.csv").open(encoding="utf-8") as file:
        ignored = {(row["id_a"], row["id_b"]) for row in csv.DictReader(file)}
    found = {(pair.a, pair.b): pair.relation for pair in match_records(records)}
    scores = {}
    for name in ("same", "forward", "revision", "recurring", "copy"):
        right = sum(truth.get(key) == name == said for key, said in found.items())
        listed = sum(said == name for key, said in found.items() if key not in ignored)
        scores[name] = 2 * right / (listed + sum(said == name for said in truth.values()))
    assert scores["same"] >= 0.95
    assert sum(scores[name] for name in ("forward", "revision", "recurring", "copy")) / 4 >= 0.95
    assert not [key for key in found if key not in truth and key not in ignored]
