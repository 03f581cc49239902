from __future__ import annotations

import pytest

from songbang.core.matching import match_records
from tests.core.matching.records import pair, record, relation

NOTICE = "关于做好古树名木保护工作的通知"


def test_one_number_in_two_styles_is_one_document() -> None:
    found = pair(
        record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02"),
        record("青山区林业局" + NOTICE, "青林[2020]第07号", "青山区林业局", "2020-03-05"),
    )
    assert found is not None
    assert found.relation == "same"
    assert "发文字号相同" in found.why
    assert {difference.what for difference in found.differs} == {"issuer", "date"}


def test_two_numbers_are_two_documents_even_under_one_title() -> None:
    a, b = (
        record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02"),
        record(NOTICE, "青林〔2020〕31号", "区林业局", "2020-03-05"),
    )
    assert relation(a, b) != "same"


def test_a_missing_number_is_made_up_for_by_title_issuer_and_day() -> None:
    a = record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02")
    assert relation(a, record(NOTICE, None, "青山区林业局", "2020-03-06")) == "same"
    assert relation(a, record(NOTICE, None, "青山区林业局", "2020-06-06")) != "same"
    assert relation(a, record(NOTICE, None, "青山区水利局", "2020-03-06")) is None


@pytest.mark.parametrize(
    "slipped",
    [
        "关干做好古树名木保护土作的通知",
        "关于做好古树名木保护作工的通知",
        "关于做好古树名木护工作的通知",
        "关于做好古树名木保护护工作的通知",
        "关于座好古树名木保护工作的通知",
        "做好古树名木保护工作通知",
        "关于做好古树名木保…",
        "【急件】关于做好古树名木保护工作的通知。",
    ],
)
def test_slips_of_typing_scanning_and_shortening_do_not_part_a_document(slipped: str) -> None:
    a, b = record(NOTICE, None, "区林业局", "2020-03-02"), record(slipped, None, "区林业局", "2020-03-04")
    assert relation(a, b) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于开展消防安全专项检查的通知", "关于开展食品安全专项检查的通知"),
        ("关于同意东山村建桥的批复", "关于同意西山村建桥的批复"),
        ("关于做好粮食收购工作的通知", "关于做好粮食收购工作的补充通知"),
        ("古树保护办法（征求意见稿）", "古树保护办法"),
        ("关于第12号提案的答复意见", "关于第21号提案的答复意见"),
        ("关于做好古树保护工作的函", "关于做好古树保护工作的通知"),
        ("关于执行古树保护办法的解释（一）", "关于执行古树保护办法的解释（二）"),
    ],
)
def test_another_matter_is_unrelated_however_alike_the_words(one: str, other: str) -> None:
    assert relation(record(one, None, "区林业局", "2020-03-02"), record(other, None, "区林业局", "2020-03-04")) is None


def test_the_same_title_from_another_department_is_unrelated() -> None:
    a, b = record(NOTICE, None, "区林业局", "2020-03-02"), record(NOTICE, None, "区水利局", "2020-03-02")
    assert relation(a, b) is None


def test_one_wrong_digit_is_forgiven_only_with_title_issuer_and_day() -> None:
    a = record(NOTICE, "青林〔2020〕17号", "区林业局", "2020-03-02")
    assert relation(a, record(NOTICE, "青林〔2020〕11号", "区林业局", "2020-03-05")) == "same"
    assert relation(a, record(NOTICE, "青林〔2020〕11号", "区林业局", "2020-05-05")) != "same"


def test_a_number_written_into_the_title_counts_as_the_number() -> None:
    a, b = (
        record(NOTICE, "青林〔2020〕7号", None, "2020-03-02"),
        record(NOTICE + "（青林[2020]7号）", None, None, "2020-03-04"),
    )
    assert relation(a, b) == "same"


def test_a_meeting_every_week_without_number_is_not_one_document() -> None:
    title = "关于召开村书记例会的通知"
    first, same_week = (
        record(title, None, "镇党政办", day, channel="electronic") for day in ("2020-03-02", "2020-03-04")
    )
    later = record(title, None, "镇党政办", "2020-03-16", channel="electronic")
    assert relation(first, same_week) == "same"
    assert relation(first, later) != "same"


