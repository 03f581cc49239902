from __future__ import annotations

from songbang.core.matching import match_records
from tests.core.matching.records import pair, record, relation

SOURCE = record("关于清理河道的通知", "临水〔2020〕5号", "市水利局", "2020-03-02")


def test_a_relay_forwards_what_it_names_and_is_the_derived_one() -> None:
    found = pair(SOURCE, record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-09"))
    assert found is not None
    assert (found.relation, found.derived) == ("forward", "b")


def test_a_relay_entered_before_its_source_still_forwards_it() -> None:
    found = pair(record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-02-28"), SOURCE)
    assert found is not None
    assert (found.relation, found.derived) == ("forward", "a")


def test_a_relay_by_number_forwards_that_number_only() -> None:
    assert relation(SOURCE, record("关于转发临水[2020]5号文件的通知", None, "区水利局", "2020-03-09")) == "forward"
    assert relation(SOURCE, record("关于转发临水[2020]6号文件的通知", None, "区水利局", "2020-03-09")) is None


def test_a_number_beside_the_title_or_an_unnamed_superior_does_not_hide_what_is_relayed() -> None:
    both = "关于转发《市水利局关于清理河道的通知》（临水〔2020〕5号）的通知"
    assert relation(SOURCE, record(both, None, "区水利局", "2020-03-09")) == "forward"
    assert (
        relation(SOURCE, record("关于印发上级《关于清理河道的通知》的通知", None, "区水利局", "2020-03-09"))
        == "forward"
    )


def test_a_relay_of_another_body_or_matter_is_unrelated() -> None:
    assert relation(SOURCE, record("转发省水利厅关于清理河道的通知", None, "区水利局", "2020-03-09")) is None
    assert relation(SOURCE, record("转发市水利局关于清理湖面的通知", None, "区水利局", "2020-03-09")) is None


def test_a_relay_of_a_relay_forwards_both() -> None:
    middle = record("转发省水利厅关于清理河道的通知", "临水〔2020〕6号", "市水利局", "2020-03-05")
    first = record("关于清理河道的通知", "东水〔2020〕2号", "省水利厅", "2020-03-01")
    last = record("转发市水利局转发省水利厅关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-12")
    found = {(one.a, one.b): one.relation for one in match_records([first, middle, last])}
    assert found == dict.fromkeys([(first.id, middle.id), (first.id, last.id), (middle.id, last.id)], "forward")


def test_a_relay_received_twice_is_the_same_relay() -> None:
    a = record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-09")
    b = record("青山区水利局转发市水利局关于清理河道的通知", "青水[2020]9号", "青山区水利局", "2020-03-10")
    assert relation(a, b) == "same"


def test_carrying_a_document_out_does_not_forward_it() -> None:
    assert (
        relation(SOURCE, record("关于贯彻落实《市水利局关于清理河道的通知》的实施方案", None, "区水利局", "2020-03-09"))
        is None
    )


def test_of_two_documents_under_one_title_a_relay_passes_on_the_nearest() -> None:
    old = record("关于清理河道的通知", "临水〔2019〕15号", "市水利局", "2019-11-02")
    relay = record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-09")
    forwards = [one.a for one in match_records([old, SOURCE, relay]) if one.relation == "forward"]
    assert forwards == [SOURCE.id]
