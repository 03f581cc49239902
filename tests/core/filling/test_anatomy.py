"""From a sheet to its cells: what is asked, under which labels, in what measure."""

from __future__ import annotations

import openpyxl

from songbang.core.filling.anatomy import anatomy
from songbang.core.filling.grid import grid_of
from songbang.core.filling.lexicon import clean
from songbang.core.filling.slots import Sheet

Rows = list[list[object]]


def read(rows: Rows, merged: tuple[str, ...] = ()) -> Sheet:
    sheet = openpyxl.Workbook().worksheets[0]
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return anatomy(grid_of(sheet))


HEAD: Rows = [
    ["村 情 统 计 表"],
    ["表号：民1表"],
    ["制定机关：市民政局"],
    ["文号：民统〔2020〕3号"],
    ["有效期至：2020年6月 2020年"],
]


def test_the_head_is_read_with_its_number_body_approval_and_last_day() -> None:
    head = read([*HEAD, ["指标名称", "计量单位", "代码", "数量"], ["户籍人口", "人", "1", None]]).head
    assert (head.title, head.number, head.organ) == ("村情统计表", "民1表", "市民政局")
    assert (head.approval, str(head.valid_until)) == ("民统〔2020〕3号", "2020-06-30")


def test_a_row_without_code_is_a_heading_and_no_cell() -> None:
    sheet = read([["表"], ["指标名称", "计量单位", "代码", "数量"], ["甲", "乙", "丙", "1"],
                  ["一、人口", None, None, None],
                  ["户籍人口", "人", "01", None], ["常住人口", "人", "02", None]])  # fmt: skip
    assert [slot.cell for slot in sheet.slots] == ["D5", "D6"]
    assert [row.label for row in sheet.slots[0].row.above] == ["一、人口"]
    assert sheet.slots[1].row.code == "2"


def test_two_blocks_side_by_side_are_read_each_with_its_own_labels() -> None:
    sheet = read([["表"], ["项目", "单位", "数量", "项目", "单位", "数量"], ["党员", "人", None, "网格数", "个", None],
                  ["低保户数", "户", None, "楼幢数", "幢", None]])  # fmt: skip
    assert {slot.cell: (slot.row.label, slot.measure) for slot in sheet.slots} == {
        "C3": ("党员", "人"), "F3": ("网格数", "个"), "C4": ("低保户数", "户"), "F4": ("楼幢数", "幢")}  # fmt: skip


def test_a_dash_closes_a_cell_and_a_formula_is_kept() -> None:
    sheet = read(
        [["表"], ["指标名称", "计量单位", "面积", "产量"], ["油料", "吨", None, "—"], ["棉花", "吨", "=1+1", None]]
    )
    assert [slot.cell for slot in sheet.slots] == ["C3", "D4"]


def test_headings_over_several_columns_stand_before_the_columns_own() -> None:
    sheet = read([["表"], ["年龄段", "户籍老年人", None, "常住老年人", None], [None, "男", "女", "男", "女"],
                  ["60—69周岁", None, None, None, None], ["70周岁及以上", None, None, None, None]],
                 ("A2:A3", "B2:C2", "D2:E2"))  # fmt: skip
    assert [slot.path for slot in sheet.slots[:4]] == [
        ("户籍老年人", "男"), ("户籍老年人", "女"), ("常住老年人", "男"), ("常住老年人", "女")]  # fmt: skip


def test_parts_lie_under_their_whole() -> None:
    sheet = read([["表"], ["指标名称", "计量单位", "代码", "数量"], ["(一)化肥施用量", "吨", "1", None],
                  ["其中：氮肥", "吨", "2", None], ["(二)农药使用量", "吨", "3", None]])  # fmt: skip
    assert [[row.label for row in slot.row.above] for slot in sheet.slots] == [[], ["(一)化肥施用量"], []]


def test_notes_below_are_no_cells() -> None:
    sheet = read([["表"], ["项目", "单位", "数量"], ["网格数", "个", None], ["填表人：", None, None], ["说明：1≥2"]])
    assert [slot.cell for slot in sheet.slots] == ["C3"]
    assert "说明：1≥2" in sheet.head.notes


def test_a_form_of_labels_and_blanks_is_read_pair_by_pair() -> None:
    sheet = read([["基本情况表"], ["填报单位：", None, None, None], ["户籍户数（户）", None, "户籍人口（人）", None],
                  ["网格数（个）", None, "党员（人）", None], ["困难和建议", None], ["填表人：", None]])  # fmt: skip
    assert [(slot.cell, slot.measure) for slot in sheet.slots] == [
        ("B3", "户"), ("D3", "人"), ("B4", "个"), ("D4", "人"), ("B5", "")]  # fmt: skip


def test_a_heading_without_a_known_word_is_found_by_its_shape() -> None:
    sheet = read([["表"], ["学校类别", "学生（人）", "教师（人）"], ["完全小学", None, None], ["初级中学", None, None]])
    assert [slot.cell for slot in sheet.slots] == ["B3", "C3", "B4", "C4"]


def test_a_list_of_people_and_hidden_lines_hold_no_cells() -> None:
    people = read([["花名册"], ["序号", "姓名", "身份证号", "备注"], ["1", None, None, None], ["2", None, None, None]])
    assert people.slots == []
    book = openpyxl.Workbook().worksheets[0]
    for row in [["表"], ["项目", "单位", "数量"], ["网格数", "个", None], ["党员", "人", None]]:
        book.append(row)
    book.row_dimensions[4].hidden = True
    assert [slot.cell for slot in anatomy(grid_of(book)).slots] == ["C3"]


