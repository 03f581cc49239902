"""Which line the form's own sums say that others are parts of (01=04+05+06)."""

from __future__ import annotations

from songbang.core.filling.nesting import Row, begins_parting
from songbang.core.filling.printing import printed


class Wholes:
    """Finds the whole of lines that part it, as the sums among a form's notes name it by its code."""

    def __init__(self, notes: tuple[str, ...]) -> None:
        self.whole = {
            one.right[0][1]: one.left[0][1]
            for one in printed(notes)
            if one.operator == "=" and one.by_code and len(one.left) == 1 and len(one.right) > 1
        }
        """The code of the first part → that of its whole."""
        self.chains: dict[str, list[tuple[str, Row]]] = {}

    def open(self, row: Row, chain: list[tuple[str, Row]]) -> None:
        """Go back to the whole of 按居住地分：1.县城, whatever lines stand between."""
        found = self.chains.get(self.whole.get(row.code, ""), [])
        if found and begins_parting(row.label) and found[-1][1].measure == row.measure:
            chain[:] = found

    def keep(self, row: Row, chain: list[tuple[str, Row]]) -> None:
        """Remember a line that has been placed, as the last of `chain`."""
        if row.code:
            self.chains[row.code] = list(chain)
