"""Which line the form's own relations say that others are parts of (01=04+05+06, 01≥04)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from songbang.core.filling.lexicon import clean, is_whole, numbered
from songbang.core.filling.nesting import Row, begins_parting
from songbang.core.filling.printing import Printed, printed

_AT_LEAST = ("=", "≥", ">=", "≧")


class Wholes:
    """Finds the whole of lines that part it, as the relations among a form's notes name it by its code; `columns`: the
    codes of its columns, of which a relation may speak as well."""

    def __init__(self, notes: tuple[str, ...], columns: Collection[str] = ()) -> None:
        told = [one for one in printed(notes) if one.by_code and len(one.left) == 1 and one.operator in _AT_LEAST]
        self.whole = {one.right[0][1]: one.left[0][1] for one in told if one.operator == "=" and len(one.right) > 1}
        """The code of the first part → that of its whole."""
        self.told: dict[str, list[Printed]] = defaultdict(list)
        """The code of a part → what tells of lines that it is one."""
        for one in told:
            if _of_parts(one) and (one.padded or one.of_lines or not _codes(one) <= {*columns}):
                for _, code in one.right:
                    self.told[code].append(one)
        self.chains: dict[str, list[tuple[str, Row]]] = {}

    def open(self, row: Row, chain: list[tuple[str, Row]]) -> None:
        """Go back to the whole of 按居住地分：1.县城, whatever lines stand between; to that of 其中：女性 after 其中：
        省外 and 省内; and let 省内 be a part as 其中：省外 before it is."""
        found = self.chains.get(self.whole.get(row.code, ""), [])
        if found and begins_parting(row.label) and found[-1][1].measure == row.measure:
            chain[:] = found
            return
        style, _, part = numbered(clean(row.label))
        told = [one for one in self.told.get(row.code, ()) if one.padded == row.padded]
        told = [] if style or row.heading else told
        wholes = {one.left[0][1] for one in told}
        if len(wholes) != 1:
            return
        whole = self.chains.get(wholes.pop(), [])
        if not whole or whole[-1][1].measure != row.measure or any(level == "part" for level, _ in whole):
            return
        if part:
            opened = [one for one in chain[-1:] if one[1].number == row.number]  # 成员 of 成员中：女性
            chain[:] = [*whole, *opened]
        elif any(self._goes_on(one, row, whole[-1][1]) for one in told):
            chain[:], row.among = whole, True

    def _goes_on(self, told: Printed, row: Row, whole: Row) -> bool:
        """Whether a line that is marked as a part of the whole stands before one among its parts."""
        before = (self.chains.get(code, []) for _, code in told.right if int(code) < int(row.code))
        return any(one and one[-1][0] == "part" and whole in one[-1][1].above for one in before)

    def keep(self, row: Row, chain: list[tuple[str, Row]]) -> None:
        """Remember a line that has been placed, as the last of `chain`."""
        if row.code:
            row.sum = self._sum(row)
            self.chains[row.code] = list(chain)

    def _sum(self, row: Row) -> Row | None:
        """The one line printed to be the sum of this one and others; None where it is a 合计 or stands above."""
        told = (one for one in self.told.get(row.code, ()) if one.operator == "=" and len(one.right) > 1)
        codes = {one.left[0][1] for one in told if one.padded == row.padded}
        chain = self.chains.get(codes.pop(), []) if len(codes) == 1 else []
        over = chain[-1][1] if chain else None
        named = over is not None and over.measure == row.measure and not is_whole(clean(over.label))
        return over if named and over not in row.above else None


def _codes(one: Printed) -> set[str]:
    return {code for _, code in (*one.left, *one.right)}


def _of_parts(one: Printed) -> bool:
    """Whether a relation tells parts of a line that stands before them."""
    return all(sign > 0 and int(code) > int(one.left[0][1]) for sign, code in one.right)
