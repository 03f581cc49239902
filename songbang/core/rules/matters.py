"""What a title is about, apart from who writes and what kind of document it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from songbang.core.text import plain


class Matters:
    """Reads titles by the patterns of `gate_words.yaml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        matter = words["matter"]
        self._about, self._kinds = words["about"], tuple(words["kinds"])
        self._relayed, self._verbs = re.compile(matter["relayed"]), re.compile(matter["verbs"])
        self._ends, self._noise = re.compile(matter["ends"]), re.compile(matter["noise"])
        self._calls = re.compile(matter["calls_meeting"])
        self._topic_ends = re.compile(words["topic_ends"])

    @lru_cache(maxsize=65536)  # noqa: B019 - one Matters a rulebook, both live as long as the program
    def of(self, title: str, issuer: str) -> str:
        """The matter: no issuer, 关于, light verbs, 会议, kind or marks. Empty where nothing of it is left."""
        rest = self._after_issuer(plain(title), issuer)
        kind = next((kind for kind in self._kinds if rest.endswith(kind)), "")
        rest = self._noise.sub("", rest[: len(rest) - len(kind)])
        rest = self._verbs.sub("", self._relayed.sub("", rest))
        shorter = self._ends.sub("", rest)
        return shorter or rest

    def topic(self, topic: str) -> str:
        """The topic of a visit, without 调研 and the like."""
        rest = self._noise.sub("", plain(topic))
        return self._topic_ends.sub("", rest) or rest

    def calls_meeting(self, title: str) -> bool:
        """Whether a document only calls people to a meeting."""
        bare = plain(title)
        kind = next((kind for kind in self._kinds if bare.endswith(kind)), "")
        return self._calls.search(bare[: len(bare) - len(kind)]) is not None or self._calls.search(bare) is not None

    def name(self, title: str) -> str:
        """A title or number as it is compared whole: without marks and blanks."""
        return self._noise.sub("", plain(title))

    def _after_issuer(self, title: str, issuer: str) -> str:
        if issuer and title.startswith(issuer):
            title = title[len(issuer) :]
        before, about, after = title.partition(self._about)
        return after if about and len(before) <= 30 and "《" not in before else title

    def __hash__(self) -> int:
        return id(self)