def test_a_record_without_number_is_the_twin_of_one_document_only() -> None:
    near = record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02")
    bare = record(NOTICE, None, "区林业局", "2020-03-03")
    far = record(NOTICE, "青林〔2020〕31号", "区林业局", "2020-04-06")
    same = [(found.a, found.b) for found in match_records([near, bare, far]) if found.relation == "same"]
    assert same == [(near.id, bare.id)]


def test_a_bare_title_that_fits_two_departments_documents_is_the_twin_of_neither() -> None:
    forestry = record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02")
    water = record(NOTICE, "青水〔2020〕9号", "区水利局", "2020-03-04")
    bare = record(NOTICE, None, None, "2020-03-05")
    assert relation(forestry, bare) == "same"
    assert [found for found in match_records([forestry, water, bare]) if found.relation == "same"] == []


def test_a_row_without_number_is_no_bridge_between_two_numbers_one_digit_apart() -> None:
    near = record(NOTICE, "青林〔2020〕45号", "区林业局", "2020-03-02", channel="electronic")
    bare = record(NOTICE, None, "区林业局", "2020-03-03", channel="paper")
    far = record(NOTICE, "青林〔2020〕55号", "区林业局", "2020-03-20", channel="electronic")
    same = [(found.a, found.b) for found in match_records([near, bare, far]) if found.relation == "same"]
    assert same == [(near.id, bare.id)]


def test_a_row_without_issuer_does_not_make_one_of_two_bodies_documents() -> None:
    mine = record(NOTICE, "青林〔2020〕7号", "青山县林业局", "2020-03-02")
    theirs = record(NOTICE, "青林〔2020〕7号", "青川县林业局", "2020-03-12")
    bare = record(NOTICE, "青林[2020]7号", None, "2020-03-04")
    same = [(found.a, found.b) for found in match_records([mine, theirs, bare]) if found.relation == "same"]
    assert same == [(mine.id, bare.id)]


def test_a_number_that_bodies_of_many_places_bear_does_not_outweigh_another_title() -> None:
    places = [
        record("关于做好春耕工作的通知", f"青林〔2020〕{at}号", f"青{name}县林业局")
        for at, name in enumerate("山川河谷", 1)
    ]
    fire = record("关于开展消防安全专项检查的通知", "青林〔2020〕31号", "青山县林业局", "2020-03-02")
    food = record("关于开展食品安全专项检查的通知", "青林〔2020〕31号", None, "2020-03-26")
    assert relation(fire, food) == "same"
    found = match_records([*places, fire, food])
    assert (fire.id, food.id) not in {(one.a, one.b) for one in found if one.relation == "same"}


def test_columns_that_were_taken_for_each_other_are_put_right() -> None:
    plain = record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02")
    swapped = record(NOTICE, "区林业局", "青林[2020]7号", "2020-03-04")
    together = record(NOTICE, None, "区林业局 青林[2020]7号", "2020-03-04")
    for other in (swapped, together):
        found = pair(plain, other)
        assert found is not None
        assert (found.relation, found.score) == ("same", 1.0)
    assert relation(plain, record(NOTICE, "区林业局", "青林[2020]31号", "2020-03-04")) != "same"


def test_units_are_never_compared_with_each_other() -> None:
    a, b = (record(NOTICE, "青林〔2020〕7号", "区林业局", "2020-03-02", group=unit) for unit in ("east", "west"))
    assert match_records([a, b]) == []


def test_nothing_matches_nothing() -> None:
    assert match_records([]) == []
    assert match_records([record(""), record("。"), record("通知"), record("2020年")]) == []


def test_a_title_full_of_errors_is_one_where_number_and_issuer_are_one() -> None:
    first = record("关于印发《青山区爱国卫生促进考核办法》的通知", "青卫〔2019〕4号", "青山区卫生健康局", "2019-05-06")
    typed = "管干印发《青山区爱国卫生促迸考合办法》白勺通知"
    again = record(typed, "青卫（2019）4号", "青山区卫生健康局", "2019-05-08")
    assert relation(first, again) == "same"
    garbled = record("于即发青山区爱国卫主促迸考合方法的", "青卫（2019）4号", "青山区卫生健康局", "2019-05-08")
    assert relation(first, garbled) == "same"
    other = record("关于举办消夏晚会的函", "青卫〔2019〕4号", "青山区卫生健康局", "2019-05-08")
    assert relation(first, other) is None
    elsewhere = record("于即发青山区爱国卫主促迸考合方法的", "青卫（2019）4号", "白石县卫生健康局", "2019-05-08")
    assert relation(first, elsewhere) is None
