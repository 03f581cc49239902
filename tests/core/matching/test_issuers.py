from __future__ import annotations

import pytest

from songbang.core.matching.issuers import Issuers, key
from songbang.core.matching.numbers import parse_number


def identity(a: str, b: str, seen: list[tuple[str, str]] | None = None) -> str:
    issuers = Issuers((key(name), parse_number(number)) for name, number in seen or [])
    return issuers.identity(key(a), key(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("区水利局", "临江市青山区水利局"),
        ("青山区人民政府办公室", "区府办"),
        ("区委组织部", "中共青山区委组织部"),
        ("中共临江市青山区委员会", "区委"),
        ("团区委", "共青团青山区委员会"),
        ("区“五水共治”工作领导小组办公室", "区治水办"),
        ("区“三改一拆”办", "青山区“三改一拆”行动领导小组办公室"),
        ("省住建厅", "江东省住房和城乡建设厅"),
        ("青山区市场监督管理局", "区市场监管局"),
        ("青山生态环境分局", "临江市生态环境局青山分局"),
        ("國務院辦公廳", "国办"),
        ("街道党政办", "白石街道党政办公室"),
        ("国家林业和草原局", "国家林业和草源局"),
    ],
)
def test_long_and_short_names_of_one_organ_are_one(a: str, b: str) -> None:
    assert identity(a, b) == "one"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("区水利局", "市水利局"),
        ("青山区水利局", "白云区水利局"),
        ("区府办", "区政府"),
        ("区委", "区委办"),
        ("区水利局", "区林业局"),
        ("区财政局", "区民政局"),
    ],
)
def test_other_levels_regions_and_bodies_are_others(a: str, b: str) -> None:
    assert identity(a, b) == "other"


def test_a_name_not_stated_decides_nothing() -> None:
    assert Issuers([]).identity(None, "区水利局") == "unknown"


def test_names_that_bear_one_code_are_one_organ_and_the_records_teach_it() -> None:
    seen = [("区乡愁办", "青乡愁〔2020〕1号"), ("青山区古村落保护中心", "青乡愁〔2020〕4号")]
    assert identity("区乡愁办", "青山区古村落保护中心", seen) == "one"
    assert identity("区乡愁办", "青山区古村落保护中心") == "other"


def test_an_abbreviation_that_fits_is_refused_where_the_codes_part() -> None:
    seen = [("区农业局", "青农〔2020〕1号"), ("区农业和水产局", "青渔〔2020〕4号")]
    assert identity("区农业局", "区农业和水产局") == "one"
    assert identity("区农业局", "区农业和水产局", seen) == "other"


def test_a_short_name_goes_to_the_long_one_that_begins_like_it() -> None:
    names = ["区安委办", "青山区安全生产委员会办公室", "青山区消防安全委员会办公室"]
    seen = [(name, "") for name in names]
    assert identity(names[0], names[1], seen) == "one"
    assert identity(names[0], names[2], seen) == "other"
