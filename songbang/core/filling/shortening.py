"""Lines and columns that a relation names in fewer signs than their labels have (本月末 for 本月末在保人数)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from songbang.core.filling.lexicon import words
from songbang.core.filling.spans import tags_in

_IN_A_TIME = frozenset(("month", "quarter", "year", "this"))
_LEAST = 4
"""Signs that a label cut short in its middle must keep."""


def in_full(names: Iterable[str], labels: Collection[str], short: Callable[[str, str], bool]) -> dict[str, str]:
    """Each name's label, where every one is that of one label only, and no two of the same; else none.

    >>> in_full(["上月", "本月"], ["上月在册", "本月在册"], begun)
    {'上月': '上月在册', '本月': '本月在册'}
    """
    found = {
        name: [one for one in labels if one == name] or [one for one in labels if short(name, one)] for name in names
    }
    told = {name: meant[0] for name, meant in found.items() if len(meant) == 1}
    return told if len(told) == len(found) == len(set(told.values())) else {}


def begun(name: str, label: str) -> bool:
    """Whether a label begins with a name."""
    return len(name) > 1 and label.startswith(name)


def cut_short(name: str, label: str) -> bool:
    """Whether a name leaves out what stands within a label, its ends kept (受理案件 for 受理数字城管案件)."""
    signs = iter(label)
    ends = len(name) >= _LEAST and name[:2] == label[:2] and name[-2:] == label[-2:]
    return ends and all(sign in signs for sign in name)


def shortened(name: str, label: str) -> bool:
    """Whether a name is the beginning of a label, or cuts it short; or that of what the label says of the form's time
    (新接收 for 全年新接收人数).

    >>> shortened("新接收", "全年新接收人数"), shortened("在册", "年初在册对象")
    (True, False)
    """
    tags, rest = tags_in(label)
    in_time = rest if tags and tags <= _IN_A_TIME else ""
    return begun(name, label) or cut_short(name, label) or begun(name, in_time)


def ended(name: str, label: str) -> bool:
    """Whether a label ends with a name: 任务 for 农房改造任务."""
    return len(name) > 1 and label.endswith(name)


def whole_of(name: str, label: str) -> bool:
    """Whether a name ends a heading's words and the total's below it: 里程合计 for 公路里程合计."""
    wholes = (whole for whole in words()["whole_unit"] if 1 < len(whole) < len(name))
    return ended(name, label) and any(map(name.endswith, wholes))


def totalled(name: str, label: str) -> bool:
    """Whether a label is a heading's and the total's below it, which the name of the heading alone means too:
    参保人数 for 合计 under 参保人数."""
    return label.startswith(name) and label.removeprefix(name) in words()["whole_unit"]
