from __future__ import annotations

from songbang.core.matching import Placement, Record, instruments, match_records
from tests.core.matching.records import record


def placed(*records: Record) -> list[Placement]:
    places = instruments(records, match_records(records))
    return [places[one.id] for one in records]


def test_both_channels_of_one_sending_are_one_document() -> None:
    electronic, paper, other = placed(
        record("关于清理河道的通知", "临水〔2020〕5号", "市水利局", "2020-03-02"),
        record("市水利局关于清理河道的通知", "临水[2020]5号", "市水利局", "2020-03-04"),
        record("关于清理湖面的通知", "临水〔2020〕6号", "市水利局", "2020-03-04"),
    )
    assert electronic == paper
    assert other.document != paper.document


def test_a_relay_is_another_document_of_the_same_instrument() -> None:
    source, relay = placed(
        record("关于清理河道的通知", "临水〔2020〕5号", "市水利局", "2020-03-02"),
        record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-09"),
    )
    assert source.document != relay.document
    assert source.instrument == relay.instrument


def test_two_bodies_that_relay_one_document_never_received_share_its_instrument() -> None:
    one, two, another = placed(
        record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-09"),
        record("关于转发《临江市水利局关于清理河道的通知》的通知", "青政办〔2020〕3号", "区府办", "2020-03-12"),
        record("关于转发《临江市水利局关于清理湖面的通知》的通知", "青政办〔2020〕4号", "区府办", "2020-03-12"),
    )
    assert one.instrument == two.instrument
    assert another.instrument != one.instrument


def test_one_body_relaying_like_titles_under_two_numbers_passes_on_two_documents() -> None:
    one, two = placed(
        record("转发市水利局关于清理河道的通知", "青水〔2020〕9号", "区水利局", "2020-03-09"),
        record("转发市水利局关于清理河道的通知", "青水〔2020〕25号", "区水利局", "2020-05-12"),
    )
    assert one.instrument != two.instrument


def test_versions_months_and_departments_are_instruments_of_their_own() -> None:
    found = placed(
        record("关于印发《节水办法》的通知", "青水〔2020〕9号", "区水利局", "2020-03-09"),
        record("关于印发《节水办法（修订）》的通知", "青水〔2020〕11号", "区水利局", "2020-03-19"),
        record("关于3月份用水情况的通报", "青水〔2020〕12号", "区水利局", "2020-04-09"),
        record("关于4月份用水情况的通报", "青水〔2020〕15号", "区水利局", "2020-05-09"),
        record("关于4月份用水情况的通报", "临水〔2020〕15号", "市水利局", "2020-05-09"),
    )
    assert len({one.instrument for one in found}) == len(found)
