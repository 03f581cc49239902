"""The life of a thing that has one state at a time: a table of which act leads where; nothing else may be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from songbang.core.errors import Conflict

StateT = TypeVar("StateT", bound=str)


@dataclass(frozen=True, slots=True)
class Life(Generic[StateT]):
    """`table`: (state, act) → the state after it; what is not in it may not be done. `refusal` says why not."""

    table: Mapping[tuple[str, str], StateT]
    refusal: Callable[[str, str], Conflict]

    def after(self, state: str, act: str) -> StateT:
        """The state after the act. Raises the `Conflict` of `refusal` where the act is not possible in this state."""
        after = self.table.get((state, act))
        if after is None:
            raise self.refusal(state, act)
        return after

    def may(self, state: str, act: str) -> bool:
        """The yes/no behind a button."""
        return (state, act) in self.table
