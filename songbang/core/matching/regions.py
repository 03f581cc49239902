"""The place a document is of: from its issuer, the beginning of its title (周口市城市绿化条例), or who signed."""

from __future__ import annotations

import re

from songbang.core.matching.issuers import key, read_issuer
from songbang.core.matching.known import Known
from songbang.core.matching.writing import folded

_PLACE = re.compile(
    r"^\W*(?!转发|批转|印发|关于)(?:中共)?([一-鿿]{2,12}?(?:省|市|自治州|自治区|区|县|镇|乡|街道))(?=[一-鿿])"
)


def region_of(known: Known, signed: str | None = None) -> str | None:
    """The lowest place named, without 省市区县; None where none is. `signed`: the organ at the foot of its text.

    A title that begins otherwise (关于召开南湖区会议的通知) tells what it is about, not whose it is.
    """
    for name in (known.issuer, known.title.issuer):
        if name and (region := read_issuer(name).region):
            return region
    match = _PLACE.match(folded(known.record.title))
    if match:
        return read_issuer(key(match[1] + "局")).region
    return read_issuer(key(signed)).region if signed else None
