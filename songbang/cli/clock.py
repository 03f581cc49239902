"""The one place that looks at the clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment in the office's time, without a zone."""
    return datetime.now(ZONE).replace(tzinfo=None, microsecond=0)  # noqa: TID251
