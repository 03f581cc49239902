"""One cell at a time: channel, line of work, class, yes or no, a count."""

from __future__ import annotations

import re
from functools import lru_cache

from songbang.core.reading.books import Value, text_of
from songbang.core.reading.lexicon import Lexicon
from songbang.core.registers import UNSTATED
from songbang.core.text import half_width, plain

_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:个|项|条|栏|格|指标|字段|余|多|类|$)?")


class CellReader:
    """What single cells state, by the lexicon. Answers are remembered, as registers repeat themselves."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.channel = lru_cache(maxsize=4096)(self._channel)
        self.line = lru_cache(maxsize=4096)(self._line)
        self.digital_class = lru_cache(maxsize=16384)(self._digital_class)

    def _channel(self, text: str) -> str:
        """electronic, paper, or UNSTATED (also where the cell names both)."""
        found: list[str] = [name for name, pattern in self.lexicon.channels.items() if pattern.search(plain(text))]
        return found[0] if len(found) == 1 else UNSTATED

    def _line(self, text: str) -> str:
        words = plain(text)
        return next((str(name) for name, pattern in self.lexicon.lines if pattern.search(words)), UNSTATED)

    def _digital_class(self, kind: str, name: str) -> str:
        """The class that the type tells, else the name."""
        for text in (kind, name):
            words = plain(text)
            for name_of_class, pattern in self.lexicon.classes.items():
                if pattern.search(words):
                    return str(name_of_class)
        return UNSTATED

    def yes(self, value: Value) -> bool:
        """Yes or no; words that are neither (a plan number, the name of a body) are a yes, nothing is a no."""
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return value > 0
        answer = self.lexicon.answer(text_of(value))
        return bool(text_of(value)) if answer is None else answer

    def count(self, value: Value) -> int | None:
        """A whole number such as 14 or 14个; None where the cell states none."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return round(value) if value >= 0 else None
        match = _COUNT.search(half_width(text_of(value)))
        return round(float(match[1])) if match else None
