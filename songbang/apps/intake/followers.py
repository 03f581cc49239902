"""Who wants to know when the rows of an import begin or cease to count: apps above put themselves in, at start.

Called in the act's own transaction, so what they do stands or falls with it. They order a job for what takes long.
"""

from __future__ import annotations

from collections.abc import Callable

from songbang.apps.intake.models import Import

Follower = Callable[[Import, bool], None]
_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> None:
    """`follower(taken, live)` is called from now on; put in twice, it is called once."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def tell_followers(taken: Import, *, live: bool) -> None:
    for follower in _FOLLOWERS:
        follower(taken, live)
