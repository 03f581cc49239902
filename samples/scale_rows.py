"""What the rows of a whole district say: matters, bodies, numbers, times, each as read and as it stood in its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from samples.words import words

TWICE, RELAYED = 0.05, 0.03
"""Shares of a register's documents that come again on the other channel, and once more as a relay."""
_HOURS = (480, 510, 540, 570, 600, 840, 870, 900, 930, 990, 1080)
_LENGTHS = (30, 45, 60, 60, 90, 90, 120, 150, 180)


@dataclass(frozen=True, slots=True)
class Said:
    """One row: its name, the columns read beside it, and its cells by what their column is taken for."""

    name: str
    read: dict[str, Any]
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that asks."""

    names: tuple[str, ...]
    code: str
    level: str
    line: str


@cache
def bodies() -> tuple[tuple[Body, ...], list[float]]:
    """Bodies above and of the county, with summed weights: the n-th asks for 1/n of what the first does."""
    found = [
        Body(tuple(body["names"]), body["code"], level, body["line"])
        for level in ("county", "above")
        for body in words("issuers")[level]
    ]
    return tuple(found), list(accumulate(1 / (n + 1) ** 0.8 for n in range(len(found))))


class Teller:
    """Says the rows of one register file, one after another."""

    def __init__(self, register: str, rng: Random, level: str) -> None:
        self.rng, self.level = rng, level
        self.numbers: Counter[str] = Counter()
        self.last: Said | None = None
        self.channels = level == "town" or rng.random() < 0.6
        self._next: Callable[[date], Said] = getattr(self, f"_{register}")
        self.values = words("scale")["values"]

    def next(self, day: date) -> Said:
        """The row of that day."""
        said = self._next(day)
        return replace(said, cells={"day": day.isoformat(), "name": said.name, **said.cells})

    def _body(self) -> tuple[Body, str]:
        found, edges = bodies()
        body = self.rng.choices(found, cum_weights=edges)[0]
        return body, body.names[0] if self.rng.random() < 0.8 else self.rng.choice(body.names)

    def _matter(self, kind: str, day: date) -> tuple[Body, str, str]:
        """A body, its name as written, and what it wants."""
        body, written = self._body()
        subjects, patterns = words("matters")["subjects"][body.line], words("matters")[kind]
        self.numbers[body.code] += self.rng.choice((1, 1, 2))
        serial = self.numbers[body.code]
        batch, rest = divmod(serial, len(subjects) * len(patterns))
        subject = subjects[rest % len(subjects)]
        if batch:
            subject = self.values["batch"].format(n=batch, s=subject)
        pattern = patterns[rest // len(subjects)]
        return body, written, pattern.format(s=subject, y=day.year, m=day.month, q=(day.month + 2) // 3, w=subject)

    def _asked(self, kind: str, day: date, **more: Any) -> Said:
        body, written, name = self._matter(kind, day)
        return Said(name, {"issuer": written, "issuer_level": body.level, **more}, {"issuer": written})

    def _flags(self, said: Said, **shares: float) -> Said:
        """Yes or no in some columns; `ledger` is read as `ledger_required`, `problem` as `with_problem`."""
        drawn = {name: self.rng.random() < share for name, share in shares.items()}
        read = {{"ledger": "ledger_required", "problem": "with_problem"}.get(n, n): yes for n, yes in drawn.items()}
        cells = {name: self.values["yes" if yes else "no"] for name, yes in drawn.items()}
        return replace(said, read=said.read | read, cells=said.cells | cells)

    def _documents(self, day: date) -> Said:
        chance = self.rng.random()
        if self.last is not None and chance < TWICE and self.channels:
            said, self.last = self._turned(self.last), None
            return said
        body, written, title = self._matter("documents", day)
        number = f"{body.code}〔{day.year}〕{self.numbers[body.code]}号"
        if self.last is not None and TWICE <= chance < TWICE + RELAYED:
            title = words("matters")["relays"][0].format(t=self.last.name, i="")
        channel = self.rng.choice(("electronic", "electronic", "paper")) if self.channels else None
        read = {"issuer": written, "issuer_level": body.level, "line": body.line, "number": number, "channel": channel}
        cells = {"issuer": written, "number": number, "line": words("issuers")["lines"][body.line][0]}
        self.last = Said(title, read, cells | {"channel": self.values[channel] if channel else ""})
        return self.last

    def _turned(self, said: Said) -> Said:
        """The same document on the other channel."""
        channel = "paper" if said.read["channel"] == "electronic" else "electronic"
        return Said(said.name, said.read | {"channel": channel}, said.cells | {"channel": self.values[channel]})

    def _meetings(self, day: date) -> Said:
        said = self._asked("meetings", day, line=None)
        start, video = self.rng.choice(_HOURS), self.rng.random() < 0.3
        minutes = self.rng.choice(_LENGTHS) if self.rng.random() < 0.85 else None
        read = {
            "starts_at": start, "ends_at": start + minutes if minutes else None, "minutes": minutes, "video": video,
            "duration_stated": minutes is not None, "edge_of_day": start < 510 or start + (minutes or 0) > 1050,
        }  # fmt: skip
        cells = {
            "starts_at": self._clock(start), "ends_at": self._clock(start + minutes) if minutes else "",
            "form": self.values["video" if video else "onsite"], "place": self.rng.choice(words("cells")["places"]),
        }  # fmt: skip
        return self._flags(replace(said, read=said.read | read, cells=said.cells | cells), nested=0.1, filed=0.4)

    def _clock(self, minutes: int) -> str:
        return str(self.values["at"].format(hour=minutes // 60, minute=minutes % 60))

    def _inspections(self, day: date) -> Said:
        return self._flags(self._asked("inspections", day), planned=0.6, joint=0.2, ledger=0.5)

    def _pledges(self, day: date) -> Said:
        veto = self.rng.random() < 0.15
        return self._asked("veto_pledges" if veto else "pledges", day, veto=veto)

    def _digital(self, day: date) -> Said:
        kind = self.rng.choice(("account", "app", "group", "group"))
        return self._closing(self._asked(f"{kind}s", day, digital_class=kind), day, {"type": self.values[kind]})

    def _signboards(self, day: date) -> Said:
        body, written = self._body()
        name = self.rng.choice(words("matters")["signs"])
        read = {"issuer": written, "issuer_level": body.level}
        return self._closing(Said(name, read, {"issuer": written}), day, {})

    def _closing(self, said: Said, day: date, cells: dict[str, str]) -> Said:
        closed = day + timedelta(days=self.rng.randrange(30, 900)) if self.rng.random() < 0.35 else None
        shown = cells | {"closed_on": closed.isoformat() if closed else ""}
        return replace(said, read=said.read | {"closed_on": closed}, cells=said.cells | shown)

    def _forms(self, day: date) -> Said:
        fields = self.rng.choice((6, 8, 12, 12, 18, 24, 36, 60)) if self.rng.random() < 0.9 else None
        said = self._asked("forms", day, fields=fields, fields_stated=fields is not None)
        due = day + timedelta(days=self.rng.randrange(3, 30))
        cells = {"fields": str(fields) if fields else "", "due_on": due.isoformat()}
        return replace(said, cells=said.cells | cells)

    def _visits(self, day: date) -> Said:
        return self._flags(self._asked("visits", day), problem=0.4, joint=0.15)
