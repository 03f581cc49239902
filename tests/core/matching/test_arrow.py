"""A register in columns is matched as its records are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas
import pyarrow as pa
import pytest

from songbang.core.matching import Record, clusters, match
from songbang.core.matching.arrow import Table
from tests.core.matching.test_columns import register
from tests.core.matching.test_growth import templated

ODD = [
    Record("1", "关于防汛的通知", None, "区林业局 青林〔2020〕7号", channel="paper"),
    Record("2", "", "\n", None, date(1, 1, 1)),
    Record("3", "关于防汛的通知", "青林〔2020〕7号", "", issued_on=date(2020, 2, 29), group="b"),
    Record("4", "关于防\n汛的通知", "青林\n〔2020〕7号", "区林业局", channel="electronic"),
]


@pytest.mark.parametrize("records", [register(1, 120), templated(200), ODD, []])
def test_the_pairs_of_a_table_are_those_of_its_records(records: list[Record]) -> None:
    table = Table.of(records)
    of_records, of_table = match(records), match(table)
    assert list(table) == table[:] == records
    assert of_table.pairs == of_records.pairs
    assert list(of_table.of("same")) == list(of_records.of("same"))
    assert clusters(of_table, of_table.pairs) == clusters(of_records, of_records.pairs)


def test_texts_in_a_table_are_compared_as_those_of_records() -> None:
    text = "关于做好防汛工作的通知\n青政办〔2021〕9号\n各村：\n请于6月30日前报送。\n" + "排查河道、堤坝、涵闸。" * 20
    records = [Record("1", "", text=text), replace(ODD[0], id="2"), Record("3", "", text=text + "\n2021年6月1日")]
    found = match(Table.of(records)).pairs
    assert [(pair.a, pair.b, pair.relation) for pair in found] == [("1", "3", "same")]
    assert found == match(records).pairs


def test_what_a_table_lacks_is_not_stated() -> None:
    table = Table({"id": ["1"], "title": ["关于防汛的通知"]})
    assert table[-1] == Record("1", "关于防汛的通知")
    assert table.texts().tolist() == [False]
    assert table.days("received_on").tolist() == [0]
    with pytest.raises(IndexError):
        table[1]
    with pytest.raises(KeyError):
        Table({"title": ["关于防汛的通知"]})


def test_columns_may_be_coded_in_pieces_or_of_a_data_frame() -> None:
    pieces = pa.chunked_array([pa.array(["甲", "乙"]), pa.array(["乙", None])]).dictionary_encode()
    table = Table(pa.table({"id": pa.array([1, 2, 3, 4]), "title": pieces, "received_on": ["2020-02-29"] * 4}))
    assert [record.title for record in table] == ["甲", "乙", "乙", ""]
    assert table[3] == Record("4", "", received_on=date(2020, 2, 29))
    frame = pandas.DataFrame({"id": ["1", "2"], "title": ["甲", "乙"], "issuer": [None, "区林业局"]})
    both = Table(frame) + table
    assert both.ids(np.arange(6)) == ["1", "2", "1", "2", "3", "4"]
    assert [record.issuer for record in both] == [None, "区林业局", *[None] * 4]
