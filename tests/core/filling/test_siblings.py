"""Labels that are known by their neighbours."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.asked import Asked
from songbang.core.filling.head import Head
from songbang.core.filling.meaning import Reader
from songbang.core.filling.nesting import Row
from songbang.core.filling.siblings import in_our_words, renamed
from songbang.core.filling.slots import Sheet, Slot

ON = date(2026, 3, 1)
ROWS = ("小商店", "小餐饮", "小旅馆", "小网吧", "小美容洗浴", "小生产加工企业")


def asked(rows: tuple[str, ...]) -> list[Asked]:
    head = Head("场所安全检查季报", None, None, None, None, None, (), ())
    slots = [Slot(Row(n, (label,)), n, 2, ("检查",), "", "家次", 0, 0) for n, label in enumerate(rows, 1)]
    return Reader(Sheet("表", head, slots), {}, ON).all()


def told(*labels: str) -> list[tuple[str, str]]:
    return [("巡查台账", f"{label} / 检查") for label in labels]


def test_a_list_in_which_the_same_word_is_left_out_throughout_is_the_forms_list() -> None:
    named = renamed(asked(ROWS), told("商店", "餐饮", "旅馆", "网吧", "生产加工"))
    assert named["巡查台账", "生产加工"] == "小生产加工企业"
    assert in_our_words("巡查台账", "商店 / 检查", named) == "小商店 / 检查"
    assert in_our_words("别的台账", "商店 / 检查", named) == "商店 / 检查"
    assert in_our_words("巡查台账", "2025年 / 商店 / 检查", named) == "2025年 / 小商店 / 检查"


def test_one_label_with_a_word_more_is_not_known_by_others_that_are_the_same() -> None:
    rows = ("耕地面积", "园地面积", "草地面积", "水域面积", "林地面积")
    assert not renamed(asked(rows), told("承包耕地面积", "园地面积", "草地面积", "水域面积", "有林地面积"))


def test_months_in_brackets_are_no_manner_of_speaking() -> None:
    rows = ("新增就业", "技能培训", "招聘会", "失业人员")
    assert not renamed(asked(rows), told(*(f"{row}(4-6月)" for row in rows)))


def test_few_labels_of_a_long_list_make_it_no_other() -> None:
    labels = ("商店", "餐饮", "旅馆", "学校", "医院", "车站", "码头", "机场", "仓库", "工厂")
    assert not renamed(asked(ROWS), told(*labels))