def test_a_columns_own_measure_stands_before_the_rows() -> None:
    sheet = read(
        [
            ["表"],
            ["指标名称", "计量单位", "产量", "产值（万元）"],
            ["小麦", "吨", None, None],
            ["玉米", "吨", None, None],
        ]
    )
    assert [slot.measure for slot in sheet.slots[:2]] == ["吨", "万元"]


def test_a_second_table_with_a_heading_of_its_own_is_read_below_notes() -> None:
    sheet = read([
        ["物资名称", "单位", "期末库存"], ["救生衣", "件", None], ["编织袋", "条", None],
        ["审核关系：期末库存=期初库存+本期增加"], [],
        ["避险能力", "单位", "数量"], ["小型水库", "座", None], ["护林员", "人", None],
    ])  # fmt: skip
    assert [(slot.cell, slot.row.label, slot.measure) for slot in sheet.slots][2:] == [
        ("C7", "小型水库", "座"), ("C8", "护林员", "人"),
    ]  # fmt: skip


def test_a_second_table_goes_on_in_the_columns_of_the_first_where_it_names_them_no_more() -> None:
    sheet = read([
        ["项目名称", "单位", "代码", "期末数"], ["出租房屋", "套", "01", None], ["承租人员", "人", "02", None], [], [],
        ["附：小区情况", None, None, "数量"], ["住宅小区", "个", "03", None], ["加装电梯", "台", "04", None],
        ["空置房屋", "套", "05", None],
    ])  # fmt: skip
    assert [(slot.cell, slot.row.label, slot.measure, slot.row.code) for slot in sheet.slots][2:] == [
        ("D7", "住宅小区", "个", "3"), ("D8", "加装电梯", "台", "4"), ("D9", "空置房屋", "套", "5"),
    ]  # fmt: skip


def test_a_part_beside_two_sisters_is_a_part_of_what_they_make_up() -> None:
    sheet = read([["表"], ["项目", "单位", "数量"], ["党员总数", "名", None], ["　正式党员", "名", None],
                  ["　预备党员", "名", None], ["　其中：女性", "名", None],
                  ["　　　　少数民族", "名", None]])  # fmt: skip
    above = {slot.row.label: [row.label for row in slot.row.above] for slot in sheet.slots}
    assert above["其中：女性"] == above["少数民族"] == ["党员总数"]


def test_a_part_below_the_second_sister_that_it_names_is_that_ones() -> None:
    sheet = read([["表"], ["项目", "单位", "数量"], ["大牲畜存栏", "头", None], ["　猪", "头", None],
                  ["　奶牛", "头", None], ["　其中：能产奶牛", "头", None]])  # fmt: skip
    assert [row.label for row in sheet.slots[-1].row.above] == ["大牲畜存栏", "奶牛"]


def test_labels_and_blanks_below_villages_are_no_lines_of_their_table() -> None:
    sheet = read([["表"], ["村别", "户籍人口", "参保人数", "缴费人数"], ["东村", None, None, None],
                  ["西村", None, None, None], ["合计", None, None, None], ["全乡其他情况", None, None, None],
                  ["职工参保", None, "其中：退休", None], ["未参保", None, "其中：外出", None]])  # fmt: skip
    below = {slot.cell: (slot.row.label, slot.path) for slot in sheet.slots if slot.number > 6}
    assert below == {"B7": ("职工参保", ()), "D7": ("其中：退休", ()), "B8": ("未参保", ()), "D8": ("其中：外出", ())}


def test_a_column_that_lies_under_the_one_left_of_it_is_none_of_its_own() -> None:
    sheet = read([["表"], ["工作", "单位", "数量", "工作", None, "单位", "数量"],
                  ["防疫员", "人", None, "消毒面积", None, "平方米", None],
                  ["兽医", "人", None, "养殖场", None, "个", None]], ("D2:E2", "D3:E3", "D4:E4"))  # fmt: skip
    assert {slot.cell: slot.measure for slot in sheet.slots}["G3"] == "平方米"


def test_the_third_part_of_a_column_goes_on_with_the_whole_of_the_two_over_it() -> None:
    sheet = read([["表"], ["优抚对象（人）", None, "招聘会（场）", None],
                  ["其中：残疾军人（人）", None, "慰问（人次）", None],
                  ["其中：参战人员（人）", None, "技能培训（人）", None],
                  ["其中：参试人员（人）", None, "义诊（场）", None]])  # fmt: skip
    assert [row.label for row in {s.cell: s for s in sheet.slots}["B5"].row.above] == ["优抚对象（人）"]


def test_codes_before_labels_tell_the_order_of_pairs_side_by_side() -> None:
    lines = [("01 苗圃（个）", "06 大棚（个）"), ("02 工人（人）", "07   连栋的（个）"),
             ("03   其中：女（人）", "08   单栋的（个）"),
             ("04 花农（户）", "09 车辆（辆）"),
             ("05 观摩活动（1—6月，次）", "10 花店（个）")]  # fmt: skip
    sheet = read([["花木基地情况表"], *([left, None, right, None] for left, right in lines)])
    told = {
        slot.cell: ([clean(row.label) for row in slot.row.above], slot.row.code, slot.measure) for slot in sheet.slots
    }
    assert told["B4"] == (["工人(人)"], "3", "人")
    assert told["D3"] == (*told["D4"][:1], "7", "个") == (["大棚(个)"], "7", "个")
    assert told["B6"][2] == "次"
