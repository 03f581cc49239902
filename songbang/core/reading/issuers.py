"""The level of an issuer, from its name alone: town, county, or above; no level where the name tells none."""

from __future__ import annotations

import re
from functools import lru_cache

from songbang.core.registers import UNSTATED
from songbang.core.text import plain
from songbang.core.units import UnitTree

_TOWN = re.compile(r"镇|街道|管委会|党工委")
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆"
)
_ABOVE = re.compile(
    rf"(?:{_PROVINCES})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)|省|市(?!场)|州(?!$)|地区|[^省市区县]{{2,4}}市(?!场)|"
    r"国务院|国家|国办|中办|中央|中共中央|中宣部|中组部|中纪委|中央纪委|全国|最高人民|公安部|民政部|司法部|财政部|教育部|科技部|科学技术部|"
    r"工业和信息化部|工信部|人力资源和?社会保障部|人社部|自然资源部|生态环境部|住房和城乡建设部|住建部|交通运输部|水利部|农业农村部|"
    r"农业部|商务部|文化和旅游部|文旅部|卫健委|国家卫|应急管理部|应急部|退役军人事务部|外交部|国防部|国资委|审计署|中国人民银行"
)
_VILLAGE = re.compile(r".{1,8}(?:社区|村)(?:居委会|村委会|居民委员会|村民委员会|党委|党总支|党支部|两委|$)")
_COUNTY = re.compile(r"区|县|团(?:区|县)委|[^省市区县]{1,4}(?:区|县)")
_PARTY = re.compile(r"^(?:中国共产党|中共)(?!中央)")


class IssuerLevels:
    """Knows the district; tells `town`, `county`, `above` or UNSTATED for an issuer's name (contract `report.md`)."""

    def __init__(self, units: UnitTree) -> None:
        towns = [plain(word) for unit in units.at("town") for word in (unit.name, *unit.aliases) if len(word) > 2]
        counties = [plain(word) for unit in units.at("county") for word in (unit.name, *unit.aliases)]
        self._towns = tuple(towns)
        self._counties = tuple(counties)
        self.level = lru_cache(maxsize=65536)(self._level)

    def _level(self, name: str) -> str:
        words = _PARTY.sub("", plain(name))
        if not words:
            return UNSTATED
        if words.startswith(self._towns) or _TOWN.search(words):
            return "town"
        if _VILLAGE.match(words):
            return UNSTATED
        bare = re.sub(r"^共青团|^团(?=.{2,4}[区县]委)", "", words)
        if bare.startswith(self._counties) or _COUNTY.match(bare):
            return "county"
        return "above" if _ABOVE.match(bare) or re.match(r"团[省市]委|团中央", words) else UNSTATED
