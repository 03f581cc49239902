"""Who is who: the same body under different wordings, its level, and whether it is a place's own leadership."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from songbang.core.demand.levels import Level, above
from songbang.core.demand.values import Body
from songbang.core.text import plain

_MARKS = re.compile(r"[、,，;；/\s]+")
_LEADING = {"party_government", "party_committee", "government", "town"}


@dataclass(frozen=True)
class Names:
    """Reads names of bodies by the patterns of `gate_words.yaml`."""

    words: Mapping[str, Any]

    def level(self, body: Body) -> Level | None:
        """As stated, else as the name tells."""
        if body.level or not body.name:
            return body.level
        return self._level_told(self._core(body.name))

    def leads_place(self, body: Body) -> bool:
        """A Party committee or government (…县人民政府, …镇, …街道), not one of its bureaux. Villages are none."""
        if body.body:
            return body.body in _LEADING
        return (
            self.level(body) != "village" and self._pattern("place_itself").search(plain(body.name or "")) is not None
        )

    def is_village(self, body: Body) -> bool:
        """A village or community, by its level, body or name."""
        if body.level or body.body:
            return body.level == "village" or body.body == "village"
        return self._pattern("village").search(plain(body.name or "")) is not None

    def below(self, body: Body, issuer: Body) -> bool:
        """Whether the body stands below the issuer; where a level is not known it is taken to."""
        mine, theirs = self.level(issuer), self.level(body)
        return mine is None or theirs is None or above(mine, theirs)

    @lru_cache(maxsize=65536)  # noqa: B019 - one Names a rulebook, both live as long as the program
    def keys(self, body: Body) -> tuple[str, str]:
        """(with the code, without): two bodies are one when the first agree, or one has no code and the second agree.

        A place's leadership goes by the code alone, so that 河口镇 and 望云县河口镇人民政府 are one; its bureaux and
        schools, which bear the same code, go by their names as well.
        """
        name = plain(body.name or "")
        itself = self.leads_place(body) or self.is_village(body)
        core = self._core(name) if itself else name
        if not body.code:
            return "", core
        return f"{body.code}/{'' if itself else core}", core

    def issuer_key(self, body: Body) -> str:
        """The issuer's name without the marks by which joint issuers are set apart."""
        return self.without_marks(plain(body.name or ""))

    def without_marks(self, text: str) -> str:
        """Without the marks between joint issuers: 、, blanks and the like."""
        return _MARKS.sub("", text)

    @lru_cache(maxsize=65536)  # noqa: B019 - one Names a rulebook, both live as long as the program
    def _core(self, name: str) -> str:
        pattern, core = self._pattern("core_of_place"), plain(name)
        while (shorter := pattern.sub("", core)) != core and shorter:
            core = shorter
        return core

    def _level_told(self, core: str) -> Level | None:
        return next((level for pattern, level in self.words["levels"] if re.search(pattern, core)), None)

    def _pattern(self, name: str) -> re.Pattern[str]:
        return re.compile(self.words[name])

    def __hash__(self) -> int:
        return id(self)
