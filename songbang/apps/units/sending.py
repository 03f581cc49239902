"""Sending a message to a unit through Apprise. Nothing is sent in demo mode or without `SONGBANG_NOTIFY`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings


def may_send() -> bool:
    return bool(settings.NOTIFY) and not settings.DEMO


def post(code: str, title: str, body: str) -> bool:
    """Send one message to a unit. `SONGBANG_NOTIFY`: addresses of Apprise by blanks (`{unit}` becomes the code), or the
    path of an Apprise file whose tags are codes of units (`all`: everyone)."""
    import apprise  # heavy, and needed by jobs only

    sender: Any = apprise.Apprise()
    if Path(settings.NOTIFY).is_file():
        config = apprise.AppriseConfig()
        config.add(str(settings.NOTIFY))
        sender.add(config)
        return bool(sender.notify(title=title, body=body, tag=code, match_always=False) or
                    sender.notify(title=title, body=body, tag="all", match_always=False))  # fmt: skip
    for address in settings.NOTIFY.split():
        sender.add(address.replace("{unit}", code))
    return bool(sender.notify(title=title, body=body))
