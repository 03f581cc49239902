"""The level of an issuer comes from its name alone."""

from __future__ import annotations

import pytest

from songbang.core.reading.issuers import IssuerLevels
from songbang.core.registers import UNSTATED
from songbang.core.text import traditional
from tests.core.reading.making import district

LEVELS = {
    "town": [
        "新丰镇",
        "新丰镇党委",
        "中共新丰镇委员会",
        "镇党委",
        "镇人民政府",
        "南湖街道党工委",
        "街道办事处",
        "湘家荡管委会",
        "湘家荡区域",
        "南湖新区",
        "管委会",
        "党工委",
        "镇综治办",
    ],
    "county": [
        "区委办公室",
        "区政府办公室",
        "区民政局",
        "南湖区民政局",
        "中共南湖区委",
        "嘉兴市南湖区",
        "嘉兴市南湖区民政局",
        "区委组织部",
        "中共嘉兴市南湖区委组织部",
        "区市场监管局",
        "区纪委",
        "团区委",
    ],
    "above": [
        "市委办公室",
        "市民政局",
        "市市场监管局",
        "嘉兴市民政局",
        "中共嘉兴市委",
        "省委组织部",
        "浙江省民政厅",
        "国务院办公厅",
        "中共中央办公厅",
        "民政部",
        "教育部",
    ],
    UNSTATED: ["市场监管局", "市场监督管理局", "民政局", "", "综合执法局", "团委"],
}


@pytest.mark.parametrize(("name", "level"), [(name, level) for level, names in LEVELS.items() for name in names])
def test_the_level_of_an_issuer_in_either_script(name: str, level: str) -> None:
    levels = IssuerLevels(district())
    assert levels.level(name) == level
    assert levels.level(traditional(name)) == level
