"""What a text says, by small grammars: asks for a report, ranks by the month, makes the village responsible …

Fields that state the same go before; a text is read only where they are silent. A phrase that is denied just before it
("不得要求报送…") does not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from songbang.core.text import plain


class Phrases:
    """Reads texts by the patterns of `gate_words.yaml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._patterns = {name: [re.compile(one) for one in words[name]] for name in _GROUPS}
        # A book that was kept before these were read says nothing of them.
        self._patterns |= {name: [re.compile(one) for one in words.get(name, ())] for name in _LATER}
        self._patterns |= {
            f"yardstick.{name}": [re.compile(one) for one in patterns] for name, patterns in words["yardsticks"].items()
        }
        self._denied = re.compile(words["asks_none"] + "$")
        self._unranked = re.compile(words["ranking_none"])
        self._consultation = re.compile(words["consultation"])

    def first(self, group: str, *texts: str | None) -> str | None:
        """The first phrase of the group that is said and not denied; None where there is none."""
        for text in texts:
            if not text:
                continue
            bare = plain(text)
            for pattern in self._patterns[group]:
                for met in pattern.finditer(bare):
                    if not self._is_denied(group, bare[max(0, met.start() - _BEFORE) : met.start()]):
                        return met.group()
        return None

    def certificate(self, *texts: str | None) -> str | None:
        """The certificate that a title or text has issued."""
        for text in texts:
            for pattern in self._patterns["certificate"]:
                met = pattern.search(plain(text or ""))
                if met:
                    return met["name"]
        return None

    def is_consultation(self, title: str | None) -> bool:
        """Whether a title says that opinions are sought."""
        return self._consultation.search(plain(title or "")) is not None

    def _is_denied(self, group: str, before: str) -> bool:
        return bool((self._unranked if group == "ranking" else self._denied).search(before))


_GROUPS = ("asks_report", "asks_supporting", "directive", "ranking", "ledger_fixed", "responsible", "certificate")
FUNCTIONS = (
    "punch_in", "points", "online_time", "location_log", "ranking", "forced_install", "forced_follow", "usage_quota",
    "screenshot_proof", "instant_reply",
)  # fmt: skip
_LATER = ("veto", "mechanism", "daily", *(f"function.{name}" for name in FUNCTIONS))
_BEFORE = 16
"""Characters before a phrase in which it may be denied."""
