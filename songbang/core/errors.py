"""Trouble of the second kind: we cannot go on. Findings (the first kind) are values and live in `findings`."""

from __future__ import annotations


class SongbangError(Exception):
    """We cannot go on.

    `code` is dotted and permanent; its words (what happened, and the remedy) live in the message catalogue under that
    code and are filled with `parameters`.
    """

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        return f"{self.code} {self.parameters}" if self.parameters else self.code


class Unreadable(SongbangError):
    """A file cannot be read at all (encrypted, truncated, not what its name says, too large)."""


class NotFound(SongbangError):
    """What the caller named does not exist."""


class Conflict(SongbangError):
    """Two things that were given cannot both hold."""


class BadInput(SongbangError):
    """The caller's own words (a period, a mapping file) cannot be understood."""


class NotAllowed(SongbangError):
    """Who asks may not do this, and may know that it is there: a token whose scope is too narrow."""


class Unavailable(SongbangError):
    """Something outside does not answer; `permanent`: trying again is of no use."""

    def __init__(self, code: str, *, permanent: bool = False, **parameters: object) -> None:
        super().__init__(code, **parameters)
        self.permanent = permanent


class NotSignedIn(SongbangError):
    """Nobody knows who asks: no token, an unknown or an expired one."""
